r"""A line of a SIE file to its fields: the small tokenizer on which all reading rests.

The standard (SIE 4B/4C): a line begins with a label; fields stand apart by blanks or tabs; a
field may be quoted, a quote inside it is written `\"`, and there is no other escape; braces enclose an object list.
What programs write instead is taken as it was meant and reported as a quirk. Every function looks at a character a
bounded number of times, so that no line costs more than its length.
"""

from dataclasses import dataclass, replace

from sie.notices import NoticeCode

MAX_LINE_CHARACTERS = 65_536
"""Longest line that is read at all; the standard sets no limit, and no program comes near this one."""

BLANKS = " \t"
VOUCHER = "#VER"
ROWS = frozenset({"#TRANS", "#RTRANS", "#BTRANS"})
WITH_OBJECTS = ROWS | {"#OIB", "#OUB", "#PSALDO", "#PBUDGET"}

_CONTROL = dict.fromkeys([*range(9), *range(10, 32), 127])
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_STARTERS = frozenset({VOUCHER, *ROWS})

Value = str | tuple[str, ...]
"""A field: its text, or the texts between a pair of braces."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A record split into its fields, a lone brace (label `{` or `}`), or a line without a label (label empty).

    `quoted` says of each value whether it stood in quotes or braces; `text` is the line it came from, `line` its
    number.
    """

    label: str
    values: tuple[Value, ...] = ()
    text: str = ""
    quirks: tuple[NoticeCode, ...] = ()
    quoted: tuple[bool, ...] = ()
    line: int = 0

    def text_at(self, index: int) -> str:
        """Return the field there, empty when the record is shorter or an object list stands in its place."""
        value = self.values[index] if index < len(self.values) else ""
        return value if isinstance(value, str) else ""


def split(text: str, *, line: int = 0) -> Fields:
    """Split a line that holds one record; braces around it are left out."""
    found = [piece for piece in pieces(text, line=line) if piece.label not in ("{", "}")]
    return found[0] if found else Fields("", text=text, line=line)


def pieces(text: str, *, line: int = 0) -> tuple[Fields, ...]:
    """Split a line into its records and braces, in order; a blank line has none.

    Nearly always there is one. Several stand on one line where a program put braces beside records.
    """
    clean = text.strip(BLANKS)
    quirks: tuple[NoticeCode, ...] = ()
    if not clean.isprintable():
        printable = clean.translate(_CONTROL).strip(BLANKS + _BYTE_ORDER_MARK)
        quirks = (NoticeCode.CONTROL_CHARACTERS,) if len(printable) != len(clean) else ()
        clean = printable
    return tuple(_Line(clean, record=Fields("", text=text, quirks=quirks, line=line)).pieces()) if clean else ()


