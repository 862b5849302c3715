"""Sentences about vouchers, accounts and balances."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from closing.importing.catalogue import Code
from closing.importing.texts.sentence import NOTHING_TO_DO, Words

BOOKS: dict[str, Words] = {
    Code.SERIES_FILLED: (
        ngettext_lazy(
            "%(count)s voucher has no series; it is given series %(series)s: %(vouchers)s.",
            "%(count)s vouchers have no series; they are given series %(series)s: %(vouchers)s.",
            "count",
        ),
        _(
            "Nothing to do, if the file comes from a wage or sales system. Otherwise let the bookkeeping program "
            "number its vouchers.",
        ),
    ),
    Code.NUMBER_FILLED: (
        ngettext_lazy(
            "%(count)s voucher has no number; it is given the next one of its series: %(vouchers)s.",
            "%(count)s vouchers have no number; they are given the next ones of their series: %(vouchers)s.",
            "count",
        ),
        _(
            "Nothing to do, if the file comes from a wage or sales system. Otherwise let the bookkeeping program "
            "number its vouchers.",
        ),
    ),
    Code.NUMBER_GAPS: (
        ngettext_lazy("Series %(series)s: %(gaps)s is missing.", "Series %(series)s: %(gaps)s are missing.", "count"),
        _("Find out where the vouchers are; the numbers of a series must be unbroken."),
    ),
    Code.NUMBERS_REPEATED: (
        ngettext_lazy(
            "Series %(series)s: %(count)s voucher has the number of another.",
            "Series %(series)s: %(count)s vouchers have the number of another.",
            "count",
        ),
        _("Nothing to do, if the program numbers that series so."),
    ),
    Code.NUMBERS_UNORDERED: (
        ngettext_lazy(
            "Series %(series)s: %(count)s voucher stands after one with a higher number.",
            "Series %(series)s: %(count)s vouchers stand after one with a higher number.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    Code.VOUCHER_UNBALANCED: (
        _("The voucher of %(date)s does not balance: debit and credit differ by %(difference_ore)s."),
        _(
            "Correct the voucher in the bookkeeping program and export again. If you import it anyway it is kept as"
            " it is, and marked.",
        ),
    ),
    Code.VOUCHER_EMPTY: (
        ngettext_lazy(
            "%(count)s voucher has no rows, or only struck ones; it is kept as empty: %(vouchers)s.",
            "%(count)s vouchers have no rows, or only struck ones; they are kept as empty: %(vouchers)s.",
            "count",
        ),
        NOTHING_TO_DO,
    ),
    Code.VOUCHER_OUTSIDE_YEAR: (
        _("The voucher is dated %(date)s, outside the fiscal year %(start)s to %(end)s."),
        _("Check the date in the bookkeeping program."),
    ),
    Code.ADDED_WITHOUT_TWIN: (
        ngettext_lazy(
            "%(count)s added row (#RTRANS) is not followed by its #TRANS; it is not counted.",
            "%(count)s added rows (#RTRANS) are not followed by their #TRANS; they are not counted.",
            "count",
        ),
        _("Check that the vouchers balance, and export again if rows are missing."),
    ),
    Code.NO_VOUCHERS: (
        _("The file has no vouchers for the fiscal year %(start)s to %(end)s; its balances are imported."),
        _("Nothing to do, if nothing has been booked yet. Otherwise export again with vouchers."),
    ),
    Code.TOO_MANY_OBJECTS: (
        _(
            "The file has %(count)s objects; with more than %(limit)s all objects are left out. The postings are "
            "kept without them.",
        ),
        _("Export fewer cost centres and projects if the objects are needed."),
    ),
    Code.ACCOUNT_ODD: (
        ngettext_lazy(
            "%(count)s account number is not of 4 to 6 digits; it is kept as it is: %(accounts)s.",
            "%(count)s account numbers are not of 4 to 6 digits; they are kept as they are: %(accounts)s.",
            "count",
        ),
        _("Check the chart of accounts, and give each a reference account."),
    ),
    Code.ACCOUNT_UNDECLARED: (
        ngettext_lazy(
            "%(count)s account is used but not declared, and is created without a name: %(accounts)s.",
            "%(count)s accounts are used but not declared, and are created without names: %(accounts)s.",
            "count",
        ),
        _("Give the accounts names in the bookkeeping program if you want to see them here."),
    ),
    Code.CLOSING_DIFFERS: (
        _(
            "Account %(account)s: the closing balance %(closing_ore)s is not the opening balance %(opening_ore)s "
            "plus the postings %(movement_ore)s; the difference is %(difference_ore)s.",
        ),
        _(
            "Find the difference in the bookkeeping program: vouchers may be missing from the file. The account "
            "shows the balance that its vouchers give.",
        ),
    ),
    Code.OPENINGS_NOT_ZERO: (
        _("The opening balances add up to %(sum_ore)s, not to zero."),
        _(
            "Usually the result of last year has not been moved to equity yet, or a program parks it on an account "
            "of its own (9030, 9031).",
        ),
    ),
    Code.CLOSINGS_NOT_ZERO: (
        _("The closing balances and the result add up to %(sum_ore)s, not to zero."),
        _("Usually the result of last year has not been moved to equity yet, or accounts are left out of the file."),
    ),
    Code.OPENING_DIFFERS: (
        ngettext_lazy(
            "%(count)s account does not open with last year's closing balance: %(accounts)s.",
            "%(count)s accounts do not open with last year's closing balances: %(accounts)s.",
            "count",
        ),
        _(
            "Usually last year has been changed after the balances were carried over, or its result has been moved "
            "to equity.",
        ),
    ),
    Code.OPENING_TAKEN: (
        ngettext_lazy(
            "%(count)s account has no opening balance; last year's closing balance is taken: %(accounts)s.",
            "%(count)s accounts have no opening balance; last year's closing balances are taken: %(accounts)s.",
            "count",
        ),
        _("Check that last year is closed."),
    ),
}
