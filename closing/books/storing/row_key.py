"""The key of a row that the loader makes."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    WholeNumber = models.BigIntegerField[int, int]
else:
    WholeNumber = models.BigIntegerField


class RowKey(WholeNumber):
    """A 64-bit key given by whoever writes the row.

    SQLite keeps a table in the order of its key, without an index beside it, only when the column's type is spelled
    `integer`; there that holds 64 bits.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Spell the column's type as the database wants it."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
