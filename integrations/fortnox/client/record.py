"""A record of an answer, read field by field: what is not understood stops the call and says where."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from integrations.fortnox.client.amounts import AmountError, hundredths, rate
from integrations.fortnox.client.errors import UnreadableAnswerError

T = TypeVar("T")

_FLAGS = {"true": True, "false": False}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Record:
    """An object of JSON, with the names that an error needs.

    Every reader raises UnreadableAnswerError when the field is not what it should be; those that begin with `optional`
    give None for a field that is missing, null or empty.

    Attributes:
        register: where it comes from.
        name: which one it is; empty for an answer that is one record.
        values: its fields.
    """

    register: str
    name: str
    values: Mapping[str, object]

    def text(self, field: str) -> str:
        """Read a text; missing and null are empty, and a number is its digits."""
        value = self.values.get(field)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.unreadable(field)
        return str(value)

    def key(self, field: str) -> str:
        """Read a text or a number that names something, and is not empty."""
        found = self.text(field).strip()
        if not found:
            raise self.unreadable(field)
        return found

    def number(self, field: str) -> int:
        """Read a whole number, also when it is written as a text."""
        value = self.values.get(field)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER:
            return int(value)
        raise self.unreadable(field)

    def optional_number(self, field: str) -> int | None:
        """Read a whole number, if there is one."""
        return self.number(field) if self.has(field) else None

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        """Read yes or no, also when it is written as a text.

        Args:
            field: its name.
            default: what a missing one means; None when it must be there.
        """
        value = self.values.get(field)
        if value is None and default is not None:
            return default
        if isinstance(value, str):
            value = _FLAGS.get(value.lower())
        if not isinstance(value, bool):
            raise self.unreadable(field)
        return value

    def day(self, field: str) -> date:
        """Read a day."""
        value = self.values.get(field)
        if isinstance(value, str) and _DAY.fullmatch(value):
            return self._read(field, date.fromisoformat)
        raise self.unreadable(field)

    def optional_day(self, field: str) -> date | None:
        """Read a day, if there is one."""
        return self.day(field) if self.has(field) else None

    def amount(self, field: str) -> int:
        """Read an amount in öre, or in hundredths of its currency."""
        return self._read(field, hundredths)

    def optional_amount(self, field: str) -> int | None:
        """Read an amount, if there is one; one that is missing is not nought."""
        return self.amount(field) if self.has(field) else None

    def rate(self, field: str) -> Decimal:
        """Read a rate of exchange or its unit; a missing one is 1."""
        return self._read(field, rate) if self.has(field) else Decimal(1)

    def record(self, field: str) -> "Record":
        """Read a record within this one."""
        value = self.values.get(field)
        if not isinstance(value, dict):
            raise self.unreadable(field)
        return Record(self.register, self.name, value)

    def records(self, field: str) -> tuple["Record", ...]:
        """Read the records of a list within this one; they are named by where they stand until they name themselves."""
        values = self.values.get(field)
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.unreadable(field)
        return tuple(Record(self.register, f"{self.name}#{place}", value) for place, value in enumerate(values, 1))

    def named(self, *fields: str) -> "Record":
        """Name the record by fields of its own, as far as they can be read."""
        parts = [value for field in fields if isinstance(value := self.values.get(field), str | int)]
        return Record(self.register, " ".join(map(str, parts)) or self.name, self.values)

    def unreadable(self, field: str) -> UnreadableAnswerError:
        """Make the error that says where."""
        return UnreadableAnswerError(self.register, record=self.name, field=field)

    def has(self, field: str) -> bool:
        """Say whether a field is there, and neither null nor empty."""
        return self.values.get(field) not in (None, "")

    def _read(self, field: str, reader: Callable[..., T]) -> T:
        try:
            return reader(self.values.get(field))
        except (AmountError, ValueError) as error:
            raise self.unreadable(field) from error
