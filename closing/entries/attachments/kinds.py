"""The kinds of file that can be attached, and whether a file holds what its name says. Pure.

Pictures are those that every browser shows and that cannot carry a script: no SVG; no HEIC or TIFF, which an auditor
could not open everywhere.
"""

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from django.db.models import TextChoices

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Source: [MS-CFB] 2.2, the header signature of a compound file."""

_OFFICE = b"application/vnd.openxmlformats-officedocument."
_CONTENT_TYPES = "[Content_Types].xml"
_MOST_CONTENT_TYPES_BYTES = 1_048_576
_PACKED_SIMPLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
"""What no text holds; tab, line ends and form feed are left out."""


class Kind(TextChoices):
    """A kind of file, by the name its people call it."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word"
    OLD_WORD = "doc", "Word 97–2003"
    EXCEL = "xlsx", "Excel"
    OLD_EXCEL = "xls", "Excel 97–2003"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"
    GIF = "gif", "GIF"
    WEBP = "webp", "WebP"
    CSV = "csv", "CSV"


class Match(StrEnum):
    """Whether the content is of the kind."""

    RIGHT = "right"
    OTHER = "other"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Format:
    """How a kind is known, and as what it is given back.

    Attributes:
        suffixes: the ends of names it goes by.
        content_type: its registered media type.
        matches: whether a content is of the kind.
    """

    suffixes: tuple[str, ...]
    content_type: str
    matches: Callable[[bytes], Match]


def kind_of(name: str) -> Kind | None:
    """Give the kind that a file name claims; None for one that cannot be attached."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def _begins(*signatures: bytes) -> Callable[[bytes], Match]:
    return lambda content: Match.RIGHT if content.startswith(signatures) else Match.OTHER


def _webp(content: bytes) -> Match:
    return Match.RIGHT if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else Match.OTHER


def _office(main_part: bytes, folder: str) -> Callable[[bytes], Match]:
    """Know an Office Open XML package: a ZIP that declares the main part and holds its folder."""

    def matches(content: bytes) -> Match:
        if content.startswith(OLE2):
            return Match.LOCKED if _stream_name("EncryptedPackage") in content else Match.OTHER
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                declared = _declared(package)
                has_folder = any(name.startswith(folder) for name in package.namelist())
        except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, RuntimeError):
            # RuntimeError: a part locked with a password.
            return Match.OTHER
        return Match.RIGHT if has_folder and _OFFICE + main_part in declared else Match.OTHER

    return matches


def _declared(package: zipfile.ZipFile) -> bytes:
    """Read what a package declares about its parts, and no more of it than the declarations of any document take."""
    if package.getinfo(_CONTENT_TYPES).compress_type not in _PACKED_SIMPLY:
        return b""
    with package.open(_CONTENT_TYPES) as types:
        return types.read(_MOST_CONTENT_TYPES_BYTES)


def _compound(*streams: str) -> Callable[[bytes], Match]:
    """Know a compound file of old Office by the stream that holds the document."""
    names = [_stream_name(stream) for stream in streams]

    def matches(content: bytes) -> Match:
        return Match.RIGHT if content.startswith(OLE2) and any(name in content for name in names) else Match.OTHER

    return matches


def _stream_name(name: str) -> bytes:
    """Write the name of a stream as the directory of a compound file holds it ([MS-CFB] 2.6.1)."""
    return f"{name}\0".encode("utf-16-le")


def _csv(content: bytes) -> Match:
    """Know a table in text: it decodes as such, and has none of the control characters that programs consist of."""
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ("utf-16",) if is_wide else ("utf-8-sig", "cp1252")
    return Match.RIGHT if any(_is_text(content, encoding) for encoding in encodings) else Match.OTHER


def _is_text(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return _CONTROLS.search(text) is None


FORMATS: dict[Kind, Format] = {
    Kind.PDF: Format((".pdf",), "application/pdf", _begins(b"%PDF-")),
    Kind.WORD: Format(
        (".docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _office(b"wordprocessingml.document.main+xml", "word/"),
    ),
    Kind.OLD_WORD: Format((".doc",), "application/msword", _compound("WordDocument")),
    Kind.EXCEL: Format(
        (".xlsx",),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _office(b"spreadsheetml.sheet.main+xml", "xl/"),
    ),
    Kind.OLD_EXCEL: Format((".xls",), "application/vnd.ms-excel", _compound("Workbook", "Book")),
    Kind.PNG: Format((".png",), "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    Kind.JPEG: Format((".jpg", ".jpeg"), "image/jpeg", _begins(b"\xff\xd8\xff")),
    Kind.GIF: Format((".gif",), "image/gif", _begins(b"GIF87a", b"GIF89a")),
    Kind.WEBP: Format((".webp",), "image/webp", _webp),
    Kind.CSV: Format((".csv",), "text/csv", _csv),
}
_BY_SUFFIX: dict[str, Kind] = {suffix: kind for kind, form in FORMATS.items() for suffix in form.suffixes}
SUFFIXES: tuple[str, ...] = tuple(_BY_SUFFIX)
"""Every end of a name that can be attached, in the order they are told."""
