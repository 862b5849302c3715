"""Companies made of the SIE files that somebody sends, through the control plane or the start page.

Their invoices and payments are made up, so that both ledgers are what the control accounts hold.
"""

from dataclasses import dataclass

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.books.errors import BooksError
from integrations.fortnox.simulator.books.from_sie import company_from_sie
from integrations.fortnox.simulator.register.from_books import ledgers_from_books
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import clock, companies
from integrations.fortnox.simulator.web.control.asked import ControlError
from sie import SieError

FIRST_TENANT = 9_000_001
"""The number of the first company that is made without one. Invented."""


@dataclass(frozen=True, slots=True)
class Made:
    """A company that was made."""

    tenant: int
    name: str
    organisation_number: str


def made_from_sie(storage: Storage, request: Request) -> Made:
    """Make a company of the files in a form, or of the body, with the number and name that the query may give.

    Raises:
        ControlError: the number is none or taken, or a file cannot be read.
    """
    files = [file.read() for file in request.files.getlist("file")] or [request.get_data()]
    tenant = _tenant(storage, request.args.get("tenant", ""))
    try:
        made = company_from_sie(storage, *files, tenant=tenant, name=request.args.get("name", ""))
        with storage.transaction() as connection:
            ledgers_from_books(connection, tenant, now=clock.now(storage))
    except (BooksError, SieError) as error:
        raise ControlError(str(error)) from error
    return Made(tenant, made.name, made.organisation_number)


def _tenant(storage: Storage, word: str) -> int:
    taken = {company.tenant for company in companies.listed(storage)}
    if not word:
        return max([FIRST_TENANT - 1, *taken]) + 1
    if not (word.isascii() and word.isdigit()) or int(word) in {0, *taken}:
        raise ControlError("tenant is no number, or taken.")
    return int(word)
