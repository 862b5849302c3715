"""Sentences about tables: a trial balance in Excel or CSV, or typed in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from closing.importing.catalogue import Code
from closing.importing.texts.sentence import Words

TABLES: dict[str, Words] = {
    Code.COLUMNS_RECOGNISED: (
        _("These columns were recognised in the table."),
        _("Check them against the first rows, correct what is wrong, and import."),
    ),
    Code.TABLE_UNREADABLE: (
        _("The file cannot be read as a table (%(reason)s)."),
        _("Save it as an Excel workbook (.xlsx) or as CSV and import again."),
    ),
    Code.TABLE_TOO_LARGE: (
        _("The table has more than %(limit)s rows."),
        _("Import the trial balance alone: one row for each account."),
    ),
    Code.TABLE_EMPTY: (
        _("The table has no row with an account number and an amount."),
        _("Choose the sheet or file with the trial balance: account, name, opening and closing balance."),
    ),
    Code.TABLE_AMOUNT_UNREADABLE: (
        _("“%(found)s” in the column %(column)s is not an amount."),
        _("Correct the amount and import again; 1 234,56 and 1234.56 are both understood."),
    ),
    Code.TABLE_ACCOUNT_REPEATED: (
        _("Account %(account)s stands on several rows; the amounts are added up."),
        _("Check that no row stands there by mistake."),
    ),
    Code.TABLE_ROWS_SKIPPED: (
        ngettext_lazy(
            "%(count)s row has no account number and is left out, such as headings and totals.",
            "%(count)s rows have no account number and are left out, such as headings and totals.",
            "count",
        ),
        _("Nothing to do, if no account is among them."),
    ),
    Code.ONE_FILE_AT_A_TIME: (
        _("%(count)s files were sent, but a table holds one fiscal year and is imported alone."),
        _("Import one file, choose its fiscal year, and go on with the next."),
    ),
}
