"""Books for tests, stored from SIE text the way an import stores them."""

from datetime import date
from pathlib import Path

import sie
from closing.books import loading, pointer
from closing.books.models import Snapshot
from closing.books.rows import NO_REPAIRS, Repairs
from closing.engagements.models import FiscalYear
from tests.factories import make_engagement, make_fiscal_year

HEAD = """#FLAGGA 0
#PROGRAM "Prov" 1.0
#FORMAT PC8
#GEN 20260115
#SIETYP 4
#FNAMN "Exempel AB"
#RAR 0 20250101 20251231
#RAR -1 20240101 20241231
#KONTO 1510 "Kundfordringar"
#KONTO 1930 "Bank"
#KONTO 2440 "Leverantörsskulder"
#KONTO 3001 "Försäljning"
#KONTO 5010 "Lokalhyra"
#IB 0 1930 1000.00
#IB 0 2440 -1000.00
#UB -1 1930 1000.00
"""

SALES = """#VER A 1 20250110 "Kontantförsäljning"
{
#TRANS 1930 {} 500.00
#TRANS 3001 {} -500.00
}
#VER A 2 20250215 "Faktura Åkerlund"
{
#TRANS 1510 {} 250.00
#TRANS 3001 {} -250.00
}
#VER B 1 20250220 "Hyra februari"
{
#TRANS 5010 {} 100.00
#TRANS 1930 {} -100.00
}
"""


def make_year(start: date = date(2025, 1, 1), end: date = date(2025, 12, 31)) -> FiscalYear:
    """Make a fiscal year of a new engagement."""
    return make_fiscal_year(make_engagement(), start, end)


def read_text(folder: Path, text: str) -> sie.Scan:
    """Read a SIE file given as text once."""
    path = folder / "books.se"
    path.write_text(text, encoding="cp437")
    return sie.scan(path)


def store_text(folder: Path, text: str, *, year: FiscalYear | None = None, repairs: Repairs = NO_REPAIRS) -> Snapshot:
    """Store a SIE file given as text.

    Args:
        folder: where the file may be written.
        text: the file.
        year: the fiscal year it belongs to; a new one when left out.
        repairs: what is mended on the way.
    """
    scan = read_text(folder, text)
    return loading.store(year or make_year(), reading=scan, origin=loading.Origin(scan.path.name), repairs=repairs)


def import_text(folder: Path, text: str, *, year: FiscalYear, repairs: Repairs = NO_REPAIRS) -> Snapshot:
    """Store a SIE file, and let it count."""
    snapshot = store_text(folder, text, year=year, repairs=repairs)
    pointer.flip_books(year, snapshot)
    return snapshot
