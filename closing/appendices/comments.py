"""Comments on the invoices of a ledger: one on each, by its numbers, so that they outlive every import."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from closing.appendices.items import Ledger
from closing.appendices.models import InvoiceComment
from closing.engagements.models import Engagement
from closing.users.models import User

Numbers = tuple[str, str]
"""The number of the customer or supplier, and that of the invoice."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote on an invoice; an empty text takes the comment away."""

    ledger: Ledger
    number: str
    invoice: str
    text: str


def comments_on(engagement: Engagement, ledger: Ledger) -> dict[Numbers, str]:
    """Give the comments on the invoices of a ledger."""
    comments = InvoiceComment.objects.filter(engagement=engagement, ledger=ledger.value)
    return {(number, invoice): text for number, invoice, text in comments.values_list("number", "invoice", "text")}


def write(engagement: Engagement, written: Written, *, author: User) -> None:
    """Keep a comment in place of the one before it."""
    with transaction.atomic():
        if not written.text:
            here = InvoiceComment.objects.filter(engagement=engagement, ledger=written.ledger.value)
            here.filter(number=written.number, invoice=written.invoice).delete()
            return
        InvoiceComment.objects.update_or_create(
            engagement=engagement,
            ledger=written.ledger.value,
            number=written.number,
            invoice=written.invoice,
            defaults={"text": written.text, "written_by": author, "written_at": timezone.now()},
        )
