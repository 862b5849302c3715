"""What the pages ask of the books. They read the very rows that the resources answer from."""

import sqlite3
from dataclasses import dataclass

from integrations.fortnox.simulator.storage import Storage

VOUCHERS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Year:
    """A financial year: its Id in Fortnox, which is no year, and its days."""

    number: int
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a year: whether vouchers can be sent to it, and how many it holds."""

    code: str
    description: str
    is_manual: bool
    count: int


@dataclass(frozen=True, slots=True)
class ListedVoucher:
    """A voucher in the list; `turnover` is its debit in öre."""

    series: str
    number: int
    day: str
    description: str
    origin: str
    turnover: int
    registered: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a voucher, in öre; a struck row is not part of the books."""

    account: str
    name: str
    debit: int
    credit: int
    cost_centre: str
    project: str
    text: str
    is_struck: bool
    is_added: bool


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher with its rows."""

    head: ListedVoucher
    comments: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """An account in a year, in öre: debit is positive."""

    account: str
    name: str
    opening: int
    change: int
    is_active: bool

    @property
    def closing(self) -> int:
        """What the account holds after every voucher so far."""
        return self.opening + self.change


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which vouchers: of a company's year, of one series or of all, from which page on."""

    tenant: int
    year: int
    series: str = ""
    page: int = 1


def years(storage: Storage, tenant: int) -> list[Year]:
    """List the years, the latest first."""
    with storage.reading() as connection:
        rows = connection.execute(
            "SELECT id, from_date, to_date FROM financial_year WHERE tenant = ? ORDER BY from_date DESC", (tenant,)
        ).fetchall()
    return [Year(*row) for row in rows]


def series(storage: Storage, tenant: int, year: int) -> list[Series]:
    """List the series of a year with how many vouchers each has."""
    with storage.reading() as connection:
        rows = connection.execute(
            "SELECT code, description, is_manual, (SELECT count(*) FROM voucher WHERE voucher.tenant = series.tenant "
            "AND voucher.year = series.year AND voucher.series = series.code) FROM series "
            "WHERE tenant = ? AND year = ? ORDER BY code",
            (tenant, year),
        ).fetchall()
    return [Series(row[0], row[1], bool(row[2]), row[3]) for row in rows]


def count(storage: Storage, wanted: Wanted) -> int:
    """Count the vouchers that are wanted."""
    with storage.reading() as connection:
        row = connection.execute(
            "SELECT count(*) FROM voucher WHERE tenant = ?1 AND year = ?2 AND (?3 = '' OR series = ?3)",
            (wanted.tenant, wanted.year, wanted.series),
        ).fetchone()
    return int(row[0])


def vouchers(storage: Storage, wanted: Wanted) -> list[ListedVoucher]:
    """List a page of vouchers, the latest registered first."""
    with storage.reading() as connection:
        rows = connection.execute(
            _HEAD + " AND (?3 = '' OR series = ?3) ORDER BY id DESC LIMIT ?4 OFFSET ?5",
            (wanted.tenant, wanted.year, wanted.series, VOUCHERS_A_PAGE, (wanted.page - 1) * VOUCHERS_A_PAGE),
        ).fetchall()
    return [_listed(row) for row in rows]


def voucher(storage: Storage, wanted: Wanted, number: int) -> Voucher | None:
    """Find one voucher of the series."""
    key = (wanted.tenant, wanted.year, wanted.series, number)
    with storage.reading() as connection:
        head = connection.execute(_HEAD + " AND series = ?3 AND number = ?4", key).fetchone()
        if head is None:
            return None
        rows = connection.execute(
            "SELECT voucher_row.*, account.name AS account_name FROM voucher_row "
            "LEFT JOIN account ON account.tenant = ?1 AND account.year = ?2 AND account.number = voucher_row.account "
            "WHERE voucher = ?3 ORDER BY position",
            (wanted.tenant, wanted.year, head["id"]),
        ).fetchall()
    return Voucher(_listed(head), head["comments"] or "", tuple(_row(row) for row in rows))


def balances(storage: Storage, tenant: int, year: int) -> list[Balance]:
    """List the accounts that hold or held anything, with every voucher of the year counted."""
    with storage.reading() as connection:
        rows = connection.execute(
            "SELECT number, name, opening_ore, is_active, coalesce(change, 0), change IS NOT NULL FROM account "
            "LEFT JOIN (SELECT account, sum(ore) AS change FROM voucher_row WHERE state <> 'struck' AND voucher IN "
            "(SELECT id FROM voucher WHERE tenant = ?1 AND year = ?2) GROUP BY account) ON account = number "
            "WHERE tenant = ?1 AND year = ?2 AND (opening_ore <> 0 OR change IS NOT NULL) ORDER BY number",
            (tenant, year),
        ).fetchall()
    return [Balance(row[0], row[1], row[2], row[4], bool(row[3])) for row in rows]


_HEAD = (
    "SELECT id, series, number, day, description, reference_type, registered, comments, "
    "(SELECT coalesce(sum(ore), 0) FROM voucher_row WHERE voucher_row.voucher = voucher.id AND ore > 0 "
    "AND state <> 'struck') AS turnover FROM voucher WHERE tenant = ?1 AND year = ?2"
)

_ORIGINS = {
    "MANUAL": "Manuell",
    "INVOICE": "Kundfaktura",
    "SUPPLIERINVOICE": "Leverantörsfaktura",
    "INVOICEPAYMENT": "Inbetalning",
    "SUPPLIERPAYMENT": "Utbetalning",
    "CASHINVOICE": "Kontantfaktura",
    "ACCRUAL": "Periodisering",
}


def _listed(row: sqlite3.Row) -> ListedVoucher:
    return ListedVoucher(
        row["series"],
        row["number"],
        row["day"],
        row["description"],
        _ORIGINS.get(row["reference_type"], row["reference_type"]),
        row["turnover"],
        row["registered"],
    )


def _row(row: sqlite3.Row) -> Row:
    return Row(
        row["account"],
        row["account_name"] or "",
        max(row["ore"], 0),
        max(-row["ore"], 0),
        row["cost_centre"],
        row["project"],
        row["text"],
        row["state"] == "struck",
        row["state"] == "added",
    )
