"""A damaged file has one sum, whether it is read whole or as a stream, at once or record by record."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given

from sie.checksum import Checksum, summed_text
from sie.encoding import detect
from sie.errors import SieLineTooLongError
from sie.reader import lines_of
from tests.sie.both_ways import SIZES, read_streaming, read_whole
from tests.sie.damage import damaged_files, damaged_files_with_a_sum

SUMMED = b"#FLAGGA 0\n#KSUMMA\n%b\n#KSUMMA 1\n"


@given(content=damaged_files_with_a_sum())
@example(content=SUMMED % b"#format PC8\n#VER A 1 20250131\n{\n#TRANS 1930 {1 P} 1")
@example(content=SUMMED % b'#VER A 1 20250131\n{\n#TRANS 1930 {6"P" 7} 1\n#TRANS 1930 {{6 "P"} 1\n}')
@example(content=SUMMED % b'#VER A 1 20250131\n{\n#TRANS 1930 {   1930 {} 1\n#TRANS 1930 {\\""6" "P"} 1\n}')
def test_whole_and_stream_find_the_same_sum(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "books.se"
        path.write_bytes(content)

        streams = [read_streaming(path, block_bytes=size) for size in SIZES]

        assert streams == [read_whole(path)] * len(SIZES)


@given(content=damaged_files())
@example(content=b'#PROSA "C:\\"')
@example(content=b"#OIB 0 1930 {1 P} {1 P} 5")
@example(content=b'#PROSA {1 "100" }')
def test_lines_summed_at_once_have_the_sum_of_their_records(content: bytes) -> None:
    encoding = detect([content])
    try:
        text = "\n".join(lines_of(content, encoding))
    except SieLineTooLongError:
        return
    at_once, apart = Checksum(encoding.name), Checksum(encoding.name)

    regular = summed_text(text)

    if regular is not None:
        at_once.feed_text(regular)
        apart.feed_record_lines(text)
        assert at_once.value == apart.value


@pytest.mark.parametrize(
    "text",
    [
        "word",
        "#A\x0b",
        '#A "a" b"',
        '#A "a\nb"',
        '#A "a',
        "#A {1 P}",
        "#TRANS 1 {} {}",
        "#TRANS 1 {1 P} #B",
        "#A}",
        "#TRANS 1 {1 P}5",
    ],
)
def test_odd_lines_are_not_summed_at_once(text: str) -> None:
    assert summed_text(text) is None


def test_regular_lines_are_summed_at_once() -> None:
    text = '#VER "A" 1 20250131 "a \\"b\\" {c}"\n{\n\t#trans 1930 {"6" P1} -1.50 "" "" \n}\n\n#OIB 0 1930 {1 P} 5'

    assert summed_text(text) == '#VERA120250131a "b" {c}#trans19306P1-1.50#OIB019301P5'
