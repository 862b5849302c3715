"""The batches of a file, read in a process of its own beside the one that stores them.

Reading and storing then each have a processor; threads would wait for one another at every row. A worker of a job
queue is daemonic and may not use multiprocessing, so this is a plain child: `python -m sie.scanning` takes a request
on its standard input and writes batches to its standard output.
"""

import gc
import marshal
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

from sie.encoding import Encoding
from sie.errors import SieError, SieReadFailedError
from sie.records import ObjectList
from sie.scanning.batches import Batch, PostingLists, VoucherLists, batches_of

_BATCH, _ERROR, _END = b"B", b"E", b"."
_LENGTH_BYTES = 8
_WITHOUT_REFERENCES = 2
"""The version of marshal's format that does not look for objects it has met before: twice as quick."""

_Parts = tuple[tuple[Any, ...], tuple[Any, ...], list[str], list[ObjectList], int]
Shaped = TypeVar("Shaped")
Shape = Callable[[Iterator[Batch]], Iterator[Shaped]]
"""Makes something of batches as they come."""

_PIPE_BYTES = 1 << 20
"""Room for most of a batch, so that the child need not wait until its answer is wanted; where pipes can be widened."""

_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
"""Numpy's library for matrices, of which there are none here, need not have threads waiting."""

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is asked to read."""

    path: Path
    encoding: Encoding
    rows: int
    objects: bool


def batches_from_process(request: Request) -> Iterator[Batch]:
    """Read the batches of a file in a process of its own.

    Raises:
        SieFileError: what stopped the child, or SieReadFailedError when it ended without a word.
    """
    yield from map(_batch, _from_child(request, partial(map, _parts)))


def shaped_from_process(request: Request, shape: Shape[Shaped]) -> Iterator[Shaped]:
    """Read the batches of a file in a process of its own, and give what is made of them there.

    Args:
        request: what is read.
        shape: called there with the batches. It goes to the child by pickle, and what it gives comes back by marshal:
            lists, tuples, dicts, texts and numbers.

    Raises:
        SieFileError: what stopped the child, or SieReadFailedError when it ended without a word.
    """
    return _from_child(request, shape)


def _from_child(request: Request, shape: Shape[Shaped]) -> Iterator[Shaped]:
    """Start the child, and stop it when no more is wanted."""
    search = os.pathsep.join([str(_PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "sie.scanning"]
    with subprocess.Popen(  # noqa: S603 -- our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pipesize=_PIPE_BYTES,
        env=os.environ | _ENVIRONMENT | {"PYTHONPATH": search},
    ) as child:
        try:
            yield from _received(child, request, shape)
        finally:
            child.kill()


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Be the child: read the file asked for and write its batches, then how it ended."""
    request, shape = pickle.load(requests)  # noqa: S301 -- from the process that started this one
    gc.disable()  # lists of texts and numbers come and go by the million; none of them holds itself
    try:
        batches = batches_of(request.path, request.encoding, rows=request.rows, objects=request.objects)
        for shaped in shape(batches):
            _send(answers, _BATCH, marshal.dumps(shaped, _WITHOUT_REFERENCES))
        _send(answers, _END, b"")
    except SieError as error:
        _send(answers, _ERROR, pickle.dumps(error))


def _received(child: "subprocess.Popen[bytes]", request: Request, shape: Shape[Shaped]) -> Iterator[Shaped]:
    """Ask the child and give its answers until it says that the file has ended."""
    if child.stdin is None or child.stdout is None:
        raise SieReadFailedError(reason="no pipe")
    try:
        pickle.dump((request, shape), child.stdin)
        child.stdin.close()
        while True:
            kind, content = _receive(child.stdout)
            if kind == _END:
                return
            if kind == _ERROR:
                error: SieError = pickle.loads(content)  # noqa: S301 -- from our own child
                raise error
            shaped: Shaped = marshal.loads(content)  # noqa: S302 -- from our own child
            yield shaped
    except (EOFError, OSError) as error:
        raise SieReadFailedError(reason=f"the reading process ended with {child.wait()}") from error


def _send(stream: IO[bytes], kind: bytes, content: bytes) -> None:
    """Write one answer: its kind, its length, itself."""
    stream.write(kind + len(content).to_bytes(_LENGTH_BYTES, "little"))
    stream.write(content)
    stream.flush()


def _receive(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """Read one answer.

    Raises:
        EOFError: the stream ended before the answer did.
    """
    head = stream.read(1 + _LENGTH_BYTES)
    length = int.from_bytes(head[1:], "little")
    content = stream.read(length)
    if len(head) <= _LENGTH_BYTES or len(content) < length:
        raise EOFError
    return head[:1], content


def _parts(batch: Batch) -> _Parts:
    """Lay out a batch as marshal, the quickest there is for lists of texts and numbers, can write it."""
    vouchers = tuple(getattr(batch.vouchers, column.name) for column in fields(VoucherLists))
    postings = tuple(getattr(batch.postings, column.name) for column in fields(PostingLists))
    return vouchers, postings, batch.new_accounts, batch.new_objects, batch.bytes_read


def _batch(parts: _Parts) -> Batch:
    """Make a batch of its parts."""
    vouchers, postings, accounts, objects, bytes_read = parts
    return Batch(VoucherLists(*vouchers), PostingLists(*postings), accounts, objects, bytes_read)
