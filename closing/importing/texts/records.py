"""Sentences about records of a SIE file that are missing, unknown or doubled."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from closing.importing.texts.sentence import NOTHING_TO_DO, Words
from sie.notices import NoticeCode

RECORDS: dict[str, Words] = {
    NoticeCode.FLAG_MISSING: (
        _("#FLAGGA is missing."),
        NOTHING_TO_DO,
    ),
    NoticeCode.FLAG_ODD: (
        _("#FLAGGA says “%(found)s”; 0 or 1 is expected."),
        NOTHING_TO_DO,
    ),
    NoticeCode.FORMAT_MISSING: (
        _("#FORMAT is missing; the encoding is told by the bytes."),
        NOTHING_TO_DO,
    ),
    NoticeCode.FORMAT_ODD: (
        _("#FORMAT says “%(found)s” and not PC8; the encoding is told by the bytes."),
        NOTHING_TO_DO,
    ),
    NoticeCode.TYPE_MISSING: (
        _("#SIETYP is missing; the standard then says type 1."),
        NOTHING_TO_DO,
    ),
    NoticeCode.TYPE_ODD: (
        _("#SIETYP says “%(found)s”; 1, 2, 3 or 4 is expected."),
        _("Export the file again as SIE 4 or SIE 1."),
    ),
    NoticeCode.COMPANY_MISSING: (
        _("The name of the company (#FNAMN) is missing."),
        NOTHING_TO_DO,
    ),
    NoticeCode.PROGRAM_MISSING: (
        _("#PROGRAM is missing: the file does not say which program wrote it."),
        NOTHING_TO_DO,
    ),
    NoticeCode.YEAR_INCOMPLETE: (
        _("A fiscal year without its dates is left out: %(found)s"),
        NOTHING_TO_DO,
    ),
    NoticeCode.VOUCHERS_IN_TYPE: (
        _(
            "The file says that it is of type %(found)s, which has no vouchers, and has vouchers all the same. They"
            " are imported.",
        ),
        _("Check that the balances and the vouchers belong together."),
    ),
    NoticeCode.UNKNOWN_RECORD: (
        ngettext_lazy(
            "%(label)s is no record of the standard; %(count)s line is left out.",
            "%(label)s is no record of the standard; %(count)s lines are left out.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    NoticeCode.EXTRA_FIELDS: (
        ngettext_lazy(
            "%(count)s %(label)s record has more fields than the standard knows; they are left out.",
            "%(count)s %(label)s records have more fields than the standard knows; they are left out.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    NoticeCode.LINE_WITHOUT_LABEL: (
        ngettext_lazy(
            "%(count)s line does not begin with a label and is left out: “%(text)s”",
            "%(count)s lines do not begin with a label and are left out; the first is “%(text)s”",
            "count",
        ),
        _("Look at the lines in the file; export it again if they belong to the books."),
    ),
    NoticeCode.DUPLICATE_RECORD: (
        ngettext_lazy(
            "%(label)s stands once more with other contents; the last one holds.",
            "%(label)s stands %(count)s times more with other contents; the last one holds.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    NoticeCode.DUPLICATE_ACCOUNT: (
        ngettext_lazy(
            "%(count)s account is declared again; the last declaration holds.",
            "%(count)s accounts are declared again; the last declaration holds.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    NoticeCode.DUPLICATE_DIMENSION: (
        ngettext_lazy(
            "%(count)s dimension is declared again; the last declaration holds.",
            "%(count)s dimensions are declared again; the last declaration holds.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    NoticeCode.DUPLICATE_OBJECT: (
        ngettext_lazy(
            "%(count)s object is declared again; the last declaration holds.",
            "%(count)s objects are declared again; the last declaration holds.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    NoticeCode.DUPLICATE_BALANCE: (
        ngettext_lazy(
            "%(count)s %(label)s record repeats an account and year; the amounts are added up.",
            "%(count)s %(label)s records repeat an account and year; the amounts are added up.",
            "count",
        ),
        _("Check the balances of the accounts."),
    ),
    NoticeCode.UNDECLARED_ACCOUNT_DETAIL: (
        ngettext_lazy(
            "%(count)s %(label)s record is about an account that the file does not declare, and is left out.",
            "%(count)s %(label)s records are about accounts that the file does not declare, and are left out.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    NoticeCode.MORE_OF_KIND: (
        ngettext_lazy(
            "%(count)s further finding of the same kind is not listed.",
            "%(count)s further findings of the same kind are not listed.",
            "count",
        ),
        _("See to those that are listed first."),
    ),
}
