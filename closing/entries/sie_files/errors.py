"""What keeps an SI file from being made.

EntryFileError
├── NothingToFileError    an entry can no longer be exported
└── FiledMeanwhileError   an entry came into another file after the page was shown
"""


class EntryFileError(Exception):
    """Keeps an SI file from being made."""


class NothingToFileError(EntryFileError):
    """An entry that was chosen is transferred, deleted, left out or being sent by now."""


class FiledMeanwhileError(EntryFileError):
    """An entry that was chosen came into another file after the page was shown."""
