"""Companies out of SIE files: what is exported again reads as what was read."""

import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import sie
from integrations.fortnox.simulator.books.companies import company_of
from integrations.fortnox.simulator.books.errors import NothingToMakeError
from integrations.fortnox.simulator.books.from_sie import company_from_sie
from integrations.fortnox.simulator.books.sie_export.resource import export_sie
from integrations.fortnox.simulator.books.years import years_of
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import made_storage
from tests.integrations.fortnox.simulator.calls import a_call
from tests.sie.strategies import export_files, import_files
from tests.sie.test_samples import SAMPLES

LARGEST = 10**13
OPENING, CLOSING, RESULT = sie.BalanceKind.OPENING, sie.BalanceKind.CLOSING, sie.BalanceKind.RESULT
COUNTED, ADDED, STRUCK = sie.PostingKind.COUNTED, sie.PostingKind.ADDED, sie.PostingKind.STRUCK
BALANCES_DO_NOT_FOLLOW = {
    "XE_SIE_4_20151125095119.SE": "its result accounts have closing balances",
    "transaktioner_ovnbolag-bad-balance.se": "one closing balance was broken on purpose",
    "Sie4.si": "it has no closing balances",
    "typ4si.si": "it has none at all",
    "Sie_3_+_4.se": "its closing balances of the year before open the year",
}
"""Files whose own closing balances are not what their opening ones and vouchers make, and why."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A voucher as far as Fortnox keeps it: its rows are kind, account, öre, objects, text and sign."""

    series: str
    day: date
    text: str
    registered: date
    rows: tuple[tuple[str, ...], ...]


def plain(voucher: sie.Voucher) -> Plain:
    """Make a voucher plain; a twin says only what Fortnox's twins say."""
    rows = []
    for row in voucher.postings:
        objects = dict(sorted((dimension, code) for dimension, code in row.objects if dimension in {"1", "6"}))
        for dimension, code in row.objects:
            if dimension in objects:
                objects[dimension] = code
        sign = "" if row.kind is COUNTED else row.sign
        rows.append((row.kind.value, row.account, str(row.amount_ore), str(objects), _text(row.text), sign))
    registered = voucher.registered or voucher.date
    return Plain(voucher.series or "A", voucher.date, _text(voucher.text), registered, tuple(rows))


def _text(text: str) -> str:
    """Write a text without the letters that the program of the file itself had lost."""
    return text.replace("\N{REPLACEMENT CHARACTER}", "?")


def in_fortnoxs_order(vouchers: tuple[sie.Voucher, ...]) -> list[tuple[str, int | None, Plain]]:
    """Order vouchers by series and number, with those last in their series that cannot keep theirs."""
    taken: set[tuple[str, int]] = set()
    made = []
    for place, voucher in enumerate(vouchers):
        number = int(voucher.number) if voucher.number.isdigit() else None
        key = (voucher.series or "A", number or 0)
        kept = None if number is None or key in taken else number
        if number is not None:
            taken.add(key)
        made.append(((key[0], kept is None, kept or 0, place), kept, plain(voucher)))
    return [(key[0], kept, voucher) for key, kept, voucher in sorted(made, key=lambda one: one[0])]


def sums(file: sie.SieFile, kind: sie.BalanceKind, *, year: int) -> dict[str, int]:
    """Sum the balances of a kind by account, zeros left out."""
    found: Counter[str] = Counter()
    for balance in file.head.balances:
        if (balance.kind, balance.year) == (kind, year):
            found[balance.account] += balance.amount_ore
    return {account: ore for account, ore in found.items() if ore}


def moved(file: sie.SieFile) -> dict[str, int]:
    """Sum the counted rows by account."""
    found: Counter[str] = Counter()
    for voucher in file.vouchers:
        for row in voucher.postings:
            if row.kind is COUNTED:
                found[row.account] += row.amount_ore
    return found


def exported(file: sie.SieFile, *, folder: Path) -> sie.SieFile:
    """Make a company of a file, and read what it exports."""
    storage = made_storage(folder)
    company_from_sie(storage, file, tenant=1)
    raw = export_sie(storage, a_call("sie/4?financialyear=1", tenant=1)).raw
    storage.close()
    assert raw is not None
    return sie.read(raw, encoding="cp437")


