"""SIE files to the byte."""

from dataclasses import replace
from datetime import date

import pytest

import sie
from integrations.fortnox.simulator import books
from integrations.fortnox.simulator.books.accounts import account_of, change_account, set_opening
from integrations.fortnox.simulator.books.posting import NewRow, RowState
from integrations.fortnox.simulator.books.years import add_year
from integrations.fortnox.simulator.exchange import Call
from integrations.fortnox.simulator.routes import find
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import YEAR_2024, YEAR_2025, posted, refusal_of, rent
from tests.integrations.fortnox.simulator.calls import TENANT, a_call

HEAD = """\
#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#PROGRAM "Fortnox" 3.60.16
#GEN 20260330
#FNR 1234567
#FNAMN "Åkesson & Öst AB"
#ADRESS "Åsa Öst" "Storgatan 1" "111 22 Stockholm" "08-123 45" \n\
#RAR 0 20250101 20251231
#RAR -1 20240101 20241231
#ORGNR 556677-8899
#OMFATTN 20251231
#KPTYP EUBAS97

"""
ACCOUNTS = """\
#KONTO 1510 "Kundfordringar"
#SRU 1510 7251
#KONTO 1930 "Företagskonto"
#KONTO 2099 "Årets resultat"
#KONTO 3001 "Försäljning inom Sverige, 25 % moms"
#KONTO 5010 "Lokalhyra"
"""
OBJECTS = """\
#DIM 1 "Kostnadsställe"
#DIM 6 "Projekt"
#OBJEKT 1 "KS1" "Söder"
#OBJEKT 6 "P1" "Ny butik"
#OBJEKT 6 "P2" "Aldrig använd"
"""
BALANCES = """\
#IB 0 1510 0 0
#UB 0 1510 2000 0
#IB 0 1930 1234.5 0
#UB 0 1930 234.5 0
#IB 0 2099 -1234.5 0
#UB 0 2099 -1234.5 0
"""
MONTHS = """\
#PSALDO 0 202501 1510 {} 2000 0
#PSALDO 0 202501 3001 {} -2000 0
#PSALDO 0 202503 1930 {} -1000 0
#PSALDO 0 202503 5010 {} 1000 0
#PSALDO -1 202402 1930 {} -10.05 0
#PSALDO -1 202402 5010 {} 10.05 0
"""
RESULTS = """\
#RES 0 3001 -2000 0
#RES 0 5010 1000 0
#IB -1 1930 100 0
#UB -1 1930 89.95 0
#IB -1 2099 -100 0
#UB -1 2099 -100 0
#RES -1 5010 10.05 0
"""
OBJECT_MONTHS = """\
#PSALDO 0 202501 3001 {1 "KS1"} -1234.5 0
#PSALDO 0 202501 3001 {6 "P1"} -2000 0
"""
VOUCHERS = """\
#VER A 1 20250314 "Hyra" 20260330
{
#TRANS 5010 {} 1000 "" "" 0
#TRANS 1930 {} -1000 "" "" 0
}
#VER A 2 20250101 "Utan \\"rader\\"" 20260330
{
#BTRANS 3001 {} -100 "" "fel" 0 "Åsa Öst"
}
#VER B 1 20250102 "Faktura" 20260330
{
#TRANS 1510 {} 2000 "" "" 0
#TRANS 3001 {1 "KS1" 6 "P1"} -1234.5 "" "" 0
#BTRANS 3001 {} -700 "" "" 0 "Åsa Öst"
#RTRANS 3001 {6 "P1"} -765.5 "" "rättad" 0 "Åsa Öst"
#TRANS 3001 {6 "P1"} -765.5 "" "rättad" 0
}"""


