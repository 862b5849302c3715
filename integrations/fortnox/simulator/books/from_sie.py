"""Companies out of SIE files of any program: the books that Fortnox would hold if it had kept them.

Fortnox has one cost centre (dimension 1) and one project (dimension 6) on a row; other objects of a file are left out,
as are the days and quantities of its rows. Opening balances of result accounts are left out, too: Fortnox has none.
Vouchers are taken as they are, also those that do not balance.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sie
from integrations.fortnox.simulator.books.accounts import Account, add_accounts
from integrations.fortnox.simulator.books.companies import Company, add_company, choose_year
from integrations.fortnox.simulator.books.errors import NothingToMakeError
from integrations.fortnox.simulator.books.posting import record
from integrations.fortnox.simulator.books.series import STANDARD, Series, add_series, add_standard_series
from integrations.fortnox.simulator.books.sie_balances import YearBalances
from integrations.fortnox.simulator.books.sie_vouchers import COST_CENTRE, PROJECT, numbered, objects_of, series_of
from integrations.fortnox.simulator.books.years import add_year
from integrations.fortnox.simulator.storage import Storage

_POSTAL = re.compile(r"(\d{3} ?\d{2})\s+(.+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Year:
    """A year of the company, and the file that tells it; index 0 is the file's own year, whose vouchers it has."""

    start: date
    end: date
    index: int
    file: sie.SieFile

    @property
    def vouchers(self) -> Sequence[sie.Voucher]:
        """The vouchers of the year."""
        return self.file.vouchers if self.index == 0 else ()


def company_from_sie(
    storage: Storage, *files: Path | bytes | sie.SieFile, tenant: int, name: str = "", organisation_number: str = ""
) -> Company:
    """Make a company of SIE files, one for each year that has vouchers; years before have their balances alone.

    The Ids of its years follow the order of the files, then come the years before; the last year is the chosen one.

    Args:
        storage: prepared with the tables of the books and of the register.
        files: where they lie, their bytes, or what was read of them; of two whose years overlap the first counts.
        tenant: its number, not taken yet.
        name: otherwise as in the last of the files.
        organisation_number: otherwise as in the last of the files.

    Returns:
        The company.

    Raises:
        NothingToMakeError: no file was given.
        SieFileError: one of them cannot be read.
    """
    read = [file if isinstance(file, sie.SieFile) else sie.read(file) for file in files]
    if not read:
        raise NothingToMakeError
    years = _years(read)
    company = _company(read[-1].head, tenant, name=name, organisation_number=organisation_number)
    with storage.transaction() as connection:
        add_company(connection, company)
        ids = {year.end: _add_year(connection, tenant, year) for year in years}
        _add_objects(connection, tenant, files=read)
        choose_year(connection, tenant, year=ids[max(ids)])
    return company


def _years(files: Sequence[sie.SieFile]) -> list[_Year]:
    """Find the years of all files: each file's own, then those before; no year may overlap another."""
    years: list[_Year] = []
    for file in files:
        own = next((year for year in file.head.years if year.index == 0 and year.start <= year.end), None)
        start, end = (own.start, own.end) if own else _calendar_year(file)
        _add_if_apart(years, _Year(start, end, 0, file))
    for file in files:
        for year in file.head.years:
            if year.index < 0 and year.start <= year.end:
                _add_if_apart(years, _Year(year.start, year.end, year.index, file))
    return years


def _add_if_apart(years: list[_Year], year: _Year) -> None:
    """Add a year to others, unless it has a day in common with one of them."""
    if all(year.end < other.start or other.end < year.start for other in years):
        years.append(year)


def _calendar_year(file: sie.SieFile) -> tuple[date, date]:
    """Find a year for a file that names none: the calendar year of its first voucher, else that of its making."""
    days = [voucher.date for voucher in file.vouchers] or [file.head.generated or date(1970, 1, 1)]
    year = min(days).year
    return date(year, 1, 1), date(year, 12, 31)


