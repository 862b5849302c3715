"""Writes SIE files that any program can read: code page 437, CR LF, every text in quotes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sie.checksum import KSUMMA, Checksum
from sie.encoding import known_name
from sie.errors import SieWriteFailedError
from sie.records import Head, SieFile, Voucher
from sie.rendering import FileKind, Rendering
from sie.transliteration import Replacement, Transliteration

LINE_END = "\r\n"
LINES_AT_A_TIME = 20_000

_KINDS = {kind[0]: kind for kind in FileKind if kind is not FileKind.IMPORT}


@dataclass(frozen=True, slots=True)
class Written:
    """A file's bytes, and the characters that had to be changed in it."""

    content: bytes
    replacements: tuple[Replacement, ...] = ()


def render(file: SieFile, *, kind: str | None = None, ksumma: bool = False, encoding: str = "cp437") -> Written:
    """Make the bytes of a SIE file.

    Records that its type does not have are left out: vouchers of a type 1, balances of a 4I. What the head lacks is
    left out too; the standard wants #PROGRAM, #GEN and, but in a 4I, #RAR in every file.

    Args:
        file: what to write.
        kind: "1", "2", "3", "4E" or "4I"; otherwise as the head says, 4E for a 4.
        ksumma: whether to write checksum records.
        encoding: cp437 as the standard says, or one of `sie.ENCODINGS` for a reader that wants it.

    Raises:
        SieUnwritableError: a voucher has an added row that cannot be written as the standard wants.
        SieEncodingUnknownError: the encoding is none of those that are known.
        ValueError: the kind is none of those above.
    """
    transliteration = Transliteration(known_name(encoding))
    wanted = FileKind(kind) if kind else _KINDS.get(file.head.sietyp, FileKind.EXPORT)
    items = list(Rendering(file, kind=wanted, transliteration=transliteration).lines())
    lines = [f"#FLAGGA {file.head.flag or 0}", *items]
    if ksumma:
        checksum = Checksum("cp437")
        checksum.feed_lines("\n".join(items))
        lines = [lines[0], KSUMMA, *items, f"{KSUMMA} {checksum.value}"]
    content = (LINE_END.join(lines) + LINE_END).encode(transliteration.encoding)
    return Written(content, transliteration.report())


def dumps(file: SieFile, *, kind: str | None = None, ksumma: bool = False, encoding: str = "cp437") -> bytes:
    """Return the bytes of a SIE file; `render` tells more about the arguments, and what had to be changed."""
    return render(file, kind=kind, ksumma=ksumma, encoding=encoding).content


def write(
    file: SieFile, path: Path | str, *, kind: str | None = None, ksumma: bool = False, encoding: str = "cp437"
) -> tuple[Replacement, ...]:
    """Write a SIE file, and return the characters that had to be changed; `render` tells more about the arguments.

    Raises:
        SieWriteFailedError: the file cannot be written where it should.
    """
    written = render(file, kind=kind, ksumma=ksumma, encoding=encoding)
    try:
        Path(path).write_bytes(written.content)
    except (OSError, ValueError) as error:
        raise SieWriteFailedError(reason=getattr(error, "strerror", None) or type(error).__name__) from error
    return written.replacements


def write_large(
    head: Head, vouchers: Iterable[Voucher], path: Path | str, *, encoding: str = "cp437"
) -> tuple[Replacement, ...]:
    """Write an export (4E) of any size in little memory, and return the characters that had to be changed.

    The vouchers are taken one by one and written as they come, so two things are the caller's: that their numbers
    ascend within each series, and that the head declares every account they use.

    Args:
        head: everything but the vouchers.
        vouchers: asked for once, while the file is being written.
        path: where it is to lie; what comes of a failure half-way is left there.
        encoding: as for `render`.

    Raises:
        SieWriteFailedError: the file cannot be written where it should.
        SieUnwritableError: a voucher has an added row that cannot be written as the standard wants.
        SieEncodingUnknownError: the encoding is none of those that are known.
    """
    transliteration = Transliteration(known_name(encoding))
    rendering = Rendering(SieFile(head), kind=FileKind.EXPORT, transliteration=transliteration)
    lines = _large(rendering, vouchers)
    try:
        with Path(path).open("wb") as file:
            while some := list(islice(lines, LINES_AT_A_TIME)):
                file.write((LINE_END.join(some) + LINE_END).encode(transliteration.encoding))
    except OSError as error:
        raise SieWriteFailedError(reason=getattr(error, "strerror", None) or type(error).__name__) from error
    return transliteration.report()


def _large(rendering: Rendering, vouchers: Iterable[Voucher]) -> Iterator[str]:
    yield f"#FLAGGA {rendering.head.flag or 0}"
    yield from rendering.head_lines()
    for voucher in vouchers:
        yield from rendering.voucher_lines(voucher)
