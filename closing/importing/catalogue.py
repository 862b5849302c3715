"""Every code a finding may have, and how much it matters.

Codes of `sie.notices` and `sie.errors` keep their names here. The catalogue in words, with an example file for each
code, is `docs/findings.md`.
"""

from collections.abc import Mapping
from enum import StrEnum

from closing.importing.findings import Fact, Finding, Severity, kind_of
from sie.notices import NoticeCode


class Code(StrEnum):
    """Codes of the pipeline's own findings; what `sie` finds has the codes of `NoticeCode` and of its errors."""

    # The file.
    FILE_TOO_LARGE = "file-too-large"
    FILE_COMPRESSED = "file-compressed"
    FILE_EMPTY = "file-empty"
    NOT_SIE = "not-sie"
    SIE_XML = "sie-xml"
    WIDE_CHARACTERS = "wide-characters"
    LINE_TOO_LONG = "line-too-long"
    TOO_MANY_RECORDS = "too-many-records"
    FILE_TRUNCATED = "file-truncated"
    READ_FAILED = "read-failed"
    ENCODING_UNKNOWN = "encoding-unknown"
    TYPE_NOT_TAKEN = "type-not-taken"
    BALANCES_ONLY = "balances-only"
    FLAG_IMPORTED = "flag-imported"
    SAME_FILE = "same-file"
    CURRENCY_FOREIGN = "currency-foreign"

    # Whose books, and of which year.
    ORGANISATION_NUMBER_OTHER = "organisation-number-other"
    ORGANISATION_NUMBER_MISSING = "organisation-number-missing"
    ORGANISATION_NUMBER_CHECK_DIGIT = "organisation-number-check-digit"
    SERIAL_NUMBER_OTHER = "serial-number-other"
    YEAR_MISSING = "year-missing"
    YEAR_IMPOSSIBLE = "year-impossible"
    YEAR_OVERLAPS = "year-overlaps"
    YEAR_TWICE = "year-twice"
    YEAR_ASSUMED = "year-assumed"
    YEAR_CREATED = "year-created"
    IMPORT_FILE_REPLACES_BOOKS = "import-file-replaces-books"

    # Vouchers.
    SERIES_FILLED = "series-filled"
    NUMBER_FILLED = "number-filled"
    NUMBER_GAPS = "number-gaps"
    NUMBERS_REPEATED = "numbers-repeated"
    NUMBERS_UNORDERED = "numbers-unordered"
    VOUCHER_UNBALANCED = "voucher-unbalanced"
    VOUCHER_EMPTY = "voucher-empty"
    VOUCHER_OUTSIDE_YEAR = "voucher-outside-year"
    ADDED_WITHOUT_TWIN = "added-without-twin"
    NO_VOUCHERS = "no-vouchers"
    TOO_MANY_OBJECTS = "too-many-objects"

    # Accounts and balances.
    ACCOUNT_ODD = "account-odd"
    ACCOUNT_UNDECLARED = "account-undeclared"
    CLOSING_DIFFERS = "closing-differs"
    OPENINGS_NOT_ZERO = "openings-not-zero"
    CLOSINGS_NOT_ZERO = "closings-not-zero"
    OPENING_DIFFERS = "opening-differs"
    OPENING_TAKEN = "opening-taken"

    # Tables: a trial balance in Excel or CSV, or typed in.
    COLUMNS_RECOGNISED = "columns-recognised"
    TABLE_UNREADABLE = "table-unreadable"
    TABLE_TOO_LARGE = "table-too-large"
    TABLE_EMPTY = "table-empty"
    TABLE_AMOUNT_UNREADABLE = "table-amount-unreadable"
    TABLE_ACCOUNT_REPEATED = "table-account-repeated"
    TABLE_ROWS_SKIPPED = "table-rows-skipped"
    ONE_FILE_AT_A_TIME = "one-file-at-a-time"

    # Sources that are connected to another system, and their ledgers.
    CONNECTION_MISSING = "connection-missing"
    SOURCE_COMPANY_OTHER = "source-company-other"
    SOURCE_REFUSED = "source-refused"
    SOURCE_FORBIDDEN = "source-forbidden"
    SOURCE_UNAVAILABLE = "source-unavailable"
    SOURCE_UNREADABLE = "source-unreadable"
    YEAR_NOT_IN_SOURCE = "year-not-in-source"
    LEDGER_LEFT_OUT = "ledger-left-out"
    LIST_INCOMPLETE = "list-incomplete"
    LEDGER_DIFFERS = "ledger-differs"

    # Closing entries that come back with the books, or do not.
    ENTRY_FOUND = "entry-found"
    ENTRY_DATE_DIFFERS = "entry-date-differs"
    ENTRY_ROWS_DIFFER = "entry-rows-differ"
    ENTRY_BOOKED_TWICE = "entry-booked-twice"
    ENTRY_GONE = "entry-gone"
    DELETED_ENTRY_FOUND = "deleted-entry-found"
    ENTRIES_NOT_IN_BOOKS = "entries-not-in-books"
    ENTRIES_NOT_COMPARED = "entries-not-compared"


_N, _W, _D, _E = Severity.NOTICE, Severity.WARNING, Severity.DECISION, Severity.ERROR