@pytest.fixture
def booked(storage: Storage) -> Storage:
    """Post what Fortnox's files show: objects, struck and added rows, an emptied voucher, a year before."""
    with storage.transaction() as connection:
        connection.execute("INSERT INTO cost_centre (tenant, code, description) VALUES (?, 'KS1', 'Söder')", [TENANT])
        connection.execute(
            "INSERT INTO project (tenant, number, description) VALUES (?, 'P2', 'Aldrig använd')", [TENANT]
        )
        connection.execute("INSERT INTO project (tenant, number, description) VALUES (?, 'P1', 'Ny butik')", [TENANT])
        receivables = account_of(connection, TENANT, year=YEAR_2025, number="1510")
        assert receivables is not None
        change_account(connection, replace(receivables, sru=7251))
        set_opening(connection, TENANT, year=YEAR_2024, ore={"1930": 10_000, "2099": -10_000})
        set_opening(connection, TENANT, year=YEAR_2025, ore={"1930": 123_450, "2099": -123_450})
    person = "Åsa Öst"
    posted(storage, rent(1005), year=YEAR_2024, day="2024-02-29")
    rows = [
        NewRow("1510", 200_000),
        NewRow("3001", -123_450, cost_centre="KS1", project="P1"),
        NewRow("3001", -70_000, state=RowState.STRUCK, person=person),
        NewRow("3001", -76_550, project="P1", text="rättad", state=RowState.ADDED, person=person),
    ]
    posted(storage, rows, series="B", day="2025-01-02", text="Faktura")
    posted(storage, rent(100_000))
    emptied = [NewRow("3001", -10_000, text="fel", state=RowState.STRUCK, person=person)]
    posted(storage, emptied, day="2025-01-01", text='Utan "rader"')
    return storage


def content(storage: Storage, call: Call) -> bytes:
    """Answer a call with a file."""
    route = find(call.method, call.path, books.ROUTES)
    assert route is not None
    answer = route.resource(storage, call)
    assert (answer.status, answer.content_type, answer.body) == (200, "application/octet-stream", None)
    assert answer.raw is not None
    return answer.raw


def export(storage: Storage, query: str) -> str:
    """Export a file, with its lines parted by LF alone."""
    text = content(storage, a_call(query)).decode("cp437")
    assert text.count("\n") == text.count("\r\n")
    return text.replace("\r\n", "\n")


def vouchers_of(storage: Storage, query: str) -> list[str]:
    """Export a file, and name its vouchers."""
    file = sie.read(content(storage, a_call(query)))
    return [voucher.series + voucher.number for voucher in file.vouchers]


def test_type_4_is_fortnoxs_file_to_the_byte(booked: Storage) -> None:
    expected = HEAD + ACCOUNTS + OBJECTS + BALANCES + MONTHS + RESULTS + OBJECT_MONTHS + VOUCHERS

    assert content(booked, a_call("sie/4?financialyear=4")) == expected.replace("\n", "\r\n").encode("cp437")


def test_type_3_has_no_vouchers(booked: Storage) -> None:
    head = HEAD.replace("#SIETYP 4", "#SIETYP 3")
    expected = head + ACCOUNTS + OBJECTS + BALANCES + MONTHS + RESULTS + OBJECT_MONTHS

    assert export(booked, "sie/3?financialyear=4") == expected.rstrip("\n")


def test_type_2_has_no_objects(booked: Storage) -> None:
    head = HEAD.replace("#SIETYP 4", "#SIETYP 2")

    assert export(booked, "sie/2?financialyear=4") == (head + ACCOUNTS + BALANCES + MONTHS + RESULTS).rstrip("\n")


def test_type_1_has_no_months(booked: Storage) -> None:
    head = HEAD.replace("#SIETYP 4", "#SIETYP 1").replace("#OMFATTN 20251231\n", "")

    assert export(booked, "sie/1?financialyear=4") == (head + ACCOUNTS + BALANCES + RESULTS).rstrip("\n")


@pytest.mark.parametrize("kind", ["0", "5", "4E", "x"])
def test_other_types_are_refused(booked: Storage, kind: str) -> None:
    assert refusal_of(booked, a_call(f"sie/{kind}?financialyear=4"))[0] == 400


def test_export_without_a_year_is_of_the_chosen_one(booked: Storage) -> None:
    assert "#RAR 0 20250101 20251231" in export(booked, "sie/4").split("\n")


def test_export_of_the_first_year_has_no_year_before(booked: Storage) -> None:
    file = sie.read(content(booked, a_call("sie/4?financialyear=7")))

    assert [(year.index, year.start, year.end) for year in file.head.years] == [
        (0, date(2024, 1, 1), date(2024, 12, 31))
    ]
    assert {balance.year for balance in file.head.balances} == {0}


def test_the_year_before_is_the_one_that_ended_last(booked: Storage) -> None:
    with booked.transaction() as connection:
        number = add_year(connection, TENANT, start=date(2022, 7, 1), end=date(2023, 12, 31))

    lines = export(booked, "sie/1?financialyear=7").split("\n")

    assert [line for line in lines if line.startswith("#RAR")] == [
        "#RAR 0 20240101 20241231",
        "#RAR -1 20220701 20231231",
    ]
    assert "#RAR 0 20220701 20231231" in export(booked, f"sie/1?financialyear={number}").split("\n")


