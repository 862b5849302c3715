"""SIE files as they are written."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

import sie
from tests.sie.sample import codes

DAY = dt.date(2025, 1, 31)
HEAD = sie.Head(
    flag=0,
    program=("Kvitt", "1.0"),
    format="PC8",
    generated=dt.date(2026, 1, 15),
    generated_by="Åsa",
    sietyp="4",
    prose="Rad ett\nRad två",
    company_form="AB",
    company_id="7",
    organisation_number="165560125790",
    industry_code="62010",
    address=sie.Address("", "Gatan 1"),
    company='Bolaget "Ö"',
    tax_year="2026",
    balances_until=dt.date(2025, 12, 31),
    chart_type="EUBAS97",
    currency="SEK",
    years=(sie.FiscalYear(0, dt.date(2025, 1, 1), dt.date(2025, 12, 31)),),
    accounts=(sie.Account("1930", "Bank", "T", "st", ("7281",)),),
    dimensions=(sie.Dimension("1", "Ställe"), sie.Dimension("21", "Del", "1")),
    objects=(sie.SieObject("1", "N", "Norr"),),
    balances=(
        sie.Balance(sie.BalanceKind.OPENING, 0, "1930", 100000),
        sie.Balance(sie.BalanceKind.RESULT, 0, "5010", 5, "2"),
    ),
    object_balances=(sie.ObjectBalance(sie.ObjectBalanceKind.OPENING, 0, "1930", (("1", "N"),), 5),),
    period_balances=(sie.PeriodBalance(sie.PeriodBalanceKind.BOOKED, 0, "202501", "1930", (), -5),),
)
VOUCHER = sie.Voucher(
    "A",
    "1",
    DAY,
    "Hyra",
    postings=(
        sie.Posting("5010", 10000, (("1", "N"),), DAY, "maj", "1", "ÅSA"),
        sie.Posting("1930", -10000),
    ),
)
FILE = sie.SieFile(HEAD, (VOUCHER,))

IDENTIFICATION = """\
#FLAGGA 0
#PROGRAM "Kvitt" "1.0"
#FORMAT PC8
#GEN 20260115 "Åsa"
#SIETYP 4
#PROSA "Rad ett"
#PROSA "Rad två"
#FTYP AB
#FNR "7"
#ORGNR 556012-5790
#BKOD 62010
#ADRESS "" "Gatan 1" "" ""
#FNAMN "Bolaget \\"Ö\\""
#RAR 0 20250101 20251231
#TAXAR 2026
#OMFATTN 20251231
#KPTYP EUBAS97
#VALUTA SEK
"""
CHART = """\
#KONTO 1930 "Bank"
#KTYP 1930 T
#ENHET 1930 "st"
#SRU 1930 7281
#KONTO 5010 "5010"
"""
OBJECTS = """\
#DIM 1 "Ställe"
#UNDERDIM 21 "Del" 1
#OBJEKT 1 "N" "Norr"
"""
BALANCES = """\
#IB 0 1930 1000.00
#RES 0 5010 0.05 2
"""
FINER_BALANCES = """\
#OIB 0 1930 {1 "N"} 0.05
#PSALDO 0 202501 1930 {} -0.05
"""
VOUCHERS = """\
#VER "A" "1" 20250131 "Hyra"
{
#TRANS 5010 {1 "N"} 100.00 20250131 "maj" 1 "ÅSA"
#TRANS 1930 {} -100.00
}
"""


def text_of(content: bytes) -> str:
    """Decode a written file; its lines end with CR LF, each of them."""
    text = content.decode("cp437")
    assert text.count("\n") == text.count("\r\n")
    return text.replace("\r\n", "\n")


def without(text: str, *labels: str) -> str:
    """Leave the records with the labels out."""
    return "".join(f"{line}\n" for line in text.splitlines() if line.split(" ", 1)[0] not in labels)


def test_export_is_written_as_the_standard_wants() -> None:
    written = text_of(sie.dumps(FILE))

    assert written == IDENTIFICATION + CHART + OBJECTS + BALANCES + FINER_BALANCES + VOUCHERS


def test_import_file_has_no_balances_and_declares_what_it_was_given() -> None:
    written = text_of(sie.dumps(FILE, kind="4I"))

    head = without(IDENTIFICATION, "#BKOD", "#OMFATTN") + without(CHART, "#KONTO").replace(
        "#KTYP", '#KONTO 1930 "Bank"\n#KTYP'
    )
    assert written == head + OBJECTS + VOUCHERS


def test_year_balances_have_no_objects_and_no_vouchers() -> None:
    written = text_of(sie.dumps(FILE, kind="1"))

    assert written == without(IDENTIFICATION, "#OMFATTN").replace("#SIETYP 4", "#SIETYP 1") + CHART + BALANCES


@pytest.mark.parametrize(
    ("kind", "middle", "end"), [("2", "", "#PSALDO 0 202501 1930 {} -0.05\n"), ("3", OBJECTS, FINER_BALANCES)]
)
def test_period_and_object_balances_have_no_vouchers(kind: str, middle: str, end: str) -> None:
    written = text_of(sie.dumps(FILE, kind=kind))

    assert written == IDENTIFICATION.replace("#SIETYP 4", f"#SIETYP {kind}") + CHART + middle + BALANCES + end


@pytest.mark.parametrize(
    ("sietyp", "label"), [("1", "#SIETYP 1"), ("3", "#SIETYP 3"), ("4", "#SIETYP 4"), ("x", "#SIETYP 4")]
)
def test_kind_is_that_of_the_head_when_none_is_named(sietyp: str, label: str) -> None:
    written = text_of(sie.dumps(replace(FILE, head=replace(HEAD, sietyp=sietyp))))

    assert written.splitlines()[4] == label


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="5"):
        sie.dumps(FILE, kind="5")


def test_checksum_is_written_on_request_and_is_right() -> None:
    content = sie.dumps(FILE, kind="4I", ksumma=True)

    lines = text_of(content).splitlines()
    assert lines[:2] == ["#FLAGGA 0", "#KSUMMA"]
    assert lines[-1].startswith("#KSUMMA ")
    assert "ksumma-wrong" not in codes(sie.read(content))


def test_checksum_is_that_of_the_standard() -> None:
    small = sie.SieFile(sie.Head(company="Ö A", sietyp="4"))

    content = sie.dumps(small, ksumma=True)

    assert text_of(content).splitlines()[-1] == f"#KSUMMA {crc32('#FORMATPC8#SIETYP4#FNAMNÖ A'.encode('cp437'))}"


@pytest.mark.parametrize(
    ("number", "written"),
    [("5560125790", "#ORGNR 556012-5790"), ("19640823-3234", "#ORGNR 640823-3234"), ("okänt", '#ORGNR "okänt"')],
)
def test_organisation_number_is_written_with_its_hyphen(number: str, written: str) -> None:
    file = replace(FILE, head=replace(HEAD, organisation_number=number))

    assert text_of(sie.dumps(file)).splitlines()[9] == written


def test_characters_the_encoding_lacks_are_replaced_and_reported(tmp_path: Path) -> None:
    voucher = replace(VOUCHER, text="5 € – ’maj’ 日")
    path = tmp_path / "ut.si"

    replaced = sie.write(sie.SieFile(HEAD, (voucher,)), path, kind="4I")

    assert [(one.found, one.written, one.count) for one in replaced] == [
        ("€", "EUR", 1),
        ("–", "-", 1),
        ("’", "'", 2),
        ("日", "?", 1),
    ]
    assert sie.read(path).vouchers[0].text == "5 EUR - 'maj' ?"


def test_vouchers_ascend_within_their_series_and_otherwise_stay() -> None:
    keys = [("A", "10"), ("B", "2"), ("A", "9"), ("", ""), ("B", "1"), ("A", "9"), ("A", "x")]
    vouchers = tuple(sie.Voucher(series, number, DAY, str(at)) for at, (series, number) in enumerate(keys))

    again = sie.read(sie.dumps(sie.SieFile(HEAD, vouchers)))

    assert [(one.series, one.number, one.text) for one in again.vouchers] == [
        ("A", "9", "2"),
        ("B", "1", "4"),
        ("A", "9", "5"),
        ("", "", "3"),
        ("B", "2", "1"),
        ("A", "10", "0"),
        ("A", "x", "6"),
    ]


def test_added_row_without_its_twin_gets_it() -> None:
    rows = (sie.Posting("1930", -500), sie.Posting("5010", 500, kind=sie.PostingKind.ADDED))

    again = sie.read(sie.dumps(sie.SieFile(HEAD, (replace(VOUCHER, postings=rows),))))

    assert [(row.kind, row.account, row.amount_ore) for row in again.vouchers[0].postings] == [
        ("TRANS", "1930", -500),
        ("RTRANS", "5010", 500),
        ("TRANS", "5010", 500),
    ]


def test_added_row_whose_twin_would_unbalance_the_voucher_is_refused() -> None:
    rows = (*VOUCHER.postings, sie.Posting("5010", 500, kind=sie.PostingKind.ADDED))

    with pytest.raises(sie.SieUnwritableError) as caught:
        sie.dumps(sie.SieFile(HEAD, (replace(VOUCHER, postings=rows),)))

    assert caught.value.facts == {"label": "#RTRANS", "reason": "no twin", "voucher": "A 1"}


def test_file_that_cannot_be_put_where_it_should_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(sie.SieWriteFailedError):
        sie.write(FILE, tmp_path)


def test_unknown_encoding_is_refused() -> None:
    with pytest.raises(sie.SieEncodingUnknownError):
        sie.dumps(FILE, encoding="utf-16")


def test_large_file_is_what_the_whole_one_would_be(tmp_path: Path) -> None:
    vouchers = tuple(replace(VOUCHER, number=str(number)) for number in range(1, 4))
    head = replace(HEAD, accounts=(*HEAD.accounts, sie.Account("5010", "Hyra")))

    sie.write_large(head, iter(vouchers), tmp_path / "large.se")

    assert (tmp_path / "large.se").read_bytes() == sie.dumps(sie.SieFile(head, vouchers), kind="4E")


def test_large_file_tells_what_was_changed_in_it(tmp_path: Path) -> None:
    euro = replace(VOUCHER, text="5 €", postings=())

    replaced = sie.write_large(HEAD, [euro, euro], tmp_path / "large.se")

    assert replaced == (sie.Replacement("€", "EUR", 2),)


def test_large_file_takes_its_vouchers_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, sizes = tmp_path / "large.se", list[int]()
    monkeypatch.setattr("sie.writer.LINES_AT_A_TIME", 5)

    def vouchers() -> Iterator[sie.Voucher]:
        for number in range(1, 200):
            sizes.append(path.stat().st_size)
            yield replace(VOUCHER, number=str(number))

    sie.write_large(HEAD, vouchers(), path)

    assert sizes[0] < sizes[100] < sizes[-1]


def test_large_file_that_cannot_be_written_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(sie.SieWriteFailedError) as failed:
        sie.write_large(HEAD, [], tmp_path / "nowhere" / "large.se")

    assert failed.value.facts == {"reason": "No such file or directory"}
