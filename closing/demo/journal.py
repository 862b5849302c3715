"""A journal to book demo vouchers in: it refuses what does not balance, and numbers each series by date.

Pure: no Django, no database, no clock.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from sie import ObjectList, Posting, Voucher


@dataclass(frozen=True, slots=True)
class Row:
    """A row to book: account, öre (debit positive) and the objects it belongs to."""

    account: str
    amount_ore: int
    objects: ObjectList = ()


@dataclass(slots=True)
class Journal:
    """The vouchers of a year in the order they were thought of, and the balances they lead to."""

    balances: Counter[str] = field(default_factory=Counter)
    _vouchers: list[Voucher] = field(default_factory=list)

    def book(self, series: str, day: date, text: str, *rows: Row) -> None:
        """Book a voucher; rows of nothing are left out.

        Raises:
            ValueError: debit and credit differ.
        """
        postings = tuple(Posting(row.account, row.amount_ore, row.objects) for row in rows if row.amount_ore)
        if sum(posting.amount_ore for posting in postings):
            raise ValueError(text)
        for posting in postings:
            self.balances[posting.account] += posting.amount_ore
        self._vouchers.append(Voucher(series, "", day, text, registered=day, sign="Demo", postings=postings))

    def vouchers(self) -> tuple[Voucher, ...]:
        """Give the vouchers series by series, each numbered from 1 in the order of their dates."""
        numbers: dict[str, int] = defaultdict(int)
        numbered = []
        for voucher in sorted(self._vouchers, key=lambda voucher: (voucher.series, voucher.date)):
            numbers[voucher.series] += 1
            numbered.append(replace(voucher, number=str(numbers[voucher.series])))
        return tuple(numbered)