def assert_same_vouchers(again: sie.SieFile, file: sie.SieFile) -> None:
    """Compare all vouchers, in Fortnox's order, and the numbers of those that keep them."""
    expected = in_fortnoxs_order(file.vouchers)
    assert [plain(voucher) for voucher in again.vouchers] == [voucher for _series, _kept, voucher in expected]
    numbers = [int(voucher.number) for voucher in again.vouchers]
    assert [
        number if kept is not None else None
        for number, (_series, kept, _voucher) in zip(numbers, expected, strict=True)
    ] == [kept for _series, kept, _voucher in expected]
    keys = [(voucher.series, voucher.number) for voucher in again.vouchers]
    assert len(set(keys)) == len(keys)


def assert_books_agree(again: sie.SieFile) -> None:
    """Compare the balances of an export with its own vouchers."""
    movements = moved(again)
    opening, closing, result = (sums(again, kind, year=0) for kind in (OPENING, CLOSING, RESULT))
    balanced = {one.account for one in again.head.balances if one.year == 0 and one.kind is OPENING}
    assert closing == {
        account: ore for account in balanced if (ore := opening.get(account, 0) + movements.get(account, 0))
    }
    assert result == {account: ore for account, ore in movements.items() if ore and account not in balanced}


def tamed(file: sie.SieFile) -> sie.SieFile:
    """Make the amounts of a file so small that their sums fit into 64 bits."""
    balances = tuple(replace(one, amount_ore=one.amount_ore % LARGEST) for one in file.head.balances)
    months = tuple(replace(one, amount_ore=one.amount_ore % LARGEST) for one in file.head.period_balances)
    vouchers = tuple(
        replace(one, postings=tuple(replace(row, amount_ore=row.amount_ore % LARGEST) for row in one.postings))
        for one in file.vouchers
    )
    return sie.SieFile(replace(file.head, balances=balances, period_balances=months), vouchers)


@pytest.mark.parametrize("name", SAMPLES)
def test_real_file_is_exported_with_the_same_vouchers_and_balances(
    shared_data: Path, tmp_path: Path, name: str
) -> None:
    file = sie.read(shared_data / "sie" / name)

    again = exported(file, folder=tmp_path)

    assert_same_vouchers(again, file)
    if file.vouchers:
        assert_books_agree(again)
    if name not in BALANCES_DO_NOT_FOLLOW and sums(file, CLOSING, year=0):
        for year in (0, -1):
            for kind in (OPENING, CLOSING, RESULT):
                assert sums(again, kind, year=year) == sums(file, kind, year=year)


ANY_FILE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@ANY_FILE
@given(export_files())
def test_any_export_is_exported_with_the_same_vouchers(file: sie.SieFile) -> None:
    file = tamed(file)

    with tempfile.TemporaryDirectory() as folder:
        again = exported(file, folder=Path(folder))

    assert_same_vouchers(again, file)
    if file.vouchers:
        assert_books_agree(again)


@ANY_FILE
@given(import_files())
def test_any_import_file_is_exported_with_the_same_vouchers(file: sie.SieFile) -> None:
    file = tamed(file)

    with tempfile.TemporaryDirectory() as folder:
        again = exported(file, folder=Path(folder))

    assert_same_vouchers(again, file)
    assert_books_agree(again)


