"""The ledgers of an engagement: kept at an import, and reckoned for the end of a period when somebody asks."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from closing.appendices import document
from closing.appendices.booked import Years, account_balance, dates_of, entered_on, found, years_of
from closing.appendices.explain import Explanation, explain
from closing.appendices.items import Ledger, LedgerItems
from closing.appendices.ledgers import LedgerAt, ledger_at, sign_of
from closing.appendices.models import KeptLedger
from closing.engagements.models import Engagement
from closing.entries.adjusted import Entered


@dataclass(frozen=True, slots=True)
class Appendix:
    """The appendix of a ledger's account (bilaga) at the end of a period.

    Amounts are in öre with the ledger's sign, owed positive, but for the correction, which is to be booked.

    Attributes:
        kept: the import it comes from.
        items: all that is known of the ledger.
        shown: how the ledger stood; None when the day lies before the first day it is known.
        entered: the closing entries on the account until the day.
    """

    kept: KeptLedger
    items: LedgerItems
    shown: LedgerAt | None
    entered: Entered = field(default_factory=Entered)

    @property
    def account(self) -> str:
        """Give the number of the account whose appendix it is."""
        return self.items.accounts[0]

    @property
    def entered_ore(self) -> int:
        """Give what the closing entries come to."""
        return sign_of(self.items.ledger) * self.entered.total_ore

    @property
    def adjusted_ore(self) -> int | None:
        """Give what the account comes to, books and closing entries; None without books."""
        if self.shown is None or self.shown.balance_ore is None:
            return None
        return self.shown.balance_ore + self.entered_ore

    @property
    def difference_ore(self) -> int | None:
        """Give how much the ledger is above the adjusted balance; None without books."""
        adjusted = self.adjusted_ore
        return None if self.shown is None or adjusted is None else self.shown.total_ore - adjusted

    @property
    def correction_ore(self) -> int:
        """Give what has to be booked on the account for ledger and account to agree, debit positive."""
        return sign_of(self.items.ledger) * (self.difference_ore or 0)


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
    """Find what makes a ledger and its account in the books differ; None when one of them is not known on the day.

    Closing entries are no cause of it: they stand beside it, and take from it what they correct.
    """
    if appendix.shown is None or appendix.shown.balance_ore is None:
        return None
    years = years_of(appendix.kept.engagement)
    return explain(appendix.items, appendix.shown, found(years, appendix.items, appendix.shown.day))


def _appendix(kept: KeptLedger, years: Years, day: date) -> Appendix:
    items = document.read(kept.document)
    if day < items.known_from:
        return Appendix(kept, items, None)
    balance = account_balance(years, items.accounts, day)
    shown = ledger_at(items, day, booked_on=dates_of(years, items), account_ore=balance)
    return Appendix(kept, items, shown, entered_on(years, items.accounts, day))
