"""A block of bytes to its regular vouchers and rows, and the lines left to the plain tokenizer.

This looks at nothing but the bytes, so blocks can be read beside each other.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from sie.scanning.strict.headers import Headers, read_headers
from sie.scanning.strict.lines import Block, Lines, block_of, lines_of
from sie.scanning.strict.rows import Rows, read_rows

_THREADS = 2


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the strict grammar found in a block."""

    block: Block
    lines: Lines
    headers: Headers
    rows: Rows


def tokens_of(raw: bytes) -> Tokens:
    """Read whole lines by the strict grammar; lines that break it are of kind OTHER afterwards."""
    block = block_of(raw)
    lines = lines_of(block)
    headers, odd_headers = read_headers(block, lines)
    rows, odd_rows = read_rows(block, lines)
    lines.leave(odd_headers)
    lines.leave(odd_rows)
    return Tokens(block, lines, headers, rows)


def tokens_ahead(blocks: Iterator[bytes]) -> Iterator[Tokens]:
    """Read blocks by the strict grammar in threads of their own, a few blocks ahead, and give them in order.

    numpy lets other threads run while it computes.
    """
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting: deque[Future[Tokens]] = deque()
        for block in blocks:
            waiting.append(pool.submit(tokens_of, block))
            if len(waiting) > _THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
