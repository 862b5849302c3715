"""The body of an answer, piece by piece: unpacked here, held to a deadline and to a size.

What is counted is what comes out of the unpacking, so that a small packed body cannot become a large one.
"""

import zlib
from collections.abc import Iterator

import requests
from urllib3.exceptions import HTTPError

from integrations.fortnox.client.calling.deadline import Deadline, cut_off
from integrations.fortnox.client.calling.wire import BrokenLineError

PIECE_BYTES = 65_536
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class TooManyBytesError(Exception):
    """The body is larger than what is taken in."""


class UnknownPackingError(Exception):
    """The body is packed in a way that was not asked for."""


def pieces(response: requests.Response, deadline: Deadline, *, limit: int) -> Iterator[bytes]:
    """Give a body in pieces of bounded size.

    Args:
        response: an answer whose body has not been read.
        deadline: when it must be over.
        limit: the most bytes, counted after unpacking.

    Raises:
        BrokenLineError: it broke off, came too slowly, or its packing is damaged.
        TooManyBytesError: it is larger than the limit.
        UnknownPackingError: it is packed in another way than gzip.
    """
    count = 0
    for piece in _unpacked(response, deadline):
        count += len(piece)
        if count > limit:
            raise TooManyBytesError
        yield piece


def _unpacked(response: requests.Response, deadline: Deadline) -> Iterator[bytes]:
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing in ("", "identity"):
        yield from _raw(response, deadline)
        return
    if packing not in _PACKED:
        raise UnknownPackingError
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    for piece in _raw(response, deadline):
        packed = piece
        while packed:
            if unpacker.eof:
                # What is packed may be of several parts, one after the other.
                unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
            try:
                yield unpacker.decompress(packed, PIECE_BYTES)
            except zlib.error as error:
                raise BrokenLineError from error
            packed = unpacker.unconsumed_tail or unpacker.unused_data
    if not unpacker.eof:
        raise BrokenLineError


def _raw(response: requests.Response, deadline: Deadline) -> Iterator[bytes]:
    """Give what arrives, as it arrives: `read1` gives what there is, where `read` would wait for more."""
    with cut_off(deadline.remaining, response.raw.shutdown) as is_cut:
        while piece := _read(response):
            yield piece
            if deadline.is_over:
                raise BrokenLineError
        if is_cut.is_set():
            raise BrokenLineError


def _read(response: requests.Response) -> bytes:
    try:
        piece: bytes = response.raw.read1(PIECE_BYTES, decode_content=False)
    except (HTTPError, OSError) as error:
        raise BrokenLineError from error
    return piece
