"""Files that are not SIE 1 to 4 at all, told by their first bytes."""

import codecs
import re

from sie.errors import NotSieError, SieEmptyError, SieWideCharactersError, SieXmlError

START_BYTES = 65_536
"""How much of a file is looked at."""

FIRST_LINE_CHARACTERS = 80

BINARY_BYTES = 1_024
"""How much of a file tells whether it is text: pictures, archives and programs have control characters before that."""

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_STARTS = (b"#\0", b"<\0")
_BLANK = b" \t\r\n\0\x1a"
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_ELEMENT = re.compile(rb"<([A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})")
_LABELS = (
    "FLAGGA PROGRAM FORMAT GEN SIETYP PROSA FTYP FNR ORGNR BKOD ADRESS FNAMN RAR TAXAR OMFATTN KPTYP VALUTA KONTO "
    "KTYP ENHET SRU DIM UNDERDIM OBJEKT IB UB OIB OUB RES PSALDO PBUDGET VER TRANS RTRANS BTRANS KSUMMA"
)
_RECORD = re.compile(rb"(?:\A|[\r\n])[ \t{}]*+#(?:%s)\b" % _LABELS.replace(" ", "|").encode(), re.IGNORECASE)


def refuse_foreign(start: bytes) -> None:
    """Refuse what is not a SIE file, in words that say what it is instead.

    Args:
        start: the first START_BYTES of the file, or all of it when it is shorter.

    Raises:
        SieEmptyError: nothing but blanks.
        SieWideCharactersError: UTF-16 or UTF-32.
        SieXmlError: XML or HTML; SIE 5 is XML.
        NotSieError: no record of the standard stands there.
    """
    for mark, name in _WIDE_MARKS:
        if start.startswith(mark):
            raise SieWideCharactersError(encoding=name)
    text = start.removeprefix(codecs.BOM_UTF8)
    text = text.lstrip(_BLANK)
    if not text:
        raise SieEmptyError
    if text[:2] in _WIDE_STARTS:
        raise SieWideCharactersError(encoding="utf-16")
    if text.startswith(b"<"):
        element = _ELEMENT.search(text)
        raise SieXmlError(1, root=element[2].decode("ascii", errors="replace") if element else "")
    if not _RECORD.search(text):
        raise NotSieError(1, text=_first_line(text))


def _first_line(text: bytes) -> str:
    """Give the line a file begins with; nothing of one that is not text, because nobody could read it."""
    if _NO_TEXT.search(text[:BINARY_BYTES]):
        return ""
    return re.split(rb"[\r\n]", text[:FIRST_LINE_CHARACTERS], maxsplit=1)[0].decode("cp437")
