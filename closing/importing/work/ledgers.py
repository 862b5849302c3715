"""The ledgers of an import: held against the books that came with them, and kept."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from closing.appendices import build
from closing.appendices.booked import account_balance, dates_of, years_of
from closing.appendices.items import LedgerItems
from closing.appendices.ledgers import ledger_at
from closing.books.models import Snapshot
from closing.importing.catalogue import Code, finding
from closing.importing.findings import Finding
from closing.importing.models import ImportRun
from closing.importing.work.examining import Examination


def differences(run: ImportRun, examination: Examination, stored: Iterable[Snapshot]) -> tuple[Finding, ...]:
    """Tell the ledgers that do not come to what their accounts do, on the last day known of the year worked on.

    Args:
        run: the import.
        examination: what it fetched.
        stored: the books that are about to count; those of other years are the ones that count already.
    """
    if not examination.ledgers:
        return ()
    years = {**years_of(run.engagement), **{one.fiscal_year.start: one for one in stored}}
    return tuple(_differences(run, examination.ledgers, years))


def keep(run: ImportRun, examination: Examination) -> int:
    """Keep the ledgers in place of those before; in the transaction that ends the import.

    Returns:
        How many invoices there are in them.
    """
    for items in examination.ledgers:
        build.keep(run.engagement, items, run_id=run.pk)
    return sum(len(items.invoices) for items in examination.ledgers)


def _differences(run: ImportRun, ledgers: Iterable[LedgerItems], years: Mapping[date, Snapshot]) -> Iterator[Finding]:
    worked_on = run.chosen_year or run.engagement.fiscal_years.first()
    for items in ledgers:
        day = min(worked_on.end, items.fetched_on) if worked_on else items.fetched_on
        balance = account_balance(years, items.accounts, day)
        at = ledger_at(items, day, booked_on=dates_of(years, items), account_ore=balance)
        if at.balance_ore is not None and at.difference_ore:
            yield finding(
                Code.LEDGER_DIFFERS,
                account=items.accounts[0],
                day=str(day),
                ledger_ore=at.total_ore,
                account_ore=at.balance_ore,
                difference_ore=at.difference_ore,
            )
