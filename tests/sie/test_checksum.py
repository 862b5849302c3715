"""KSUMMA: the checksum over a file's own items."""

from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sie
from sie.checksum import Checksum, summed_text
from sie.fields import pieces
from tests.sie.sample import HEAD, VOUCHER, codes, only

BODY = HEAD.removeprefix("#FLAGGA 0\n") + VOUCHER
SUMMED = (
    "#PROGRAMProvprogram1.0#FORMATPC8#GEN20260115Åsa#SIETYP4#FNAMNRäksmörgås AB#RAR02025010120251231"
    "#VERA120250131Hyra20250201#TRANS5010100.00#TRANS1930-100.00"
)
SUM = crc32(SUMMED.encode("cp437"))


def with_sum(body: str, stated: str, *, encoding: str = "cp437") -> sie.SieFile:
    """Read a file that states a sum."""
    return sie.read(f"#FLAGGA 0\n#KSUMMA\n{body}#KSUMMA {stated}\n".encode(encoding))


def test_sum_of_a_real_file_is_right(shared_data: Path) -> None:
    content = (shared_data / "sie" / "Bokslut_Norstedts_SIE_4E.se").read_bytes()

    file = sie.read(content)

    assert content.rstrip().endswith(b"#KSUMMA\t\t854227682")
    assert codes(file) == []


def test_labels_and_fields_are_summed_and_nothing_between_them() -> None:
    assert codes(with_sum(BODY, str(SUM))) == []


def test_sum_is_read_after_tabs_and_in_quotes() -> None:
    assert codes(with_sum(BODY, f'\t\t"{SUM}"')) == []


def test_utf_8_file_may_carry_the_sum_of_its_cp437_form_or_of_its_own_bytes() -> None:
    own = crc32(SUMMED.encode())

    assert codes(with_sum(BODY, str(SUM), encoding="utf-8")) == []
    assert codes(with_sum(BODY, str(own), encoding="utf-8")) == []


@pytest.mark.parametrize("stated", ["", "5", "x", "-1", "9" * 5_000, "²"])
def test_wrong_sum_is_told_with_the_right_one(stated: str) -> None:
    file = with_sum(BODY, stated)

    found = only(file, "ksumma-wrong")
    assert (found.line, found.facts) == (14, {"found": stated[:200], "computed": SUM})


def test_sum_written_as_a_signed_number_is_right() -> None:
    body = BODY.replace("Hyra", "Hyra 1")
    negative = crc32(SUMMED.replace("Hyra", "Hyra 1").encode("cp437")) - 2**32

    assert codes(with_sum(body, str(negative))) == []


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("Hyra", 'Hy\\"ra\\" {1} \\\\'),
        BODY.replace('"Hyra"', '"H"yra i m"aj"'),
        BODY.replace('"Hyra"', "Hyra"),
        BODY.replace("{}", '{1 "10 0" 6 "P}1"}'),
        BODY.replace("#TRANS", "\t#TRANS   "),
        BODY.replace("\n", "\n\n"),
        BODY + "#OKÄND a b\n",
        BODY + "#PROSA {inte en lista}\n",
        BODY + "en rad utan etikett\n",
    ],
)
def test_lines_of_every_shape_are_summed_field_by_field(body: str) -> None:
    checksum = Checksum("cp437")
    for line in body.split("\n"):
        for fields in pieces(line):
            checksum.feed(fields)

    assert codes(with_sum(body, str(checksum.value))).count("ksumma-wrong") == 0


REGULAR_FIELDS = st.sampled_from(["A", "1930", "-5.00", '"a b"', '""', '"a \\"b\\" c"', '"{x} y"', "åäö", "\t", "  "])


@given(st.lists(st.lists(REGULAR_FIELDS, max_size=6).map(" ".join), max_size=6))
def test_regular_lines_summed_at_once_give_what_their_fields_give(lines: list[str]) -> None:
    text = "\n".join(f'#TRANS {{1 "10"}} {line}' for line in lines)
    slow = Checksum("cp437")
    for line in text.split("\n"):
        for fields in pieces(line):
            slow.feed(fields)

    quick = summed_text(text)

    assert quick is not None
    assert crc32(quick.encode("cp437")) == slow.value


@pytest.mark.parametrize("line", ['#A "a"b"', '#A b"', '#A "a', '#A"a"', '#A "a""b"', "#A \0"])
def test_line_with_a_misplaced_quote_is_left_to_the_tokenizer(line: str) -> None:
    assert summed_text(f'#B "x"\n{line}\n#C "y"') is None


def test_closing_record_alone_is_told() -> None:
    file = sie.read((HEAD + "#KSUMMA 5\n").encode("cp437"))

    assert only(file, "ksumma-stray").facts == {"found": "5"}


def test_third_record_is_told() -> None:
    file = sie.read(f"#FLAGGA 0\n#KSUMMA\n{BODY}#KSUMMA 1\n#KSUMMA 2\n".encode("cp437"))

    assert only(file, "ksumma-repeated").facts == {"count": 3}


def test_sum_after_an_open_voucher_closes_it() -> None:
    file = with_sum(BODY.removesuffix("}\n"), str(SUM))

    assert codes(file) == ["brace-missing"]
    assert len(file.vouchers[0].postings) == 2
