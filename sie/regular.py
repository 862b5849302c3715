r"""The quick way through the lines that nearly every program writes.

Whatever is not recognised with certainty is left to the plain tokenizer (`sie.fields`), and what is recognised gives
what the tokenizer would have given: a test compares the two. The patterns use possessive quantifiers only, so that no
line is gone through more than once.
"""

import datetime as dt
import re

from sie.records import ObjectList, Posting, PostingKind, Voucher

_BLANK = r"[ \t]++"
_PLAIN = r'[^"\\\x00-\x1f\x7f]*+'
_TEXT = rf'"({_PLAIN}(?:\\"{_PLAIN})*+)"'
_TITLE = rf'(?:{_TEXT}|([^"\\{{}}#\x00-\x20\x7f][^"\\{{}}\x00-\x20\x7f]*+))'
_ITEM = r'(?:"(?!\s)[^"\\{}\x00-\x1f\x7f]++(?<!\s)"|[^"\\{}\s\x00-\x1f\x7f]++)'
_KEY = r'(?:"([0-9A-Za-z]*+)"|([0-9A-Za-z]++))'
_DATE = r'(?:""|([0-9]{8}))'

_BEGINNING = re.compile(
    rf"[ \t]*+#([RB]?TRANS){_BLANK}{_KEY}[ \t]*+\{{[ \t]*+((?:{_ITEM}(?:{_BLANK}{_ITEM})*+)?+)[ \t]*+"
)
_ITEMS = re.compile(_ITEM)
_AMOUNT = r"(-?)([0-9]{1,16}+)(?:\.([0-9]{1,2}+))?+"
_COUNT = r'(?:""|(-?[0-9]++(?:\.[0-9]++)?+))'
_AFTER_TEXT = rf"(?:{_BLANK}{_COUNT}(?:{_BLANK}{_TITLE})?+)?+"
_REST = re.compile(rf"[ \t]*+{_AMOUNT}(?:{_BLANK}{_DATE}(?:{_BLANK}{_TITLE}{_AFTER_TEXT})?+)?+[ \t]*+")
_VOUCHER = re.compile(
    rf"[ \t]*+#VER{_BLANK}{_KEY}{_BLANK}{_KEY}{_BLANK}([0-9]{{8}})"
    rf"(?:{_BLANK}{_TITLE}(?:{_BLANK}{_DATE}(?:{_BLANK}{_TITLE})?+)?+)?+[ \t]*+"
)

RowBeginning = tuple[PostingKind, str, ObjectList]


class _Row:
    """A row while it is read; it has the very slots of a Posting, and becomes one when they are filled.

    The constructor of a frozen class costs four times as much, a fifth of the time a file takes.
    """

    __slots__ = Posting.__slots__

    account: str
    amount_ore: int
    objects: ObjectList
    date: dt.date | None
    text: str
    quantity: str
    sign: str
    kind: PostingKind
    line: int


class RegularLines:
    """Reads regular lines of vouchers, and remembers the beginnings and dates that come again and again."""

    __slots__ = ("_beginnings", "_dates")

    def __init__(self) -> None:
        """Begin a file."""
        self._beginnings: dict[str, RowBeginning | None] = {}
        self._dates: dict[str, dt.date | None] = {"": None}

    def row(self, beginning: str, rest: str, line_number: int) -> Posting | None:
        """Read a row, cut in two after its object list.

        Args:
            beginning: the row up to the `}` that ends its object list, itself left out.
            rest: what follows that brace.
            line_number: where it stands.

        Returns:
            The row; None when it is not regular.
        """
        beginnings = self._beginnings
        known = beginnings[beginning] if beginning in beginnings else self._begin(beginning)
        match = _REST.fullmatch(rest)
        if known is None or match is None:
            return None
        minus, kronor, decimals, day, text, word, quantity, sign, sign_word = match.groups("")
        try:
            own_date = self._dates[day] if day in self._dates else self._date(day)
        except ValueError:
            return None
        if "\\" in rest:
            text, sign = text.replace('\\"', '"'), sign.replace('\\"', '"')
        ore = int(kronor + (decimals + "00")[:2] if decimals else kronor + "00")
        kind, account, objects = known
        row = _Row()
        row.account = account
        row.amount_ore = -ore if minus else ore
        row.objects = objects
        row.date = own_date
        row.text = text or word
        row.quantity = quantity
        row.sign = sign or sign_word
        row.kind = kind
        row.line = line_number
        return _frozen(row)

    def voucher(self, line: str, line_number: int) -> Voucher | None:
        """Read a voucher without its rows; None when the line is not regular."""
        match = _VOUCHER.fullmatch(line)
        if match is None:
            return None
        series, series_word, number, number_word, day, text, word, registered, sign, sign_word = match.groups("")
        try:
            date = self._dates[day] if day in self._dates else self._date(day)
            late = self._dates[registered] if registered in self._dates else self._date(registered)
        except ValueError:
            return None
        if date is None:
            return None
        if "\\" in line:
            text, sign = text.replace('\\"', '"'), sign.replace('\\"', '"')
        series, number, sign = series or series_word, number or number_word, sign or sign_word
        return Voucher(series, number, date, text or word, late, sign, (), line_number)

    def _begin(self, beginning: str) -> RowBeginning | None:
        """Read kind, account and objects of a row."""
        match = _BEGINNING.fullmatch(beginning)
        known = None
        if match is not None and (match[2] or match[3]):
            items = [item.strip('"') for item in _ITEMS.findall(match[4])]
            if len(items) % 2 == 0:
                objects = tuple(zip(items[::2], items[1::2], strict=True))
                known = (PostingKind(match[1]), match[2] or match[3], objects)
        self._beginnings[beginning] = known
        return known

    def _date(self, text: str) -> dt.date:
        """Read a date that was not seen before."""
        date = self._dates[text] = dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
        return date


def _frozen(row: _Row) -> Posting:
    """Make the row a Posting; nobody has seen it yet."""
    row.__class__ = Posting  # type: ignore[assignment]  # the slots are the same
    return row  # type: ignore[return-value]  # which the line above made it
