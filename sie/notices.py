"""What can be odd in a SIE file: the codes, and the collector that keeps them within bounds.

A code is stable and carries its facts under the names listed beside it. `found` is the text of the field, `text` the
line (both cut to 200 characters), `label` the record's label, `count` how many there were in the whole file.
"""

from collections.abc import Iterable
from enum import StrEnum

from sie.records import Notice

LISTED_PER_CODE = 100
"""How many notices of one kind are listed; the rest are only counted."""

LONGEST_FACT = 200
"""How many characters of a line or a field a fact holds."""


class NoticeCode(StrEnum):
    """Code of a notice, by where it arises; the comment names the facts."""

    # The file as a whole.
    ENCODING_DETECTED = "encoding-detected"  # encoding, words
    ENCODING_MIXED = "encoding-mixed"  # encoding, count
    CHARACTERS_LOST = "characters-lost"  # count: replacement characters that the exporting program left
    KSUMMA_WRONG = "ksumma-wrong"  # found, computed
    KSUMMA_STRAY = "ksumma-stray"  # found: a closing #KSUMMA that was never opened
    KSUMMA_REPEATED = "ksumma-repeated"  # count: more records than an opening and a closing one

    # Records, one notice for each kind with its first line.
    UNKNOWN_RECORD = "unknown-record"  # label, count
    EXTRA_FIELDS = "extra-fields"  # label, text, count
    LINE_WITHOUT_LABEL = "line-without-label"  # text, count
    DUPLICATE_RECORD = "duplicate-record"  # label, text, count: the last one holds
    DUPLICATE_ACCOUNT = "duplicate-account"  # label, text, count: the last one holds
    DUPLICATE_DIMENSION = "duplicate-dimension"  # label, text, count: the last one holds
    DUPLICATE_OBJECT = "duplicate-object"  # label, text, count: the last one holds
    DUPLICATE_BALANCE = "duplicate-balance"  # label, text, count: both are kept, sums add them up
    UNDECLARED_ACCOUNT_DETAIL = "undeclared-account-detail"  # label, text, count: left out
    FLAG_MISSING = "flag-missing"
    FLAG_ODD = "flag-odd"  # found
    FORMAT_MISSING = "format-missing"
    FORMAT_ODD = "format-odd"  # found
    TYPE_MISSING = "type-missing"
    TYPE_ODD = "type-odd"  # found
    COMPANY_MISSING = "company-missing"
    PROGRAM_MISSING = "program-missing"
    RECORD_INCOMPLETE = "record-incomplete"  # label, text: no number to declare, or no amount in a balance; left out
    YEAR_INCOMPLETE = "year-incomplete"  # found: left out
    VOUCHERS_IN_TYPE = "vouchers-in-type"  # found: vouchers in a file that says it is of type 1, 2 or 3

    # Repairs, one notice for each line.
    QUOTE_INSIDE = "quote-inside"  # label, text: taken as text
    QUOTE_UNCLOSED = "quote-unclosed"  # label, text: ends at the end of the line
    CONTROL_CHARACTERS = "control-characters"  # label, text: left out
    TEXT_JOINED = "text-joined"  # label, found: several fields read as one text
    DATE_FORM = "date-form"  # label, found: read, though not as YYYYMMDD
    DATE_IGNORED = "date-ignored"  # label, found: a date that can be done without
    TEXT_IN_DATE_POSITION = "text-in-date-position"  # label, found: taken as the text
    AMOUNT_FORM = "amount-form"  # label, found, read_ore: decimal comma, trailing minus, thousands mark …
    AMOUNT_ROUNDED = "amount-rounded"  # label, found, read_ore: half away from zero
    PERIOD_FORM = "period-form"  # label, found
    VOUCHER_FIELD_MISSING = "voucher-field-missing"  # label, text: series or number left out instead of ""
    OBJECTS_MISSING = "objects-missing"  # label, text, count: no {} before the amount
    OBJECTS_UNCLOSED = "objects-unclosed"  # label, text: the list has no }
    OBJECT_INCOMPLETE = "object-incomplete"  # label, text, count: dimension without object, left out
    BRACE_MISSING = "brace-missing"  # found: "{" or "}"
    BRACE_STRAY = "brace-stray"  # found
    BRACE_GLUED = "brace-glued"  # text, count: braces or several records on one line
    ROW_OUTSIDE_VOUCHER = "row-outside-voucher"  # label, text: counted to the voucher before it

    # Lines that cannot be read: the file is refused, all of them are told.
    AMOUNT_UNREADABLE = "amount-unreadable"  # label, found, text
    AMOUNT_TOO_LARGE = "amount-too-large"  # label, found, text
    DATE_UNREADABLE = "date-unreadable"  # label, found, text
    PERIOD_UNREADABLE = "period-unreadable"  # label, found, text
    YEAR_UNREADABLE = "year-unreadable"  # label, found, text
    ACCOUNT_MISSING = "account-missing"  # label, text
    ROW_WITHOUT_VOUCHER = "row-without-voucher"  # label, text: no voucher before it

    # A bound was reached.
    MORE_OF_KIND = "more-of-kind"  # code, count: further notices of that code, not listed