THIS_YEAR = """\
#FLAGGA 0
#SIETYP 4
#FNAMN "Åkesson AB"
#ORGNR 5566778899
#ADRESS "Åsa Öst" "Storgatan 1" "111 22 Stockholm" "08-1"
#RAR 0 20240501 20250430
#RAR -1 20230501 20240430
#KONTO 1930 "Bank"
#SRU 1930 7281
#KONTO 5010 "Hyra"
#DIM 6 "Projekt"
#OBJEKT 6 "P1" "Nytt"
#IB 0 1930 100.00
#UB 0 1930 70.00
#IB -1 1930 150.00
#UB -1 1930 100.00
#RES 0 5010 30.00
#RES -1 5010 50.00
#PSALDO -1 202306 5010 {} 20.00
#PSALDO -1 202404 5010 {} 30.00
#VER V 7 20240601 "Hyra" 20240602
{
#TRANS 5010 {6 "P1" 7 "Anna"} 30.00
#BTRANS 1930 {} -20.00 20240601 "fel" 0 "Åsa"
#RTRANS 1930 {} -30.00 20240601 "rätt" 0 "Åsa"
#TRANS 1930 {} -30.00 20240601 "rätt" 0
}
"""
LAST_YEAR = """\
#FLAGGA 0
#SIETYP 4
#FNAMN "Gamla namnet AB"
#RAR 0 20230501 20240430
#KONTO 1930 "Bank"
#KONTO 5010 "Hyra"
#IB 0 1930 150.00
#VER A 1 20230601 "Hyra"
{
#TRANS 5010 {} 50.00
#TRANS 1930 {} -50.00
}
"""


@pytest.fixture
def empty(tmp_path: Path) -> Storage:
    """Make a storage without companies."""
    return made_storage(tmp_path)


def lines_of(storage: Storage, year: int) -> list[str]:
    """Export the books of a year as lines."""
    raw = export_sie(storage, a_call(f"sie/4?financialyear={year}", tenant=1)).raw
    assert raw is not None
    return raw.decode("cp437").split("\r\n")


def test_company_takes_name_number_and_address_of_the_last_file(empty: Storage) -> None:
    company_from_sie(empty, LAST_YEAR.encode(), THIS_YEAR.encode(), tenant=1)

    with empty.reading() as connection:
        company = company_of(connection, 1)
    assert (company.name, company.organisation_number) == ("Åkesson AB", "556677-8899")
    assert (company.address, company.zip_code, company.city) == ("Storgatan 1", "111 22", "Stockholm")
    assert (company.contact_first_name, company.contact_last_name, company.phone) == ("Åsa", "Öst", "08-1")


def test_company_can_be_given_a_name_and_a_number_of_its_own(empty: Storage) -> None:
    company = company_from_sie(empty, THIS_YEAR.encode(), tenant=1, name="Demo AB", organisation_number="5599990001")

    assert (company.name, company.organisation_number) == ("Demo AB", "559999-0001")


def test_one_file_gives_its_year_and_the_balances_of_the_year_before(empty: Storage) -> None:
    company_from_sie(empty, THIS_YEAR.encode(), tenant=1)

    with empty.reading() as connection:
        years = [(year.id, year.start, year.end) for year in years_of(connection, 1)]
        chosen = company_of(connection, 1).chosen_year
    assert (years, chosen) == (
        [(1, date(2024, 5, 1), date(2025, 4, 30)), (2, date(2023, 5, 1), date(2024, 4, 30))],
        1,
    )
    assert [line for line in lines_of(empty, 1) if line.startswith(("#IB", "#UB", "#RES", "#PSALDO"))] == [
        "#IB 0 1930 100 0",
        "#UB 0 1930 70 0",
        "#PSALDO 0 202406 1930 {} -30 0",
        "#PSALDO 0 202406 5010 {} 30 0",
        "#PSALDO -1 202306 5010 {} 20 0",
        "#PSALDO -1 202404 1930 {} -50 0",
        "#PSALDO -1 202404 5010 {} 30 0",
        "#RES 0 5010 30 0",
        "#IB -1 1930 150 0",
        "#UB -1 1930 100 0",
        "#RES -1 5010 50 0",
        '#PSALDO 0 202406 5010 {6 "P1"} 30 0',
    ]
    assert [line for line in lines_of(empty, 2) if line.startswith(("#UB", "#VER"))] == ["#UB 0 1930 100 0"]


def test_vouchers_keep_series_number_day_of_registration_and_what_was_struck_and_added(empty: Storage) -> None:
    company_from_sie(empty, THIS_YEAR.encode(), tenant=1)

    lines = lines_of(empty, 1)
    assert lines[lines.index('#VER V 7 20240601 "Hyra" 20240602') :] == [
        '#VER V 7 20240601 "Hyra" 20240602',
        "{",
        '#TRANS 5010 {6 "P1"} 30 "" "" 0',
        '#BTRANS 1930 {} -20 "" "fel" 0 "Åsa"',
        '#RTRANS 1930 {} -30 "" "rätt" 0 "Åsa"',
        '#TRANS 1930 {} -30 "" "rätt" 0',
        "}",
    ]