class _Line:
    """Walks once over a line, from left to right."""

    def __init__(self, line: str, *, record: Fields) -> None:
        """Stand at the beginning; every record found is like the empty one given."""
        self.line = line
        self.end = len(line)
        self.at = 0
        self.empty = record
        self.quirks = list(record.quirks)
        self.found: list[Fields] = []

    def pieces(self) -> list[Fields]:
        """Split the line into records and braces."""
        while self.skip_blanks():
            char = self.line[self.at]
            if char in "{}":
                self.found.append(Fields(char, text=self.empty.text, line=self.empty.line))
                self.at += 1
            elif char == "#":
                self.record()
            else:
                self.found.append(self.empty)
                break
        if len(self.found) > 1:
            first = next((at for at, piece in enumerate(self.found) if piece.label not in ("{", "}")), 0)
            quirks = (*self.found[first].quirks, NoticeCode.BRACE_GLUED)
            self.found[first] = replace(self.found[first], quirks=quirks)
        return self.found

    def record(self) -> None:
        """Read one record up to the end of the line, or to the brace or record that ends it."""
        label = self.label()
        values: list[Value] = []
        quoted: list[bool] = []
        takes_list = label in WITH_OBJECTS
        while self.skip_blanks() and not self.ends_record(label, takes_list=takes_list):
            char = self.line[self.at]
            quoted.append(char == '"' or (char == "{" and takes_list))
            if char == '"':
                values.append(self.quoted_text())
            elif char == "{" and takes_list:
                values.append(self.object_list())
                takes_list = False
            else:
                values.append(self.bare_text(label, takes_list=takes_list))
        fields = Fields(label, tuple(values), self.empty.text, tuple(self.quirks), tuple(quoted), self.empty.line)
        self.found.append(fields)
        self.quirks = []

    def label(self) -> str:
        """Read the label: it ends at a blank, a quote or a brace."""
        start = self.at
        while self.at < self.end and self.line[self.at] not in ' \t"{}':
            self.at += 1
        return self.line[start : self.at].upper()

    def skip_blanks(self) -> bool:
        """Go to the next character that is not blank; tell whether there is one."""
        while self.at < self.end and self.line[self.at] in BLANKS:
            self.at += 1
        return self.at < self.end

    def ends_record(self, label: str, *, takes_list: bool) -> bool:
        """Tell whether a brace of the voucher, or another record, begins here."""
        if label not in _STARTERS:
            return False
        char = self.line[self.at]
        if char in "{}":
            return char == "}" or not takes_list
        return char == "#" and self.line[self.at : self.at + 8].split(None, 1)[0].upper() in _STARTERS

    def quoted_text(self) -> str:
        """Read a quoted field; a quote inside that closes nothing is text."""
        start = self.at + 1
        look, escaped = start, False
        while True:
            quote = self.line.find('"', look)
            if quote < 0:
                self.quirk(NoticeCode.QUOTE_UNCLOSED)
                quote = self.at = self.end
                break
            self.at = quote + 1
            if quote > start and self.line[quote - 1] == "\\" and self.at < self.end:
                escaped = True
            elif self.closes(quote):
                break
            else:
                self.quirk(NoticeCode.QUOTE_INSIDE)
            look = self.at
        inside = self.line[start:quote]
        return inside.replace('\\"', '"') if escaped else inside

    def closes(self, quote: int) -> bool:
        """Tell whether the quote there closes its field: a blank, a brace or the end of the line follows.

        It does not when the next quote of the line can only be a closing one, as in `"Lind" Park"`.
        """
        after = quote + 1
        if after == self.end or self.line[after] in "{}":
            return True
        if self.line[after] not in BLANKS:
            return False
        following = self.line.find('"', after)
        if following < 0 or self.line[following - 1] in ' \t{"\\':
            return True
        ends_field = following + 1 == self.end or self.line[following + 1] in BLANKS
        return not ends_field or "{" in self.line[after:following]

    def bare_text(self, label: str, *, takes_list: bool) -> str:
        """Read a field without quotes: it ends at a blank, or at the object list glued to it."""
        start = self.at
        stops = " \t{" if takes_list else BLANKS
        while self.at < self.end and self.line[self.at] not in stops:
            self.at += 1
        found = self.line[start : self.at]
        if label in _STARTERS and found[-1] in "{}" and not ("{" in found and "}" in found):
            self.at -= 1
            found = found[:-1]
        if '"' in found:
            self.quirk(NoticeCode.QUOTE_INSIDE)
        return found

    def object_list(self) -> tuple[str, ...]:
        """Read the texts between the braces."""
        self.at += 1
        items: list[str] = []
        while self.skip_blanks():
            char = self.line[self.at]
            if char == "}":
                self.at += 1
                return tuple(items)
            items.append(self.quoted_text() if char == '"' else self.list_item())
        self.quirk(NoticeCode.OBJECTS_UNCLOSED)
        return tuple(items)

    def list_item(self) -> str:
        """Read a text without quotes inside an object list."""
        start = self.at
        while self.at < self.end and self.line[self.at] not in " \t}":
            self.at += 1
        return self.line[start : self.at]

    def quirk(self, code: NoticeCode) -> None:
        """Remember what was odd, once for each record."""
        if code not in self.quirks:
            self.quirks.append(code)