class Notes:
    """Collects notices while a file is read: bounded, whatever the file holds."""

    __slots__ = ("_counted", "_kinds", "_listed", "_rejected", "_repairs", "rejected_count")

    def __init__(self) -> None:
        """Start empty."""
        self._counted: dict[tuple[str, str], Notice] = {}
        self._kinds: dict[str, int] = {}
        self._listed: list[Notice] = []
        self._repairs: dict[str, int] = {}
        self._rejected: list[Notice] = []
        self.rejected_count = 0

    def add(self, code: NoticeCode, *, line: int = 0, **facts: str | int) -> None:
        """Note one oddity; from the hundred and first of its code on it is only counted."""
        count = self._repairs[code] = self._repairs.get(code, 0) + 1
        if count <= LISTED_PER_CODE:
            self._listed.append(Notice(str(code), line, _short(facts)))

    def once(self, code: NoticeCode, *, line: int = 0, kind: str = "", times: int = 1, **facts: str | int) -> None:
        """Note an oddity that comes in numbers: one notice for each code and kind, with first line and count."""
        key = (str(code), kind[:LONGEST_FACT])
        known = self._counted.get(key)
        if known is not None:
            known.facts["count"] = int(known.facts["count"]) + times
            return
        self._kinds[code] = self._kinds.get(code, 0) + 1
        if self._kinds[code] <= LISTED_PER_CODE:
            self._counted[key] = Notice(str(code), line, _short(facts) | {"count": times})

    def reject(self, code: NoticeCode, *, line: int, **facts: str | int) -> None:
        """Note a line that cannot be read; the file will be refused when the pass is over."""
        self.rejected_count += 1
        if len(self._rejected) < LISTED_PER_CODE:
            self._rejected.append(Notice(str(code), line, _short(facts)))

    def rejected(self) -> tuple[Notice, ...]:
        """Return the first hundred lines that cannot be read, in the order of the file."""
        return tuple(sorted(self._rejected, key=_by_line))

    def notices(self) -> tuple[Notice, ...]:
        """Return what was odd, in the order of the file, the overflow of each kind last."""
        overflow = [
            Notice(str(NoticeCode.MORE_OF_KIND), 0, {"code": str(code), "count": count - LISTED_PER_CODE})
            for code, count in (*self._repairs.items(), *self._kinds.items())
            if count > LISTED_PER_CODE
        ]
        return (*sorted([*self._counted.values(), *self._listed], key=_by_line), *overflow)


def _by_line(notice: Notice) -> int:
    """Order by line; what concerns the whole file has line 0 and comes first."""
    return notice.line


def _short(facts: dict[str, str | int]) -> dict[str, str | int]:
    """Cut long texts, so that a hostile file cannot make its notices large."""
    return {name: fact[:LONGEST_FACT] if isinstance(fact, str) else fact for name, fact in facts.items()}


def merged(collections: Iterable[Iterable[Notice]]) -> tuple[Notice, ...]:
    """Merge notices of several readings in the order of the file."""
    return tuple(sorted((notice for notices in collections for notice in notices), key=_by_line))
