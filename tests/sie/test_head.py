"""The head of a file, record by record."""

import datetime as dt
import gc
from weakref import ref

import pytest

import sie
from sie.errors import SieTooManyRecordsError
from sie.head import HeadReader
from sie.notices import Notes
from sie.records import Address, FiscalYear, Head
from tests.sie.sample import HEAD, VOUCHER, codes, only, read_text, record

ALL = """\
#FLAGGA 1
#PROGRAM "Prov" 1.0
#FORMAT PC8
#GEN 20260115 "Åsa"
#SIETYP 4
#PROSA "En rad"
#PROSA "En till"
#FTYP AB
#FNR "0001"
#ORGNR 556677-8899 1 2
#BKOD 62010
#ADRESS "Åsa" "Gatan 1" "111 11 Ort" "08-1"
#FNAMN "Räksmörgås AB"
#RAR -1 20240101 20241231
#RAR 0 20250101 20251231
#TAXAR 2026
#OMFATTN 20251231
#KPTYP EUBAS97
#VALUTA SEK
"""


def head_of(*lines: str) -> tuple[Head, Notes]:
    """Read records, and tell what was noted."""
    notes = Notes()
    reader = HeadReader(notes)
    for line in lines:
        reader.feed(record(line))
    return reader.head(), notes


def test_a_reader_is_gone_as_soon_as_nobody_holds_it() -> None:
    gc.disable()
    try:
        reader = HeadReader(Notes())
        reader.feed(record('#FNAMN "Exempel AB"'))
        watched = ref(reader)
        del reader
        left = watched()
    finally:
        gc.enable()

    assert left is None


def test_every_record_of_identification_is_read() -> None:
    file = read_text(ALL)

    assert codes(file) == []
    assert file.head == Head(
        flag=1,
        program=("Prov", "1.0"),
        format="PC8",
        generated=dt.date(2026, 1, 15),
        generated_by="Åsa",
        sietyp="4",
        prose="En rad\nEn till",
        company_form="AB",
        company_id="0001",
        organisation_number="556677-8899",
        acquisition_number="1",
        activity_number="2",
        industry_code="62010",
        address=Address("Åsa", "Gatan 1", "111 11 Ort", "08-1"),
        company="Räksmörgås AB",
        tax_year="2026",
        balances_until=dt.date(2025, 12, 31),
        chart_type="EUBAS97",
        currency="SEK",
        years=(
            FiscalYear(0, dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
            FiscalYear(-1, dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ),
    )


def test_records_that_must_be_there_are_missed_by_name() -> None:
    file = read_text("#KONTO 1930 Bank\n")

    assert codes(file) == ["flag-missing", "format-missing", "type-missing", "program-missing", "company-missing"]
    assert (file.head.flag, file.head.sietyp) == (None, "1")


@pytest.mark.parametrize(
    ("line", "code", "facts"),
    [
        ("#FORMAT UTF-8", "format-odd", {"found": "UTF-8"}),
        ("#FLAGGA x", "flag-odd", {"label": "#FLAGGA", "found": "x"}),
        ("#SIETYP 4E", "type-odd", {"label": "#SIETYP", "found": "4E"}),
        ("#SIETYP 5", "type-odd", {"label": "#SIETYP", "found": "5"}),
        ("#RAR 0", "year-incomplete", {"label": "#RAR", "found": "#RAR 0"}),
        ("#RAR x 20250101 20251231", "year-incomplete", {"label": "#RAR", "found": "#RAR x 20250101 20251231"}),
        ("#GEN igår", "date-ignored", {"label": "#GEN", "found": "igår"}),
        ("#GEN 2026-01-15", "date-form", {"label": "#GEN", "found": "2026-01-15"}),
        ("#FNAMN Mitt Bolag AB", "text-joined", {"label": "#FNAMN", "found": "Mitt Bolag AB"}),
        ('#FNAMN "Bolaget" x', "extra-fields", {"label": "#FNAMN", "text": '#FNAMN "Bolaget" x', "count": 1}),
        ("#TAXAR 2026 x", "extra-fields", {"label": "#TAXAR", "text": "#TAXAR 2026 x", "count": 1}),
        ("#MOMS 25", "unknown-record", {"label": "#MOMS", "count": 1}),
        ("fortsättning", "line-without-label", {"text": "fortsättning", "count": 1}),
    ],
)
def test_odd_record_is_told(line: str, code: str, facts: dict[str, str | int]) -> None:
    _, notes = head_of(line)

    assert only(notes, code).facts == facts


@pytest.mark.parametrize(("written", "sietyp"), [("4", "4"), ("4E", "4"), ("4i", "4"), ("1", "1"), ("5", "5")])
def test_type_is_read_however_it_is_written(written: str, sietyp: str) -> None:
    head, _ = head_of(f"#SIETYP {written}")

    assert head.sietyp == sietyp


def test_records_without_quotes_keep_all_words() -> None:
    head, _ = head_of("#PROGRAM Fortnox Bokföring 2.0", "#PROSA Kontoplan är BAS", "#FNAMN Mitt Bolag AB")

    assert (head.program, head.prose, head.company) == (
        ("Fortnox", "Bokföring", "2.0"),
        "Kontoplan är BAS",
        "Mitt Bolag AB",
    )


def test_organisation_number_in_two_halves_is_put_together() -> None:
    head, _ = head_of("#ORGNR 556677 8899 2")

    assert (head.organisation_number, head.acquisition_number) == ("556677-8899", "2")


def test_second_record_with_other_contents_holds_and_is_told() -> None:
    head, notes = head_of("#FNAMN Ett", "#FNAMN Ett", "#FNAMN Annat")

    assert head.company == "Annat"
    assert only(notes, "duplicate-record").facts == {"label": "#FNAMN", "text": "#FNAMN Annat", "count": 1}


def test_year_given_twice_is_the_last_one() -> None:
    head, notes = head_of("#RAR 0 20240101 20241231", "#RAR 0 20250101 20251231")

    assert [year.start.year for year in head.years] == [2025]
    assert only(notes, "duplicate-record").facts["label"] == "#RAR"


def test_unknown_records_are_told_once_for_each_kind() -> None:
    file = read_text(HEAD + "#MOMS 1\n#MOMS 2\n#BANK 1\n")

    found = [(one.line, one.facts) for one in file.notices if one.code == "unknown-record"]
    assert found == [(8, {"label": "#MOMS", "count": 2}), (10, {"label": "#BANK", "count": 1})]


def test_vouchers_in_a_file_of_balances_are_told() -> None:
    file = read_text(HEAD.replace("#SIETYP 4", "#SIETYP 1") + VOUCHER)

    assert only(file, "vouchers-in-type").facts == {"found": "1"}
    assert len(file.vouchers) == 1


def test_head_of_more_records_than_any_company_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sie.head.MAX_RECORDS", 3)

    with pytest.raises(SieTooManyRecordsError) as caught:
        head_of(*["#SRU 1930 7281"] * 4)

    assert caught.value.facts == {"most": 3}


def test_prose_without_end_is_cut() -> None:
    head, _ = head_of(*["#PROSA x"] * 1_001)

    assert head.prose.count("\n") == 999


def test_line_numbers_of_records_are_those_of_the_file() -> None:
    file = sie.read((HEAD + "\n\n#KONTO 1930 Bank\n").encode("cp437"))

    assert [account.line for account in file.head.accounts] == [10]
