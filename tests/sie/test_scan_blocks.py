"""Where a file is cut into blocks."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sie
from sie.scanning.blocks import cut_up, file_blocks, line_chunks

PADDING = b"\0\x1a \t\r\n"


def blocks(folder: Path, content: bytes, size: int) -> list[bytes]:
    """Cut a file."""
    path = folder / "books.se"
    path.write_bytes(content)
    return list(file_blocks(path, size))


def test_block_ends_before_a_voucher(tmp_path: Path) -> None:
    content = b"#VER A 1\n{\n}\n" + b"  #VER A 2\n{\n}\n" * 20

    found = blocks(tmp_path, content, 40)

    assert len(found) > 5
    assert [block.lstrip()[:4] for block in found] == [b"#VER"] * len(found)


def test_text_that_names_a_record_is_no_place_to_cut(tmp_path: Path) -> None:
    content = b'#VER A 1\n{\n#TRANS 1 {} 1 "" "#VER"\n#TRANS 2\n}'

    assert blocks(tmp_path, content, 40) == [b'#VER A 1\n{\n#TRANS 1 {} 1 "" "#VER"\n', b"#TRANS 2\n}"]


def test_byte_order_mark_and_padding_are_left_out(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf#FLAGGA 0\r\n" + PADDING * 100

    assert b"".join(blocks(tmp_path, content, 50)) == b"#FLAGGA 0"


def test_long_voucher_is_cut_at_line_ends(tmp_path: Path) -> None:
    row = b"#TRANS 1930 {} 1.00\r\n"

    found = blocks(tmp_path, b"#VER A 1 20250101\r\n{\r\n" + row * 100, 200)

    assert len(found) > 10
    assert all(block.endswith(b"\r\n") for block in found[:-1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b"#VER", b" ", b"ab", b"\0"])).map(b"".join), st.integers(1, 30)
)
def test_blocks_are_the_file_and_never_part_a_line_end(tmp_path: Path, content: bytes, size: int) -> None:
    found = blocks(tmp_path, b"#" + content, size)

    assert b"".join(found).rstrip(PADDING) == (b"#" + content).rstrip(PADDING)
    assert [
        block for block in found[1:] if block.startswith(b"\n") and found[found.index(block) - 1][-1:] == b"\r"
    ] == []
    assert all(block.endswith((b"\r", b"\n")) for block in found[:-1])


def test_block_with_very_many_lines_is_cut_further(tmp_path: Path) -> None:
    found = blocks(tmp_path, b"#\n" * 600_000 + b"#", 2_000_000)

    assert max(block.count(b"\n") for block in found) <= 250_000
    assert sum(block.count(b"\n") for block in found) == 600_000


def test_block_is_cut_up_into_small_ones() -> None:
    block = b"#KONTO 1 a\n" * 100

    parts = list(cut_up(block, 64))

    assert b"".join(parts) == block
    assert max(map(len, parts)) <= 64


def test_chunks_are_all_bytes_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "books.se"
    path.write_bytes(b"#KONTO 1 a\r\n" * 200_000 + b"\x1a")

    chunks = list(line_chunks(path))

    assert b"".join(chunks) == path.read_bytes()
    assert all(chunk.endswith(b"\n") for chunk in chunks[:-1])


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(sie.SieReadFailedError):
        list(file_blocks(tmp_path))
