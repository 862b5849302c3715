"""The lists of the registers: what their filters keep, and the traps of their types."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pytest

from integrations.fortnox.simulator.exchange import JsonValue, Refusal
from integrations.fortnox.simulator.register import events
from integrations.fortnox.simulator.register.dimensions import CostCentre, Project, add_cost_centres, add_projects
from integrations.fortnox.simulator.register.habits import Habits, set_habits
from integrations.fortnox.simulator.register.ledger.records import Key, NewInvoice, NewPayment, Side, WriteOff
from integrations.fortnox.simulator.register.parties import Party, add_parties
from integrations.fortnox.simulator.register.predefined import set_control_account
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.calls import SWEDEN, TENANT
from tests.integrations.fortnox.simulator.register.made import an_invoice, at_desk, got, moved, records

LATE, EARLY = date(2025, 9, 1), date(2025, 3, 14)
FUTURE = date(2026, 4, 30)


@pytest.fixture
def busy(storage: Storage) -> Storage:
    """Give each ledger invoices 1 open, 2 settled in September, 3 not booked, 4 cancelled, 5 open and not yet due."""
    with at_desk(storage) as desk:
        for side in Side:
            events.make_invoice(desk, an_invoice(side))
            settled = events.make_invoice(desk, an_invoice(side, 50_000, vat=10_000))
            events.pay(desk, NewPayment(settled, LATE, 50_000))
            events.make_invoice(desk, an_invoice(side, 7_500), is_booked=False)
            events.cancel(desk, events.make_invoice(desk, an_invoice(side, 1_000), is_booked=False))
            new = an_invoice(side, 171_394, day=date(2025, 12, 1))
            events.make_invoice(desk, NewInvoice(side, new.party, new.day, FUTURE, new.total, new.account))
    return storage


def numbers(storage: Storage, path: str) -> list[JsonValue]:
    """List the numbers of what a path answers."""
    key, name = {"i": ("Invoices", "DocumentNumber"), "s": ("SupplierInvoices", "GivenNumber")}[path[0]]
    return [record[name] for record in records(got(storage, path), key)]


@pytest.mark.parametrize("resource", ["invoices", "supplierinvoices"])
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", "12345"),
        ("filter=unpaid", "15"),
        ("filter=UNPAID", "15"),
        ("filter=unpaidoverdue", "1"),
        ("filter=fullypaid", "2"),
        ("filter=unbooked", "3"),
        ("filter=cancelled", "4"),
        ("fromdate=2025-03-15", "5"),
        ("todate=2025-03-14", "1234"),
        ("lastmodified=2026-03-30 14:05", "12345"),
        ("lastmodified=2026-03-30 14:06", ""),
        ("sortby=total&sortorder=descending&filter=unpaid", "51"),
    ],
)
def test_invoices_are_filtered(busy: Storage, resource: str, *, query: str, kept: str) -> None:
    found = numbers(busy, f"{resource}?{query}")

    assert found == list(kept)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("fromfinalpaydate=2025-09-01", "2"),
        ("fromfinalpaydate=2025-09-02", ""),
        ("tofinalpaydate=2025-09-01", "2"),
        ("customernumber=1", "12345"),
        ("customernumber=2", ""),
        ("customername=rkTR", "12345"),
        ("customername=LÄRKträ", "12345"),
        ("customername=lark", ""),
        ("documentnumber=3", "3"),
        ("ocr=133", "1"),
        ("ocr=13", ""),
        ("currency=EUR", ""),
        ("invoicetype=INVOICE", "12345"),
    ],
)
def test_customer_invoices_are_filtered_by_more(busy: Storage, query: str, kept: str) -> None:
    found = numbers(busy, f"invoices?{query}")

    assert found == list(kept)


def test_supplier_invoices_know_no_filter_by_final_pay_day(busy: Storage) -> None:
    found = numbers(busy, "supplierinvoices?fromfinalpaydate=2025-09-02")

    assert found == list("12345")


def test_supplier_invoices_with_a_payment_that_waits_are_pending(busy: Storage) -> None:
    with at_desk(busy) as desk:
        events.pay(desk, NewPayment(Key(Side.SUPPLIER, 5), FUTURE, 171_394, is_booked=False))

    assert numbers(busy, "supplierinvoices?filter=pendingpayment") == ["5"]
    assert numbers(busy, "supplierinvoices?filter=authorizepending") == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("invoices?filter=paid", 2000587),
        ("supplierinvoices?filter=paid", 2000587),
        ("customers?filter=all", 2000587),
        ("invoices?sortby=colour", 2000588),
        ("invoices?fromdate=yesterday", 2000588),
    ],
)
def test_wrong_parameters_are_refused(storage: Storage, path: str, code: int) -> None:
    with pytest.raises(Refusal) as refused:
        got(storage, path)

    assert (refused.value.status, refused.value.code) == (400, code)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("customers/99", 2000433),
        ("invoices/99", 2000434),
        ("invoices/x", 2000434),
        ("projects/99", 2001161),
        ("suppliers/99", 2009201),
        ("supplierinvoices/99", 2009202),
        ("invoicepayments/99", 2009203),
        ("supplierinvoicepayments/99", 2009203),
        ("costcenters/99", 2009204),
        ("predefinedaccounts/COLOUR", 2009205),
        ("predefinedvoucherseries/COLOUR", 2009205),
    ],
)
def test_missing_records_are_told(storage: Storage, path: str, code: int) -> None:
    with pytest.raises(Refusal) as refused:
        got(storage, path)

    assert (refused.value.status, refused.value.code, refused.value.is_missing) == (404, code, True)


def test_rate_is_a_text_in_the_list_and_a_number_in_the_detail(storage: Storage) -> None:
    with at_desk(storage) as desk:
        events.make_invoice(desk, an_invoice(total=10_000, rate="11.25"))

    listed = records(got(storage, "invoices"), "Invoices")[0]
    detail = got(storage, "invoices/1")["Invoice"]
    assert isinstance(detail, dict)
    assert (listed["CurrencyRate"], detail["CurrencyRate"]) == ("11.25", 11.25)
    assert (listed["Total"], listed["Balance"], listed["Currency"]) == (100, 100, "EUR")


def test_unbooked_invoice_has_no_voucher(busy: Storage) -> None:
    listed = records(got(busy, "invoices?filter=unbooked"), "Invoices")[0]

    assert [listed[name] for name in ("VoucherNumber", "VoucherSeries", "VoucherYear", "FinalPayDate")] == [None] * 4


@pytest.mark.parametrize(("is_swedish", "amounts"), [(False, ("1713.94", "1713.94")), (True, ("1 713,94", "1 713,94"))])
def test_amounts_of_supplier_invoices_are_texts(busy: Storage, *, is_swedish: bool, amounts: Sequence[str]) -> None:
    with at_desk(busy) as desk:
        set_habits(desk.connection, Habits(TENANT, writes_swedish_amounts=is_swedish))

    listed = records(got(busy, "supplierinvoices"), "SupplierInvoices")[-1]

    assert (listed["Total"], listed["Balance"]) == tuple(amounts)


def test_supplier_invoice_says_cancel_in_the_list_and_cancelled_in_the_detail(busy: Storage) -> None:
    listed = records(got(busy, "supplierinvoices?filter=cancelled"), "SupplierInvoices")[0]
    detail = got(busy, "supplierinvoices/4")["SupplierInvoice"]
    assert isinstance(detail, dict)

    assert (listed["Cancel"], "Cancelled" in listed) == (True, False)
    assert (detail["Cancelled"], "Cancel" in detail) == (True, False)
    assert listed["Balance"] == "10.00"


def test_supplier_invoice_knows_its_vouchers(storage: Storage) -> None:
    with at_desk(storage) as desk:
        key = events.make_invoice(desk, an_invoice(Side.SUPPLIER))
        events.cancel(desk, key, day=LATE)

    listed = records(got(storage, "supplierinvoices"), "SupplierInvoices")[0]

    assert listed["Vouchers"] == [
        {"Number": 1, "ReferenceType": "SUPPLIERINVOICE", "Series": "D", "Year": 4},
        {"Number": 2, "ReferenceType": "SUPPLIERINVOICE", "Series": "D", "Year": 4},
    ]


def test_final_pay_day_of_suppliers_can_be_withheld(busy: Storage) -> None:
    with at_desk(busy) as desk:
        set_habits(desk.connection, Habits(TENANT, tells_supplier_final_pay_day=False))

    listed = records(got(busy, "supplierinvoices?filter=fullypaid"), "SupplierInvoices")[0]

    assert listed["FinalPayDate"] is None


@pytest.mark.parametrize(("touches", "kept"), [(True, ["1"]), (False, [])])
def test_payment_touches_its_invoice_or_not(busy: Storage, *, touches: bool, kept: list[str]) -> None:
    with at_desk(busy, now=datetime(2026, 6, 1, 8, 0, tzinfo=SWEDEN)) as desk:
        set_habits(desk.connection, Habits(TENANT, payments_touch_invoices=touches))
        events.pay(desk, NewPayment(Key(Side.CUSTOMER, 1), LATE, 1_000))

    assert numbers(busy, "invoices?lastmodified=2026-06-01") == kept


def test_payments_swap_the_types_of_their_numbers(busy: Storage) -> None:
    customer = records(got(busy, "invoicepayments"), "InvoicePayments")[0]
    supplier = records(got(busy, "supplierinvoicepayments"), "SupplierInvoicePayments")[0]

    assert (customer["Number"], customer["InvoiceNumber"]) == ("1", 2)
    assert (supplier["Number"], supplier["InvoiceNumber"]) == (1, "2")


def test_payments_are_kept_by_their_invoice(busy: Storage) -> None:
    assert len(records(got(busy, "invoicepayments?invoicenumber=2"), "InvoicePayments")) == 1
    assert records(got(busy, "invoicepayments?invoicenumber=1"), "InvoicePayments") == []


def test_payment_in_a_currency_tells_kronor_and_currency(storage: Storage) -> None:
    with at_desk(storage) as desk:
        key = events.make_invoice(desk, an_invoice(total=10_000, vat=0, rate="11.5"))
        off = [WriteOff("6351", 100, "Avdrag")]
        events.pay(desk, NewPayment(key, LATE, 9_900, Decimal("11.2"), write_offs=off))

    payment = got(storage, "invoicepayments/1")["InvoicePayment"]

    assert isinstance(payment, dict)
    assert (payment["Amount"], payment["AmountCurrency"], payment["CurrencyRate"]) == (1108.8, 99, 11.2)
    offs = payment["WriteOffs"]
    assert isinstance(offs, list)
    assert [one["Amount"] for one in offs if isinstance(one, dict)] == [11.5]


def test_customers_are_filtered(storage: Storage) -> None:
    with at_desk(storage) as desk:
        parties = [
            Party(TENANT, Side.CUSTOMER, "10", "Test Ett"),
            Party(TENANT, Side.CUSTOMER, "2", "En test", is_active=False),
        ]
        add_parties(desk.connection, parties)

    def found(query: str) -> list[JsonValue]:
        return [one["CustomerNumber"] for one in records(got(storage, f"customers?{query}"), "Customers")]

    assert found("") == ["1", "2", "10"]
    assert found("name=Test") == ["2", "10"]
    assert found("filter=inactive") == ["2"]
    assert found("sortby=name&sortorder=descending") == ["10", "2", "1"]


def test_suppliers_are_listed(storage: Storage) -> None:
    listed = records(got(storage, "suppliers"), "Suppliers")

    assert [(one["SupplierNumber"], one["Name"], one["BG"]) for one in listed] == [
        ("7", "Nyström Ställningar HB", "123-4567")
    ]


def test_cost_centres_and_projects_are_listed(storage: Storage) -> None:
    with at_desk(storage) as desk:
        add_cost_centres(desk.connection, [CostCentre(TENANT, "20", "Måleri", active=False), CostCentre(TENANT, "10")])
        add_projects(desk.connection, [Project(TENANT, f"P{number}") for number in (2, 1)])

    centres = records(got(storage, "costcenters"), "CostCenters")
    projects = records(got(storage, "projects?limit=1&offset=1"), "Projects")

    assert [(one["Code"], one["Active"]) for one in centres] == [("10", True), ("20", False)]
    assert [one["ProjectNumber"] for one in projects] == ["P2"]


def test_control_account_can_be_another(storage: Storage) -> None:
    with at_desk(storage) as desk:
        set_control_account(desk.connection, TENANT, side=Side.CUSTOMER, account="1513")
        events.make_invoice(desk, an_invoice())

    account = got(storage, "predefinedaccounts/CUSTCLAIM")["PreDefinedAccount"]

    assert isinstance(account, dict)
    assert account["Account"] == 1513
    assert moved(storage)["1513"] == 125_000


def test_predefined_series_are_those_of_the_ledgers(storage: Storage) -> None:
    listed = records(got(storage, "predefinedvoucherseries"), "PreDefinedVoucherSeriesCollection")

    series = {one["Name"]: one["VoucherSeries"] for one in listed}
    assert [series[name] for name in ("INVOICE", "INVOICEPAYMENT", "SUPPLIERINVOICE", "SUPPLIERPAYMENT")] == list(
        "BCDE"
    )
