"""Reads and writes SIE files, types 1, 2, 3, 4E and 4I: the format Swedish bookkeeping programs exchange books in.

    file = sie.read("books.se")
    file.head.company, len(file.vouchers), file.notices
    sie.write(file, "copy.se", ksumma=True)

`sie.read` gives a whole file as frozen records, with everything odd about it as notices; what stops it is a
`sie.SieError`. `sie.scan` reads a large one in constant memory: its head, the same notices, the figures of its
vouchers, and then the vouchers themselves in batches of columns; `sie.write_large` writes one. Amounts are integer
öre. Nothing here knows of Django, a database or a clock.
"""

from sie import organisation_number
from sie.encoding import NAMES as ENCODINGS
from sie.errors import (
    NotSieError,
    OrganisationNumberError,
    SieEmptyError,
    SieEncodingUnknownError,
    SieError,
    SieFieldError,
    SieFileError,
    SieLineTooLongError,
    SieReadFailedError,
    SieTooManyRecordsError,
    SieTruncatedError,
    SieUnreadableError,
    SieUnwritableError,
    SieWideCharactersError,
    SieWriteFailedError,
    SieXmlError,
)
from sie.notices import NoticeCode
from sie.reader import read
from sie.records import (
    Account,
    Address,
    Balance,
    BalanceKind,
    Dimension,
    FiscalYear,
    Head,
    Notice,
    ObjectBalance,
    ObjectBalanceKind,
    ObjectList,
    PeriodBalance,
    PeriodBalanceKind,
    Posting,
    PostingKind,
    SieFile,
    SieObject,
    Voucher,
)
from sie.rendering import FileKind
from sie.scanning.batches import Batch, PostingLists, VoucherLists
from sie.scanning.figures import Figures, Marked, MonthFigures, VoucherMark
from sie.scanning.numbering import SeriesFigures
from sie.scanning.scan import Scan, scan
from sie.transliteration import Replacement
from sie.writer import Written, dumps, render, write, write_large

__all__ = [
    "ENCODINGS",
    "Account",
    "Address",
    "Balance",
    "BalanceKind",
    "Batch",
    "Dimension",
    "Figures",
    "FileKind",
    "FiscalYear",
    "Head",
    "Marked",
    "MonthFigures",
    "NotSieError",
    "Notice",
    "NoticeCode",
    "ObjectBalance",
    "ObjectBalanceKind",
    "ObjectList",
    "OrganisationNumberError",
    "PeriodBalance",
    "PeriodBalanceKind",
    "Posting",
    "PostingKind",
    "PostingLists",
    "Replacement",
    "Scan",
    "SeriesFigures",
    "SieEmptyError",
    "SieEncodingUnknownError",
    "SieError",
    "SieFieldError",
    "SieFile",
    "SieFileError",
    "SieLineTooLongError",
    "SieObject",
    "SieReadFailedError",
    "SieTooManyRecordsError",
    "SieTruncatedError",
    "SieUnreadableError",
    "SieUnwritableError",
    "SieWideCharactersError",
    "SieWriteFailedError",
    "SieXmlError",
    "Voucher",
    "VoucherLists",
    "VoucherMark",
    "Written",
    "dumps",
    "organisation_number",
    "read",
    "render",
    "scan",
    "write",
    "write_large",
]
