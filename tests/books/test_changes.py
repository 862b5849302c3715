"""What changed between two snapshots."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from closing.books import changes
from closing.books.balances import Span
from closing.books.changes import AccountChange, Changes, Face, VoucherChange
from closing.engagements.models import Period
from tests.books.made_books import HEAD, SALES, make_year, store_text

pytestmark = pytest.mark.django_db

FEBRUARY = Span(date(2025, 2, 1), date(2025, 2, 28))
Sketch = tuple[str, int, str, int]


def compared(folder: Path, old: str, new: str, *, locked: tuple[Span, ...] = ()) -> Changes:
    """Store two files of one year, and compare them."""
    year = make_year()
    return changes.between(store_text(folder, old, year=year), store_text(folder, new, year=year), locked=locked)


def voucher(name: str, day: str = "20250110", *, text: str = "x", ore: int = 100) -> str:
    """Write a voucher of two rows."""
    amount = f"{ore // 100}.{ore % 100:02}"
    return f'#VER {name} {day} "{text}"\n{{\n#TRANS 1930 {{}} {amount}\n#TRANS 3001 {{}} -{amount}\n}}\n'


def names(listed: changes.Listed) -> list[str]:
    """Name the vouchers listed."""
    return [f"{one.series}{one.number}" for one in listed.first]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    found = compared(tmp_path, HEAD + SALES, HEAD + SALES)

    assert found == Changes()
    assert found.is_none


def test_a_new_voucher_is_told_with_its_amount(tmp_path: Path) -> None:
    found = compared(tmp_path, HEAD, HEAD + voucher("A 1", "20250310", text="Ny", ore=12_345))

    assert found.new.count == 1
    assert found.new.first == (VoucherChange("A", "1", None, Face(1, date(2025, 3, 10), "Ny", 12_345), False),)
    assert (found.gone.count, found.altered.count) == (0, 0)


def test_a_voucher_that_is_gone_is_told_as_it_was(tmp_path: Path) -> None:
    found = compared(tmp_path, HEAD + voucher("A 1", "20250310", text="Borta"), HEAD)

    assert found.gone.first == (VoucherChange("A", "1", Face(1, date(2025, 3, 10), "Borta", 100), None, False),)
    assert (found.new.count, found.altered.count) == (0, 0)


@pytest.mark.parametrize(
    ("altered", "after"),
    [
        (voucher("A 1", "20250111"), Face(1, date(2025, 1, 11), "x", 100)),
        (voucher("A 1", text="Y"), Face(1, date(2025, 1, 10), "Y", 100)),
        (voucher("A 1", ore=200), Face(1, date(2025, 1, 10), "x", 200)),
        (voucher("A 1").replace("3001", "3002"), Face(1, date(2025, 1, 10), "x", 100)),
        (voucher("A 1").replace("1930 {} 1.00", '1930 {} 1.00 "" "Rad"'), Face(1, date(2025, 1, 10), "x", 100)),
    ],
)
def test_an_altered_voucher_is_told_before_and_after(tmp_path: Path, altered: str, after: Face) -> None:
    found = compared(tmp_path, HEAD + voucher("A 1"), HEAD + altered)

    assert found.altered.first == (VoucherChange("A", "1", Face(1, date(2025, 1, 10), "x", 100), after, False),)
    assert (found.new.count, found.gone.count) == (0, 0)


def test_rows_in_another_order_are_no_change(tmp_path: Path) -> None:
    turned = '#VER A 1 20250110 "x"\n{\n#TRANS 3001 {} -1.00\n#TRANS 1930 {} 1.00\n}\n'

    assert compared(tmp_path, HEAD + voucher("A 1"), HEAD + turned).is_none


def test_vouchers_in_another_order_are_no_change(tmp_path: Path) -> None:
    first, second = voucher("A 1"), voucher("B 1")

    assert compared(tmp_path, HEAD + first + second, HEAD + second + first).is_none


def test_another_account_in_the_chart_alters_no_voucher(tmp_path: Path) -> None:
    found = compared(tmp_path, HEAD + SALES, HEAD + '#KONTO 1200 "Ny"\n' + SALES)

    assert (found.new.count, found.gone.count, found.altered.count) == (0, 0, 0)
    assert found.accounts == (AccountChange("1200", "Ny", None, 0, None, 0),)


def test_accounts_are_told_with_their_balances(tmp_path: Path) -> None:
    old = HEAD + voucher("A 1", ore=500)
    new = old.replace("#IB 0 1930 1000.00", "#IB 0 1930 1100.00").replace('#KONTO 5010 "Lokalhyra"\n', "")

    found = compared(tmp_path, old, new + voucher("A 2", ore=300))

    assert found.accounts == (
        AccountChange("1930", "Bank", 100_000, 110_000, 100_500, 110_800),
        AccountChange("3001", "Försäljning", 0, 0, -500, -800),
        AccountChange("5010", "Lokalhyra", 0, None, 0, None),
    )
    assert [one.change_ore for one in found.accounts] == [10_300, -300, 0]


def test_one_of_two_vouchers_of_the_same_number_is_found_out(tmp_path: Path) -> None:
    old = HEAD + voucher("A 1", text="Ena") + voucher("A 1", text="Andra")

    found = compared(tmp_path, old, HEAD + voucher("A 1", text="Andra"))

    assert [one.before.text for one in found.gone.first if one.before] == ["Ena"]
    assert (found.new.count, found.altered.count) == (0, 0)


@pytest.mark.parametrize(("before", "after"), [(1, 3), (3, 1), (2, 0), (0, 2), (2, 2)])
def test_equal_vouchers_are_counted(tmp_path: Path, before: int, after: int) -> None:
    found = compared(tmp_path, HEAD + voucher("A 1") * before, HEAD + voucher("A 1") * after)

    assert (found.new.count, found.gone.count) == (max(after - before, 0), max(before - after, 0))
    assert found.altered.count == 0


def test_vouchers_without_whole_numbers_are_matched_by_their_text(tmp_path: Path) -> None:
    old = HEAD + voucher("A x1") + voucher("A x2")

    found = compared(tmp_path, old, HEAD + voucher("A x2") + voucher("A x3"))

    assert (names(found.new), names(found.gone), found.altered.count) == (["Ax3"], ["Ax1"], 0)


def test_numbers_are_listed_as_numbers(tmp_path: Path) -> None:
    vouchers = "".join(voucher(name) for name in ("Å 1", "A 10", "A 9", "a 1"))

    found = compared(tmp_path, HEAD, HEAD + vouchers)

    assert names(found.new) == ["A9", "A10", "a1", "Å1"]


def test_changes_in_locked_periods_are_flagged_and_listed_first(tmp_path: Path) -> None:
    old = HEAD + voucher("A 1", "20250110") + voucher("A 2", "20250210") + voucher("A 3", "20250310")
    moved = voucher("A 1", "20250111") + voucher("A 2", "20250210") + voucher("A 3", "20250228")

    found = compared(tmp_path, old, HEAD + moved, locked=(FEBRUARY,))

    assert [(one.number, one.is_in_locked_period) for one in found.altered.first] == [("3", True), ("1", False)]
    assert (found.altered.count, found.altered.locked_count, found.locked_count) == (2, 1, 1)


def test_a_change_out_of_a_locked_period_is_flagged(tmp_path: Path) -> None:
    old = HEAD + voucher("A 1", "20250228")

    found = compared(tmp_path, old, HEAD + voucher("A 1", "20250301"), locked=(FEBRUARY,))

    assert found.altered.locked_count == 1


def test_locked_spans_are_those_of_locked_periods() -> None:
    year = make_year()
    Period.objects.filter(fiscal_year=year, number=2).update(state=Period.State.LOCKED)

    assert changes.locked_spans(year) == [FEBRUARY]


def test_lists_are_capped_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_LISTED", 3)
    vouchers = "".join(voucher(f"A {number}", f"20250{1 + number % 2}10") for number in range(1, 11))

    found = compared(tmp_path, HEAD, HEAD + vouchers, locked=(FEBRUARY,))

    assert (found.new.count, found.new.locked_count) == (10, 5)
    assert names(found.new) == ["A1", "A3", "A5"]


sketches = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(1, 4), st.sampled_from(["", "x", "y"]), st.sampled_from([100, 200])),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=sketches, new=sketches)
def test_changes_lead_from_one_snapshot_to_the_other(tmp_path: Path, old: list[Sketch], new: list[Sketch]) -> None:
    found = compared(tmp_path, HEAD + written(old), HEAD + written(new))

    came = Counter(sketch(one, one.after) for listed in (found.new, found.altered) for one in listed.first)
    went = Counter(sketch(one, one.before) for listed in (found.gone, found.altered) for one in listed.first)
    assert came - went == Counter(new) - Counter(old)
    assert went - came == Counter(old) - Counter(new)
    assert came & went == Counter()
    pairs = Counter(one[:2] for one in (Counter(new) - Counter(old)).elements())
    pairs &= Counter(one[:2] for one in (Counter(old) - Counter(new)).elements())
    assert found.altered.count == pairs.total()


def written(vouchers: list[Sketch]) -> str:
    """Write vouchers as a file has them."""
    return "".join(voucher(f"{series} {number}", text=text, ore=ore) for series, number, text, ore in vouchers)


def sketch(change: VoucherChange, face: Face | None) -> Sketch:
    """Give a listed voucher as it was sketched."""
    assert face is not None
    return change.series, int(change.number), face.text, face.debit_ore


@pytest.mark.parametrize("count", [1, 300])
def test_equal_snapshots_are_compared_in_the_same_few_queries(
    tmp_path: Path, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    year = make_year()
    many = "".join(voucher(f"A {number}") for number in range(count))
    old, new = (store_text(tmp_path, HEAD + many, year=year) for _ in range(2))

    with django_assert_num_queries(6):
        found = changes.between(old, new)

    assert found.is_none
