"""Turns places in the bytes of a block into text, whatever the encoding."""

import re

import numpy as np

from sie.encoding import Encoding
from sie.scanning.strict.cursor import Spans
from sie.scanning.strict.words import Places

_FOLLOWS_IN_UTF8 = 0b10
_ESCAPED = '\\"'
_ESCAPES = re.compile(re.escape(_ESCAPED).encode())


class Lettering:
    """The text of a block.

    All that structures a SIE file is ASCII and stands for itself in every encoding read here, so places are found in
    the bytes. The block is decoded once; a place in its bytes is then the same place in its text, or in UTF-8 that
    place less the bytes that only continue a character. Where a file mixes encodings each field is decoded for itself.
    """

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        """Take the bytes of a block; nothing is decoded before it is asked for."""
        self._data = data
        self._encoding = encoding
        self._text: str | None = None
        self._is_decoded = False
        self._escapes: Places | None = None
        self._places: Places | None = None

    def text(self, start: int, stop: int) -> str:
        """Give the text between two places."""
        return self._encoding.decode(self._data[start:stop]) if stop > start else ""

    def field(self, start: int, stop: int) -> str:
        """Give the field between two places; a quote in it was written with a backslash before it."""
        return self.text(start, stop).replace(_ESCAPED, '"')

    def fields(self, spans: Spans) -> list[str]:
        """Give the field at each span."""
        found = [""] * len(spans.starts)
        filled = np.flatnonzero(spans.lengths() > 0)
        if not filled.size:
            return found
        texts = self._slices(spans[filled])
        for index in self._with_escapes(spans[filled]):
            texts[index] = texts[index].replace(_ESCAPED, '"')
        if len(texts) == len(found):
            return texts
        for index, text in zip(filled.tolist(), texts, strict=True):
            found[index] = text
        return found

    def _with_escapes(self, spans: Spans) -> list[int]:
        """Tell which spans, ascending as they are, hold a quote written with a backslash before it."""
        if self._escapes is None:
            self._escapes = np.array([found.start() for found in _ESCAPES.finditer(self._data)], np.int64)
        places = self._escapes
        before = np.searchsorted(spans.starts, places, side="right") - 1
        inside = (before >= 0) & (places < spans.stops[before])
        found: list[int] = np.unique(before[inside]).tolist()
        return found

    def _slices(self, spans: Spans) -> list[str]:
        """Cut the spans out of the text."""
        if not self._is_decoded:
            self._decode()
            self._is_decoded = True
        if self._text is None:
            return [
                self.text(start, stop) for start, stop in zip(spans.starts.tolist(), spans.stops.tolist(), strict=True)
            ]
        if self._places is not None:
            spans = Spans(self._places[spans.starts], self._places[spans.stops])
        text = self._text
        return [text[start:stop] for start, stop in zip(spans.starts.tolist(), spans.stops.tolist(), strict=True)]

    def _decode(self) -> None:
        """Decode the block, unless its text does not follow its bytes place by place."""
        if self._encoding.name == "utf-8":
            self._decode_utf8()
        elif not self._encoding.mixed:
            self._text = self._encoding.decode(self._data)

    def _decode_utf8(self) -> None:
        """Decode UTF-8, when it is that without exception, and find the place of each byte in the text."""
        try:
            text = self._data.decode("utf-8")
        except UnicodeDecodeError:
            return
        self._text = text
        if len(text) < len(self._data):
            begins = (np.frombuffer(self._data, np.uint8) >> np.uint8(6)) != _FOLLOWS_IN_UTF8
            self._places = np.zeros(len(begins) + 1, np.int64)
            np.cumsum(begins, out=self._places[1:])
