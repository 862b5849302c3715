"""Which files may be attached: by their names, by what they hold, and by how long a PDF is."""

import zipfile

import pytest

from closing.entries.attachments import examination
from closing.entries.attachments.errors import Fault, UnfitFileError
from closing.entries.attachments.examination import examine, safe_name
from closing.entries.attachments.kinds import SUFFIXES, Kind
from tests.entries.attachments.made_files import CSV, EXE, PNG, WORD_MAIN, compound, docx, package, pdf, xlsx

SOUND: dict[str, tuple[Kind, bytes]] = {
    "avi.pdf": (Kind.PDF, pdf()),
    "AVI.PDF": (Kind.PDF, pdf()),
    "avtal.docx": (Kind.WORD, docx()),
    "avtal.doc": (Kind.OLD_WORD, compound("WordDocument")),
    "lager.xlsx": (Kind.EXCEL, xlsx()),
    "lager.xls": (Kind.OLD_EXCEL, compound("Workbook")),
    "lager 95.xls": (Kind.OLD_EXCEL, compound("Book")),
    "kvitto.png": (Kind.PNG, PNG),
    "kvitto.jpg": (Kind.JPEG, b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "kvitto.jpeg": (Kind.JPEG, b"\xff\xd8\xff\xe1\x00\x10Exif"),
    "kvitto.gif": (Kind.GIF, b"GIF89a\x01\x00"),
    "gammal.gif": (Kind.GIF, b"GIF87a\x01\x00"),
    "kvitto.webp": (Kind.WEBP, b"RIFF\x1a\x00\x00\x00WEBPVP8L"),
    "saldo.csv": (Kind.CSV, CSV),
    "saldo utf-8.csv": (Kind.CSV, "Konto;Belopp\nÖvrigt;5\n".encode()),
    "saldo excel.csv": (Kind.CSV, "Konto;Belopp\nÖvrigt;5\n".encode("utf-16")),
}
FAULTY: dict[str, tuple[str, bytes, Fault]] = {
    "a program under another name": ("avi.pdf", EXE, Fault.OTHER_CONTENT),
    "a program": ("setup.exe", EXE, Fault.UNKNOWN_KIND),
    "a program behind a second end": ("avi.pdf.exe", EXE, Fault.UNKNOWN_KIND),
    "no end": ("avi", pdf(), Fault.UNKNOWN_KIND),
    "a picture that may hold a script": ("kvitto.svg", b"<svg/>", Fault.UNKNOWN_KIND),
    "a page": ("avi.html", b"<p>", Fault.UNKNOWN_KIND),
    "macros": ("lager.xlsm", xlsx(), Fault.UNKNOWN_KIND),
    "nothing": ("avi.pdf", b"", Fault.EMPTY),
    "a ZIP as Word": ("avtal.docx", package("<Types/>", "word/document.xml"), Fault.OTHER_CONTENT),
    "declared as Word without a part": ("avtal.docx", package(WORD_MAIN), Fault.OTHER_CONTENT),
    "Excel as Word": ("avtal.docx", xlsx(), Fault.OTHER_CONTENT),
    "Word as Excel": ("lager.xlsx", docx(), Fault.OTHER_CONTENT),
    "half a ZIP": ("avtal.docx", docx()[:200], Fault.OTHER_CONTENT),
    "a ZIP without declarations": ("avtal.docx", b"PK\x05\x06" + b"\x00" * 18, Fault.OTHER_CONTENT),
    "packed in a way of no document": (
        "avtal.docx",
        package(WORD_MAIN, "word/document.xml", packed=zipfile.ZIP_LZMA),
        Fault.OTHER_CONTENT,
    ),
    "Word with a password": ("avtal.docx", compound("EncryptedPackage"), Fault.LOCKED),
    "old Word as new": ("avtal.docx", compound("WordDocument"), Fault.OTHER_CONTENT),
    "old Excel as old Word": ("avtal.doc", compound("Workbook"), Fault.OTHER_CONTENT),
    "mail as old Excel": ("lager.xls", compound("__properties_version1.0"), Fault.OTHER_CONTENT),
    "PNG as JPEG": ("kvitto.jpg", PNG, Fault.OTHER_CONTENT),
    "sound as WebP": ("kvitto.webp", b"RIFF\x1a\x00\x00\x00WAVEfmt ", Fault.OTHER_CONTENT),
    "a program as CSV": ("saldo.csv", EXE, Fault.OTHER_CONTENT),
    "half a letter as UTF-16": ("saldo.csv", b"\xff\xfeK", Fault.OTHER_CONTENT),
    "a PDF that only a password opens": ("avi.pdf", pdf(password="hemligt"), Fault.LOCKED),
    "a damaged PDF": ("avi.pdf", b"%PDF-1.7\n" + b"x" * 300, Fault.UNREADABLE),
    "a PDF too long": ("avi.pdf", pdf(101), Fault.TOO_MANY_PAGES),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_file_is_known_by_its_kind(name: str) -> None:
    kind, content = SOUND[name]

    assert examine(name, content) is kind


@pytest.mark.parametrize("case", FAULTY)
def test_unfit_file_is_refused_with_the_reason(case: str) -> None:
    name, content, fault = FAULTY[case]

    with pytest.raises(UnfitFileError) as caught:
        examine(name, content)

    assert caught.value.fault is fault


def test_every_kind_has_a_sound_example() -> None:
    assert {kind for kind, _ in SOUND.values()} == set(Kind)
    assert {f".{name.lower().rpartition('.')[2]}" for name in SOUND} == set(SUFFIXES)


@pytest.mark.parametrize(("pages", "is_fit"), [(100, True), (101, False)])
def test_pdf_has_at_most_a_hundred_pages(pages: int, *, is_fit: bool) -> None:
    told = 0

    try:
        examine("avi.pdf", pdf(pages))
    except UnfitFileError as error:
        told = error.pages

    assert told == (0 if is_fit else pages)


def test_pdf_locked_against_changes_alone_is_read() -> None:
    assert examine("kontoutdrag.pdf", pdf(3, owner="banken")) is Kind.PDF


def test_limits_are_those_of_the_product() -> None:
    limits = (examination.MOST_FILES, examination.MOST_FILE_BYTES, examination.MOST_PDF_PAGES)

    assert limits == (12, 10_485_760, 100)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hyra december.pdf", "Hyra december.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\avi.pdf", "avi.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("avi\r\nX: y.pdf", "aviX: y.pdf"),
        ("O\u0308vrigt.csv", "Övrigt.csv"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_name_keeps_what_is_seen_of_it(name: str, expected: str) -> None:
    assert safe_name(name) == expected
