"""What makes a ledger and its account differ: each cause by itself."""

from datetime import date
from uuid import UUID

from closing.appendices.explain import BookedVoucher, CauseKind, Explanation, Found, explain
from closing.appendices.items import LedgerItems
from closing.appendices.ledgers import ledger_at, sign_of
from closing.formatting import parse_kr
from tests.appendices.made_ledgers import YEAR, invoice, key, payables, payment, receivables

FEB, MAR, APR = (date(2025, month, 15) for month in range(2, 5))
MARCH_END = date(2025, 3, 31)
YEAR_ID = UUID(int=2025)


def _voucher(name: str, day: date, *rows: str, change: str | None = None) -> BookedVoucher:
    return BookedVoucher(
        key(name),
        day,
        "",
        YEAR_ID,
        1,
        rows=tuple(map(parse_kr, rows)),
        change_ore=parse_kr(change) if change else 0,
        is_edited=change is not None,
    )


def _explain(items: LedgerItems, *vouchers: BookedVoucher, opening: str = "0", unread: str = "0") -> Explanation:
    """Explain the end of March, with an account that holds these vouchers, and perhaps more that are not read."""
    balance = parse_kr(opening) + parse_kr(unread)
    balance += sum(sum(one.rows) for one in vouchers if one.day <= MARCH_END)
    booked_on = {one.key: one.day for one in vouchers}
    shown = ledger_at(items, MARCH_END, booked_on=booked_on, account_ore=balance)
    assert shown.difference_ore == shown.total_ore - sign_of(items.ledger) * balance
    return explain(items, shown, Found(vouchers, {YEAR}))


def _told(explanation: Explanation) -> list[tuple[CauseKind, int, str]]:
    return [
        (one.kind, one.effect_ore, f"{one.key.series} {one.key.number}" if one.key else "")
        for one in explanation.causes
    ]


def test_nothing_causes_a_difference_when_ledger_and_books_agree() -> None:
    paid = invoice("1", FEB, "1000", balance="600", voucher=key("B 1"), payments=(payment(MAR, "400", voucher="C 1"),))

    explanation = _explain(receivables(paid), _voucher("B 1", FEB, "1000"), _voucher("C 1", MAR, "-400"))

    assert (explanation.causes, explanation.difference_ore, explanation.unexplained_ore) == ((), 0, 0)


def test_posting_by_hand_is_a_cause() -> None:
    explanation = _explain(receivables(), _voucher("A 7", MAR, "250"))

    assert _told(explanation) == [(CauseKind.OTHER_SERIES, -25_000, "A 7")]
    assert explanation.unexplained_ore == 0


def test_posting_by_hand_on_the_payables_account_has_the_other_sign() -> None:
    explanation = _explain(payables(), _voucher("A 7", MAR, "-250"))

    assert _told(explanation) == [(CauseKind.OTHER_SERIES, -25_000, "A 7")]
    assert explanation.causes[0].books_ore == 25_000


def test_posting_by_hand_after_the_day_is_no_cause() -> None:
    assert _told(_explain(receivables(), _voucher("A 7", APR, "250"))) == []


def test_postings_of_other_series_are_not_judged_when_the_ledgers_own_are_not_known() -> None:
    items = receivables()
    items = LedgerItems(items.ledger, items.accounts, (), items.known_from, items.fetched_on)

    explanation = _explain(items, _voucher("A 7", MAR, "250"))

    assert (_told(explanation), explanation.unexplained_ore) == ([], -25_000)


def test_payment_in_another_series_that_the_ledger_knows_is_no_cause() -> None:
    paid = invoice("1", FEB, "1000", balance="0", voucher=key("B 1"), payments=(payment(MAR, "1000", voucher="K 3"),))

    assert _told(_explain(receivables(paid), _voucher("B 1", FEB, "1000"), _voucher("K 3", MAR, "-1000"))) == []


def test_invoice_posted_with_another_amount_is_a_cause() -> None:
    items = receivables(invoice("1", FEB, "1000", balance="1000", voucher=key("B 1")))

    explanation = _explain(items, _voucher("B 1", FEB, "900"))

    [cause] = explanation.causes
    assert (cause.kind, cause.effect_ore, cause.invoices) == (CauseKind.AMOUNT, 10_000, ("1",))
    assert (cause.ledger_ore, cause.books_ore) == (100_000, 90_000)


