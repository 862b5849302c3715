"""In which encoding a file is written: decided from its bytes, because `#FORMAT PC8` is written over all of them.

The standard allows code page 437 alone (SIE 4B/4C). Programs also write UTF-8, with and without a byte
order mark, Windows-1252 and code page 850. Whoever reads the file may say which it is.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sie.errors import SieEncodingUnknownError
from sie.notices import Notes, NoticeCode

BYTE_ORDER_MARK = codecs.BOM_UTF8
NAMES = ("cp437", "utf-8", "cp1252", "latin-1", "cp850")
"""The encodings that are read, by the names they go under here."""

SAMPLE_WORDS = 3

_ASCII = bytes(range(128))
_LETTERS = "åäöÅÄÖé"
_FEWER_LETTERS = "üÜÉ"
_REPLACEMENT = b"\xef\xbf\xbd"
_LONGEST_WORD = 30
_WORDS_TRIED = 1_000
_WORD_BEGINNING = re.compile(rb"[A-Za-z\x80-\xff]{0,30}\Z")
_WORD_END = re.compile(rb"[\x80-\xff][A-Za-z\x80-\xff]{0,30}+")
_NORDIC_O = re.compile(rb"[A-Za-z\x80-\x9a\xa0-\xa5][\x9b\x9d]|[\x9b\x9d][A-Za-z\x80-\x9a\xa0-\xa5]")
_ONLY_437_WOULD_USE_AS_LETTERS = ("\x86", "\x8f")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding, and how sure it is.

    Attributes:
        name: one of NAMES.
        bom: the file begins with a byte order mark; `start` is where its text begins.
        words: up to three words of the file with letters beyond ASCII, as read: a person sees at once if it is wrong.
        fallback: how single bytes are read that the encoding does not know.
        mixed: how many characters are evidently written in another encoding than the rest; whoever names the encoding
            is taken at their word.
        lost: how many letters the exporting program itself had lost (U+FFFD).
    """

    name: str
    bom: bool = False
    words: tuple[str, ...] = ()
    fallback: str = "cp437"
    mixed: int = 0
    lost: int = 0

    @property
    def start(self) -> int:
        """Tell at which byte the text begins."""
        return len(BYTE_ORDER_MARK) if self.bom else 0

    def decode(self, block: bytes) -> str:
        """Decode whole lines of the file; this never fails."""
        text = block.decode(self.name, errors=f"sie-{self.fallback}")
        if self.mixed and self.name != "utf-8":
            for letter in _LETTERS:
                text = text.replace(letter.encode().decode(self.name, errors="replace"), letter)
        return text

    def note(self, notes: Notes) -> None:
        """Note which encoding was found, when it makes a difference, and what is odd about it."""
        if self.words:
            notes.add(NoticeCode.ENCODING_DETECTED, encoding=self.name, words=", ".join(self.words))
        if self.mixed:
            notes.add(NoticeCode.ENCODING_MIXED, encoding=self.name, count=self.mixed)
        if self.lost:
            notes.add(NoticeCode.CHARACTERS_LOST, count=self.lost)


def detect(chunks: Iterable[bytes], *, override: str | None = None) -> Encoding:
    """Decide the encoding of a file from all of its bytes: names come late in large files.

    Args:
        chunks: the file from its beginning, in pieces of any size.
        override: the name of the encoding when it is known; any spelling Python knows.

    Raises:
        SieEncodingUnknownError: the override is not one of NAMES.
    """
    name = known_name(override) if override else ""
    evidence = _Evidence()
    for chunk in chunks:
        evidence.add(chunk)
    evidence.close()
    found = name or evidence.name()
    words = tuple(word.decode(found, errors=f"sie-{evidence.fallback()}") for word in evidence.words)
    mixed = 0 if name else evidence.mixed(found)
    return Encoding(found, evidence.bom, words, evidence.fallback(), mixed, evidence.lost if found == "utf-8" else 0)


def known_name(spelling: str) -> str:
    """Return the name of NAMES for a spelling such as `windows-1252`, `UTF8` or `PC8`.

    Raises:
        SieEncodingUnknownError: it is none of them.
    """
    wanted = "cp437" if spelling.strip().upper() == "PC8" else spelling.strip()
    try:
        codec = codecs.lookup(wanted).name
    except (LookupError, ValueError) as error:
        raise SieEncodingUnknownError(encoding=spelling) from error
    for name in NAMES:
        if codecs.lookup(name).name == codec.removesuffix("-sig"):
            return name
    raise SieEncodingUnknownError(encoding=spelling)


