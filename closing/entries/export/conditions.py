"""What the bookkeeping at the other end says about a fiscal year, and what of it would keep a voucher out. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from closing.entries.draft import EntryDraft
from closing.entries.export.outgoing import COST_CENTRE, PROJECT


class Rule(StrEnum):
    """Whether the postings on an account may carry an object of a dimension."""

    ALLOWED = "allowed"
    DEMANDED = "demanded"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class SeriesThere:
    """A voucher series of the year; only a manual one takes vouchers from outside."""

    code: str
    name: str
    is_manual: bool


@dataclass(frozen=True, slots=True)
class AccountThere:
    """An account of the year's chart, with its rules by the dimension's number; one without a rule allows."""

    number: str
    is_active: bool
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What vouchers of a fiscal year must meet.

    Attributes:
        company: who has the bookkeeping.
        organisation_number: of that company.
        year: how the bookkeeping names the fiscal year; empty when it has none with these days.
        series: its voucher series, in their order.
        accounts: its chart, by number.
        objects: by the dimension's number, the code of each object and whether it can be used; a dimension that is
            not here was not told.
        locked_until: the last day that is locked for booking, but for a series the company may have exempted.
    """

    company: str
    organisation_number: str
    year: str
    series: tuple[SeriesThere, ...] = ()
    accounts: Mapping[str, AccountThere] = field(default_factory=dict)
    objects: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    locked_until: date | None = None

    @property
    def manual_series(self) -> tuple[SeriesThere, ...]:
        """Give the series that take vouchers from outside."""
        return tuple(one for one in self.series if one.is_manual)


class Code(StrEnum):
    """What would keep a voucher out; the sentences stand in `texts.OBSTACLES`."""

    SERIES_MISSING = "series-missing"
    SERIES_NOT_MANUAL = "series-not-manual"
    PERIOD_LOCKED = "period-locked"
    ACCOUNT_MISSING = "account-missing"
    ACCOUNT_INACTIVE = "account-inactive"
    OBJECT_DEMANDED = "object-demanded"
    OBJECT_FORBIDDEN = "object-forbidden"
    OBJECT_MISSING = "object-missing"
    DIMENSION_UNKNOWN = "dimension-unknown"
    OLDER_THAN_BOOKS = "older-than-books"
    IN_FILE = "in-file"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that keeps a voucher out, or may.

    Attributes:
        code: what it is.
        is_certain: it will be refused, so it is not sent; otherwise the user is told and decides.
        facts: what the sentence needs.
    """

    code: Code
    is_certain: bool
    facts: Mapping[str, str] = field(default_factory=dict)


def obstacles(
    draft: EntryDraft, *, series: str, conditions: Conditions, is_older: bool = False, is_in_file: bool = False
) -> tuple[Obstacle, ...]:
    """List what would keep an entry out of a series, each thing once.

    Args:
        draft: what the entry says.
        series: where it would go.
        conditions: what the bookkeeping said.
        is_older: the books were imported after it was written.
        is_in_file: it stands in an SI file that may have been read in.
    """
    older = [Obstacle(Code.OLDER_THAN_BOOKS, is_certain=False)] if is_older else []
    filed = [Obstacle(Code.IN_FILE, is_certain=False)] if is_in_file else []
    found = [
        *filed,
        *older,
        *_of_series(series, conditions),
        *_of_day(draft.day, conditions),
        *_of_rows(draft, conditions),
    ]
    return tuple(one for place, one in enumerate(found) if one not in found[:place])


def _of_series(series: str, conditions: Conditions) -> Iterator[Obstacle]:
    there = next((one for one in conditions.series if one.code == series), None)
    if there is None:
        yield Obstacle(Code.SERIES_MISSING, is_certain=True, facts={"series": series})
    elif not there.is_manual:
        yield Obstacle(Code.SERIES_NOT_MANUAL, is_certain=True, facts={"series": series})


def _of_day(day: date, conditions: Conditions) -> Iterator[Obstacle]:
    """A locked day is no certain refusal: the company may have exempted the series, and does not tell which."""
    if conditions.locked_until and day <= conditions.locked_until:
        yield Obstacle(Code.PERIOD_LOCKED, is_certain=False, facts={"until": str(conditions.locked_until)})


def _of_rows(draft: EntryDraft, conditions: Conditions) -> Iterator[Obstacle]:
    for row in draft.rows:
        account = conditions.accounts.get(row.account)
        if account is None:
            yield Obstacle(Code.ACCOUNT_MISSING, is_certain=True, facts={"account": row.account})
            continue
        if not account.is_active:
            yield Obstacle(Code.ACCOUNT_INACTIVE, is_certain=True, facts={"account": row.account})
        for dimension in (COST_CENTRE, PROJECT):
            rule = account.rules.get(dimension, Rule.ALLOWED)
            yield from _of_object(row.account, dimension, row.objects.get(dimension, ""), rule=rule)
        for dimension, code in row.objects.items():
            yield from _of_dimension(dimension, code, conditions)


def _of_object(account: str, dimension: str, code: str, *, rule: str) -> Iterator[Obstacle]:
    facts = {"account": account, "dimension": dimension, "object": code}
    if rule == Rule.DEMANDED and not code:
        yield Obstacle(Code.OBJECT_DEMANDED, is_certain=True, facts=facts)
    if rule == Rule.FORBIDDEN and code:
        yield Obstacle(Code.OBJECT_FORBIDDEN, is_certain=True, facts=facts)


def _of_dimension(dimension: str, code: str, conditions: Conditions) -> Iterator[Obstacle]:
    if not code:
        return
    if dimension not in (COST_CENTRE, PROJECT):
        yield Obstacle(Code.DIMENSION_UNKNOWN, is_certain=True, facts={"dimension": dimension, "object": code})
    elif dimension in conditions.objects and not conditions.objects[dimension].get(code, False):
        yield Obstacle(Code.OBJECT_MISSING, is_certain=True, facts={"dimension": dimension, "object": code})


def as_json(conditions: Conditions) -> str:
    """Write conditions down."""
    return json.dumps(asdict(conditions), default=str, ensure_ascii=False)


def from_json(text: str) -> Conditions:
    """Read conditions that were written down."""
    read: dict[str, Any] = json.loads(text)
    series = tuple(SeriesThere(**one) for one in read["series"])
    accounts = {number: AccountThere(**one) for number, one in read["accounts"].items()}
    locked = date.fromisoformat(read["locked_until"]) if read["locked_until"] else None
    return Conditions(**{**read, "series": series, "accounts": accounts, "locked_until": locked})
