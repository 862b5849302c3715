"""The fetch itself: the company compared, a SIE file for each fiscal year, and the ledgers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from closing.appendices.items import Ledger, LedgerItems
from closing.formatting import orgnr as shown_number
from closing.importing.catalogue import Code, finding
from closing.importing.findings import LISTED_IN_FACTS, Fact, Finding
from closing.importing.run_files import RunFiles
from closing.importing.sources import Fetched, FetchedFile, Progress
from closing.importing.work.steps import Step
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.errors import ForbiddenError, MissingError, RefusedError
from integrations.fortnox.client.payloads import Company, FinancialYear
from integrations.fortnox.fetching import findings
from integrations.fortnox.fetching.ledgers import ACCOUNTS, Terms, payables, receivables
from integrations.fortnox.fetching.registers import customer_register, series_of_ledgers, supplier_register
from integrations.fortnox.fetching.years import Wish, chosen, spans
from sie import organisation_number


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be fetched.

    Attributes:
        organisation_number: of the engagement; no other company's books are taken.
        wish: which fiscal years.
        wants_books: SIE files are wanted.
        wants_ledgers: the ledgers are wanted.
        ledgers_from: the first day the ledgers are to be known from; an earlier year that is fetched moves it.
        today: the day of the import.
    """

    organisation_number: str
    wish: Wish
    wants_books: bool
    wants_ledgers: bool
    ledgers_from: date
    today: date


def fetch(client: FortnoxClient, order: Order, *, run_files: RunFiles, progress: Progress) -> Fetched:
    """Fetch what was ordered, the oldest fiscal year first.

    Raises:
        FortnoxError: Fortnox refused or did not answer, and nothing can be imported without it.
        TokenError: no access token can be had.
    """
    company = client.company()
    if not organisation_number.are_equal(company.organisation_number, order.organisation_number):
        return Fetched(findings=(_other_company(company, order),))
    years = client.financial_years()
    wanted = chosen(years, order.wish)
    if not wanted:
        return Fetched(findings=(_no_such_year(years, order),))
    taken = wanted if order.wants_books else ()
    files = [_file(client, year, run_files=run_files, progress=progress) for year in taken]
    if not order.wants_ledgers:
        return Fetched(tuple(files))
    terms = _terms(client, years, known_from=min(order.ledgers_from, wanted[0].start), today=order.today)
    ledgers, told = _ledgers(client, terms, progress)
    incomplete = tuple(findings.incomplete(one) for one in client.warnings)
    return Fetched(tuple(files), (*told, *incomplete), ledgers)


def _file(client: FortnoxClient, year: FinancialYear, *, run_files: RunFiles, progress: Progress) -> FetchedFile:
    """Fetch the SIE file of a year; a report at every piece lets the import be cancelled meanwhile."""
    name = f"Fortnox {year.start} – {year.end}.se"
    path = run_files.made(name)

    def told(_bytes: int = 0) -> None:
        progress.report(0, Step.FETCHING_YEAR, start=str(year.start), end=str(year.end))

    told()
    client.sie(year.id, path, progress=told)
    return FetchedFile(name, path)


def _ledgers(
    client: FortnoxClient, terms: Terms, progress: Progress
) -> tuple[tuple[LedgerItems, ...], tuple[Finding, ...]]:
    """Fetch both ledgers; one that Fortnox does not let us read is left out, and said so."""
    given: list[LedgerItems] = []
    told: list[Finding] = []
    for ledger, fetch_one in _LEDGERS.items():
        progress.report(0, Step.FETCHING_LEDGER, account=ACCOUNTS[ledger][0])
        try:
            given.append(fetch_one(client, terms))
        except (ForbiddenError, RefusedError, MissingError) as error:
            told.append(findings.left_out(ledger, error))
    return tuple(given), tuple(told)


def _receivables(client: FortnoxClient, terms: Terms) -> LedgerItems:
    invoices, payments = customer_register(client, terms.known_from)
    return receivables(invoices, payments, terms)


def _payables(client: FortnoxClient, terms: Terms) -> LedgerItems:
    invoices, payments = supplier_register(client, terms.known_from)
    return payables(invoices, payments, terms)


_LEDGERS: dict[Ledger, Callable[[FortnoxClient, Terms], LedgerItems]] = {
    Ledger.RECEIVABLES: _receivables,
    Ledger.PAYABLES: _payables,
}


def _terms(client: FortnoxClient, years: Sequence[FinancialYear], *, known_from: date, today: date) -> Terms:
    return Terms(
        year_starts={year.id: year.start for year in years},
        known_from=known_from,
        fetched_on=today,
        series=series_of_ledgers(client),
    )


def _other_company(company: Company, order: Order) -> Finding:
    return finding(
        Code.SOURCE_COMPANY_OTHER,
        system=findings.SYSTEM,
        company=company.name,
        company_number=company.organisation_number,
        number=shown_number(order.organisation_number),
    )


def _no_such_year(years: Sequence[FinancialYear], order: Order) -> Finding:
    start, end = order.wish.active
    listed: list[Fact] = [*spans(years)[-LISTED_IN_FACTS:]]
    return finding(Code.YEAR_NOT_IN_SOURCE, system=findings.SYSTEM, start=str(start), end=str(end), years=listed)
