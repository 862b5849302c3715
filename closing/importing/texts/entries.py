"""Sentences about closing entries that come back with the books, or do not."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from closing.importing.catalogue import Code
from closing.importing.texts.sentence import Words

DIFFERING_ACCOUNT = _("%(account)s has %(entry_ore)s here and %(voucher_ore)s in the books")

ENTRIES: dict[str, Words] = {
    Code.ENTRY_FOUND: (
        _(
            "Closing entry %(entry)s of %(year)s was not marked as transferred, but the books hold it; it is now "
            "transferred – excluded.",
        ),
        _("Nothing to do: it is counted once, with the books."),
    ),
    Code.ENTRY_DATE_DIFFERS: (
        _("Closing entry %(entry)s of %(year)s is dated %(entry_day)s, its voucher in the books %(voucher_day)s."),
        _("The books count, not the entry. Correct the voucher in the bookkeeping if the date is wrong there."),
    ),
    Code.ENTRY_ROWS_DIFFER: (
        _("Closing entry %(entry)s of %(year)s is booked with other amounts: %(differing)s."),
        _(
            "The books count, not the entry. If the change was a mistake, correct the voucher in the bookkeeping, or "
            "book the difference by a new closing entry.",
        ),
    ),
    Code.ENTRY_BOOKED_TWICE: (
        _("Closing entry %(entry)s of %(year)s is in the books more than once: %(vouchers)s."),
        _("Compare the vouchers in the bookkeeping, and reverse the one that is too many."),
    ),
    Code.ENTRY_GONE: (
        _("Closing entry %(entry)s of %(year)s is no longer in the books, and is counted beside them again."),
        _(
            "Find out in the bookkeeping what became of the voucher. If what was imported is older than the transfer, "
            "import anew.",
        ),
    ),
    Code.DELETED_ENTRY_FOUND: (
        _("Closing entry %(entry)s of %(year)s is deleted, but its voucher is in the books."),
        _("The voucher counts with the books. Reverse it in the bookkeeping if it should not."),
    ),
    Code.ENTRIES_NOT_IN_BOOKS: (
        ngettext_lazy(
            "%(count)s transferred closing entry of %(year)s is not in the books yet: %(entries)s.",
            "%(count)s transferred closing entries of %(year)s are not in the books yet: %(entries)s.",
            "count",
        ),
        _(
            "A transferred entry is counted beside the books until an import holds its voucher. If it is booked "
            "already, compare the voucher's number, date and rows with the entry's.",
        ),
    ),
    Code.ENTRIES_NOT_COMPARED: (
        _(
            "The books have no vouchers, so it cannot be seen which transferred closing entries of %(year)s they "
            "hold: %(entries)s.",
        ),
        _(
            "Those that are transferred are counted beside the balances, those that are excluded are not. Import a "
            "file with vouchers to have them compared.",
        ),
    ),
}
