"""What keeps a file from being made.

EntryFileError
├── NothingToFileError    an entry can no longer be exported
├── FiledMeanwhileError   an entry came into another file after the page was shown
└── BooksGoneError        the books were removed while they were being written
"""


class EntryFileError(Exception):
    """Keeps a file from being made."""


class NothingToFileError(EntryFileError):
    """An entry that was chosen is transferred, deleted, left out or being sent by now."""


class FiledMeanwhileError(EntryFileError):
    """An entry that was chosen came into another file after the page was shown."""


class BooksGoneError(EntryFileError):
    """The books were imported anew or removed while they were being written, so the file may lack rows."""
