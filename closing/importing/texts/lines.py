"""Sentences about lines of a SIE file: repaired, or impossible to read."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from closing.importing.texts.sentence import NOTHING_TO_DO, Words
from sie.notices import NoticeCode

LINES: dict[str, Words] = {
    NoticeCode.QUOTE_INSIDE: (
        _("A quotation mark stands inside a text of %(label)s; it is taken as part of the text: %(text)s"),
        _('Check the text. A quotation mark inside a text is written \\".'),
    ),
    NoticeCode.QUOTE_UNCLOSED: (
        _("A text of %(label)s has no closing quotation mark; it ends at the end of the line: %(text)s"),
        _("Check the text."),
    ),
    NoticeCode.CONTROL_CHARACTERS: (
        _("%(label)s has control characters, which are left out."),
        _("Nothing to do, unless a text looks odd."),
    ),
    NoticeCode.TEXT_JOINED: (
        _("Several words of %(label)s without quotation marks are read as one text: %(found)s"),
        _("Check the text."),
    ),
    NoticeCode.DATE_FORM: (
        _("The date “%(found)s” of %(label)s is not written as YYYYMMDD; it is read all the same."),
        _("Check the date."),
    ),
    NoticeCode.DATE_IGNORED: (
        _("“%(found)s” of %(label)s is not a date; it is left out, as the date is not needed."),
        NOTHING_TO_DO,
    ),
    NoticeCode.TEXT_IN_DATE_POSITION: (
        _("A text stands where %(label)s has its date; it is taken as the text of the row: %(found)s"),
        _("Check the text."),
    ),
    NoticeCode.AMOUNT_FORM: (
        _("The amount “%(found)s” of %(label)s is not written as the standard says; it is read as %(read_ore)s."),
        _("Check the amount."),
    ),
    NoticeCode.AMOUNT_ROUNDED: (
        _("The amount “%(found)s” of %(label)s has more than two decimals; it is rounded to %(read_ore)s."),
        _("Check the amount, and whether the voucher still balances."),
    ),
    NoticeCode.PERIOD_FORM: (
        _("The period “%(found)s” of %(label)s is not written as YYYYMM; it is read all the same."),
        _("Check the period."),
    ),
    NoticeCode.VOUCHER_FIELD_MISSING: (
        _('%(label)s has left out series or number instead of writing "": %(text)s'),
        _("Check series, number and date of the voucher."),
    ),
    NoticeCode.OBJECTS_MISSING: (
        ngettext_lazy(
            "%(count)s %(label)s record has no object list {} where it belongs; it is read all the same.",
            "%(count)s %(label)s records have no object list {} where it belongs; they are read all the same.",
            "count",
        ),
        _("Check the amount, first of all in the line named."),
    ),
    NoticeCode.OBJECTS_UNCLOSED: (
        _("The object list of %(label)s has no closing brace: %(text)s"),
        _("Check objects and amount."),
    ),
    NoticeCode.OBJECT_INCOMPLETE: (
        ngettext_lazy(
            "%(count)s %(label)s record has a dimension without an object; it is left out.",
            "%(count)s %(label)s records have a dimension without an object; it is left out.",
            "count",
        ),
        _("Check the objects in the line named."),
    ),
    NoticeCode.RECORD_INCOMPLETE: (
        _("%(label)s lacks a number or an amount, and is left out: %(text)s"),
        _("Check the account in the bookkeeping program."),
    ),
    NoticeCode.BRACE_MISSING: (
        ngettext_lazy(
            "%(count)s brace is missing: %(found)s. The voucher is read up to the next one.",
            "%(count)s braces are missing: %(found)s. The vouchers are read up to the next one.",
            "count",
        ),
        _("Check that the rows belong to the right voucher."),
    ),
    NoticeCode.BRACE_STRAY: (
        ngettext_lazy(
            "%(count)s brace %(found)s stands where none belongs, and is left out.",
            "%(count)s braces %(found)s stand where none belong, and are left out.",
            "count",
        ),
        _("Check that the rows belong to the right voucher."),
    ),
    NoticeCode.BRACE_GLUED: (
        ngettext_lazy(
            "%(count)s line holds braces or records that belong on lines of their own; they are read apart.",
            "%(count)s lines hold braces or records that belong on lines of their own; they are read apart.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    NoticeCode.ROW_OUTSIDE_VOUCHER: (
        ngettext_lazy(
            "%(count)s row %(label)s stands outside the braces of a voucher; it is counted to the voucher before it.",
            "%(count)s rows %(label)s stand outside the braces of a voucher; they are counted to the vouchers "
            "before them.",
            "count",
        ),
        _("Check that the rows belong there, first of all in the line named."),
    ),
    NoticeCode.AMOUNT_UNREADABLE: (
        _("The amount “%(found)s” of %(label)s cannot be read."),
        _(
            "Correct the amount in the bookkeeping program, or in the file, and import again. Nothing has been "
            "imported.",
        ),
    ),
    NoticeCode.AMOUNT_TOO_LARGE: (
        _("The amount “%(found)s” of %(label)s is larger than any bookkeeping holds."),
        _(
            "Correct the amount in the bookkeeping program, or in the file, and import again. Nothing has been "
            "imported.",
        ),
    ),
    NoticeCode.DATE_UNREADABLE: (
        _("The date “%(found)s” of %(label)s cannot be read."),
        _(
            "Correct the date in the bookkeeping program, or in the file, and import again. Nothing has been imported.",
        ),
    ),
    NoticeCode.PERIOD_UNREADABLE: (
        _("The period “%(found)s” of %(label)s cannot be read."),
        _("Correct the period in the file and import again. Nothing has been imported."),
    ),
    NoticeCode.YEAR_UNREADABLE: (
        _("The year number “%(found)s” of %(label)s cannot be read."),
        _("Correct the record in the file and import again. Nothing has been imported."),
    ),
    NoticeCode.ACCOUNT_MISSING: (
        _("%(label)s has no account: %(text)s"),
        _(
            "Correct the record in the bookkeeping program, or in the file, and import again. Nothing has been "
            "imported.",
        ),
    ),
    NoticeCode.ROW_WITHOUT_VOUCHER: (
        _("%(label)s belongs to no voucher: none stands before it."),
        _("Export the file again. Nothing has been imported."),
    ),
}
