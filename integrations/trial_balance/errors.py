"""What stops the reading of a table.

TableError
├── TableUnreadableError   not a table that is read here; `reason` is a code
└── TableTooLargeError     more rows than any chart of accounts has
"""


class TableError(Exception):
    """Anything that stops the reading of a table."""


class TableUnreadableError(TableError):
    """The file is no workbook and no CSV; `reason` is `xls`, `damaged`, `unpacked`, `locked` or `text`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TableTooLargeError(TableError):
    """The table has more rows than are read."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
