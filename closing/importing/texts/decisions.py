"""What an accepted decision was about, in a few words: the activity log names it so."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from closing.importing.catalogue import Code
from sie.notices import NoticeCode

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NAMES: dict[str, "StrPromise"] = {
    Code.FLAG_IMPORTED: _("a file that says it has been imported before"),
    Code.ORGANISATION_NUMBER_MISSING: _("a file without an organisation number"),
    Code.IMPORT_FILE_REPLACES_BOOKS: _("a file of vouchers alone in place of whole books"),
    Code.VOUCHER_UNBALANCED: _("vouchers that do not balance"),
    Code.COLUMNS_RECOGNISED: _("the columns of the table"),
    NoticeCode.KSUMMA_WRONG: _("a file whose checksum is wrong"),
}


def decision_name(code: str) -> str:
    """Name what was decided; a code from a newer version is shown as it is."""
    return str(NAMES.get(code, code))
