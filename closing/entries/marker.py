"""The mark (märke) that an entry's voucher carries in the bookkeeping, so that it is known there again. Pure."""

import re
from base64 import b32encode
from uuid import UUID

MARKER_BYTES = 7
MARKER_CHARACTERS = 10
"""Of base 32, 50 bits: among a million entries, two are alike once in two thousand times."""
_WRITTEN = re.compile(r"\[(KV-[A-Z2-7]{10})\]")


def marker_of(entry_id: UUID) -> str:
    """Give the mark of an entry; the last bytes of its random id, which is never changed."""
    letters = b32encode(entry_id.bytes[-MARKER_BYTES:]).decode("ascii")
    return f"KV-{letters[:MARKER_CHARACTERS]}"


def marked(text: str, marker: str, *, longest: int) -> str:
    """Write a mark behind a text; a text that is too long is cut, the mark never. Marks copied into it go.

    Args:
        text: of a voucher.
        marker: of its entry.
        longest: the most characters the bookkeeping takes.
    """
    tail = f" [{marker}]"
    own = _WRITTEN.sub("", text).strip()
    return f"{own[: longest - len(tail)].rstrip()}{tail}"


def markers_in(text: str) -> tuple[str, ...]:
    """Find the marks in a text, in their order."""
    return tuple(_WRITTEN.findall(text))
