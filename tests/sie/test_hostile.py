"""Whatever the bytes are, there is a file or an error of ours."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sie
from tests.sie.sample import HEAD, VOUCHER

LABELS = (
    *("#FLAGGA", "#KSUMMA", "#FORMAT", "#GEN", "#SIETYP", "#PROSA", "#ORGNR", "#ADRESS", "#FNAMN", "#RAR", "#OMFATTN"),
    *("#KONTO", "#KTYP", "#SRU", "#DIM", "#UNDERDIM", "#OBJEKT", "#IB", "#OIB", "#RES", "#PSALDO"),
    *("#VER", "#TRANS", "#RTRANS", "#BTRANS", "#OKÄND", "##"),
)
MARKS = ("\n", "\r\n", "\r", " ", "\t", '"', '""', '\\"', "\\", "{", "}", "{}", "{\n", "}\n", '{1 "2"}')
WORDS = ("0", "-1", "1930", "-5.00", "5,5", "9" * 30, "20250131", "20259999", "202501", "2025-01-31", "text")
BYTES = (b"\x00", b"\x1a", b"\xff", b"\x84", b"\xe4", b"\xc3\xa4", b"\xef\xbb\xbf", b"\xe2\x80\xa8")
FRAGMENTS = st.sampled_from([*(text.encode() for text in (*LABELS, *MARKS, *WORDS)), *BYTES])
OVERRIDES = st.sampled_from([None, *sie.ENCODINGS])


def read_or_refuse(content: bytes, encoding: str | None = None) -> sie.SieFile | sie.SieError:
    """Read a file, or give the error of ours; any other exception is a failure."""
    try:
        return sie.read(content, encoding=encoding)
    except sie.SieError as error:
        return error


@given(st.binary(max_size=300), OVERRIDES)
def test_any_bytes_are_read_or_refused(content: bytes, encoding: str | None) -> None:
    result = read_or_refuse(content, encoding)

    assert isinstance(result, sie.SieFile | sie.SieFileError)


@settings(max_examples=600)
@given(st.lists(FRAGMENTS, max_size=40).map(b" ".join), OVERRIDES)
def test_any_mixture_of_what_files_consist_of_is_read_or_refused(body: bytes, encoding: str | None) -> None:
    result = read_or_refuse(b"#FLAGGA 0\n" + body, encoding)

    assert isinstance(result, sie.SieFile | sie.SieFileError)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 30), FRAGMENTS), max_size=6))
def test_damaged_file_is_read_or_refused(damages: list[tuple[int, int, bytes]]) -> None:
    content = (HEAD + VOUCHER * 3).encode("cp437")
    for place, length, fragment in damages:
        at = place % len(content)
        content = content[:at] + fragment + content[at + length :]

    result = read_or_refuse(content)

    assert isinstance(result, sie.SieFile | sie.SieFileError)


@settings(max_examples=300)
@given(st.lists(FRAGMENTS, max_size=40).map(b" ".join))
def test_whatever_is_read_can_be_written_and_read_again(body: bytes) -> None:
    result = read_or_refuse(HEAD.encode("cp437") + body)
    if isinstance(result, sie.SieError):
        return
    with suppress(sie.SieUnwritableError):
        written = sie.render(result, kind="4E", ksumma=True)
        check_same_figures(result, sie.read(written.content, encoding="cp437"))


def check_same_figures(result: sie.SieFile, again: sie.SieFile) -> None:
    """Compare what must not change, whatever characters had to be replaced."""
    assert len(again.vouchers) == len(result.vouchers)
    assert [balance.amount_ore for balance in again.head.balances] == [one.amount_ore for one in result.head.balances]


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85, 0.99])
def test_real_file_cut_anywhere_in_its_vouchers_is_refused(share: float, shared_data: Path) -> None:
    content = (shared_data / "sie" / "Bokslut_Norstedts_SIE_4E.se").read_bytes()

    with pytest.raises(sie.SieTruncatedError) as caught:
        sie.read(content[: int(len(content) * share)])

    assert caught.value.facts == {"label": "#KSUMMA"}
