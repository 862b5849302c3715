"""Validations of whose books a file holds."""

from closing.importing.case import Context
from closing.importing.catalogue import Code, finding
from closing.importing.findings import Finding
from sie.organisation_number import are_equal, is_valid, with_hyphen


def validate_organisation_number(context: Context) -> list[Finding]:
    """Books of another company are refused; books of nobody are asked about.

    A number of zeros alone is what programs write when the company has been given none.
    """
    written = context.head.organisation_number.strip()
    if not written.strip("0-+ "):
        return [finding(Code.ORGANISATION_NUMBER_MISSING)]
    identity = context.case.identity
    if identity and not are_equal(written, identity.organisation_number):
        number = with_hyphen(identity.organisation_number)
        return [finding(Code.ORGANISATION_NUMBER_OTHER, file_number=written, number=number)]
    if not is_valid(written):
        return [finding(Code.ORGANISATION_NUMBER_CHECK_DIGIT, file_number=written)]
    return []


def validate_serial_number(context: Context) -> list[Finding]:
    """One person may run several businesses under one number; the serial number tells them apart.

    Source: SIE 4B/4C, #ORGNR, field förvnr.
    """
    identity, written = context.case.identity, context.head.acquisition_number.strip()
    if not identity or not identity.serial_number or not written:
        return []
    if written.lstrip("0") == identity.serial_number.lstrip("0"):
        return []
    return [finding(Code.SERIAL_NUMBER_OTHER, file_number=written, number=identity.serial_number)]
