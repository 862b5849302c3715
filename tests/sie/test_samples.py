"""Every real file that lies beside the project, against the figures of an independent reader.

The figures are right for all of them. Two words in what describes them are not: `objects` is said to count #OBJEKT
records, but for XE_SIE_4_20151125095119.SE it is 46, the distinct objects of 48 records; and BL0001_typ3.SE and
BL0001_typ4.SE are not wholly CP437: one object code, `Å1`, stands there in Windows-1252.
"""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TypedDict

import pytest

import sie


class Expected(TypedDict):
    """What the independent reader found in a file."""

    sha256: str
    encoding: str
    sietyp: str
    program: str
    counts: dict[str, int]
    debit_ore: int
    sums_ore: dict[str, dict[str, int]]
    unbalanced_vouchers: int


SAMPLES = (
    "BL0001_typ1.SE",
    "BL0001_typ2.SE",
    "BL0001_typ3.SE",
    "BL0001_typ4.SE",
    "BL0001_typ4I.SI",
    "BokslutSIE1.se",
    "Bokslut_Norstedts_SIE_4E.se",
    "Exempelbolaget_SIE_110322_B_33.si",
    "LON_Lönekörning.SI",
    "Lön.si",
    "MAMUT_SIE4_EXPORT.SE",
    "SIE4_Exempelfil_med_underdim.SE",
    "SIE4_Visma_Anläggningsregister.si",
    "SIE_exempelfil.se",
    "Sie4.si",
    "Sie_3_+_4.se",
    "Test2.SE",
    "Test4.SE",
    "XE_SIE_4_20151125095119.SE",
    "magenta_bokföring_SIE4E.se",
    "objektsaldo_ovnbolag.se",
    "transaktioner_ovnbolag-bad-balance.se",
    "transaktioner_ovnbolag.se",
    "typ4si.si",
)
KINDS_OF_ROW = {"TRANS": "postings", "RTRANS": "added", "BTRANS": "struck"}


@pytest.fixture(scope="module")
def expected(shared_data: Path) -> dict[str, Expected]:
    """Give the figures of all files."""
    figures: dict[str, Expected] = json.loads((shared_data / "sie" / "expected.json").read_text(encoding="utf-8"))
    return figures


def counts_of(file: sie.SieFile) -> dict[str, int]:
    """Count as the independent reader did."""
    rows = Counter(KINDS_OF_ROW[row.kind] for voucher in file.vouchers for row in voucher.postings)
    return {
        "accounts": len(file.head.accounts),
        "objects": len(file.head.objects),
        "vouchers": len(file.vouchers),
        "postings": rows["postings"],
        "added": rows["added"],
        "struck": rows["struck"],
    }


def counted_amounts(file: sie.SieFile) -> list[list[int]]:
    """List the amounts of the counted rows of each voucher."""
    counted = sie.PostingKind.COUNTED
    return [[row.amount_ore for row in voucher.postings if row.kind is counted] for voucher in file.vouchers]


def sums_of(file: sie.SieFile) -> dict[str, dict[str, int]]:
    """Sum the balances of this year and the last."""
    sums = {str(kind): {"0": 0, "-1": 0} for kind in sie.BalanceKind}
    for balance in file.head.balances:
        sums[balance.kind][str(balance.year)] += balance.amount_ore
    return sums


def test_samples_are_all_listed(expected: dict[str, Expected]) -> None:
    assert sorted(expected) == sorted(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_gives_the_figures_of_an_independent_reader(
    name: str, shared_data: Path, expected: dict[str, Expected]
) -> None:
    path = shared_data / "sie" / name
    figures = expected[name]

    file = sie.read(path)

    amounts = counted_amounts(file)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == figures["sha256"]
    assert file.encoding == figures["encoding"]
    assert file.head.sietyp == figures["sietyp"]
    assert " ".join(file.head.program) == figures["program"]
    assert counts_of(file) == figures["counts"]
    assert sum(ore for rows in amounts for ore in rows if ore > 0) == figures["debit_ore"]
    assert sums_of(file) == figures["sums_ore"]
    assert sum(sum(rows) != 0 for rows in amounts) == figures["unbalanced_vouchers"]


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_written_and_read_again_is_the_same(name: str, shared_data: Path) -> None:
    file = sie.read(shared_data / "sie" / name)

    written = sie.render(file, ksumma=True, encoding=file.encoding)

    again = sie.read(written.content, encoding=file.encoding)
    assert written.replacements == ()
    assert again.vouchers == file.vouchers
    assert (again.head.balances, again.head.period_balances) == (file.head.balances, file.head.period_balances)
    assert again.head.objects == file.head.objects
    assert again.head.accounts[: len(file.head.accounts)] == file.head.accounts
    assert again.head.address == file.head.address
    assert sie.organisation_number.are_equal(again.head.organisation_number, file.head.organisation_number) or (
        again.head.organisation_number == file.head.organisation_number
    )


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("BL0001_typ4I.SI", {"year-incomplete": 1}),
        ("BL0001_typ4.SE", {"encoding-mixed": 1}),
        ("magenta_bokföring_SIE4E.se", {"text-joined": 1}),
        ("SIE4_Exempelfil_med_underdim.SE", {"characters-lost": 1}),
        ("transaktioner_ovnbolag.se", {}),
        ("Bokslut_Norstedts_SIE_4E.se", {}),
    ],
)
def test_sample_has_what_is_odd_about_it_noted(name: str, odd: dict[str, int], shared_data: Path) -> None:
    file = sie.read(shared_data / "sie" / name)

    assert Counter(notice.code for notice in file.notices if notice.code != "encoding-detected") == odd


def test_exporter_that_writes_quotes_for_letters_keeps_every_name_whole(shared_data: Path) -> None:
    file = sie.read(shared_data / "sie" / "XE_SIE_4_20151125095119.SE")

    names = {account.number: account.name for account in file.head.accounts}
    assert names["1288"] == 'F"rskott till Lind" Park'
    assert names["1480"] == 'F"rskott till leverant"re'
    assert names["6991"] == 'Div."vriga kostnader'


def test_object_list_of_an_aligned_export_is_read(shared_data: Path) -> None:
    file = sie.read(shared_data / "sie" / "XE_SIE_4_20151125095119.SE")

    assert file.vouchers[4].postings[0].objects == (("1", "1"),)


def test_added_rows_keep_their_counted_twins(shared_data: Path) -> None:
    file = sie.read(shared_data / "sie" / "BL0001_typ4.SE")

    rows = [row for voucher in file.vouchers for row in voucher.postings]
    added = [at for at, row in enumerate(rows) if row.kind is sie.PostingKind.ADDED]
    twins = [(rows[at].account, rows[at].amount_ore) == (rows[at + 1].account, rows[at + 1].amount_ore) for at in added]
    assert twins == [True] * 6