def test_edited_voucher_of_an_invoice_is_told_once_with_the_amount() -> None:
    items = receivables(invoice("1", FEB, "1000", balance="1000", voucher=key("B 1")))

    explanation = _explain(items, _voucher("B 1", FEB, "1200", change="200"))

    assert _told(explanation) == [(CauseKind.AMOUNT, -20_000, "B 1")]
    assert explanation.unexplained_ore == 0


def test_edited_voucher_of_an_invoice_settled_long_ago_is_a_cause() -> None:
    explanation = _explain(receivables(), _voucher("B 1", FEB, "1200", change="200"), unread="-1000")

    assert _told(explanation) == [(CauseKind.EDITED, -20_000, "B 1")]
    assert explanation.unexplained_ore == 0


def test_voucher_edited_to_and_fro_is_no_cause() -> None:
    assert _told(_explain(receivables(), _voucher("B 1", FEB, "1000", change="0"), unread="-1000")) == []


def test_payment_made_before_the_day_and_booked_after_it_is_a_cause() -> None:
    paid = invoice("1", FEB, "1000", balance="0", voucher=key("B 1"), payments=(payment(MAR, "1000", voucher="C 1"),))

    explanation = _explain(receivables(paid), _voucher("B 1", FEB, "1000"), _voucher("C 1", APR, "-1000"))

    assert _told(explanation) == [(CauseKind.OTHER_DAY, -100_000, "C 1")]
    assert (explanation.difference_ore, explanation.unexplained_ore) == (-100_000, 0)


def test_payment_booked_before_the_day_and_made_after_it_is_a_cause() -> None:
    paid = invoice("1", FEB, "1000", balance="0", voucher=key("B 1"), payments=(payment(APR, "1000", voucher="C 1"),))

    explanation = _explain(receivables(paid), _voucher("B 1", FEB, "1000"), _voucher("C 1", MAR, "-1000"))

    assert _told(explanation) == [(CauseKind.OTHER_DAY, 100_000, "C 1")]


def test_payment_booked_before_its_invoice_is_a_cause() -> None:
    paid = invoice("1", FEB, "1000", balance="0", voucher=key("B 1"), payments=(payment(MAR, "1000", voucher="C 1"),))

    explanation = _explain(receivables(paid), _voucher("B 1", APR, "1000"), _voucher("C 1", MAR, "-1000"))

    assert _told(explanation) == [(CauseKind.OTHER_DAY, 100_000, "C 1")]
    assert explanation.unexplained_ore == 0


def test_voucher_that_the_books_do_not_have_is_a_cause() -> None:
    items = receivables(invoice("1", MAR, "1000", balance="1000", voucher=key("B 9")))

    explanation = _explain(items)

    assert _told(explanation) == [(CauseKind.MISSING, 100_000, "B 9")]
    assert explanation.unexplained_ore == 0


def test_missing_voucher_counts_for_what_the_ledger_has_left_of_its_invoice() -> None:
    items = receivables(invoice("1", MAR, "1000", balance="700", voucher=key("B 9")))

    explanation = _explain(items)

    assert _told(explanation) == [(CauseKind.MISSING, 70_000, "B 9")]
    assert explanation.unexplained_ore == 0


def test_voucher_of_a_year_that_is_not_imported_is_no_cause() -> None:
    old = invoice("1", date(2024, 5, 1), "1000", balance="1000", voucher=key("B 9", date(2024, 1, 1)))

    explanation = _explain(receivables(old), opening="1000")

    assert (_told(explanation), explanation.unexplained_ore) == ([], 0)


def test_share_that_was_never_on_the_account_is_no_cause() -> None:
    housework = invoice("1", FEB, "1000", balance="700", voucher=key("B 1"))

    explanation = _explain(receivables(housework), _voucher("B 1", FEB, "700"))

    assert (_told(explanation), explanation.unexplained_ore) == ([], 0)


