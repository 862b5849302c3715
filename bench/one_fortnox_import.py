"""One fetch from a Fortnox, as an import does it, or of one SIE file alone; prints one JSON object."""

import json
import sys
from pathlib import Path
from time import perf_counter

import bench.ready  # noqa: F401 -- Django is set up before its settings are read
from bench.fortnox_company import FIRST_DAY, LAST_DAY, NUMBER
from closing.importing.run_files import RunFiles
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.fetching.fetch import Order, fetch
from integrations.fortnox.fetching.years import Wish

ONE_FILE = "file"


class _Tokens:
    """Gives the one token there is."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self) -> str:
        """Give it."""
        return self._token

    def renewed(self, refused: str) -> str:
        """Give it again."""
        return self._token


class _Silent:
    """Is told how far the work has come, and tells nobody."""

    def report(self, per_cent: int, step: str, **facts: str | int) -> None:
        """Do nothing."""


def main(what: str, token: str, folder: Path) -> None:
    """Fetch, and print what it took."""
    client = FortnoxClient(_Tokens(token))
    begun = perf_counter()
    found = {"bytes": client.sie(1, folder / "large.se")} if what == ONE_FILE else _import(client, folder)
    print(json.dumps({**found, "seconds": round(perf_counter() - begun, 2)}))


def _import(client: FortnoxClient, folder: Path) -> dict[str, int]:
    active = (LAST_DAY.replace(month=1, day=1), LAST_DAY)
    order = Order(
        NUMBER,
        Wish(active, is_first=True, wants_all=False),
        wants_books=True,
        wants_ledgers=True,
        ledgers_from=FIRST_DAY,
        today=LAST_DAY,
    )
    fetched = fetch(client, order, run_files=RunFiles(folder), progress=_Silent())
    return {"years": len(fetched.files), "invoices": sum(len(ledger.invoices) for ledger in fetched.ledgers)}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