def test_two_files_give_two_years_with_vouchers_and_ids_in_the_order_of_the_files(empty: Storage) -> None:
    company_from_sie(empty, LAST_YEAR.encode(), THIS_YEAR.encode(), tenant=1)

    with empty.reading() as connection:
        years = [(year.id, year.start) for year in years_of(connection, 1)]
        chosen = company_of(connection, 1).chosen_year
    assert (years, chosen) == ([(1, date(2023, 5, 1)), (2, date(2024, 5, 1))], 2)
    assert [line for line in lines_of(empty, 2) if line.startswith(("#UB", "#RES"))] == [
        "#UB 0 1930 70 0",
        "#RES 0 5010 30 0",
        "#UB -1 1930 100 0",
        "#RES -1 5010 50 0",
    ]
    assert '#VER A 1 20230601 "Hyra" 20230601' in lines_of(empty, 1)


def test_closing_balances_of_the_year_before_open_a_year_that_says_nothing(empty: Storage) -> None:
    content = THIS_YEAR.replace("#IB 0 1930 100.00\n", "")

    company_from_sie(empty, content.encode(), tenant=1)

    assert "#IB 0 1930 100 0" in lines_of(empty, 1)


def test_an_added_row_without_a_twin_was_never_counted(empty: Storage) -> None:
    content = LAST_YEAR.replace("#TRANS 5010 {} 50.00", "#RTRANS 5010 {} 11.00\n#TRANS 5010 {} 50.00")

    company_from_sie(empty, content.encode(), tenant=1)

    rows = [line for line in lines_of(empty, 1) if "TRANS" in line]
    assert rows == [
        '#BTRANS 5010 {} 11 "" "" 0 ""',
        '#TRANS 5010 {} 50 "" "" 0',
        '#TRANS 1930 {} -50 "" "" 0',
    ]


def test_vouchers_without_numbers_and_with_taken_ones_get_those_after_the_largest(empty: Storage) -> None:
    numbers = ("5", "", "5", "x", "2")
    rows = "{\n#TRANS 1930 {} 0.00\n}\n"
    vouchers = "".join(f'#VER A "{number}" 20230601 "{place}"\n{rows}' for place, number in enumerate(numbers))

    company_from_sie(empty, (LAST_YEAR[: LAST_YEAR.index("#VER")] + vouchers).encode(), tenant=1)

    heads = [line.split()[2:5:2] for line in lines_of(empty, 1) if line.startswith("#VER")]
    assert heads == [["2", '"4"'], ["5", '"0"'], ["6", '"1"'], ["7", '"2"'], ["8", '"3"']]


def test_a_file_without_a_year_is_of_the_calendar_year_of_its_first_voucher(empty: Storage) -> None:
    content = LAST_YEAR.replace("#RAR 0 20230501 20240430\n", "")

    company_from_sie(empty, content.encode(), tenant=1)

    with empty.reading() as connection:
        assert [(year.start, year.end) for year in years_of(connection, 1)] == [(date(2023, 1, 1), date(2023, 12, 31))]


def test_of_two_files_for_one_year_the_first_counts(empty: Storage) -> None:
    company_from_sie(empty, LAST_YEAR.encode(), LAST_YEAR.replace("20230601", "20230701").encode(), tenant=1)

    assert [line[9:19] for line in lines_of(empty, 1) if line.startswith("#VER")] == ['20230601 "']


def test_no_files_make_no_company(empty: Storage) -> None:
    with pytest.raises(NothingToMakeError):
        company_from_sie(empty, tenant=1)


def test_a_file_that_cannot_be_read_leaves_nothing(empty: Storage) -> None:
    with pytest.raises(sie.SieFileError):
        company_from_sie(empty, b"nothing of the kind", tenant=1)

    with empty.reading() as connection, pytest.raises(LookupError):
        company_of(connection, 1)
