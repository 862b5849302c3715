"""Validations of the file as a whole: its type, and whether it has been here before."""

from closing.importing.case import Context
from closing.importing.catalogue import Code, finding
from closing.importing.findings import Finding

_OWN_CURRENCY = "SEK"


def validate_type(context: Context) -> list[Finding]:
    """A file of a type the data source does not take is refused; balances without vouchers are told."""
    sietyp, takes = context.head.sietyp, context.case.takes
    if takes and sietyp not in takes:
        return [finding(Code.TYPE_NOT_TAKEN, sietyp=sietyp, takes=list(takes))]
    if context.is_balances_only:
        return [finding(Code.BALANCES_ONLY, sietyp=sietyp)]
    return []


def validate_flag(context: Context) -> list[Finding]:
    """A file of type 4I that says it has been imported is asked about; for balances the flag means nothing.

    Source: SIE 4B/4C, #FLAGGA.
    """
    return [finding(Code.FLAG_IMPORTED)] if context.head.flag == 1 and context.is_for_import else []


def validate_file_new(context: Context) -> list[Finding]:
    """The same file once more changes nothing, and the user is told so; read in another encoding it may well."""
    known = context.known_year
    if known and not context.case.encoding and known.sha256 and known.sha256 == context.reading.sha256:
        return [finding(Code.SAME_FILE, imported=known.imported)]
    return []


def validate_books_kept(context: Context) -> list[Finding]:
    """Vouchers without balances do not silently take the place of complete books."""
    known = context.known_year
    if known and known.has_balances and context.is_import_file:
        return [finding(Code.IMPORT_FILE_REPLACES_BOOKS, start=str(known.start), end=str(known.end))]
    return []


def validate_currency(context: Context) -> list[Finding]:
    """Books in another currency than kronor are told of; SEK is meant when #VALUTA is missing."""
    currency = context.head.currency.strip().upper()
    return [finding(Code.CURRENCY_FOREIGN, currency=currency)] if currency not in ("", _OWN_CURRENCY) else []
