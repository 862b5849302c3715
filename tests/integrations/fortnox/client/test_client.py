"""Tests of what is asked of a company, and how its answers are read."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.errors import UnreadableAnswerError
from integrations.fortnox.client.ledger_payloads import (
    Currency,
    CustomerInvoice,
    InvoiceState,
    Payment,
    PaymentDetail,
    SupplierInvoice,
    VoucherReference,
    WriteOff,
)
from integrations.fortnox.client.new_voucher import BookedVoucher
from integrations.fortnox.client.payloads import (
    Account,
    Company,
    CompanySettings,
    FinancialYear,
    PredefinedAccount,
    PredefinedSeries,
    Project,
    VoucherHead,
    VoucherRow,
    VoucherSeries,
)
from tests.integrations.fortnox.client.conftest import Talk
from tests.integrations.fortnox.client.said import COMPANY, HEAD, INVOICE, SUPPLIER_INVOICE, VOUCHER
from tests.integrations.fortnox.client.server import Reply, a_list, as_json

Start = Callable[..., Talk]
YEAR_1: dict[str, object] = {"Id": 1, "FromDate": "2014-01-01", "ToDate": "2014-12-31", "AccountingMethod": "CASH"}
YEAR_2: dict[str, object] = {"Id": 2, "FromDate": "2011-07-13", "ToDate": "2012-12-31"}
ROW = {"Account": 1930, "CostCenter": "", "Credit": 0, "Debit": 4500, "Project": 0, "Removed": False}
PAYMENT = {
    "Amount": 1250.5,
    "Booked": True,
    "Currency": "SEK",
    "CurrencyRate": 1,
    "CurrencyUnit": 1,
    "InvoiceNumber": 17,
    "Number": "3",
    "PaymentDate": "2026-01-15",
    "Source": "manual",
    "WriteOffExist": True,
}


def test_company_is_read(talk: Start) -> None:
    one = talk(as_json(COMPANY))

    assert one.client.company() == Company("Exempel AB", "556677-8899", 1234567)


def test_settings_are_read_also_with_a_number_as_text(talk: Start) -> None:
    said = {"Name": "Exempel AB", "OrganizationNumber": "556677-8899", "DatabaseNumber": "1234567", "Email": None}
    one = talk(as_json({"CompanySettings": said}))

    assert one.client.company_settings() == CompanySettings("Exempel AB", "556677-8899", 1234567, "", "")


@pytest.mark.parametrize(
    ("reply", "day"),
    [
        (as_json({"LockedPeriod": {"EndDate": "2025-06-30"}}), date(2025, 6, 30)),
        (as_json({"LockedPeriod": {"EndDate": None}}), None),
        (as_json({"LockedPeriod": {}}), None),
        (Reply(404), None),
    ],
)
def test_locked_period_is_read(talk: Start, reply: Reply, day: date | None) -> None:
    one = talk(reply)

    assert one.client.locked_until() == day


def test_financial_years_are_read_as_they_come(talk: Start) -> None:
    one = talk(a_list("FinancialYears", [YEAR_1, YEAR_2]))

    assert one.client.financial_years() == (
        FinancialYear(1, date(2014, 1, 1), date(2014, 12, 31), "CASH"),
        FinancialYear(2, date(2011, 7, 13), date(2012, 12, 31), ""),
    )


@pytest.mark.parametrize(("day", "found"), [(date(2012, 12, 31), 2), (date(2013, 1, 1), None)])
def test_year_of_a_day_holds_that_day(talk: Start, day: date, found: int | None) -> None:
    one = talk(a_list("FinancialYears", [YEAR_1, YEAR_2]))

    year = one.client.financial_year_at(day)

    assert (year.id if year else None) == found
    assert one.script.asked[0].params["date"] == day.isoformat()


def test_accounts_are_read_and_their_year_is_named(talk: Start) -> None:
    rows = [
        {"Number": 1510, "Description": "Kundfordringar", "Active": True, "SRU": 7251},
        {"Number": 1511, "Description": "Gammalt", "Active": False, "SRU": 0},
    ]
    one = talk(a_list("Accounts", [*rows]))

    assert one.client.accounts(4) == (
        Account("1510", "Kundfordringar", is_active=True, sru="7251"),
        Account("1511", "Gammalt", is_active=False, sru=""),
    )
    assert one.script.asked[0].params["financialyear"] == "4"


def test_voucher_series_are_read(talk: Start) -> None:
    rows: list[dict[str, object]] = [{"Code": "A", "Description": "Redovisning", "Manual": True, "Approver": None}]
    one = talk(a_list("VoucherSeriesCollection", rows))

    assert one.client.voucher_series(4) == (VoucherSeries("A", "Redovisning", is_manual=True),)


def test_vouchers_of_a_series_are_asked_for_by_year_and_days(talk: Start) -> None:
    one = talk(a_list("Vouchers", [{**HEAD}, {**HEAD, "VoucherSeries": "AB"}]))

    found = one.client.vouchers(4, series="A", start=date(2015, 1, 1), end=date(2015, 1, 31))

    head = VoucherHead(4, "A", 17, date(2015, 1, 19), "Babsförsäljning", "", "MANUAL", "")
    assert found == (head,)
    asked = one.script.asked[0]
    assert (asked.path, asked.params) == (
        "/3/vouchers/sublist/A",
        {"financialyear": "4", "fromdate": "2015-01-01", "todate": "2015-01-31", "limit": "500", "page": "1"},
    )


def test_voucher_is_read_with_struck_rows_apart(talk: Start) -> None:
    rows = [{**ROW, "Description": "Bank"}, {**ROW, "Debit": 0, "Credit": 12.5}, {**ROW, "Removed": True}]
    one = talk(as_json({"Voucher": {**HEAD, "VoucherRows": rows}}))

    voucher = one.client.voucher(4, "A", 17)

    assert voucher.rows == (VoucherRow("1930", 450_000, "Bank"), VoucherRow("1930", -1_250))
    assert voucher.struck == (VoucherRow("1930", 450_000),)
    assert (one.script.asked[0].path, one.script.asked[0].params) == ("/3/vouchers/A/17", {"financialyear": "4"})


def test_voucher_of_another_year_is_refused(talk: Start) -> None:
    one = talk(as_json({"Voucher": {**HEAD, "VoucherRows": [ROW, ROW]}}))

    with pytest.raises(UnreadableAnswerError) as caught:
        one.client.voucher(5, "A", 17)

    assert (caught.value.record, caught.value.field) == ("A 17", "Year")


def test_name_of_a_series_stays_one_piece_of_the_address(talk: Start) -> None:
    one = talk(Reply(404))

    with pytest.raises(Exception, match="vouchers"):
        one.client.voucher(4, "../3/A?x=1", 17)

    assert one.script.paths == ["/3/vouchers/..%2F3%2FA%3Fx%3D1/17"]


def test_voucher_is_booked_with_exact_amounts(talk: Start) -> None:
    booked: dict[str, object] = {**HEAD, "VoucherSeries": "I", "VoucherNumber": 8, "VoucherRows": []}
    one = talk(as_json({"Voucher": booked}, status=201))

    found = one.client.create_voucher(4, VOUCHER)

    assert found == BookedVoucher(4, "I", 8)
    asked = one.script.asked[0]
    assert (asked.method, asked.path, asked.params) == ("POST", "/3/vouchers", {"financialyear": "4"})
    assert asked.headers["Content-Type"] == "application/json"
    assert b'"Debit":1000.50,"Credit":0.00' in asked.body
    assert json.loads(asked.body, parse_float=Decimal) == {
        "Voucher": {
            "Description": "Periodisering hyra",
            "TransactionDate": "2025-12-31",
            "VoucherSeries": "I",
            "Comments": "KV-1",
            "VoucherRows": [
                {"Account": 1710, "CostCenter": "K1", "Debit": Decimal("1000.50"), "Credit": Decimal(0)},
                {
                    "Account": 5010,
                    "TransactionInformation": "Å-ränta",
                    "Project": "P1",
                    "Debit": Decimal(0),
                    "Credit": Decimal("1000.50"),
                },
            ],
        }
    }


def test_recorded_customer_invoice_is_read(talk: Start) -> None:
    one = talk(a_list("Invoices", [INVOICE]))

    (found,) = one.client.customer_invoices(state=InvoiceState.UNPAID)

    assert found == CustomerInvoice(
        "1",
        "1",
        "Kund AB",
        day=date(2023, 1, 27),
        due=date(2023, 2, 26),
        settled=None,
        currency=Currency(),
        total=0,
        balance=0,
        is_booked=False,
        is_cancelled=False,
        kind="INVOICE",
    )
    assert one.script.asked[0].params == {"filter": "unpaid", "sortby": "documentnumber", "limit": "500", "page": "1"}


def test_invoices_are_asked_for_by_days_and_moments(talk: Start) -> None:
    one = talk(a_list("Invoices", []), a_list("SupplierInvoices", []))

    one.client.customer_invoices(
        start=date(2025, 1, 1),
        end=date(2025, 12, 31),
        settled_from=date(2026, 1, 1),
        changed_since=datetime(2026, 1, 2, 3, 4),  # noqa: DTZ001 -- Swedish local time, as Fortnox takes it
    )

    params = one.script.asked[0].params
    assert (params["fromdate"], params["todate"]) == ("2025-01-01", "2025-12-31")
    assert (params["fromfinalpaydate"], params["lastmodified"]) == ("2026-01-01", "2026-01-02 03:04")


def test_booked_customer_invoice_names_its_voucher(talk: Start) -> None:
    booked = {**INVOICE, "Booked": True, "VoucherYear": 4, "VoucherSeries": "B", "VoucherNumber": 12}
    one = talk(a_list("Invoices", [booked]))

    (found,) = one.client.customer_invoices()

    assert found.voucher == VoucherReference(4, "B", 12)


def test_supplier_invoice_is_read_from_texts(talk: Start) -> None:
    one = talk(a_list("SupplierInvoices", [SUPPLIER_INVOICE]))

    (found,) = one.client.supplier_invoices(state=InvoiceState.FULLY_PAID)

    assert found == SupplierInvoice(
        "7",
        "12",
        "Leverantör GmbH",
        "F-17",
        day=date(2025, 12, 30),
        due=date(2026, 1, 30),
        settled=None,
        currency=Currency("EUR", Decimal("11.5000"), Decimal(1)),
        total=200_000,
        balance=171_394,
        is_booked=True,
        is_cancelled=False,
        vouchers=(VoucherReference(4, "D", 3),),
        cost_centre="K1",
    )
    assert one.script.asked[0].params["filter"] == "fullypaid"


@pytest.mark.parametrize("missing", ["absent", None, ""])
def test_missing_balance_is_not_nought(talk: Start, missing: str | None) -> None:
    said = {**SUPPLIER_INVOICE, "Balance": missing}
    if missing == "absent":
        del said["Balance"]
    one = talk(a_list("SupplierInvoices", [said]))

    assert [found.balance for found in one.client.supplier_invoices()] == [None]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Balance", "1.713,94"),
        ("Total", None),
        ("Total", True),
        ("Booked", None),
        ("Cancel", 0),
        ("InvoiceDate", "2025-02-30"),
        ("InvoiceDate", "2025-W01-1"),
        ("InvoiceDate", None),
        ("DueDate", "soon"),
        ("CurrencyRate", None),
        ("CurrencyRate", "0"),
        ("GivenNumber", {}),
        ("SupplierNumber", " "),
        ("Vouchers", [{"Number": "x", "Series": "D", "Year": 4}]),
    ],
)
def test_field_that_is_not_understood_is_named_with_its_record(talk: Start, field: str, value: object) -> None:
    one = talk(a_list("SupplierInvoices", [SUPPLIER_INVOICE, {**SUPPLIER_INVOICE, "GivenNumber": "8", field: value}]))

    with pytest.raises(UnreadableAnswerError) as caught:
        one.client.supplier_invoices()

    named = (caught.value.register, caught.value.record, caught.value.field)
    if field == "Vouchers":
        assert named == ("supplierinvoices", "8#1", "Number")
    elif field == "GivenNumber":
        assert named == ("supplierinvoices", "#2", "GivenNumber")
    else:
        assert named == ("supplierinvoices", "8", field)


@pytest.mark.parametrize(
    ("currency", "hundredths", "ore"),
    [
        (Currency(), 12_345, 12_345),
        (Currency("EUR", Decimal("11.2345"), Decimal(1)), 10_000, 112_345),
        (Currency("JPY", Decimal("6.5"), Decimal(100)), 100_010, 6_501),
        (Currency("EUR", Decimal("0.5"), Decimal(1)), -1, -1),
    ],
)
def test_currency_becomes_kronor(currency: Currency, hundredths: int, ore: int) -> None:
    assert currency.in_ore(hundredths) == ore


def test_payments_of_both_ledgers_are_read_alike(talk: Start) -> None:
    swapped = {**PAYMENT, "InvoiceNumber": "17", "Number": 3, "Amount": "1 250,50"}
    other = {**PAYMENT, "InvoiceNumber": 170, "Number": "4"}
    one = talk(a_list("InvoicePayments", [PAYMENT, other]), a_list("SupplierInvoicePayments", [swapped]))

    received = one.client.customer_payments(invoice="17")
    paid = one.client.supplier_payments()

    payment = Payment(
        "3",
        "17",
        day=date(2026, 1, 15),
        amount=125_050,
        currency=Currency(),
        is_booked=True,
        has_write_off=True,
        source="manual",
    )
    assert (received, paid) == ((payment,), (payment,))
    assert one.script.asked[0].params["invoicenumber"] == "17"


@pytest.mark.parametrize(
    ("key", "read", "path"),
    [
        ("InvoicePayment", FortnoxClient.customer_payment, "/3/invoicepayments/3"),
        ("SupplierInvoicePayment", FortnoxClient.supplier_payment, "/3/supplierinvoicepayments/3"),
    ],
)
def test_payment_by_itself_tells_what_was_written_off(
    *, talk: Start, key: str, read: Callable[[FortnoxClient, str], PaymentDetail], path: str
) -> None:
    detail = {**PAYMENT, "AmountCurrency": 1250.5, "VoucherYear": 4, "VoucherSeries": "C", "VoucherNumber": 5}
    write_offs = [{"AccountNumber": 3740, "Amount": "-0.50", "Currency": "SEK"}]
    one = talk(as_json({key: {**detail, "WriteOffs": write_offs}}), as_json({key: {**PAYMENT, "WriteOffs": None}}))

    with_one, without = read(one.client, "3"), read(one.client, "3")

    assert (with_one.voucher, with_one.amount_in_currency) == (VoucherReference(4, "C", 5), 125_050)
    assert with_one.write_offs == (WriteOff("3740", -50),)
    assert without == PaymentDetail(replace(with_one.payment, has_write_off=False), None, None, ())
    assert one.script.paths == [path, path]


def test_objects_and_predefined_choices_are_read(talk: Start) -> None:
    project: dict[str, object] = {
        "ProjectNumber": "P1",
        "Description": "Ombyggnad",
        "Status": "ONGOING",
        "StartDate": None,
    }
    one = talk(
        a_list("Projects", [project]),
        a_list("PreDefinedAccounts", [{"Name": "CUSTOMERCLAIM", "Account": 1510}]),
        a_list("PreDefinedVoucherSeriesCollection", [{"Name": "INVOICE", "VoucherSeries": "B"}]),
    )

    found = (one.client.projects(), one.client.predefined_accounts(), one.client.predefined_voucher_series())

    assert found == (
        (Project("P1", "Ombyggnad", "ONGOING", None, None),),
        (PredefinedAccount("CUSTOMERCLAIM", "1510"),),
        (PredefinedSeries("INVOICE", "B"),),
    )
