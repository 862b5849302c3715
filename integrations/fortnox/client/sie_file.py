"""A SIE file of Fortnox, onto the disk as it comes: whole or not at all, whatever its size."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from integrations.fortnox.client.calling import answers
from integrations.fortnox.client.calling.call import EXPORTING, Call
from integrations.fortnox.client.errors import UnreadableAnswerError

MAX_SIE_BYTES = 104_857_600
"""As much as an import takes. Source: the product's limit on files."""
_BLANKS = b" \t\r\n\xef\xbb\xbf"
_NO_SIE = (b"{", b"<")
_GOOD = 200
_MAX_WORDS_BYTES = 65_536

Progress = Callable[[int], None]
"""Told how many bytes have come so far; what it raises stops the call."""


def sie_call(year_id: int, *, limit: int = MAX_SIE_BYTES) -> Call:
    """Ask for the SIE 4 file of a fiscal year; without the year, Fortnox would take the user's own choice."""
    return Call("sie/{type}", {"type": 4}, {"financialyear": year_id}, patience=EXPORTING, limit=limit)


def save(pieces: Iterator[bytes], *, call: Call, to: Path, progress: Progress | None = None) -> int:
    """Write a SIE file beside its place, and put it there when it is whole.

    Args:
        pieces: what comes.
        call: what was asked.
        to: where the file goes; its folder must be there.
        progress: told how far it has come.

    Returns:
        How many bytes it has.

    Raises:
        FortnoxError: what comes is an error, or no SIE file.
    """
    with NamedTemporaryFile(dir=to.parent, prefix=f".{to.name}.", delete=False) as file:
        try:
            count = 0
            for piece in _of_sie(pieces, call):
                file.write(piece)
                count += len(piece)
                if progress is not None:
                    progress(count)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(to)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return count


def _of_sie(pieces: Iterator[bytes], call: Call) -> Iterator[bytes]:
    """Let the bytes of a SIE file through; JSON and HTML in its place are an error, whatever the status says."""
    beginning = b""
    for piece in pieces:
        beginning += piece
        if beginning.strip(_BLANKS) or len(beginning) > _MAX_WORDS_BYTES:
            break
    if not beginning.strip(_BLANKS) or beginning.lstrip(_BLANKS).startswith(_NO_SIE):
        answers.content(call, _words(beginning, pieces))
        raise UnreadableAnswerError(call.register, status=_GOOD)
    yield beginning
    yield from pieces


def _words(beginning: bytes, pieces: Iterator[bytes]) -> bytes:
    """Read on, as far as an error of Fortnox's may be long."""
    for piece in pieces:
        if len(beginning) > _MAX_WORDS_BYTES:
            break
        beginning += piece
    return beginning
