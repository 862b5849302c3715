"""The ledger of an account, a page at a time."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from closing.books import ledger, ledger_stretch, rows
from closing.books.ledger import FIRST, LAST, Entry, Key, Page, Place, Wanted
from closing.books.models import Account, LedgerLeaf, Snapshot
from tests.books.made_books import HEAD, SALES, store_text

pytestmark = pytest.mark.django_db

BANK = [
    (date(2025, 1, 10), "A", "1", 50_000, 150_000),
    (date(2025, 2, 20), "B", "1", -10_000, 140_000),
]
MANY = 60
POSTINGS_IN_A_LEAF = 7


def bank_of(snapshot: Snapshot) -> Account:
    """Give the bank account."""
    return Account.objects.get(snapshot=snapshot, number="1930")


def shown(page: Page) -> list[tuple[date, str, str, int, int]]:
    """Give what a page shows of its postings."""
    return [(one.date, one.series, one.number, one.amount_ore, one.balance_ore) for one in page.entries]


def many_vouchers() -> Iterator[str]:
    """Write vouchers on few days of two series, out of the order of their dates."""
    for number in range(1, MANY + 1):
        day = f"2025{1 + number % 3:02}{1 + number % 2:02}"
        text = "Öre ÅKERLUND" if number % 7 == 0 else "Övrigt"
        yield f'#VER {"AB"[number % 2]} {number} {day} "{text}"\n{{\n#TRANS 1930 {{}} {number}.00\n'
        yield f"#TRANS 3001 {{}} -{number}.00\n}}\n"


@pytest.fixture
def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """Give a bank account with many postings, in leaves of a few."""
    for module in (rows, ledger_stretch):
        monkeypatch.setattr(module, "POSTINGS_IN_A_LEAF", POSTINGS_IN_A_LEAF)
    return bank_of(store_text(tmp_path, HEAD + "".join(many_vouchers())))


def plain_ledger(account: Account) -> list[tuple[Key, str, str, int, int]]:
    """Read the ledger the plain way: key, series, text of the voucher, amount, balance."""
    balance, found = account.opening_ore, []
    for one in account.postings.select_related("voucher").order_by("date", "pk"):
        balance += one.amount_ore
        key = Key(one.date, one.pk - account.snapshot.first_key)
        found.append((key, one.voucher.series, one.voucher.text, one.amount_ore, balance))
    return found


def keys_and_balances(entries: tuple[Entry, ...]) -> list[tuple[Key, int]]:
    """Give the place and the balance of entries."""
    return [(one.key, one.balance_ore) for one in entries]


def test_first_page_begins_with_the_opening_balance(tmp_path: Path) -> None:
    account = bank_of(store_text(tmp_path, HEAD + SALES))

    page = ledger.page(account)

    assert shown(page) == BANK
    assert (page.before_ore, page.after_ore) == (100_000, 140_000)
    assert (page.earlier, page.later, page.searched_to) == (None, None, None)


def test_an_entry_tells_its_voucher_and_texts(tmp_path: Path) -> None:
    voucher = '#VER A 4 20250301 "Verifikationens"\n{\n#TRANS 3001 {} -1.00\n#TRANS 1930 {} 1.00 "" "Radens"\n}\n'
    account = bank_of(store_text(tmp_path, HEAD + SALES + voucher))

    last = ledger.page(account).entries[-1]

    assert (last.voucher, last.voucher_text, last.text, last.object_list) == (4, "Verifikationens", "Radens", 0)


def test_last_page_shows_the_end(tmp_path: Path) -> None:
    account = bank_of(store_text(tmp_path, HEAD + SALES))

    page = ledger.page(account, place=LAST, size=1)

    assert shown(page) == BANK[1:]
    assert (page.before_ore, page.after_ore, page.later) == (150_000, 140_000, None)
    assert page.earlier == Place(page.entries[0].key, is_backwards=True)


def test_a_page_begins_on_a_day(tmp_path: Path) -> None:
    account = bank_of(store_text(tmp_path, HEAD + SALES))

    page = ledger.page(account, place=Place.on(date(2025, 2, 1)))

    assert shown(page) == BANK[1:]
    assert page.earlier == Place(page.entries[0].key, is_backwards=True)


def test_days_limit_what_is_shown_but_not_the_balance(tmp_path: Path) -> None:
    account = bank_of(store_text(tmp_path, HEAD + SALES))

    page = ledger.page(account, Wanted(start=date(2025, 2, 1), end=date(2025, 2, 28)))

    assert shown(page) == BANK[1:]
    assert (page.before_ore, page.earlier, page.later) == (150_000, None, None)


def test_an_empty_stretch_tells_the_balance_there(tmp_path: Path) -> None:
    account = bank_of(store_text(tmp_path, HEAD + SALES))

    page = ledger.page(account, Wanted(start=date(2025, 1, 20), end=date(2025, 1, 31)))

    assert (page.entries, page.before_ore, page.after_ore) == ((), 150_000, 150_000)


def test_an_account_without_postings_shows_its_opening_balance(tmp_path: Path) -> None:
    account = Account.objects.get(snapshot=store_text(tmp_path, HEAD + SALES), number="2440")

    page = ledger.page(account)

    assert (page.entries, page.before_ore, page.after_ore, page.later) == ((), -100_000, -100_000, None)


@pytest.mark.parametrize("is_backwards", [False, True])
@pytest.mark.parametrize("size", [1, 7, 20, MANY, MANY + 1])
def test_paging_meets_every_posting_once(busy: Account, size: int, *, is_backwards: bool) -> None:
    place: Place | None = LAST if is_backwards else FIRST
    met: list[tuple[Key, int]] = []

    while place is not None:
        page = ledger.page(busy, place=place, size=size)
        found = keys_and_balances(page.entries)
        met = found + met if is_backwards else met + found
        place = page.earlier if is_backwards else page.later

    assert met == [(key, balance) for key, _, _, _, balance in plain_ledger(busy)]


def test_going_on_and_back_returns_to_the_same_page(busy: Account) -> None:
    first = ledger.page(busy, size=10)
    assert first.later is not None
    second = ledger.page(busy, place=first.later, size=10)
    assert second.earlier is not None

    back = ledger.page(busy, place=second.earlier, size=10)

    assert back.entries == first.entries
    assert (back.before_ore, back.after_ore) == (first.before_ore, first.after_ore)


def test_leaves_cut_the_ledger_and_tell_what_stands_before_them(busy: Account) -> None:
    plain = plain_ledger(busy)

    leaves = LedgerLeaf.objects.filter(account=busy).order_by("start")

    firsts = plain[::POSTINGS_IN_A_LEAF]
    assert [(leaf.start, busy.opening_ore + leaf.before_ore) for leaf in leaves] == [
        (key.number, balance - amount) for key, _, _, amount, balance in firsts
    ]
    assert "".join(leaf.rows for leaf in leaves) == "".join(f"{key.ordinal:08x}" for key, *_ in plain)


def test_balance_before_is_exact_everywhere(busy: Account) -> None:
    plain = plain_ledger(busy)

    found = [ledger.balance_before(busy, key) for key, *_ in plain]

    assert found == [balance - amount for _, _, _, amount, balance in plain]


def test_balance_at_the_end_of_a_day(tmp_path: Path) -> None:
    account = bank_of(store_text(tmp_path, HEAD + SALES))

    days = [date(2024, 12, 31), date(2025, 1, 9), date(2025, 1, 10), date(2025, 2, 20), date(2026, 1, 1)]

    assert [ledger.balance_at(account, day) for day in days] == [100_000, 100_000, 150_000, 140_000, 140_000]


def test_search_finds_text_in_any_case(busy: Account) -> None:
    page = ledger.page(busy, Wanted(text="åkerlund"))

    expected = [(key, balance) for key, _, text, _, balance in plain_ledger(busy) if "ÅKERLUND" in text]
    assert keys_and_balances(page.entries) == expected
    assert len(expected) == 8


def test_search_finds_text_of_the_posting(tmp_path: Path) -> None:
    voucher = '#VER A 4 20250301 "x"\n{\n#TRANS 1930 {} 1.00 "" "Märkt 50 %"\n#TRANS 3001 {} -1.00\n}\n'
    account = bank_of(store_text(tmp_path, HEAD + SALES + voucher))

    page = ledger.page(account, Wanted(text="50 %"))

    assert [entry.amount_ore for entry in page.entries] == [100]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.builds(
        Wanted,
        start=st.none() | st.dates(date(2024, 12, 30), date(2025, 4, 1)),
        end=st.none() | st.dates(date(2024, 12, 30), date(2025, 4, 1)),
        series=st.sampled_from(["", "A", "B", "C"]),
        text=st.sampled_from(["", "åker", "övrigt", "finns inte"]),
        least_ore=st.none() | st.integers(0, 6_100),
        most_ore=st.none() | st.integers(0, 6_100),
    ),
    size=st.integers(1, 70),
    is_backwards=st.booleans(),
)
def test_any_search_meets_what_a_plain_one_does(
    busy: Account, wanted: Wanted, size: int, *, is_backwards: bool
) -> None:
    place: Place | None = LAST if is_backwards else FIRST
    met: list[tuple[Key, int]] = []

    while place is not None:
        page = ledger.page(busy, wanted, place=place, size=size)
        found = keys_and_balances(page.entries)
        met = found + met if is_backwards else met + found
        place = page.earlier if is_backwards else page.later

    assert met == [
        (key, balance)
        for key, series, text, amount, balance in plain_ledger(busy)
        if (wanted.start or date.min) <= key.date <= (wanted.end or date.max)
        and (not wanted.series or series == wanted.series)
        and wanted.text.casefold() in text.casefold()
        and (wanted.least_ore or 0) <= abs(amount) <= (10**9 if wanted.most_ore is None else wanted.most_ore)
    ]


def test_search_stops_after_so_many_postings_and_goes_on(busy: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "SEARCHED_ROWS", 20)
    monkeypatch.setattr(ledger, "_ROWS_AT_A_TIME", 10)
    wanted = Wanted(least_ore=6_000)

    pages = [ledger.page(busy, wanted)]
    while (place := pages[-1].later) is not None:
        pages.append(ledger.page(busy, wanted, place=place))

    assert [len(page.entries) for page in pages] == [1, 0, 0, 0]
    assert [page.searched_to for page in pages] == [date(2025, 1, 2), date(2025, 2, 2), date(2025, 3, 2), None]
    assert pages[1].earlier is not None


@pytest.mark.parametrize("size", [1, 3, 100])
def test_a_page_asks_few_questions(
    busy: Account, size: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    middle = plain_ledger(busy)[MANY // 2][0]

    with django_assert_max_num_queries(12):
        ledger.page(busy, place=Place(middle), size=size)


@pytest.mark.parametrize("text", ["", "2025-01-01", "2025-13-01.4", "2025-01-01.x", "2025-01-01.-4", "igår.4"])
def test_a_key_that_is_none_is_not_read(text: str) -> None:
    assert Key.read(text) is None


def test_a_key_is_read_as_it_was_written() -> None:
    key = Key(date(2025, 3, 14), 159)

    assert Key.read(str(key)) == key


def test_ledgers_of_earlier_books_are_cut_by_the_migration(busy: Account) -> None:
    cut = import_module("closing.books.migrations.0002_ledger_leaves").cut
    stored = list(plain_ledger(busy))
    LedgerLeaf.objects.all().delete()

    cut(apps, None)

    page = ledger.page(busy, size=MANY)
    assert keys_and_balances(page.entries) == [(key, balance) for key, _, _, _, balance in stored]
