"""What a file is judged by: the file as it was read, and what is known of the engagement it was sent to.

Pure: no Django, no database, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from sie import Figures
from sie.records import BalanceKind, Head, Notice

BALANCE_ACCOUNT_STARTS = ("1", "2")
"""First digits of balance accounts in every chart of the BAS family; the rest is income and cost."""

IMPORT_SUFFIX = ".si"
"""Files to be imported end in .SI, exports in .SE (SIE 4B/4C, chapter 5.1)."""

_BALANCE_KINDS = ("T", "S")
_RESULT_KINDS = ("K", "I")


class Reading(Protocol):
    """What the pipeline asks of a file that was read; `sie.scan` gives it."""

    @property
    def encoding(self) -> str:
        """The encoding the text was read in."""

    @property
    def sha256(self) -> str:
        """The fingerprint of the file's bytes."""

    @property
    def head(self) -> Head:
        """Everything but the vouchers."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was odd."""

    @property
    def figures(self) -> Figures:
        """What the vouchers come to."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose books are expected: ten digits, and the serial number of a person with several businesses."""

    organisation_number: str
    serial_number: str = ""


@dataclass(frozen=True, slots=True)
class KnownYear:
    """A fiscal year of the engagement, and the books it has.

    Attributes:
        start: first day.
        end: last day.
        sha256: fingerprint of the file its books came from, empty when it has none.
        imported: the day they were imported, as text.
        has_balances: its books hold opening or closing balances.
    """

    start: date
    end: date
    sha256: str = ""
    imported: str = ""
    has_balances: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What is known before the file is opened.

    Attributes:
        identity: whose books are expected; None when nobody's are, as on the command line without an engagement.
        years: the fiscal years of the engagement.
        chosen: the year the user chose, for a file that does not name one.
        takes: the SIE types the data source takes; empty for all.
        file_name: the name the file had when it was sent.
        encoding: how the user wants its text read; empty when the bytes are to decide.
    """

    identity: Identity | None = None
    years: tuple[KnownYear, ...] = ()
    chosen: KnownYear | None = None
    takes: tuple[str, ...] = ()
    file_name: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class FileYear:
    """The fiscal year a file holds; assumed when the file itself does not say so."""

    start: date
    end: date
    is_assumed: bool = False

    def equals(self, other: KnownYear) -> bool:
        """Say whether this is that year."""
        return (self.start, self.end) == (other.start, other.end)

    def overlaps(self, other: KnownYear) -> bool:
        """Say whether a day belongs to both."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True)
class Context:
    """A file before the validations: what was read, what is known, and tables made of both, each once."""

    reading: Reading
    case: Case = field(default_factory=Case)

    @property
    def head(self) -> Head:
        """Everything but the vouchers."""
        return self.reading.head

    @property
    def figures(self) -> Figures:
        """What the vouchers come to."""
        return self.reading.figures

    @cached_property
    def year(self) -> FileYear | None:
        """The fiscal year of the file: what it says, else what was chosen, else the one its vouchers lie in."""
        own = next((year for year in self.head.years if year.index == 0), None)
        if own:
            return FileYear(own.start, own.end)
        chosen = self.case.chosen or self._year_of_vouchers()
        return FileYear(chosen.start, chosen.end, is_assumed=True) if chosen else None

    @cached_property
    def known_year(self) -> KnownYear | None:
        """The engagement's fiscal year that the file holds; None when it has none yet."""
        own = self.year
        return next((known for known in self.case.years if own and own.equals(known)), None)

    @cached_property
    def balances(self) -> Mapping[tuple[BalanceKind, int], Mapping[str, int]]:
        """Kind and year to accounts and öre; an account that stands twice is added up."""
        tables: dict[tuple[BalanceKind, int], dict[str, int]] = {}
        for balance in self.head.balances:
            table = tables.setdefault((balance.kind, balance.year), {})
            table[balance.account] = table.get(balance.account, 0) + balance.amount_ore
        return tables

    def balance_of(self, kind: BalanceKind, year: int = 0) -> Mapping[str, int]:
        """Give the balances of a kind and year; empty when the file has none."""
        return self.balances.get((kind, year), {})

    @property
    def has_vouchers(self) -> bool:
        """Say whether there is a voucher in the file."""
        return self.figures.vouchers > 0

    @property
    def is_balances_only(self) -> bool:
        """Say whether the file is of a type without vouchers, and has none."""
        return self.head.sietyp != "4" and not self.has_vouchers

    @property
    def is_import_file(self) -> bool:
        """Say whether the file is of type 4I: vouchers to be taken into other books, without balances."""
        return self.head.sietyp == "4" and not self.head.balances

    @property
    def is_for_import(self) -> bool:
        """Say whether the file was meant for import into other books: by its contents, or by its name.

        Files under .si exist that hold a chart of accounts and balances too.
        """
        return self.is_import_file or self.case.file_name.lower().endswith(IMPORT_SUFFIX)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Account to what its #KTYP says: T, S, K or I."""
        return {account.number: account.kind for account in self.head.accounts if account.kind}

    def is_balance_account(self, account: str) -> bool:
        """Say whether an account is one of the balance sheet: as #KTYP says, else as the chart of BAS does."""
        kind = self.kinds.get(account, "")
        if kind in _BALANCE_KINDS or kind in _RESULT_KINDS:
            return kind in _BALANCE_KINDS
        return account.startswith(BALANCE_ACCOUNT_STARTS)

    def _year_of_vouchers(self) -> KnownYear | None:
        first, last = self.figures.first_date, self.figures.last_date
        if first is None or last is None:
            return None
        return next((known for known in self.case.years if known.start <= first and last <= known.end), None)