class _Evidence:
    """Counts what speaks for which encoding."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.bom = False
        self.words: list[bytes] = []
        self.lost = 0
        self._begun = False
        self._high: dict[bytes, int] = {}
        self._total = 0
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._nordic = False

    def add(self, chunk: bytes) -> None:
        """Look at the next piece of the file."""
        if not self._begun and chunk:
            self._begun = True
            self.bom = chunk.startswith(BYTE_ORDER_MARK)
            chunk = chunk.removeprefix(BYTE_ORDER_MARK)
        self._check_utf8(chunk)
        if chunk.isascii():
            return
        high = chunk.translate(None, _ASCII)
        self._total += len(high)
        for mark in _MARKS:
            count = high.count(mark)
            if count:
                self._high[mark] = self._high.get(mark, 0) + count
        self.lost += high.count(_REPLACEMENT)
        if not self._nordic and (b"\x9b" in high or b"\x9d" in high):
            self._nordic = bool(_NORDIC_O.search(chunk))
        if len(self.words) < SAMPLE_WORDS:
            self._keep_words(chunk)

    def close(self) -> None:
        """Look at the end: a letter of UTF-8 may be cut off there."""
        self._check_utf8(b"", final=True)

    def name(self) -> str:
        """Decide."""
        if self._total == 0:
            return "utf-8" if self.bom else "cp437"
        if self.bom or self._utf8 or self._pairs() >= max(self._count("cp437"), self._count("cp1252"), 1):
            return "utf-8"
        if self.fallback() == "cp1252":
            return "cp1252"
        return "cp850" if self._nordic else "cp437"

    def fallback(self) -> str:
        """Decide between the encodings of one byte for each letter."""
        dos, windows = self._count("cp437"), self._count("cp1252")
        if dos == windows == 0:
            dos, windows = self._count("cp437", _FEWER_LETTERS), self._count("cp1252", _FEWER_LETTERS)
        return "cp1252" if windows > dos else "cp437"

    def mixed(self, name: str) -> int:
        """Count the letters that are evidently written in another encoding."""
        if name == "utf-8":
            return 0 if self._utf8 else max(1, self._count("cp437"), self._count("cp1252"))
        if name in ("cp437", "cp850"):
            return self._pairs() + self._count("cp1252")
        return self._pairs() + sum(self._high.get(mark.encode("latin-1"), 0) for mark in _ONLY_437_WOULD_USE_AS_LETTERS)

    def _check_utf8(self, chunk: bytes, *, final: bool = False) -> None:
        """Give up UTF-8 at the first byte that cannot be of it."""
        if self._utf8:
            try:
                self._utf8.decode(chunk, final)
            except UnicodeDecodeError:
                self._utf8 = None

    def _keep_words(self, chunk: bytes) -> None:
        """Keep the first words with letters beyond ASCII."""
        for match in islice(_WORD_END.finditer(chunk), _WORDS_TRIED):
            before = chunk[max(0, match.start() - _LONGEST_WORD) : match.start()]
            beginning = _WORD_BEGINNING.search(before)
            word = (beginning[0] if beginning else b"") + match[0]
            if word not in self.words:
                self.words.append(word)
            if len(self.words) == SAMPLE_WORDS:
                return

    def _count(self, name: str, letters: str = _LETTERS) -> int:
        """Count letters written in an encoding of one byte each, those within a pair of UTF-8 left out."""
        single = sum(self._high.get(letter.encode(name), 0) for letter in letters)
        within = sum(self._high.get(pair, 0) for pair in _PAIRS if pair[1:] in {one.encode(name) for one in letters})
        return max(0, single - within)

    def _pairs(self) -> int:
        """Count letters written in UTF-8."""
        return sum(self._high.get(pair, 0) for pair in _PAIRS)


def _marks() -> Iterator[bytes]:
    """Give the bytes that tell the encodings apart."""
    for letter in _LETTERS + _FEWER_LETTERS:
        yield from (letter.encode("cp437"), letter.encode("cp1252"))
    yield from _PAIRS


def _read_bytes_as(name: str) -> None:
    """Teach Python's decoders to read single bytes they do not know as those of another encoding."""

    def read(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(name, errors="replace"), error.end

    codecs.register_error(f"sie-{name}", read)


_PAIRS = tuple(letter.encode() for letter in _LETTERS)
_MARKS = tuple(dict.fromkeys(_marks()))
for _fallback in ("cp437", "cp1252"):
    _read_bytes_as(_fallback)