def test_exportall_gives_the_whole_chart(booked: Storage) -> None:
    with booked.transaction() as connection:
        connection.execute("DELETE FROM voucher WHERE year = ?", [YEAR_2025])

    def accounts(query: str) -> list[str]:
        return [line[7:11] for line in export(booked, query).split("\n") if line.startswith("#KONTO")]

    assert accounts("sie/4?financialyear=4") == ["1930", "2099", "5010"]
    assert accounts("sie/4?financialyear=4&exportall=false") == ["1930", "2099", "5010"]
    assert accounts("sie/4?financialyear=4&exportall=true") == ["1510", "1930", "2099", "3001", "5010"]


def test_days_choose_vouchers_and_balances_run_until_the_last(booked: Storage) -> None:
    query = "sie/4?financialyear=4&fromdate=2025-01-02&todate=2025-02-28"
    lines = export(booked, query).split("\n")

    assert vouchers_of(booked, query) == ["B1"]
    assert "#OMFATTN 20250228" in lines
    assert "#UB 0 1930 1234.5 0" in lines
    assert "#UB -1 1930 89.95 0" in lines


@pytest.mark.parametrize(
    ("selection", "expected"),
    [("A,1,1", ["A1"]), ("A,2,9;B,1,1", ["A2", "B1"]), ("C,1,9", []), ("", ["A1", "A2", "B1"])],
)
def test_selection_chooses_vouchers_by_series_and_number(booked: Storage, selection: str, expected: list[str]) -> None:
    assert vouchers_of(booked, f"sie/4?financialyear=4&selection={selection}".replace(";", "%3B")) == expected


@pytest.mark.parametrize("query", ["selection=A", "selection=A,x,2", "exportall=yes", "fromdate=x"])
def test_wrong_parameters_are_refused(booked: Storage, query: str) -> None:
    assert refusal_of(booked, a_call(f"sie/4?financialyear=4&{query}"))[1] == 2000588


def test_what_code_page_437_lacks_is_written_as_something_alike(booked: Storage) -> None:
    posted(booked, rent(100), text="100 € – “hyra”\nmars\\", series="C")

    assert '#VER C 1 20250314 "100 EUR - \\"hyra\\" mars/" 20260330' in export(booked, "sie/4").split("\n")


def test_a_series_that_is_no_plain_word_is_written_as_text(booked: Storage) -> None:
    with booked.transaction() as connection:
        connection.execute("UPDATE series SET code = 'Ö 1' WHERE tenant = ? AND code = 'M'", [TENANT])
    posted(booked, rent(100), series="Ö 1")

    assert vouchers_of(booked, "sie/4")[-1] == "Ö 11"
    assert '#VER "Ö 1" 1 20250314 "Hyra" 20260330' in export(booked, "sie/4").split("\n")


def test_only_counted_rows_make_up_the_balances(booked: Storage) -> None:
    file = sie.read(content(booked, a_call("sie/4?financialyear=4")))
    opening, closing, result = (
        {one.account: one.amount_ore for one in file.head.balances if one.year == 0 and one.kind is kind}
        for kind in (sie.BalanceKind.OPENING, sie.BalanceKind.CLOSING, sie.BalanceKind.RESULT)
    )
    moved: dict[str, int] = {}
    for voucher in file.vouchers:
        counted = [row for row in voucher.postings if row.kind is sie.PostingKind.COUNTED]
        assert sum(row.amount_ore for row in counted) == 0
        for row in counted:
            moved[row.account] = moved.get(row.account, 0) + row.amount_ore

    assert {account: ore + moved.get(account, 0) for account, ore in opening.items()} == closing
    assert {account: ore for account, ore in moved.items() if account not in opening} == result
    assert sum(closing.values()) == -sum(result.values())
    assert {notice.code for notice in file.notices} == {sie.NoticeCode.ENCODING_DETECTED}


def test_export_asks_the_storage_the_same_questions_for_one_voucher_and_for_many(storage: Storage) -> None:
    posted(storage, rent(100))
    one = questions(storage)
    for _ in range(20):
        posted(storage, rent(100))
    many = questions(storage)

    assert one == many


def questions(storage: Storage) -> list[str]:
    """Export a file, and write down what is asked of the storage."""
    asked: list[str] = []
    with storage.reading() as connection:
        connection.set_trace_callback(asked.append)
        content(storage, a_call("sie/4"))
        connection.set_trace_callback(None)
    return asked