def _company(head: sie.Head, tenant: int, *, name: str, organisation_number: str) -> Company:
    """Make the company of what a file says about it."""
    address = head.address or sie.Address()
    postal = _POSTAL.fullmatch(address.postal)
    first, _, last = address.contact.partition(" ")
    number = organisation_number or head.organisation_number
    return Company(
        tenant,
        name or head.company,
        _with_hyphen(number),
        address=address.street,
        zip_code=postal[1] if postal else "",
        city=postal[2] if postal else address.postal,
        contact_first_name=first,
        contact_last_name=last,
        phone=address.telephone,
    )


def _with_hyphen(number: str) -> str:
    """Write an organisation number as Fortnox does; what is none stays as it is."""
    try:
        return sie.organisation_number.with_hyphen(number)
    except sie.OrganisationNumberError:
        return number


def _add_year(connection: sqlite3.Connection, tenant: int, year: _Year) -> int:
    """Write a year with its chart, opening balances, series and vouchers, and give its Id."""
    number = add_year(connection, tenant, start=year.start, end=year.end)
    balances = YearBalances(year.file.head, index=year.index, end=year.end)
    accounts = list(_accounts(tenant, number, year=year, balances=balances))
    add_accounts(connection, accounts)
    if not year.vouchers:
        moved = [
            (tenant, number, account.number, period, ore)
            for account in accounts
            for period, ore in balances.movements(account.number, opening_ore=account.opening_ore).items()
            if ore
        ]
        connection.executemany("INSERT INTO earlier_movement VALUES (?, ?, ?, ?, ?)", moved)
    add_standard_series(connection, tenant, year=number)
    codes = dict.fromkeys(series_of(voucher) for voucher in year.vouchers)
    add_series(connection, *(Series(tenant, number, code, code) for code in codes if code not in STANDARD))
    for place, voucher in numbered(year.vouchers, year=number):
        record(connection, tenant, voucher=voucher, number=place)
    return number


def _accounts(tenant: int, year_id: int, *, year: _Year, balances: YearBalances) -> Iterator[Account]:
    """Give the chart of a year: the accounts that the file declares, and those that it only uses, by their numbers.

    Where the file has no opening balance at all, the closing ones of the year before are taken.
    """
    head = year.file.head
    declared = {account.number: account for account in head.accounts}
    used = {row.account for voucher in year.vouchers for row in voucher.postings} | balances.accounts()
    carried = YearBalances(head, index=year.index - 1, end=year.start).sums[sie.BalanceKind.CLOSING]
    opening = balances.sums[sie.BalanceKind.OPENING] or carried
    used |= opening.keys()
    for number in sorted(declared.keys() | used):
        account = declared.get(number) or sie.Account(number, number)
        is_balance = balances.is_balance(number)
        yield Account(
            tenant,
            year_id,
            number,
            account.name,
            is_balance=is_balance,
            sru=_sru(account),
            opening_ore=opening[number] if is_balance else 0,
        )


def _sru(account: sie.Account) -> int:
    """Read the first code of an account that is a number; Fortnox has one, and 0 for none."""
    return next(
        (int(code) for code in account.sru if code.isascii() and code.isdigit() and len(code) < len("99999")), 0
    )


def _add_objects(connection: sqlite3.Connection, tenant: int, *, files: Iterable[sie.SieFile]) -> None:
    """Write the cost centres and projects that the files declare or use; the last name counts."""
    names: dict[tuple[str, str], str] = {}
    for file in files:
        for voucher in file.vouchers:
            for row in voucher.postings:
                for key in objects_of(row).items():
                    names.setdefault(key, key[1])
        for one in file.head.objects:
            if one.dimension in {COST_CENTRE, PROJECT}:
                names[one.dimension, one.code] = one.name
    centres = [(tenant, code, name) for (dimension, code), name in names.items() if dimension == COST_CENTRE]
    projects = [(tenant, code, name) for (dimension, code), name in names.items() if dimension == PROJECT]
    connection.executemany("INSERT INTO cost_centre (tenant, code, description) VALUES (?, ?, ?)", centres)
    connection.executemany("INSERT INTO project (tenant, number, description) VALUES (?, ?, ?)", projects)
