"""Reading what the control plane is asked for: JSON, with every value checked."""

import json
from datetime import date, datetime

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.exchange import JsonValue


class ControlError(ValueError):
    """What was asked for is not understood; the message says what is wrong."""


class Asked:
    """The JSON object of a request.

    Args:
        values: by name.
    """

    def __init__(self, values: dict[str, JsonValue]) -> None:
        self.values = values

    def text(self, name: str, otherwise: str = "") -> str:
        """Read a text."""
        value = self.values.get(name)
        if value is None:
            return otherwise
        if not isinstance(value, str):
            raise ControlError(f"{name} is a text.")
        return value

    def texts(self, name: str, otherwise: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Read texts: a list, or one text with blanks between."""
        value = self.values.get(name)
        if value is None:
            return otherwise
        if isinstance(value, str):
            return tuple(value.split())
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(map(str, value))
        raise ControlError(f"{name} is a list of texts.")

    def number(self, name: str) -> int:
        """Read a whole number that must be there."""
        value = self.number_or_none(name)
        if value is None:
            raise ControlError(f"{name} is missing.")
        return value

    def number_or_none(self, name: str, otherwise: int | None = None) -> int | None:
        """Read a whole number, or null."""
        value = self.values.get(name, otherwise)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise ControlError(f"{name} is a whole number.")
        return value

    def seconds(self, name: str) -> float:
        """Read a number of seconds that must be there."""
        value = self.values.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ControlError(f"{name} is a number of seconds.")
        return float(value)

    def truth(self, name: str, *, otherwise: bool = False) -> bool:
        """Read true or false."""
        value = self.values.get(name, otherwise)
        if not isinstance(value, bool):
            raise ControlError(f"{name} is true or false.")
        return value

    def moment(self, name: str) -> datetime:
        """Read a time with its zone, such as "2026-03-29T01:30:00+01:00"."""
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError as error:
            raise ControlError(f"{name} is a time as 2026-03-29T01:30:00+01:00.") from error
        if moment.tzinfo is None:
            raise ControlError(f"{name} lacks its zone, such as +01:00.")
        return moment

    def day(self, name: str) -> date | None:
        """Read a day such as "2025-12-31", or null."""
        word = self.text(name)
        try:
            return date.fromisoformat(word) if word else None
        except ValueError as error:
            raise ControlError(f"{name} is a day as 2025-12-31.") from error

    def options(self, name: str) -> dict[str, JsonValue]:
        """Read an object."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise ControlError(f"{name} is an object.")
        return value


def asked(request: Request) -> Asked:
    """Read the request; a body that is empty asks for nothing in particular.

    Raises:
        ControlError: it is no JSON object.
    """
    content = request.get_data()
    try:
        values = json.loads(content) if content.strip() else {}
    except ValueError as error:
        raise ControlError("The body is no JSON.") from error
    if not isinstance(values, dict):
        raise ControlError("The body is no JSON object.")
    return Asked(values)
