"""What keeps a file from being attached or removed.

AttachmentError
├── UnfitFileError      it cannot be attached; `fault` says why
├── TooManyFilesError   the entry would have more files than it may; `room` says how many it still takes
├── DoubledFileError    the entry has the very same file already, as `other`
├── DeletedEntryError   the entry is deleted: it takes no more files
├── KeptFileError       the entry is transferred: its files are kept
└── PdfError
    ├── LockedPdfError      only a password opens it
    └── UnreadablePdfError  it is damaged, or takes too much to be read
"""

from enum import StrEnum


class Fault(StrEnum):
    """Why a file cannot be attached."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    OTHER_CONTENT = "other_content"
    LOCKED = "locked"
    UNREADABLE = "unreadable"
    TOO_MANY_PAGES = "too_many_pages"


class AttachmentError(Exception):
    """Keeps a file from being attached or removed."""


class UnfitFileError(AttachmentError):
    """It cannot be attached."""

    def __init__(self, fault: Fault, *, pages: int = 0) -> None:
        super().__init__(fault)
        self.fault, self.pages = fault, pages


class TooManyFilesError(AttachmentError):
    """The entry would have more files than it may."""

    def __init__(self, room: int) -> None:
        super().__init__(room)
        self.room = room


class DoubledFileError(AttachmentError):
    """The entry has the very same file already."""

    def __init__(self, name: str, other: str) -> None:
        super().__init__(name, other)
        self.name, self.other = name, other


class DeletedEntryError(AttachmentError):
    """The entry is deleted: it takes no more files."""


class KeptFileError(AttachmentError):
    """The entry is transferred: its files are kept."""


class PdfError(AttachmentError):
    """The pages of a PDF cannot be counted."""


class LockedPdfError(PdfError):
    """Only a password opens it."""


class UnreadablePdfError(PdfError):
    """It is damaged, or takes too much to be read."""
