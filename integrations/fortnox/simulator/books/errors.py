"""What stops a posting, or a company from being made; none of these is an answer of Fortnox's.

BooksError
├── UnknownYearError            the company has no such financial year
├── DayOutsideYearError         the voucher's day is not in its year
├── UnknownSeriesError          the year has no such series
├── UnknownAccountError         the year's chart has no such account
├── UnbalancedVoucherError      the counted rows of a voucher do not sum to 0
└── NothingToMakeError          no file was given to make a company of
"""

from datetime import date


class BooksError(Exception):
    """Something is wrong with what was to be written into the books."""


class UnknownYearError(BooksError):
    """The company has no such financial year."""

    def __init__(self, tenant: int, year: int | None) -> None:
        super().__init__(f"Company {tenant} has no financial year {year}.")
        self.tenant = tenant
        self.year = year


class DayOutsideYearError(BooksError):
    """The voucher's day is not in its year."""

    def __init__(self, day: date, year: int) -> None:
        super().__init__(f"{day} is not in financial year {year}.")
        self.day = day
        self.year = year


class UnknownSeriesError(BooksError):
    """The year has no such series."""

    def __init__(self, series: str, year: int) -> None:
        super().__init__(f"Financial year {year} has no series {series}.")
        self.series = series
        self.year = year


class UnknownAccountError(BooksError):
    """The year's chart has no such account."""

    def __init__(self, account: str, year: int) -> None:
        super().__init__(f"The chart of financial year {year} has no account {account}.")
        self.account = account
        self.year = year


class UnbalancedVoucherError(BooksError):
    """The counted rows of a voucher do not sum to 0."""

    def __init__(self, ore: int) -> None:
        super().__init__(f"The voucher differs by {ore} öre.")
        self.ore = ore


class NothingToMakeError(BooksError):
    """No file was given to make a company of."""
