"""The heads of the files: who the company is, its accounts and objects, and for an export its balances."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

import sie
from closing.books.models import Account, BookObject, Books, Dimension, PeriodTotal, Snapshot
from closing.books.storing.chart import is_balance_account
from closing.engagements.models import FiscalYear
from closing.entries.draft import EntryDraft
from closing.entries.sie_files.vouchers import PROGRAM, accounts_of, objects_of
from closing.entries.typed.chart import account_names
from sie.records import Balance, BalanceKind, PeriodBalance, PeriodBalanceKind


def import_head(year: FiscalYear, drafts: Iterable[EntryDraft], *, made: date, made_by: str) -> sie.Head:
    """Make the head of a file that is read in (4I): the accounts, dimensions and objects its vouchers use.

    Args:
        year: the fiscal year.
        drafts: the entries in the file.
        made: the day it is made.
        made_by: who makes it.
    """
    kept, snapshot = tuple(drafts), _current(year)
    names, pairs = account_names(year), objects_of(kept)
    used = {number for number, _code in pairs}
    return replace(
        _identified(year, made=made, made_by=made_by),
        accounts=tuple(sie.Account(number, names.get(number, number)) for number in accounts_of(kept)),
        dimensions=tuple(one for one in _dimensions(snapshot, used) if one.number in used),
        objects=_named_objects(snapshot, pairs),
    )


class AdjustedHead:
    """The head of the adjusted books: what the books hold, with what the entries change."""

    def __init__(self, year: FiscalYear, snapshot: Snapshot, drafts: Iterable[EntryDraft]) -> None:
        """Read the chart of the books.

        Args:
            year: the fiscal year.
            snapshot: its books.
            drafts: the entries that count.
        """
        self.year = year
        self.snapshot = snapshot
        self.drafts = tuple(drafts)
        self._accounts = {one.number: one for one in Account.objects.filter(snapshot=snapshot).order_by("number")}
        self._added = _sums(self.drafts)

    @cached_property
    def previous(self) -> FiscalYear | None:
        """Give the fiscal year before, when the books state its closing balances and its days are known."""
        if all(one.previous_closing_ore is None for one in self._accounts.values()):
            return None
        day_before = self.year.start - timedelta(days=1)
        return FiscalYear.objects.filter(engagement=self.year.engagement_id, end=day_before).first()

    def head(self, *, made: date, made_by: str) -> sie.Head:
        """Put it together; without vouchers in the books it is of type 1, and of type 2 with monthly figures."""
        types = {(True, True): "4", (True, False): "4", (False, True): "2", (False, False): "1"}
        pairs = objects_of(self.drafts)
        identified = _identified(self.year, made=made, made_by=made_by)
        previous = [sie.FiscalYear(-1, self.previous.start, self.previous.end)] if self.previous else []
        return replace(
            identified,
            sietyp=types[self.snapshot.has_vouchers, self.snapshot.has_months],
            years=(*identified.years, *previous),
            balances_until=None if self.snapshot.has_vouchers else self.year.end,
            accounts=tuple(self._chart()),
            dimensions=_dimensions(self.snapshot, {number for number, _code in pairs}),
            objects=_named_objects(self.snapshot, pairs, with_all=True),
            balances=tuple(self._balances()),
            period_balances=tuple(self._months()) if self.snapshot.has_months else (),
        )

    def _chart(self) -> Iterable[sie.Account]:
        names = account_names(self.year)
        for number in sorted({*self._accounts, *accounts_of(self.drafts)}):
            one = self._accounts.get(number)
            if one:
                yield sie.Account(number, one.name or names.get(number, ""), one.kind, one.unit, tuple(one.sru.split()))
            else:
                yield sie.Account(number, names.get(number, number))

    def _balances(self) -> Iterable[Balance]:
        """Give opening and closing balances, and results, this year's and the last; those of zero are left out."""
        has_previous = self.previous is not None
        for number in sorted({*self._accounts, *self._added}):
            one = self._accounts.get(number)
            is_balance = one.is_balance if one else is_balance_account(number, "")
            closing = BalanceKind.CLOSING if is_balance else BalanceKind.RESULT
            opening_ore, closing_ore = (one.opening_ore, one.closing_ore) if one else (0, 0)
            adjusted_ore = closing_ore + sum(self._added.get(number, {}).values())
            if opening_ore:
                yield Balance(BalanceKind.OPENING, 0, number, opening_ore)
            if adjusted_ore or opening_ore:
                yield Balance(closing, 0, number, adjusted_ore)
            if has_previous and one and one.previous_closing_ore:
                yield Balance(closing, -1, number, one.previous_closing_ore)

    def _months(self) -> Iterable[PeriodBalance]:
        """Give the movement of every month; what is dated outside the year stands in its first or last month."""
        first, last = _month(self.year.start), _month(self.year.end)
        lowest, highest = self.snapshot.keys
        totals = PeriodTotal.objects.filter(account_id__gte=lowest, account_id__lte=highest)
        movements = {number: dict(months) for number, months in self._added.items()}
        for number, day, debit, credit in totals.values_list("account__number", "month", "debit_ore", "credit_ore"):
            months, key = movements.setdefault(number, {}), min(max(_month(day), first), last)
            months[key] = months.get(key, 0) + debit - credit
        for number, months in sorted(movements.items()):
            for month, ore in sorted(months.items()):
                if ore:
                    yield PeriodBalance(PeriodBalanceKind.BOOKED, 0, month, number, (), ore)


def _current(year: FiscalYear) -> Snapshot | None:
    books = Books.objects.filter(fiscal_year=year).select_related("current").first()
    return books.current if books else None


def _sums(drafts: Iterable[EntryDraft]) -> dict[str, dict[str, int]]:
    """Add up entries by account and month."""
    sums: dict[str, dict[str, int]] = {}
    for draft in drafts:
        for row in draft.rows:
            months, key = sums.setdefault(row.account, {}), _month(draft.day)
            months[key] = months.get(key, 0) + row.amount_ore
    return sums


def _month(day: date) -> str:
    return f"{day:%Y%m}"


def _identified(year: FiscalYear, *, made: date, made_by: str) -> sie.Head:
    engagement = year.engagement
    return sie.Head(
        flag=0,
        program=PROGRAM,
        format="PC8",
        generated=made,
        generated_by=made_by,
        sietyp="4",
        organisation_number=engagement.organisation_number,
        acquisition_number=engagement.sub_number,
        company=engagement.name,
        years=(sie.FiscalYear(0, year.start, year.end),),
    )


def _dimensions(snapshot: Snapshot | None, used: Iterable[str]) -> tuple[sie.Dimension, ...]:
    """Give the dimensions of the books, and those of entries that the books do not have."""
    found = Dimension.objects.filter(snapshot=snapshot).order_by("pk") if snapshot else Dimension.objects.none()
    own = {one.number: sie.Dimension(one.number, one.name, one.parent) for one in found}
    return (*own.values(), *(sie.Dimension(number, number) for number in sorted(set(used) - set(own))))


def _named_objects(
    snapshot: Snapshot | None, pairs: Iterable[tuple[str, str]], *, with_all: bool = False
) -> tuple[sie.SieObject, ...]:
    """Give the objects of entries with their names in the books, and on request every other object of the books."""
    found = BookObject.objects.filter(dimension__snapshot=snapshot).order_by("pk")
    names = {(number, code): name for number, code, name in found.values_list("dimension__number", "code", "name")}
    wanted = [*names, *(pair for pair in pairs if pair not in names)] if with_all else pairs
    return tuple(sie.SieObject(number, code, names.get((number, code), code)) for number, code in wanted)
