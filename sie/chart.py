"""The chart of accounts with its dimensions and objects (SIE 4B/4C: #KONTO to #OBJEKT)."""

from collections.abc import Callable
from dataclasses import replace

from sie.fields import Fields
from sie.items import joined_text, note, note_kind
from sie.notices import Notes, NoticeCode
from sie.records import Account, Dimension, SieObject


class ChartReader:
    """Takes the records of the chart in any order; of two for the same thing the last one holds."""

    def __init__(self, notes: Notes) -> None:
        """Begin a file."""
        self._notes = notes
        self._accounts: dict[str, Account] = {}
        self._kinds: dict[str, str] = {}
        self._units: dict[str, str] = {}
        self._sru: dict[str, dict[str, None]] = {}
        self._details: dict[str, Fields] = {}
        self._dimensions: dict[str, Dimension] = {}
        self._objects: dict[tuple[str, str], SieObject] = {}

    def readers(self) -> dict[str, Callable[[Fields], None]]:
        """Say which function takes which record."""
        return {
            "#KONTO": self._account,
            "#KTYP": self._kind,
            "#ENHET": self._unit,
            "#SRU": self._sru_code,
            "#DIM": self._dimension,
            "#UNDERDIM": self._dimension,
            "#OBJEKT": self._object,
        }

    def accounts(self) -> tuple[Account, ...]:
        """Return the accounts in the order of the file; details of accounts it does not declare are noted."""
        for number, fields in self._details.items():
            if number not in self._accounts:
                note_kind(NoticeCode.UNDECLARED_ACCOUNT_DETAIL, fields=fields, notes=self._notes)
        return tuple(
            replace(
                account,
                kind=self._kinds.get(number, ""),
                unit=self._units.get(number, ""),
                sru=tuple(self._sru.get(number, ())),
            )
            for number, account in self._accounts.items()
        )

    def dimensions(self) -> tuple[Dimension, ...]:
        """Return the dimensions and sub-dimensions in the order of the file."""
        return tuple(self._dimensions.values())

    def objects(self) -> tuple[SieObject, ...]:
        """Return the objects in the order of the file."""
        return tuple(self._objects.values())

    def _account(self, fields: Fields) -> None:
        """Read an account."""
        number = self._number(fields)
        if number:
            if number in self._accounts:
                note_kind(NoticeCode.DUPLICATE_ACCOUNT, fields=fields, notes=self._notes)
            name = joined_text(fields, at=1, notes=self._notes)
            self._accounts[number] = Account(number, name, line=fields.line)

    def _kind(self, fields: Fields) -> None:
        """Read whether an account is an asset (T), a debt (S), a cost (K) or an income (I)."""
        self._detail(fields, self._kinds, fields.text_at(1).strip().upper())

    def _unit(self, fields: Fields) -> None:
        """Read the unit of an account's quantities."""
        self._detail(fields, self._units, fields.text_at(1))

    def _detail(self, fields: Fields, details: dict[str, str], detail: str) -> None:
        """Keep a detail of an account."""
        number = self._number(fields)
        if number:
            self._note_extra(fields, most=2)
            self._details.setdefault(number, fields)
            details[number] = detail

    def _sru_code(self, fields: Fields) -> None:
        """Read a code of the tax return; an account may have several."""
        number = self._number(fields)
        code = fields.text_at(1).strip()
        if number and code:
            self._note_extra(fields, most=2)
            self._details.setdefault(number, fields)
            self._sru.setdefault(number, {})[code] = None

    def _dimension(self, fields: Fields) -> None:
        """Read a dimension, or a sub-dimension with its parent."""
        number = fields.text_at(0).strip()
        if number in self._dimensions:
            note_kind(NoticeCode.DUPLICATE_DIMENSION, fields=fields, notes=self._notes)
        if fields.label == "#DIM":
            name, parent = joined_text(fields, at=1, notes=self._notes), ""
        else:
            name, parent = fields.text_at(1), fields.text_at(2).strip()
            self._note_extra(fields, most=3)
        if number:
            self._dimensions[number] = Dimension(number, name, parent, fields.line)

    def _object(self, fields: Fields) -> None:
        """Read an object of a dimension."""
        dimension, code = fields.text_at(0).strip(), fields.text_at(1).strip()
        if (dimension, code) in self._objects:
            note_kind(NoticeCode.DUPLICATE_OBJECT, fields=fields, notes=self._notes)
        if dimension and code:
            name = joined_text(fields, at=2, notes=self._notes)
            self._objects[dimension, code] = SieObject(dimension, code, name, fields.line)
        else:
            note_kind(NoticeCode.OBJECT_INCOMPLETE, fields=fields, notes=self._notes)

    def _number(self, fields: Fields) -> str:
        """Return the account number; a record without one says nothing."""
        number = fields.text_at(0).strip()
        if not number:
            note(NoticeCode.RECORD_INCOMPLETE, fields=fields, notes=self._notes, text=fields.text)
        return number

    def _note_extra(self, fields: Fields, *, most: int) -> None:
        """Note fields beyond those of the standard."""
        if len(fields.values) > most:
            note_kind(NoticeCode.EXTRA_FIELDS, fields=fields, notes=self._notes)