def test_invoice_settled_without_payment_is_a_cause_when_the_books_have_it_in_full() -> None:
    items = receivables(invoice("1", FEB, "1000", balance="700", voucher=key("B 1")))

    explanation = _explain(items, _voucher("B 1", FEB, "1000"))

    assert _told(explanation) == [(CauseKind.SETTLED, -30_000, "B 1")]
    assert explanation.unexplained_ore == 0


def test_credit_settled_against_an_invoice_of_the_same_customer_is_no_cause() -> None:
    items = receivables(
        invoice("1", FEB, "1000", balance="700", voucher=key("B 1")),
        invoice("2", MAR, "-300", balance="0", voucher=key("B 2")),
    )

    explanation = _explain(items, _voucher("B 1", FEB, "1000"), _voucher("B 2", MAR, "-300"))

    assert (_told(explanation), explanation.difference_ore) == ([], 0)


def test_invoice_paid_in_part_before_the_ledger_is_known_is_no_cause() -> None:
    items = receivables(invoice("1", FEB, "1000", balance="600", voucher=key("B 1")), known_from=MAR)

    explanation = _explain(items, _voucher("B 1", FEB, "1000"), unread="-400")

    assert (_told(explanation), explanation.difference_ore) == ([], 0)


def test_rounding_of_a_settled_invoice_in_currency_is_no_cause() -> None:
    euros = invoice(
        "1", FEB, "11.23", balance="0", currency="EUR", voucher=key("B 1"),
        payments=(payment(MAR, "11.22", voucher="C 1"),),
    )  # fmt: skip

    explanation = _explain(receivables(euros), _voucher("B 1", FEB, "11.23"), _voucher("C 1", MAR, "-11.23"))

    assert (_told(explanation), explanation.difference_ore) == ([], 0)


def test_cancelled_invoice_that_is_still_in_the_books_is_a_cause() -> None:
    items = receivables(invoice("1", FEB, "1000", is_cancelled=True, voucher=key("B 1")))

    explanation = _explain(items, _voucher("B 1", FEB, "1000"))

    assert _told(explanation) == [(CauseKind.AMOUNT, -100_000, "B 1")]


def test_one_voucher_may_book_many_payments() -> None:
    paid = [
        invoice(str(n), FEB, "100", balance="0", voucher=key(f"B {n}"), payments=(payment(MAR, "100", voucher="C 1"),))
        for n in (1, 2)
    ]
    booked = [_voucher("B 1", FEB, "100"), _voucher("B 2", FEB, "100"), _voucher("C 1", MAR, "-100", "-90")]

    explanation = _explain(receivables(*paid), *booked)

    [cause] = explanation.causes
    assert (cause.kind, cause.effect_ore, cause.invoices) == (CauseKind.AMOUNT, -1_000, ("1", "2"))


def test_voucher_before_the_ledger_is_known_may_settle_invoices_it_does_not_tell_of() -> None:
    paid = invoice("2", FEB, "100", balance="60", voucher=key("B 2"), payments=(payment(FEB, "40", voucher="C 1"),))
    booked = [_voucher("B 2", FEB, "100"), _voucher("C 1", FEB, "-40", "-500")]

    explanation = _explain(receivables(paid, known_from=MAR), *booked, unread="500")

    assert (_told(explanation), explanation.unexplained_ore) == ([], 0)


def test_vouchers_of_the_same_name_count_as_one() -> None:
    items = receivables(invoice("1", FEB, "1000", balance="1000", voucher=key("B 1")))

    explanation = _explain(items, _voucher("B 1", FEB, "600"), _voucher("B 1", FEB, "400"))

    assert _told(explanation) == []


def test_what_no_voucher_explains_is_said() -> None:
    explanation = _explain(receivables(), _voucher("A 7", MAR, "250"), opening="99")

    assert (explanation.difference_ore, explanation.explained_ore, explanation.unexplained_ore) == (
        -34_900,
        -25_000,
        -9_900,
    )


def test_causes_stand_by_kind_and_date() -> None:
    items = receivables(invoice("1", FEB, "1000", balance="1000", voucher=key("B 1")))

    explanation = _explain(items, _voucher("B 1", FEB, "900"), _voucher("A 2", MAR, "1"), _voucher("A 9", FEB, "1"))

    assert [name for _kind, _effect, name in _told(explanation)] == ["A 9", "A 2", "B 1"]
