"""The books of one fiscal year in Fortnox, as an export asks for them and sends to them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from random import SystemRandom

from closing.entries.export.conditions import AccountThere, Conditions, Rule, SeriesThere
from closing.entries.export.destinations import Answer, DestinationError, ListedVoucher, Outcome, ReadVoucher
from closing.entries.export.outgoing import COST_CENTRE, PROJECT, OutgoingRow, OutgoingVoucher
from integrations.fortnox.client.calling.calls import TokenGiver
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.errors import ForbiddenError, FortnoxError, MissingError
from integrations.fortnox.client.limiter import Gate
from integrations.fortnox.client.new_voucher import NewVoucher
from integrations.fortnox.client.payloads import Account, VoucherHead, VoucherRow
from integrations.fortnox.client.words import fortnox_words
from integrations.fortnox.connection.errors import TokenError
from integrations.fortnox.destination.answers import TOO_LATE, answer_to, stopped
from integrations.fortnox.destination.last_look import LastLook, TooLateError
from integrations.fortnox.destination.reasons import Reason

LONGEST_ROW_TEXT = 100
"""Source: Fortnox's OpenAPI document, TransactionInformation of a voucher row."""
COMPLETED = "COMPLETED"
"""The status of a project that takes no more postings. Source: Fortnox's OpenAPI document, projects."""
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 4.0
"""Seconds before another try when Fortnox was not reached; by chance, so that two workers do not march in step."""
_RULES = {"MANDATORY": Rule.DEMANDED, "NOTALLOWED": Rule.FORBIDDEN}
_chance = SystemRandom()


class FortnoxBookkeeping:
    """The books of one fiscal year of the company that a connection opens.

    Args:
        days: the first and the last of the fiscal year.
        asking: the client for questions, which gives signs of life.
        tokens: for sending, without signs of life: nothing may come between a voucher and its answer.
        gate: that all calls of the company pass.
    """

    def __init__(self, days: tuple[date, date], *, asking: FortnoxClient, tokens: TokenGiver, gate: Gate) -> None:
        self._days = days
        self._asking = asking
        self._tokens = tokens
        self._gate = gate
        self._year_id: int | None = None

    def conditions(self) -> Conditions:
        """Tell what a voucher must meet; a year without a match in Fortnox has no conditions."""
        with _asked():
            company = self._asking.company()
            years = self._asking.financial_years()
            self._year_id = next((year.id for year in years if (year.start, year.end) == self._days), None)
            if self._year_id is None:
                return Conditions(company.name, company.organisation_number, "")
            series = self._asking.voucher_series(self._year_id)
            return Conditions(
                company.name,
                company.organisation_number,
                str(self._year_id),
                tuple(SeriesThere(one.code, one.name, is_manual=one.is_manual) for one in series),
                {account.number: _account(account) for account in self._asking.accounts(self._year_id)},
                self._objects(),
                self._locked_until(),
            )

    def highest(self, series: str) -> int:
        """Give the highest number of a series."""
        year_id = self._known_year()
        with _asked():
            try:
                following = self._asking.next_voucher_number(year_id, series)
            except MissingError as error:
                raise DestinationError(Reason.SERIES_MISSING, words=fortnox_words(error)) from error
            if following is not None:
                return following - 1
            return max((head.number for head in self._asking.vouchers(year_id, series=series)), default=0)

    def post(self, voucher: OutgoingVoucher, *, last_look: Callable[[], bool]) -> Answer:
        """Send a voucher, once.

        Each has a line of its own: one that was kept open may have been closed at the other end, and a voucher sent
        on it would be uncertain for nothing.
        """
        if self._year_id is None:
            return Answer(Outcome.NOT_SENT, reason=Reason.YEAR_MISSING, concerns_all=True)
        if not all(row.account.isascii() and row.account.isdigit() for row in voucher.rows):
            # Fortnox's accounts are numbers: there is no way to write another one in a voucher.
            return Answer(Outcome.REFUSED, reason=Reason.ACCOUNT_MISSING)
        sending = FortnoxClient(self._tokens, limiter=LastLook(self._gate, last_look))
        try:
            booked = sending.create_voucher(self._year_id, _new(voucher))
        except TooLateError:
            return TOO_LATE
        except (FortnoxError, TokenError) as error:
            return answer_to(error, pause=_chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))
        return Answer(Outcome.BOOKED, number=booked.number)

    def vouchers(self, series: str, *, start: date, end: date) -> tuple[ListedVoucher, ...]:
        """List all vouchers of a series with those dates."""
        year_id = self._known_year()
        warned = len(self._asking.warnings)
        with _asked():
            heads = self._asking.vouchers(year_id, series=series, start=start, end=end)
        if len(self._asking.warnings) > warned:
            raise DestinationError(Reason.LIST_NOT_WHOLE, may_pass=True)
        return tuple(_listed(head) for head in heads)

    def read(self, series: str, number: int) -> ReadVoucher | None:
        """Give a voucher with the rows that count; None when there is none."""
        year_id = self._known_year()
        with _asked():
            try:
                found = self._asking.voucher(year_id, series, number)
            except MissingError:
                return None
        head = found.head
        return ReadVoucher(head.number, head.day, head.text, head.comments, tuple(map(_row, found.rows)))

    def _known_year(self) -> int:
        """Give Fortnox's Id of the year.

        Raises:
            DestinationError: Fortnox has no such year.
        """
        if self._year_id is None:
            raise DestinationError(Reason.YEAR_MISSING)
        return self._year_id

    def _objects(self) -> Mapping[str, Mapping[str, bool]]:
        """Tell which cost centres and projects can be used; a register that may not be read is left out."""
        objects: dict[str, Mapping[str, bool]] = {}
        with suppress(ForbiddenError):
            objects[COST_CENTRE] = {one.code: one.is_active for one in self._asking.cost_centres()}
        with suppress(ForbiddenError):
            objects[PROJECT] = {one.number: one.status != COMPLETED for one in self._asking.projects()}
        return objects

    def _locked_until(self) -> date | None:
        """Tell the last locked day; without the right to read it Fortnox tells it when a voucher is sent."""
        with suppress(ForbiddenError):
            return self._asking.locked_until()
        return None


@contextmanager
def _asked() -> Iterator[None]:
    """Make the port's error of what ends a question.

    Raises:
        DestinationError: the question has no answer.
    """
    try:
        yield
    except (FortnoxError, TokenError) as error:
        raise stopped(error) from error


def _account(account: Account) -> AccountThere:
    settings = {COST_CENTRE: account.cost_centre_setting, PROJECT: account.project_setting}
    rules = {dimension: str(_RULES[setting]) for dimension, setting in settings.items() if setting in _RULES}
    return AccountThere(account.number, is_active=account.is_active, rules=rules)


def _new(voucher: OutgoingVoucher) -> NewVoucher:
    rows = tuple(
        VoucherRow(
            row.account,
            row.amount_ore,
            information=row.text[:LONGEST_ROW_TEXT],
            cost_centre=row.cost_centre,
            project=row.project,
        )
        for row in voucher.rows
    )
    return NewVoucher(voucher.series, voucher.day, voucher.text, rows, voucher.comments)


def _listed(head: VoucherHead) -> ListedVoucher:
    return ListedVoucher(head.number, head.day, head.text, head.comments)


def _row(row: VoucherRow) -> OutgoingRow:
    return OutgoingRow(row.account, row.amount_ore, row.cost_centre, row.project, row.information)
