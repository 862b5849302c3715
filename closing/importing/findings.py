"""What an import has to say about a file: a value with a code, a place and facts, never a sentence.

Pure: no Django, no database, no clock. The sentences stand in `texts`, the severity of each code in `catalogue`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from sie.notices import NoticeCode

Fact = str | int | list["Fact"]
"""What a finding carries: text, whole numbers (amounts in öre), and lists of them, so that it can be kept as JSON."""

LISTED_PER_CODE = 100
"""How many findings of one code a file gives at most; the rest are counted."""

LISTED_IN_FACTS = 20
"""How many accounts or vouchers one finding names; the rest are counted in it."""

LONGEST_VOUCHER_NAME = 90
"""How much of a series and a number is shown; the standard sets no limit for either."""


class Severity(StrEnum):
    """How much a finding matters, the mildest first."""

    NOTICE = "notice"
    WARNING = "warning"
    DECISION = "decision"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Give its place, the mildest 0."""
        return list(Severity).index(self)


def kind_of(code: str, facts: Mapping[str, Fact]) -> str:
    """Give the code that a finding is about: its own, or of one that counts what is not listed, theirs."""
    return str(facts["code"]) if code == NoticeCode.MORE_OF_KIND else code


def stands_for(code: str, facts: Mapping[str, Fact]) -> int:
    """Count the findings that one stands for: one that counts what is not listed stands for all of them."""
    count = facts["count"] if code == NoticeCode.MORE_OF_KIND else 1
    return count if isinstance(count, int) else 1


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell the user about a file.

    Attributes:
        code: what it is; a stable name of `catalogue`.
        severity: notice, warning, decision (the import stops and asks) or error (nothing is imported).
        line: the line of the file, 0 when the whole file is meant.
        voucher: series and number of the voucher, empty when none is meant.
        facts: what the sentence about it needs.
    """

    code: str
    severity: Severity
    line: int = 0
    voucher: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Give the code it is about."""
        return kind_of(self.code, self.facts)


class Told(Protocol):
    """A finding, fresh or kept in the database."""

    @property
    def code(self) -> str:
        """What it is."""

    @property
    def kind(self) -> str:
        """The code it is about."""

    @property
    def facts(self) -> dict[str, Fact]:
        """What the sentence needs."""


T = TypeVar("T", bound=Told)


def by_kind(findings: Iterable[T]) -> Iterator[tuple[str, list[T]]]:
    """Gather the findings of each kind, in the order the kinds first come; what counts the rest of one comes last."""
    gathered: dict[str, list[T]] = {}
    for one in findings:
        gathered.setdefault(one.kind, []).append(one)
    for kind, group in gathered.items():
        yield kind, sorted(group, key=lambda one: one.code != one.kind)


def counted(findings: Iterable[Told]) -> int:
    """Count findings, with those that nobody listed."""
    return sum(stands_for(one.code, one.facts) for one in findings)


def worst(findings: tuple[Finding, ...]) -> Severity | None:
    """Return the severest severity among the findings; None when there are none."""
    return max((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)


def unanswered(findings: tuple[Finding, ...], accepted: frozenset[str]) -> tuple[str, ...]:
    """List the codes that ask for a decision nobody has taken yet, each once, in their order."""
    asked = (finding.kind for finding in findings if finding.severity == Severity.DECISION)
    return tuple(dict.fromkeys(code for code in asked if code not in accepted))


def voucher_name(series: str, number: str) -> str:
    """Name a voucher as accountants do: series and number."""
    return f"{series} {number}".strip()[:LONGEST_VOUCHER_NAME]
