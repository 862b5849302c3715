"""A company as small as one can be, and calls for it."""

from datetime import date

import requests

from integrations.fortnox.simulator.books.accounts import add_chart
from integrations.fortnox.simulator.books.companies import Company, add_company
from integrations.fortnox.simulator.books.series import add_standard_series
from integrations.fortnox.simulator.books.years import add_year
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulated import SECONDS, Simulated

KLARA = 1001
ALFA = 1002
SIE = b"""#FLAGGA 0\r
#FORMAT PC8\r
#SIETYP 4\r
#PROGRAM "Fortnox" 3.60.16\r
#FNAMN "Klara AB"\r
#ORGNR 556677-8899\r
#RAR 0 20250101 20251231\r
#KONTO 1930 "Bank"\r
#KONTO 5010 "Hyra"\r
#VER A 1 20250131 "Hyra"\r
{\r
#TRANS 5010 {} 1000.5\r
#TRANS 1930 {} -1000.5\r
}\r
"""
"""A small SIE file of type 4."""


def make_company(storage: Storage, tenant: int, name: str) -> None:
    """Make a company without any books."""
    with storage.transaction() as connection:
        add_company(connection, Company(tenant, name, "556677-8899"))


def bearer(sim: Simulated, tenant: int = KLARA, *scopes: str) -> dict[str, str]:
    """Make the header of a call for a company, with these scopes or with all."""
    token = sim.control.token(tenant, scopes) if scopes else sim.control.token(tenant)
    return {"Authorization": f"Bearer {token}"}


def get(sim: Simulated, path: str, headers: dict[str, str] | None = None) -> requests.Response:
    """Ask for a resource under /3/, with a token that is good for everything unless headers say otherwise."""
    sent = bearer(sim) if headers is None else headers
    return requests.get(f"{sim.api_url}/{path}", headers=sent, timeout=SECONDS)


def make_books(storage: Storage, tenant: int, name: str = "Klara AB") -> None:
    """Make a company with the financial year 2025, a few accounts and the usual series."""
    names = {"1930": "Företagskonto", "3001": "Försäljning", "5010": "Lokalhyra"}
    with storage.transaction() as connection:
        add_company(connection, Company(tenant, name, "556677-8899"))
        year = add_year(connection, tenant, start=date(2025, 1, 1), end=date(2025, 12, 31))
        add_chart(connection, tenant, year=year, names=names)
        add_standard_series(connection, tenant, year=year)


def send_voucher(
    sim: Simulated, description: str = "Hyra", *, account: str = "5010", timeout: float = SECONDS
) -> requests.Response:
    """Send a voucher of 1 000.50 kronor in series A."""
    rows = [{"Account": int(account), "Debit": 1000.5}, {"Account": 1930, "Credit": 1000.5}]
    voucher = {"Description": description, "TransactionDate": "2025-12-31", "VoucherSeries": "A", "VoucherRows": rows}
    return requests.post(
        f"{sim.api_url}/vouchers?financialyear=1", json={"Voucher": voucher}, headers=bearer(sim), timeout=timeout
    )


def vouchers(sim: Simulated) -> list[str]:
    """List the vouchers of the year, as an application sees them."""
    listed = get(sim, "vouchers?financialyear=1").json()["Vouchers"]
    return [f"{voucher['VoucherSeries']}{voucher['VoucherNumber']}" for voucher in listed]
