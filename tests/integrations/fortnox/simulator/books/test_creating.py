"""Creating vouchers over the API, and every rule that stands in the way."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Thread

import pytest

from integrations.fortnox.simulator.books.accounts import account_of, change_account
from integrations.fortnox.simulator.books.companies import choose_year, lock_until, set_unlockable_series
from integrations.fortnox.simulator.books.series import set_manual
from integrations.fortnox.simulator.exchange import Call, JsonValue
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import YEAR_2024, YEAR_2025, answered, refusal_of, shown_row
from tests.integrations.fortnox.simulator.books.shapes import departures
from tests.integrations.fortnox.simulator.calls import TENANT, a_call

Fields = dict[str, JsonValue]

VOUCHER: Fields = {
    "Description": "Bokslut: periodisering hyra",
    "TransactionDate": "2025-12-31",
    "VoucherSeries": "A",
    "Comments": "KV-17",
    "VoucherRows": [
        {"Account": 1510, "Debit": 1000.5, "Credit": 0},
        {"Account": "5010", "Debit": 0, "Credit": "1000.50", "TransactionInformation": "kvartal 1", "Quantity": 2},
    ],
}


def post(fields: JsonValue, *, query: str = "?financialyear=4") -> Call:
    """Make a call that creates a voucher."""
    return a_call(f"vouchers{query}", method="POST", body={"Voucher": fields})


def with_fields(**fields: JsonValue) -> Fields:
    """Make the voucher with other fields."""
    return {**copy.deepcopy(VOUCHER), **fields}


def with_first_row(**fields: JsonValue) -> Fields:
    """Make the voucher with another first row."""
    first: JsonValue = {"Account": 1510, "Debit": 1000.5, **fields}
    return with_fields(VoucherRows=[first, {"Account": 5010, "Credit": 1000.5}])


def change(storage: Storage, number: str, **demands: str | bool) -> None:
    """Change the settings of an account of 2025."""
    with storage.transaction() as connection:
        account = account_of(connection, TENANT, year=YEAR_2025, number=number)
        assert account is not None
        change_account(connection, replace(account, **demands))  # type: ignore[arg-type]  # each of its own type


def count(storage: Storage) -> int:
    """Count the vouchers in the books."""
    with storage.reading() as connection:
        number: int = connection.execute("SELECT count(*) FROM voucher").fetchone()[0]
    return number


def test_create_answers_with_the_whole_voucher_its_number_and_its_year(storage: Storage) -> None:
    body = answered(storage, post(VOUCHER), status=201)

    assert body["Voucher"] == {
        "@url": "https://api.fortnox.se/3/vouchers/A/1?financialyear=4",
        "ApprovalState": 0,
        "Comments": "KV-17",
        "CostCenter": "",
        "Description": "Bokslut: periodisering hyra",
        "Project": "",
        "ReferenceNumber": "",
        "ReferenceType": "MANUAL",
        "TransactionDate": "2025-12-31",
        "VoucherNumber": 1,
        "VoucherSeries": "A",
        "Year": 4,
        "VoucherRows": [
            shown_row(1510, "Kundfordringar", Debit=1000.5),
            shown_row(5010, "Lokalhyra", Credit=1000.5, Quantity=2, TransactionInformation="kvartal 1"),
        ],
    }
    assert body == answered(storage, a_call("vouchers/A/1?financialyear=4"))
    assert departures(body, "/3/vouchers", method="post", status="201") == set()


def test_create_twice_makes_two_vouchers(storage: Storage) -> None:
    answered(storage, post(VOUCHER), status=201)
    answered(storage, post(VOUCHER), status=201)

    assert count(storage) == 2


def test_create_takes_fields_that_fortnox_sets_itself_and_does_not_read_them(storage: Storage) -> None:
    body = answered(storage, post(with_fields(Year=99, VoucherNumber=17, ReferenceType="INVOICE")), status=201)

    assert str(body).count("'VoucherNumber': 1,") == 1
    assert str(body).count("'ReferenceType': 'MANUAL'") == 1


def test_create_without_a_year_lands_in_the_chosen_one(storage: Storage) -> None:
    with storage.transaction() as connection:
        choose_year(connection, TENANT, year=YEAR_2024)

    wrong_day = refusal_of(storage, post(VOUCHER, query=""))
    body = answered(storage, post(with_fields(TransactionDate="2024-12-31"), query=""), status=201)

    assert wrong_day == (400, 2009005, "Transaktionsdatumet 2025-12-31 ligger utanför räkenskapsåret.", False)
    assert str(body).count(f"'Year': {YEAR_2024}") == 1


def test_create_in_a_year_that_is_not_there_is_refused(storage: Storage) -> None:
    assert refusal_of(storage, post(VOUCHER, query="?financialyear=99"))[1] == 2009003


@pytest.mark.parametrize(
    ("fields", "code", "message"),
    [
        (with_fields(Description=""), 2001795, "Obligatoriskt fält saknas (Description)."),
        (with_fields(Description=None), 2001795, "Obligatoriskt fält saknas (Description)."),
        (with_fields(Description="x" * 201), 2009001, "Felaktig längd på fältet Description (högst 200 tecken)."),
        (with_fields(Description="a\x07b"), 2000359, "Värdet innehåller ej tillåtna tecken. (a\x07b)"),
        (with_fields(Comments="x" * 1001), 2009001, "Felaktig längd på fältet Comments (högst 1000 tecken)."),
        (with_fields(TransactionDate=""), 2001795, "Obligatoriskt fält saknas (TransactionDate)."),
        (with_fields(TransactionDate="20251231"), 2009002, "Felaktigt datum (20251231)."),
        (with_fields(TransactionDate="2025-02-29"), 2009002, "Felaktigt datum (2025-02-29)."),
        (with_fields(TransactionDate="2026-01-01"), 2009005, None),
        (with_fields(TransactionDate="2024-12-31"), 2009005, None),
        (with_fields(VoucherSeries=""), 2001795, "Obligatoriskt fält saknas (VoucherSeries)."),
        (with_fields(VoucherSeries="Z"), 2009006, 'Verifikationsserien "Z" finns inte'),
        (with_fields(VoucherSeries="F"), 2009008, "Verifikationsserien är inte manuell (F)."),
        (with_fields(VoucherRows=[]), 2009010, "En verifikation måste ha minst två rader."),
        (with_fields(VoucherRows=[{"Account": 1930}]), 2009010, "En verifikation måste ha minst två rader."),
        (with_fields(VoucherRows=None), 2009010, "En verifikation måste ha minst två rader."),
        (with_fields(VoucherRows=[1, 2]), 2001392, "Ingen eller felaktig typ av data."),
        (with_fields(Text="x"), 2001399, "Felaktigt fältnamn (Text)."),
        (with_first_row(Konto=1), 2001399, "Felaktigt fältnamn (Konto)."),
        (with_first_row(Account=None), 2001795, "Obligatoriskt fält saknas (Account)."),
        (with_first_row(Account=1931), 2001304, "Kunde inte hitta konto 1931"),
        (with_first_row(TransactionInformation="x" * 101), 2009001, None),
        (with_first_row(Debit="1 000,50"), 2000108, "Värdet måste vara numeriskt (1 000,50)"),
        (with_first_row(Debit=True), 2000108, "Värdet måste vara numeriskt (True)"),
        (with_first_row(Debit=-1000.5), 2000108, "Värdet måste vara numeriskt (-1000.5)"),
        (with_first_row(Debit=float("nan")), 2000108, "Värdet måste vara numeriskt (nan)"),
        (with_first_row(Debit=1e300), 2000108, "Värdet måste vara numeriskt (1e+300)"),
        (with_first_row(Credit=1), 2000108, "Värdet måste vara numeriskt (1000.5/1)"),
        (with_first_row(Debit=1000), 2009011, "Verifikationen balanserar inte (debet 1000, kredit 1000.5)."),
        (with_first_row(Debit=1000.51), 2009011, None),
        (with_first_row(CostCenter="KS9"), 2009012, "Kan inte hitta kostnadsstället KS9."),
        (with_first_row(Project="P9"), 2001161, "Kan inte hitta projektet."),
    ],
)
def test_create_refuses_and_books_nothing(
    storage: Storage, fields: JsonValue, *, code: int, message: str | None
) -> None:
    refusal = refusal_of(storage, post(fields))

    assert (refusal[0], refusal[1], refusal[2] if message else None, refusal[3]) == (400, code, message, False)
    assert count(storage) == 0


@pytest.mark.parametrize("body", [None, [], "x", {}, {"Voucher": None}, {"Voucher": []}])
def test_create_refuses_a_body_that_is_no_voucher(storage: Storage, body: JsonValue) -> None:
    call = a_call("vouchers?financialyear=4", method="POST", body=body)

    assert refusal_of(storage, call) == (400, 2001392, "Ingen eller felaktig typ av data.", False)


def test_create_compares_floats_as_they_were_sent(storage: Storage) -> None:
    rows: JsonValue = [{"Account": 1510, "Debit": 0.1 + 0.2}, {"Account": 5010, "Credit": 0.3}]

    assert refusal_of(storage, post(with_fields(VoucherRows=rows)))[1] == 2009011


def test_create_refuses_more_than_two_decimals_that_balance(storage: Storage) -> None:
    rows: JsonValue = [{"Account": 1510, "Debit": "0.125"}, {"Account": 5010, "Credit": "0.125"}]

    assert refusal_of(storage, post(with_fields(VoucherRows=rows)))[1] == 2000108


@pytest.mark.parametrize(("day", "is_locked"), [("2025-06-30", True), ("2025-07-01", False)])
def test_create_is_refused_up_to_the_last_locked_day(storage: Storage, day: str, *, is_locked: bool) -> None:
    with storage.transaction() as connection:
        lock_until(connection, TENANT, day=date(2025, 6, 30))
    call = post(with_fields(TransactionDate=day))

    if is_locked:
        sentence = "Systemadministratören har låst perioden t.o.m. 2025-06-30. Lås upp perioden för att fortsätta."
        assert refusal_of(storage, call) == (400, 2000401, sentence, False)
    else:
        answered(storage, call, status=201)


def test_create_in_the_unlockable_series_goes_past_the_lock(storage: Storage) -> None:
    with storage.transaction() as connection:
        lock_until(connection, TENANT, day=date(2025, 12, 31))
        set_unlockable_series(connection, TENANT, series="I")
        set_manual(connection, TENANT, year=YEAR_2025, code="I")

    answered(storage, post(with_fields(VoucherSeries="I")), status=201)

    assert refusal_of(storage, post(VOUCHER))[1] == 2000401


def test_create_in_the_unlockable_series_needs_it_to_be_manual(storage: Storage) -> None:
    with storage.transaction() as connection:
        set_unlockable_series(connection, TENANT, series="I")

    assert refusal_of(storage, post(with_fields(VoucherSeries="I")))[1] == 2009008


def test_create_follows_what_is_manual_in_that_year(storage: Storage) -> None:
    with storage.transaction() as connection:
        set_manual(connection, TENANT, year=YEAR_2024, code="F")
    call = post(with_fields(VoucherSeries="F", TransactionDate="2024-12-31"), query="?financialyear=7")

    answered(storage, call, status=201)

    assert refusal_of(storage, post(with_fields(VoucherSeries="F")))[1] == 2009008


def test_create_refuses_an_account_that_is_not_active_in_that_year(storage: Storage) -> None:
    change(storage, "1510", is_active=False)

    assert refusal_of(storage, post(VOUCHER)) == (400, 2000550, 'Konto "1510" är inte aktivt', False)
    answered(storage, post(with_fields(TransactionDate="2024-12-31"), query="?financialyear=7"), status=201)


def register(storage: Storage) -> None:
    """Register two cost centres, of which one is not active, and a project."""
    with storage.transaction() as connection:
        connection.execute("INSERT INTO cost_centre (tenant, code, active) VALUES (?, 'KS1', 1)", [TENANT])
        connection.execute("INSERT INTO cost_centre (tenant, code, active) VALUES (?, 'KS2', 0)", [TENANT])
        connection.execute("INSERT INTO project (tenant, number) VALUES (?, 'P1')", [TENANT])


@pytest.mark.parametrize(
    ("demands", "fields", "code"),
    [
        ({"cost_centre_settings": "MANDATORY"}, {}, 2000946),
        ({"cost_centre_settings": "NOTALLOWED"}, {"CostCenter": "KS1"}, 2009013),
        ({}, {"CostCenter": "KS2"}, 2000947),
        ({"project_settings": "MANDATORY"}, {}, 2009014),
        ({"project_settings": "NOTALLOWED"}, {"Project": "P1"}, 2009015),
    ],
)
def test_create_follows_what_the_account_demands(
    storage: Storage, demands: dict[str, str | bool], *, fields: Fields, code: int
) -> None:
    register(storage)
    change(storage, "1510", **demands)

    assert refusal_of(storage, post(with_first_row(**fields)))[1] == code


@pytest.mark.parametrize(
    ("demands", "voucher", "row", "expected"),
    [
        ({}, {}, {}, ("", "")),
        ({}, {}, {"CostCenter": "KS1", "Project": "P1"}, ("KS1", "P1")),
        ({}, {"CostCenter": "KS1", "Project": "P1"}, {}, ("KS1", "P1")),
        ({"cost_centre": "KS1", "project": "P1"}, {}, {}, ("KS1", "P1")),
        (
            {"cost_centre_settings": "MANDATORY", "project_settings": "MANDATORY"},
            {},
            {"CostCenter": "KS1", "Project": "P1"},
            ("KS1", "P1"),
        ),
        (
            {"cost_centre_settings": "NOTALLOWED", "project_settings": "NOTALLOWED"},
            {"CostCenter": "KS1", "Project": "P1"},
            {},
            ("", ""),
        ),
        ({}, {"Project": 0}, {"Project": 0}, ("", "")),
    ],
)
def test_create_gives_rows_their_own_cost_centre_or_that_of_voucher_or_account(
    storage: Storage, demands: dict[str, str | bool], *, voucher: Fields, row: Fields, expected: tuple[str, str]
) -> None:
    register(storage)
    change(storage, "1510", **demands)

    answered(storage, post({**with_first_row(**row), **voucher}), status=201)

    with storage.reading() as connection:
        found = connection.execute("SELECT cost_centre, project FROM voucher_row WHERE account = '1510'").fetchone()
    assert tuple(found) == expected


def test_create_lets_vouchers_through_one_after_another_from_many_threads(storage: Storage) -> None:
    numbers = run_together(lambda: answered(storage, post(VOUCHER), status=201), times=8)

    assert (numbers, count(storage)) == (8, 8)


def run_together(work: Callable[[], object], *, times: int) -> int:
    """Do something in as many threads at once, and count those that came through."""
    done: list[object] = []
    threads = [Thread(target=lambda: done.append(work())) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done)
