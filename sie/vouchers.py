"""Puts vouchers together from their heads, braces and rows, whatever braces a program left out."""

from dataclasses import dataclass, field
from enum import Enum

from sie.errors import SieTruncatedError
from sie.fields import VOUCHER, Fields
from sie.items import note_kind
from sie.notices import Notes, NoticeCode
from sie.records import Posting, Voucher


class Brace(Enum):
    """Where the braces of the last voucher stand."""

    NONE = "no voucher yet"
    AWAITED = "head read, no brace yet"
    OPEN = "inside the braces"
    CLOSED = "after the closing brace"


@dataclass(slots=True)
class VoucherBuilder:
    """Takes heads, braces and rows in the order of the file.

    A row belongs to the last head before it. A new head closes the voucher before it.
    """

    notes: Notes
    vouchers: list[Voucher] = field(default_factory=list)
    rows: list[Posting] = field(default_factory=list)
    head: Voucher | None = None
    brace: Brace = Brace.NONE
    line: int = 0
    some_had_braces: bool = False

    def begin(self, head: Voucher | None, line: int) -> None:
        """Begin a voucher; None when its head cannot be read, so that its rows are still looked at."""
        self._finish_last()
        self.head = head
        self.line = line
        self.brace = Brace.AWAITED

    def open(self, line: int) -> None:
        """Take an opening brace."""
        if self.brace is Brace.AWAITED and not self.rows:
            self.brace = Brace.OPEN
            self.some_had_braces = True
        else:
            self.notes.once(NoticeCode.BRACE_STRAY, line=line, kind="{", found="{")

    def close(self, line: int) -> None:
        """Take a closing brace."""
        if self.brace is Brace.AWAITED:
            self._note_missing("{", self.line)
        elif self.brace is not Brace.OPEN:
            self.notes.once(NoticeCode.BRACE_STRAY, line=line, kind="}", found="}")
            return
        self.brace = Brace.CLOSED

    def check_place(self, fields: Fields) -> None:
        """Note a row that stands outside the braces; reject one before any voucher."""
        if self.brace is Brace.CLOSED:
            note_kind(NoticeCode.ROW_OUTSIDE_VOUCHER, fields=fields, notes=self.notes)
        elif self.brace is Brace.NONE:
            code = NoticeCode.ROW_WITHOUT_VOUCHER
            self.notes.reject(code, line=fields.line, label=fields.label, text=fields.text)

    def close_for(self, line: int) -> None:
        """Close the voucher because a record that ends the file's items follows."""
        if self.brace is Brace.OPEN:
            self._note_missing("}", line)
            self.brace = Brace.CLOSED

    def finish(self) -> tuple[Voucher, ...]:
        """Return the vouchers of the file.

        Raises:
            SieTruncatedError: the last voucher was never closed, so the end of the file is missing.
        """
        never_opened = self.brace is Brace.AWAITED and self.some_had_braces
        if self.brace is Brace.OPEN or never_opened:
            raise SieTruncatedError(self.line, label=VOUCHER)
        self._finish_last()
        return tuple(self.vouchers)

    def _finish_last(self) -> None:
        """Put the rows into the last voucher."""
        if self.brace is Brace.OPEN:
            self._note_missing("}", self.line)
        elif self.brace is Brace.AWAITED:
            self._note_missing("{", self.line)
        if self.head is not None:
            object.__setattr__(self.head, "postings", tuple(self.rows))  # nobody has seen it yet
            self.vouchers.append(self.head)
        self.rows = []

    def _note_missing(self, brace: str, line: int) -> None:
        """Note a brace that a program left out."""
        self.notes.once(NoticeCode.BRACE_MISSING, line=line, kind=brace, found=brace)
