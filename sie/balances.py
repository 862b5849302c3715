"""The balances of a SIE file (SIE 4B/4C: #IB, #UB, #RES, #OIB, #OUB, #PSALDO, #PBUDGET)."""

import re
from collections.abc import Callable

from sie.dates import period_from_text
from sie.errors import SieFieldError
from sie.fields import Fields
from sie.items import amount, join_thousands, note, note_kind, reject, separate_objects
from sie.notices import Notes, NoticeCode
from sie.records import (
    Balance,
    BalanceKind,
    ObjectBalance,
    ObjectBalanceKind,
    ObjectList,
    PeriodBalance,
    PeriodBalanceKind,
)

_YEAR = re.compile(r"[+-]?[0-9]{1,3}", re.ASCII)


def year_index(text: str) -> int:
    """Read a year number: 0 is the file's own year, -1 the one before.

    Raises:
        SieFieldError: not a year number.
    """
    if not _YEAR.fullmatch(text.strip()):
        raise SieFieldError(NoticeCode.YEAR_UNREADABLE, text)
    return int(text)


class BalanceReader:
    """Takes the balances in any order; two of the same kind are both kept, so that sums add them up."""

    def __init__(self, notes: Notes) -> None:
        """Begin a file."""
        self.balances: list[Balance] = []
        self.object_balances: list[ObjectBalance] = []
        self.period_balances: list[PeriodBalance] = []
        self._notes = notes
        self._seen: set[tuple[str, int, str, str, ObjectList]] = set()

    def readers(self) -> dict[str, Callable[[Fields], None]]:
        """Say which function takes which record."""
        return {
            **{f"#{kind}": self._balance for kind in BalanceKind},
            **{f"#{kind}": self._object_balance for kind in ObjectBalanceKind},
            **{f"#{kind}": self._period_balance for kind in PeriodBalanceKind},
        }

    def _balance(self, fields: Fields) -> None:
        """Read an opening or closing balance, or a result: year, account, amount, quantity."""
        year, account, ore = self._keys(fields, amount_at=2)
        if year is None or ore is None or not account:
            return
        self._note_second(fields, (fields.label, year, "", account, ()))
        fields = join_thousands(fields, at=2, comma_only=True)
        kind = BalanceKind(fields.label[1:])
        self.balances.append(Balance(kind, year, account, ore, fields.text_at(3), fields.line))
        self._note_extra(fields, most=4)

    def _object_balance(self, fields: Fields) -> None:
        """Read a balance of an object: year, account, objects, amount, quantity."""
        objects, record = separate_objects(fields, before=2, notes=self._notes)
        year, account, ore = self._keys(record, amount_at=2)
        if year is None or ore is None or not account:
            return
        self._note_second(record, (record.label, year, "", account, objects))
        record = join_thousands(record, at=2, comma_only=True)
        kind = ObjectBalanceKind(record.label[1:])
        self.object_balances.append(ObjectBalance(kind, year, account, objects, ore, record.text_at(3), record.line))
        self._note_extra(record, most=4)

    def _period_balance(self, fields: Fields) -> None:
        """Read the movement of a month: year, month, account, objects, amount, quantity."""
        objects, record = separate_objects(fields, before=3, notes=self._notes)
        try:
            period, odd = period_from_text(record.text_at(1))
        except SieFieldError as error:
            reject(error, fields=record, notes=self._notes)
            return
        if odd:
            note(odd, fields=record, notes=self._notes, found=record.text_at(1))
        year, account, ore = self._keys(record, amount_at=3)
        if year is None or ore is None or not account:
            return
        self._note_second(record, (record.label, year, period, account, objects))
        record = join_thousands(record, at=3, comma_only=True)
        kind, quantity = PeriodBalanceKind(record.label[1:]), record.text_at(4)
        self.period_balances.append(PeriodBalance(kind, year, period, account, objects, ore, quantity, record.line))
        self._note_extra(record, most=5)

    def _keys(self, fields: Fields, *, amount_at: int) -> tuple[int | None, str, int | None]:
        """Read year, account and amount; the account stands before the amount.

        A balance without an amount says nothing: it is as if it were not there.
        """
        joined = join_thousands(fields, at=amount_at, comma_only=True)
        text = joined.text_at(amount_at)
        if not text.strip():
            note(NoticeCode.RECORD_INCOMPLETE, fields=fields, notes=self._notes, text=fields.text)
            return None, "", None
        year = None
        try:
            year = year_index(fields.text_at(0))
        except SieFieldError as error:
            reject(error, fields=fields, notes=self._notes)
        account = fields.text_at(amount_at - 1).strip()
        if not account:
            self._notes.reject(NoticeCode.ACCOUNT_MISSING, line=fields.line, label=fields.label, text=fields.text)
        return year, account, amount(text, fields=fields, notes=self._notes)

    def _note_second(self, fields: Fields, key: tuple[str, int, str, str, ObjectList]) -> None:
        """Note a balance that came before."""
        if key in self._seen:
            note_kind(NoticeCode.DUPLICATE_BALANCE, fields=fields, notes=self._notes)
        self._seen.add(key)

    def _note_extra(self, fields: Fields, *, most: int) -> None:
        """Note fields beyond those of the standard."""
        if len(fields.values) > most:
            note_kind(NoticeCode.EXTRA_FIELDS, fields=fields, notes=self._notes)
