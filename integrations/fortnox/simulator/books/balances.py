"""Questions over the books: what moved on an account, in all or month by month. Amounts are öre, debit positive.

Struck rows never count. What moved in a year that was kept in another program has no vouchers here, only sums
(`earlier_movement`).
"""

import sqlite3
from collections.abc import Iterator

_MOVED = """
    SELECT r.account, substr(v.day, 1, 4) || substr(v.day, 6, 2) AS period, r.ore,
        r.cost_centre, r.project
    FROM voucher v JOIN voucher_row r ON r.voucher = v.id
    WHERE v.tenant = :tenant AND v.year = :year AND v.day <= :until AND r.state <> 'struck'
"""
_EARLIER = """
    SELECT account, period, ore, '' AS cost_centre, '' AS project FROM earlier_movement
    WHERE tenant = :tenant AND year = :year
"""
END_OF_TIME = "9999-12-31"


def movements_of(
    connection: sqlite3.Connection, tenant: int, *, year: int, account: str = "", until: str = END_OF_TIME
) -> dict[str, int]:
    """Sum what moved on each account in a year, or on one of them, up to and including a day."""
    query = f"""
        SELECT account, sum(ore) AS ore FROM ({_MOVED} UNION ALL {_EARLIER})
        WHERE :account IN ('', account) GROUP BY account
    """  # noqa: S608 -- put together of constants
    values = {"tenant": tenant, "year": year, "until": until, "account": account}
    return {row["account"]: row["ore"] for row in connection.execute(query, values)}


def months_of(
    connection: sqlite3.Connection, tenant: int, *, year: int, until: str = END_OF_TIME
) -> Iterator[tuple[str, str, int]]:
    """Give what moved on each account in each month: month as "202512", account, öre; in that order."""
    query = f"""
        SELECT period, account, sum(ore) AS ore FROM ({_MOVED} UNION ALL {_EARLIER})
        GROUP BY period, account ORDER BY period, account
    """  # noqa: S608 -- put together of constants
    for row in connection.execute(query, {"tenant": tenant, "year": year, "until": until}):
        yield row["period"], row["account"], row["ore"]


def object_months_of(
    connection: sqlite3.Connection, tenant: int, *, year: int, until: str = END_OF_TIME
) -> Iterator[tuple[str, str, tuple[str, str], int]]:
    """Give what moved on each account in each month for each cost centre (dimension 1) and each project (dimension 6).

    Yields:
        Month, account, dimension and code, öre; in that order.
    """
    query = f"""
        SELECT period, account, dimension, code, sum(ore) AS ore FROM (
            SELECT period, account, 1 AS dimension, cost_centre AS code, ore FROM ({_MOVED}) WHERE cost_centre <> ''
            UNION ALL
            SELECT period, account, 6, project, ore FROM ({_MOVED}) WHERE project <> ''
        ) GROUP BY period, account, dimension, code ORDER BY period, account, dimension, code
    """  # noqa: S608 -- put together of constants
    for row in connection.execute(query, {"tenant": tenant, "year": year, "until": until}):
        yield row["period"], row["account"], (str(row["dimension"]), row["code"]), row["ore"]
