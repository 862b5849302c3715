"""A SIE file, part by part in Fortnox's own order.

Head, a blank line, accounts with their codes, dimensions and objects, balances of the year, months of both years,
results, balances of the year before, months of objects, vouchers.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date

from integrations.fortnox.simulator.books.accounts import Account, accounts_of
from integrations.fortnox.simulator.books.balances import END_OF_TIME, months_of, movements_of, object_months_of
from integrations.fortnox.simulator.books.companies import Company
from integrations.fortnox.simulator.books.sie_export.asked import Asked
from integrations.fortnox.simulator.books.sie_export.lines import Lines, amount, day
from integrations.fortnox.simulator.books.sie_export.vouchers import accounts_in_rows, voucher_lines
from integrations.fortnox.simulator.books.years import FinancialYear

PROGRAM_VERSION = "3.60.16"
CHART_TYPE = "EUBAS97"
_YEAR_BALANCES, _MONTH_BALANCES, _VOUCHERS = "1", "2", "4"


class SieExport:
    """Makes one file; the connection stays in one transaction, so that all of it is of one state of the books."""

    def __init__(self, connection: sqlite3.Connection, company: Company, *, asked: Asked, today: date) -> None:
        """Read the charts and the balances of both years.

        Args:
            connection: within a transaction.
            company: whose books.
            asked: what is asked for.
            today: the day of the export.
        """
        self.connection = connection
        self.company = company
        self.asked = asked
        self.today = today
        self.write = Lines()
        self.years: list[tuple[int, FinancialYear]] = [(0, asked.year)]
        if asked.earlier:
            self.years.append((-1, asked.earlier))
        self.charts = {index: accounts_of(connection, company.tenant, year=year.id) for index, year in self.years}
        self.moved = {
            index: movements_of(connection, company.tenant, year=year.id, until=self._until(index))
            for index, year in self.years
        }

    def lines(self) -> Iterator[str]:
        """Give the lines of the file."""
        yield from self._head()
        yield ""
        yield from self._accounts()
        if self.asked.kind not in {_YEAR_BALANCES, _MONTH_BALANCES}:
            yield from self._objects()
        yield from self._balances(0)
        if self.asked.kind != _YEAR_BALANCES:
            yield from self._months()
        yield from self._results(0)
        if self.asked.earlier:
            yield from self._balances(-1)
            yield from self._results(-1)
        if self.asked.kind not in {_YEAR_BALANCES, _MONTH_BALANCES}:
            yield from self._object_months()
        if self.asked.kind == _VOUCHERS:
            yield from voucher_lines(self.connection, self.company.tenant, asked=self.asked, write=self.write)

    def _head(self) -> Iterator[str]:
        """Give what the file is."""
        company, text = self.company, self.write.text
        yield "#FLAGGA 0"
        yield "#FORMAT PC8"
        yield f"#SIETYP {self.asked.kind}"
        yield f'#PROGRAM "Fortnox" {PROGRAM_VERSION}'
        yield f"#GEN {day(self.today)}"
        yield f"#FNR {company.tenant}"
        yield f"#FNAMN {text(company.name)}"
        contact = f"{company.contact_first_name} {company.contact_last_name}".strip()
        address = (contact, company.address, f"{company.zip_code} {company.city}".strip(), company.phone)
        if any(address):
            # A blank stands after the last field; real exports have it.
            yield f"#ADRESS {' '.join(map(text, address))} "
        for index, year in self.years:
            yield f"#RAR {index} {day(year.start)} {day(year.end)}"
        if company.organisation_number:
            yield f"#ORGNR {company.organisation_number}"
        if self.asked.kind != _YEAR_BALANCES:
            # Without `todate` it is the end of the year, also when the export is made later; real exports have it so.
            yield f"#OMFATTN {day(min(date.fromisoformat(self.asked.until), self.asked.year.end))}"
        yield f"#KPTYP {CHART_TYPE}"

    def _accounts(self) -> Iterator[str]:
        """Give the accounts that are used in either year, each with its code when it has one."""
        known = {account.number: account for index in sorted(self.charts) for account in self.charts[index]}
        used = {
            account.number for index, chart in self.charts.items() for account in chart if self._has(index, account)
        }
        used |= accounts_in_rows(self.connection, self.company.tenant, asked=self.asked)
        for number in sorted(known):
            if self.asked.whole_chart or number in used:
                account = known[number]
                yield f"#KONTO {self.write.word(number)} {self.write.text(account.name)}"
                if account.sru:
                    yield f"#SRU {self.write.word(number)} {account.sru}"

    def _objects(self) -> Iterator[str]:
        """Give the two dimensions, and all cost centres and projects of the company."""
        yield '#DIM 1 "Kostnadsställe"'
        yield '#DIM 6 "Projekt"'
        for dimension, query in (
            ("1", "SELECT code, description FROM cost_centre WHERE tenant = ? ORDER BY code"),
            ("6", "SELECT number, description FROM project WHERE tenant = ? ORDER BY number"),
        ):
            for code, name in self.connection.execute(query, [self.company.tenant]):
                yield f"#OBJEKT {dimension} {self.write.text(code)} {self.write.text(name)}"

    def _balances(self, index: int) -> Iterator[str]:
        """Give the opening and the closing balance of each account of a year."""
        for account in self.charts[index]:
            if account.is_balance and self._has(index, account):
                closing = account.opening_ore + self.moved[index].get(account.number, 0)
                yield f"#IB {index} {self.write.word(account.number)} {amount(account.opening_ore)} 0"
                yield f"#UB {index} {self.write.word(account.number)} {amount(closing)} 0"

    def _results(self, index: int) -> Iterator[str]:
        """Give the result of each account of a year."""
        for account in self.charts[index]:
            if not account.is_balance and account.number in self.moved[index]:
                yield f"#RES {index} {self.write.word(account.number)} {amount(self.moved[index][account.number])} 0"

    def _months(self) -> Iterator[str]:
        """Give what moved in each month of both years."""
        for index, year in self.years:
            months = months_of(self.connection, self.company.tenant, year=year.id, until=self._until(index))
            for period, account, ore in months:
                yield f"#PSALDO {index} {period} {self.write.word(account)} {{}} {amount(ore)} 0"

    def _object_months(self) -> Iterator[str]:
        """Give what moved for each object in each month of both years."""
        for index, year in self.years:
            months = object_months_of(self.connection, self.company.tenant, year=year.id, until=self._until(index))
            for period, account, (dimension, code), ore in months:
                objects = f"{{{dimension} {self.write.text(code)}}}"
                yield f"#PSALDO {index} {period} {self.write.word(account)} {objects} {amount(ore)} 0"

    def _has(self, index: int, account: Account) -> bool:
        """Say whether an account has a balance or moved in a year."""
        return bool(account.opening_ore) or account.number in self.moved[index]

    def _until(self, index: int) -> str:
        """Tell until when the balances of a year run: all of the year before counts."""
        return self.asked.until if index == 0 else END_OF_TIME
