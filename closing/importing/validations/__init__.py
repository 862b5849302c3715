"""What can be said of a file by looking at it: small functions in the order of the list, each with one rule."""

from collections.abc import Callable

from closing.importing.case import Context
from closing.importing.findings import Finding
from closing.importing.validations.accounts import validate_account_numbers, validate_accounts_declared
from closing.importing.validations.balances import (
    validate_closing_sum,
    validate_closings,
    validate_opening_sum,
    validate_openings,
)
from closing.importing.validations.file import (
    validate_books_kept,
    validate_currency,
    validate_file_new,
    validate_flag,
    validate_type,
)
from closing.importing.validations.identity import validate_organisation_number, validate_serial_number
from closing.importing.validations.vouchers import (
    validate_added_rows,
    validate_dates,
    validate_numbers,
    validate_vouchers_balance,
    validate_vouchers_have_rows,
    validate_vouchers_present,
)
from closing.importing.validations.years import validate_stated_year, validate_year

Validation = Callable[[Context], list[Finding]]

HEAD_VALIDATIONS: tuple[Validation, ...] = (
    validate_organisation_number,
    validate_serial_number,
    validate_stated_year,
    validate_flag,
    validate_currency,
)
"""What can be said of a file by its head alone, when its vouchers could not be read."""

VALIDATIONS: tuple[Validation, ...] = (
    validate_type,
    validate_organisation_number,
    validate_serial_number,
    validate_year,
    validate_flag,
    validate_file_new,
    validate_books_kept,
    validate_currency,
    validate_vouchers_present,
    validate_vouchers_balance,
    validate_vouchers_have_rows,
    validate_added_rows,
    validate_dates,
    validate_numbers,
    validate_account_numbers,
    validate_accounts_declared,
    validate_closings,
    validate_opening_sum,
    validate_closing_sum,
    validate_openings,
)
"""Every validation, in the order its findings are shown."""
