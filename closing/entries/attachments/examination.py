"""Whether a file may be attached: its size, its kind, what it holds, and how long a PDF is."""

import unicodedata
from pathlib import PurePath

from closing.entries.attachments.errors import Fault, LockedPdfError, UnfitFileError, UnreadablePdfError
from closing.entries.attachments.kinds import FORMATS, Kind, Match, kind_of
from closing.entries.attachments.page_count import page_count

MOST_FILES = 12
"""Files of one entry (product §10)."""

MOST_FILE_BYTES = 10 * 1024**2
"""Bytes of one file: 10 MB (product §10)."""

MOST_PDF_PAGES = 100
"""Pages of a PDF (product §10)."""

LONGEST_NAME = 255


def examine(name: str, content: bytes) -> Kind:
    """Give the kind of a file that may be attached.

    Raises:
        UnfitFileError: it may not, and why.
    """
    kind = kind_of(name)
    if kind is None:
        raise UnfitFileError(Fault.UNKNOWN_KIND)
    if not content:
        raise UnfitFileError(Fault.EMPTY)
    match = FORMATS[kind].matches(content)
    if match is not Match.RIGHT:
        raise UnfitFileError(Fault.LOCKED if match is Match.LOCKED else Fault.OTHER_CONTENT)
    if kind is Kind.PDF:
        _require_short(content)
    return kind


def safe_name(name: str) -> str:
    """Give the name of a file without what is not seen: letters that turn the writing around hide its end."""
    plain = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    seen = "".join(letter for letter in plain if not unicodedata.category(letter).startswith(("C", "Zl", "Zp")))
    suffix = PurePath(seen).suffix[:LONGEST_NAME]
    return seen.removesuffix(suffix)[: LONGEST_NAME - len(suffix)] + suffix


def _require_short(content: bytes) -> None:
    try:
        pages = page_count(content)
    except LockedPdfError as error:
        raise UnfitFileError(Fault.LOCKED) from error
    except UnreadablePdfError as error:
        raise UnfitFileError(Fault.UNREADABLE) from error
    if pages > MOST_PDF_PAGES:
        raise UnfitFileError(Fault.TOO_MANY_PAGES, pages=pages)