_OF_THE_PIPELINE = {
    _N: (
        Code.BALANCES_ONLY,
        Code.SAME_FILE,
        Code.CURRENCY_FOREIGN,
        Code.YEAR_ASSUMED,
        Code.YEAR_CREATED,
        Code.NUMBERS_REPEATED,
        Code.NUMBERS_UNORDERED,
        Code.VOUCHER_EMPTY,
        Code.NO_VOUCHERS,
        Code.ACCOUNT_UNDECLARED,
        Code.OPENINGS_NOT_ZERO,
        Code.CLOSINGS_NOT_ZERO,
        Code.OPENING_DIFFERS,
        Code.OPENING_TAKEN,
        Code.TABLE_ROWS_SKIPPED,
        Code.ENTRY_FOUND,
        Code.ENTRIES_NOT_IN_BOOKS,
    ),
    _W: (
        Code.ORGANISATION_NUMBER_CHECK_DIGIT,
        Code.SERIES_FILLED,
        Code.NUMBER_FILLED,
        Code.NUMBER_GAPS,
        Code.VOUCHER_OUTSIDE_YEAR,
        Code.ADDED_WITHOUT_TWIN,
        Code.TOO_MANY_OBJECTS,
        Code.ACCOUNT_ODD,
        Code.CLOSING_DIFFERS,
        Code.TABLE_ACCOUNT_REPEATED,
        Code.LEDGER_LEFT_OUT,
        Code.LIST_INCOMPLETE,
        Code.LEDGER_DIFFERS,
        Code.ENTRY_DATE_DIFFERS,
        Code.ENTRY_ROWS_DIFFER,
        Code.ENTRY_BOOKED_TWICE,
        Code.ENTRY_GONE,
        Code.DELETED_ENTRY_FOUND,
        Code.ENTRIES_NOT_COMPARED,
    ),
    _D: (
        Code.FLAG_IMPORTED,
        Code.ORGANISATION_NUMBER_MISSING,
        Code.IMPORT_FILE_REPLACES_BOOKS,
        Code.VOUCHER_UNBALANCED,
        Code.COLUMNS_RECOGNISED,
    ),
}
_OF_SIE = {
    _N: (
        NoticeCode.ENCODING_DETECTED,
        NoticeCode.KSUMMA_STRAY,
        NoticeCode.KSUMMA_REPEATED,
        NoticeCode.UNKNOWN_RECORD,
        NoticeCode.EXTRA_FIELDS,
        NoticeCode.DUPLICATE_RECORD,
        NoticeCode.DUPLICATE_ACCOUNT,
        NoticeCode.DUPLICATE_DIMENSION,
        NoticeCode.DUPLICATE_OBJECT,
        NoticeCode.DUPLICATE_BALANCE,
        NoticeCode.UNDECLARED_ACCOUNT_DETAIL,
        NoticeCode.FLAG_MISSING,
        NoticeCode.FLAG_ODD,
        NoticeCode.FORMAT_MISSING,
        NoticeCode.FORMAT_ODD,
        NoticeCode.TYPE_MISSING,
        NoticeCode.COMPANY_MISSING,
        NoticeCode.PROGRAM_MISSING,
        NoticeCode.YEAR_INCOMPLETE,
        NoticeCode.MORE_OF_KIND,
    ),
    _D: (NoticeCode.KSUMMA_WRONG,),
    _E: (
        NoticeCode.AMOUNT_UNREADABLE,
        NoticeCode.AMOUNT_TOO_LARGE,
        NoticeCode.DATE_UNREADABLE,
        NoticeCode.PERIOD_UNREADABLE,
        NoticeCode.YEAR_UNREADABLE,
        NoticeCode.ACCOUNT_MISSING,
        NoticeCode.ROW_WITHOUT_VOUCHER,
    ),
}

QUESTIONS = frozenset({str(Code.COLUMNS_RECOGNISED)})
"""Decisions that are a source's own question: to have answered one is no cause for a warning."""

SEVERITIES: dict[str, Severity] = {
    **dict.fromkeys(map(str, Code), _E),
    **dict.fromkeys(map(str, NoticeCode), _W),
    **{str(code): severity for severity, codes in _OF_THE_PIPELINE.items() for code in codes},
    **{str(code): severity for severity, codes in _OF_SIE.items() for code in codes},
}
"""Code to severity; what is not named above stops the import when it is ours, and is a repair when it is of `sie`."""

DECISIONS = tuple(sorted(code for code, severity in SEVERITIES.items() if severity == _D and code not in QUESTIONS))
"""Codes that can be accepted beforehand."""


def finding(code: str, line: int = 0, /, *, voucher: str = "", **facts: Fact) -> Finding:
    """Make a finding of a code of the catalogue."""
    return finding_with(code, line, facts, voucher=voucher)


def finding_with(code: str, line: int, facts: Mapping[str, Fact], *, voucher: str = "") -> Finding:
    """Make a finding whose facts are gathered already; one that counts what is not listed is as severe as that."""
    severity = SEVERITIES[kind_of(code, facts)]
    return Finding(str(code), severity, line, voucher, {name: _storable(fact) for name, fact in facts.items()})


def _storable(fact: Fact) -> Fact:
    """Leave out the null character, which no database keeps in a text."""
    return fact.replace("\0", "") if isinstance(fact, str) else fact
