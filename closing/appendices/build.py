"""The ledgers of an engagement: kept at an import, and reckoned for the end of a period when somebody asks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from closing.appendices import document
from closing.appendices.booked import Years, account_balance, dates_of, found, years_of
from closing.appendices.explain import Explanation, explain
from closing.appendices.items import Ledger, LedgerItems
from closing.appendices.ledgers import LedgerAt, ledger_at
from closing.appendices.models import KeptLedger
from closing.engagements.models import Engagement


@dataclass(frozen=True, slots=True)
class Appendix:
    """The appendix of a ledger's account (bilaga) at the end of a period.

    Attributes:
        kept: the import it comes from.
        items: all that is known of the ledger.
        shown: how the ledger stood; None when the day lies before the first day it is known.
    """

    kept: KeptLedger
    items: LedgerItems
    shown: LedgerAt | None

    @property
    def account(self) -> str:
        """Give the number of the account whose appendix it is."""
        return self.items.accounts[0]


def keep(engagement: Engagement, items: LedgerItems, *, run_id: UUID) -> None:
    """Keep a ledger as an import gave it, in place of the one before; comments stay.

    Called inside the transaction that ends an import.
    """
    written = {
        "run_id": run_id,
        "kept_at": timezone.now(),
        "invoice_count": len(items.invoices),
        "document": document.written(items),
    }
    with transaction.atomic():
        KeptLedger.objects.update_or_create(engagement=engagement, ledger=items.ledger.value, defaults=written)


def let_go(engagement: Engagement) -> None:
    """Remove the ledgers of an engagement that is reset, or whose data source has none; the comments stay."""
    KeptLedger.objects.filter(engagement=engagement).delete()


def appendices_of(engagement: Engagement, day: date) -> dict[Ledger, Appendix]:
    """Give the appendices of an engagement as of a day, receivables first; none for a ledger that was not imported."""
    kept = {Ledger(one.ledger): one for one in KeptLedger.objects.filter(engagement=engagement)}
    years = years_of(engagement) if kept else {}
    return {ledger: _appendix(kept[ledger], years, day) for ledger in Ledger if ledger in kept}


def appendix_of(engagement: Engagement, ledger: Ledger, *, day: date) -> Appendix | None:
    """Give the appendix of one ledger as of a day; None when it was not imported."""
    kept = KeptLedger.objects.filter(engagement=engagement, ledger=ledger.value).first()
    return _appendix(kept, years_of(engagement), day) if kept else None


def explanation_of(appendix: Appendix) -> Explanation | None:
    """Find what makes a ledger and its account differ; None when one of them is not known on the day."""
    if appendix.shown is None or appendix.shown.balance_ore is None:
        return None
    years = years_of(appendix.kept.engagement)
    return explain(appendix.items, appendix.shown, found(years, appendix.items, appendix.shown.day))


def _appendix(kept: KeptLedger, years: Years, day: date) -> Appendix:
    items = document.read(kept.document)
    if day < items.known_from:
        return Appendix(kept, items, None)
    balance = account_balance(years, items.accounts, day)
    return Appendix(kept, items, ledger_at(items, day, booked_on=dates_of(years, items), account_ore=balance))
