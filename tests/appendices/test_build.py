"""Ledgers kept at an import, and reckoned against the books when they are looked at."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from closing.appendices import document
from closing.appendices.build import appendices_of, appendix_of, explanation_of, keep, let_go
from closing.appendices.comments import Written, comments_on, write
from closing.appendices.explain import CauseKind
from closing.appendices.items import Ledger, LedgerItems
from closing.appendices.models import InvoiceComment, KeptLedger
from closing.books.models import PostingDetail
from closing.engagements.models import Engagement, FiscalYear
from closing.users.models import User
from tests.appendices.made_ledgers import YEAR, invoice, key, payables, payment, receivables
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

pytestmark = pytest.mark.django_db
FEB, MAR, APR = (date(2025, month, 15) for month in range(2, 5))
MARCH_END = date(2025, 3, 31)
SALE = Jotted("B 1", FEB, [("1510", "1000"), ("3010", "-1000")])
PAYMENT = Jotted("C 1", APR, [("1930", "1000"), ("1510", "-1000")])


@pytest.fixture
def engagement() -> Engagement:
    """Give an engagement."""
    return make_engagement()


@pytest.fixture
def year(engagement: Engagement) -> FiscalYear:
    """Give its fiscal year."""
    with scopes_disabled():
        return make_fiscal_year(engagement)


def _paid_in_april() -> LedgerItems:
    return receivables(
        invoice("1", FEB, "1000", balance="0", voucher=key("B 1"), payments=(payment(APR, "1000", voucher="C 1"),))
    )


def test_document_gives_back_all_that_was_written() -> None:
    full = invoice(
        "1",
        FEB,
        "11250",
        balance="-0.05",
        due_day=MAR,
        currency="EUR",
        amount_in_currency=100_000,
        other_number="F-77",
        is_booked=False,
        is_cancelled=True,
        voucher=key("B 1"),
        payments=(payment(MAR, "5", voucher="C 1", written_off="0.50"), payment(APR, "6", is_booked=False)),
    )
    items = receivables(full, invoice("2", MAR, "1"), accounts=("1510", "1511"))

    assert document.read(document.written(items)) == items


def test_document_of_another_form_is_refused() -> None:
    with pytest.raises(document.DocumentFormError):
        document.read({**document.written(receivables()), "form": 2})


def test_ledger_is_reckoned_for_the_day_and_held_against_the_books(engagement: Engagement, year: FiscalYear) -> None:
    make_books(year, [SALE, PAYMENT])
    keep(engagement, _paid_in_april(), run_id=uuid4())

    shown = [appendices_of(engagement, day)[Ledger.RECEIVABLES].shown for day in (YEAR, MARCH_END, year.end)]

    assert [(one.total_ore, one.balance_ore, one.difference_ore) for one in shown if one] == [
        (0, 0, 0),
        (100_000, 100_000, 0),
        (0, 0, 0),
    ]


def test_invoice_counts_from_the_date_of_its_voucher_in_the_books(engagement: Engagement, year: FiscalYear) -> None:
    make_books(year, [Jotted("B 1", APR, SALE.rows)])
    keep(engagement, receivables(invoice("1", FEB, "1000", balance="1000", voucher=key("B 1"))), run_id=uuid4())

    appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=MARCH_END)

    assert appendix is not None
    assert appendix.shown is not None
    assert appendix.shown.rows == ()


def test_all_control_accounts_count(engagement: Engagement, year: FiscalYear) -> None:
    make_books(year, [SALE, Jotted("B 2", FEB, [("1511", "50"), ("3010", "-50")])])
    keep(engagement, receivables(accounts=("1510", "1511", "1519")), run_id=uuid4())

    appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=MARCH_END)

    assert appendix is not None
    assert appendix.shown is not None
    assert appendix.shown.balance_ore == 105_000


def test_ledger_without_books_is_shown_without_a_difference(engagement: Engagement, year: FiscalYear) -> None:
    keep(engagement, _paid_in_april(), run_id=uuid4())

    appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=MARCH_END)

    assert appendix is not None
    assert appendix.shown is not None
    assert (appendix.shown.total_ore, appendix.shown.balance_ore) == (100_000, None)
    assert explanation_of(appendix) is None


def test_day_before_the_ledger_is_known_is_not_shown(engagement: Engagement, year: FiscalYear) -> None:
    keep(engagement, receivables(known_from=MAR), run_id=uuid4())

    appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=FEB)

    assert appendix is not None
    assert (appendix.shown, explanation_of(appendix)) == (None, None)


def test_next_import_replaces_its_ledger_and_leaves_the_other(engagement: Engagement) -> None:
    for items in (_paid_in_april(), payables(), receivables()):
        keep(engagement, items, run_id=uuid4())

    kept = KeptLedger.objects.order_by("ledger").values_list("ledger", "invoice_count")

    assert list(kept) == [("payables", 0), ("receivables", 0)]


def test_comments_outlive_imports_and_resets(engagement: Engagement, alice: User) -> None:
    keep(engagement, _paid_in_april(), run_id=uuid4())
    write(engagement, Written(Ledger.RECEIVABLES, "10", "1", "Påmind"), author=alice)

    keep(engagement, _paid_in_april(), run_id=uuid4())
    let_go(engagement)

    assert not KeptLedger.objects.exists()
    assert comments_on(engagement, Ledger.RECEIVABLES) == {("10", "1"): "Påmind"}
    assert comments_on(engagement, Ledger.PAYABLES) == {}


def test_comment_replaces_the_one_before_and_an_empty_one_removes_it(engagement: Engagement, alice: User) -> None:
    texts = []
    for text in ("Påmind", "Inkasso", ""):
        write(engagement, Written(Ledger.PAYABLES, "7", "1", text), author=alice)
        texts.append(list(InvoiceComment.objects.values_list("text", flat=True)))

    assert texts == [["Påmind"], ["Inkasso"], []]


def test_ledgers_and_comments_go_with_the_engagement(engagement: Engagement, alice: User) -> None:
    keep(engagement, payables(), run_id=uuid4())
    write(engagement, Written(Ledger.PAYABLES, "7", "1", "Bestridd"), author=alice)

    with scopes_disabled():
        engagement.delete()

    assert (KeptLedger.objects.count(), InvoiceComment.objects.count()) == (0, 0)


def test_explanation_finds_the_vouchers_in_the_books(engagement: Engagement, year: FiscalYear) -> None:
    edited = Jotted("B 9", FEB, [("1510", "120"), ("3010", "-120")], struck=[("1510", "20")])
    by_hand = Jotted("A 1", MAR, [("1510", "250"), ("1510", "-50"), ("3010", "-200")], text="Bokat för hand")
    elsewhere = Jotted("A 2", MAR, [("1930", "1"), ("3010", "-1")])
    late = Jotted("A 3", APR, [("1510", "7"), ("3010", "-7")])
    make_books(year, [SALE, PAYMENT, edited, by_hand, elsewhere, late])
    keep(engagement, _paid_in_april(), run_id=uuid4())
    appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=MARCH_END)
    assert appendix is not None

    explanation = explanation_of(appendix)

    assert explanation is not None
    found = [
        (one.kind, one.effect_ore, one.voucher.text, one.voucher.ordinal) for one in explanation.causes if one.voucher
    ]
    assert found == [
        (CauseKind.OTHER_SERIES, -20_000, "Bokat för hand", 4),
        (CauseKind.EDITED, 2_000, "", 3),
    ]
    # What is left is the rest of B 9, whose invoice the ledger does not tell of.
    assert (explanation.difference_ore, explanation.unexplained_ore) == (-32_000, -14_000)


def test_row_added_afterwards_is_found_by_its_mark(engagement: Engagement, year: FiscalYear) -> None:
    snapshot = make_books(
        year,
        [
            Jotted("B 9", FEB, [("1510", "120"), ("3010", "-120")]),
            Jotted("B 10", FEB, [("1510", "5"), ("1510", "-5")]),
        ],
    )
    PostingDetail.objects.create(posting_id=snapshot.first_key + 1, is_added=True)
    PostingDetail.objects.create(posting_id=snapshot.first_key + 3, own_date=FEB)
    keep(engagement, receivables(), run_id=uuid4())
    appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=MARCH_END)
    assert appendix is not None

    explanation = explanation_of(appendix)

    assert explanation is not None
    assert [(one.kind, one.effect_ore) for one in explanation.causes] == [(CauseKind.EDITED, -12_000)]
    assert explanation.unexplained_ore == 0


def test_payment_booked_in_another_series_counts_once_and_is_no_cause(engagement: Engagement, year: FiscalYear) -> None:
    make_books(year, [SALE, Jotted("A 5", MAR, [("1930", "1000"), ("1510", "-1000")])])
    paid = invoice("1", FEB, "1000", balance="0", voucher=key("B 1"), payments=(payment(MAR, "1000", voucher="A 5"),))
    keep(engagement, receivables(paid), run_id=uuid4())
    appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=MARCH_END)
    assert appendix is not None

    explanation = explanation_of(appendix)

    assert explanation is not None
    assert (explanation.causes, explanation.difference_ore) == ((), 0)


def test_too_many_vouchers_of_other_series_are_cut_and_said(
    engagement: Engagement, year: FiscalYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("closing.appendices.booked.MOST_READ", 2)
    days = [FEB, FEB, FEB, FEB, APR, APR]
    make_books(year, [Jotted(f"A {n}", day, [("1510", "1"), ("3010", "-1")]) for n, day in enumerate(days, start=1)])
    keep(engagement, receivables(), run_id=uuid4())
    appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=MARCH_END)
    assert appendix is not None

    explanation = explanation_of(appendix)

    assert explanation is not None
    assert ([one.voucher.ordinal for one in explanation.causes if one.voucher], explanation.is_cut) == ([3, 4], True)
    assert explanation.unexplained_ore == -200


def test_vouchers_of_several_years_and_odd_numbers_are_told_apart(engagement: Engagement) -> None:
    with scopes_disabled():
        older = make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31))
        newer = make_fiscal_year(engagement)
    make_books(older, [Jotted("B 1", date(2024, 5, 5), SALE.rows)])
    make_books(newer, [Jotted("B 1", APR, SALE.rows)], opening={"1510": "1000"})
    old = invoice("1", date(2024, 1, 2), "1000", balance="1000", voucher=key("B 1", date(2024, 1, 1)))
    new = invoice("2", date(2025, 1, 2), "1000", balance="1000", voucher=key("B 1"))
    odd = invoice("3", MAR, "1", balance="1", voucher=key("B 1-K"))
    keep(engagement, receivables(old, new, odd, known_from=date(2024, 1, 1)), run_id=uuid4())

    days = (date(2024, 5, 4), date(2024, 12, 31), MARCH_END, date(2025, 12, 31))
    shown = [appendices_of(engagement, day)[Ledger.RECEIVABLES].shown for day in days]

    assert [[row.invoice.invoice for row in one.rows] for one in shown if one] == [
        [],
        ["1"],
        ["1", "3"],
        ["1", "2", "3"],
    ]
    assert [one.balance_ore for one in shown if one] == [0, 100_000, 100_000, 200_000]


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow_with_the_ledger(engagement: Engagement, year: FiscalYear, count: int) -> None:
    numbers = range(1, count + 1)
    make_books(year, [Jotted(f"B {n}", FEB, [("1510", "10"), ("3010", "-9")]) for n in numbers])
    invoices = [invoice(str(n), FEB, "10", balance="10", voucher=key(f"B {n}")) for n in numbers]
    keep(engagement, receivables(*invoices), run_id=uuid4())

    with CaptureQueriesContext(connection) as queries:
        appendix = appendix_of(engagement, Ledger.RECEIVABLES, day=MARCH_END)
    assert appendix is not None
    with CaptureQueriesContext(connection) as more:
        explanation_of(appendix)

    assert len(queries) <= 8
    assert len(more) <= 10
