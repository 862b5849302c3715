"""Small SIE files for tests, written as text."""

from sie.fields import Fields, pieces
from sie.notices import Notes
from sie.reader import read
from sie.records import Notice, SieFile

HEAD = """\
#FLAGGA 0
#PROGRAM "Provprogram" 1.0
#FORMAT PC8
#GEN 20260115 "Åsa"
#SIETYP 4
#FNAMN "Räksmörgås AB"
#RAR 0 20250101 20251231
"""

VOUCHER = """\
#VER A 1 20250131 "Hyra" 20250201
{
#TRANS 5010 {} 100.00
#TRANS 1930 {} -100.00
}
"""


def read_text(text: str, *, encoding: str = "cp437") -> SieFile:
    """Read a file from its text."""
    return read(text.encode(encoding))


def record(line: str) -> Fields:
    """Split a line that holds one record."""
    (fields,) = pieces(line, line=7)
    return fields


def codes(noted: SieFile | Notes) -> list[str]:
    """List the codes of what was noted, without the encoding that was found."""
    notices = noted.notices() if isinstance(noted, Notes) else noted.notices
    return [notice.code for notice in notices if notice.code != "encoding-detected"]


def only(noted: SieFile | Notes, code: str) -> Notice:
    """Return the one notice with that code."""
    notices = noted.notices() if isinstance(noted, Notes) else noted.notices
    (notice,) = (one for one in notices if one.code == code)
    return notice
