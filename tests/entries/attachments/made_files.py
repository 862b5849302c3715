"""Files of every kind for tests, as small as they can be."""

import io
import zipfile

import openpyxl
from django.core.files.base import ContentFile
from pypdf import PdfWriter

from closing.engagements.models import Agency, FiscalYear
from closing.entries.attachments.examination import examine
from closing.entries.attachments.kinds import OLE2
from closing.entries.attachments.writing import NewFile
from tests.factories import make_engagement, make_fiscal_year

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR"
CSV = "Konto;Belopp\r\n1710;1 000,00\r\nÖvrigt;5\r\n".encode("cp1252")


def pdf(pages: int = 1, *, password: str = "", owner: str = "") -> bytes:
    """Make a PDF of empty pages; locked with a password to open it, or with one to alter it alone (owner)."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    if password or owner:
        writer.encrypt(password, owner_password=owner or None, algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def package(content_types: str, *parts: str, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a ZIP with a list of content types and some parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as file:
        file.writestr("[Content_Types].xml", content_types)
        for part in parts:
            file.writestr(part, "<x/>")
    return made.getvalue()


def docx() -> bytes:
    """Make what is known as a Word document; newer Word on the web names its main part with a digit."""
    return package(f'<Types><Override ContentType="{WORD_MAIN}"/></Types>', "word/document2.xml")


def xlsx() -> bytes:
    """Make an Excel workbook."""
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def compound(stream: str) -> bytes:
    """Make what is known as a file of old Office: the signature, and a directory entry of that name."""
    return OLE2 + b"\x00" * 504 + f"{stream}\0".encode("utf-16-le")


def new_file(name: str, content: bytes = b"") -> NewFile:
    """Give a file that was examined; a table of its own name when nothing is said of what it holds."""
    held = content or name.encode()
    return NewFile(name, examine(name, held), ContentFile(held, name=name))


def sent(name: str, content: bytes = b"") -> "ContentFile[bytes]":
    """Send a file; a table of its own name when nothing is said of what it holds."""
    return ContentFile(content or name.encode(), name=name)


def a_year_of(agency: Agency) -> FiscalYear:
    """Make the fiscal year 2025 of a company of the agency."""
    return make_fiscal_year(make_engagement(agency, name="Åkerlund Måleri AB"))
