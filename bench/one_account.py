"""Times pages of an account with very many postings, the slowest of each sort; prints one JSON object."""

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path
from time import perf_counter

from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

import bench.ready  # noqa: F401 -- Django is set up before the models are imported
import sie
from closing.books import ledger, loading, pointer
from closing.books.ledger import LAST, Key, Place, Wanted
from closing.books.models import Account, Posting
from closing.engagements.models import Agency, Engagement, FiscalYear, Role
from closing.engagements.organisation import create_fiscal_year
from tests.factories import client_of, make_membership, make_user

ROWS_OF_A_VOUCHER = 4
DAYS_OF_A_YEAR = 364
PLACES = 25
TIMES = 3
START = date(2025, 1, 1)
HEAD = '#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "X"\n#RAR 0 20250101 20251231\n#KONTO 1930 "Bank"\n'


def main(postings: int, shape: str) -> None:
    """Store the postings, all on one account, and ask for pages."""
    with scopes_disabled():
        year = _year()
        path = Path(sys.argv[3])
        path.write_text("".join(_lines(postings, shape)), encoding="cp437")
        begun = perf_counter()
        scan = sie.scan(path)
        snapshot = loading.store(year, reading=scan)
        seconds = perf_counter() - begun
        pointer.flip_books(year, snapshot)
        account = Account.objects.get(snapshot=snapshot, number="1930")
        found = {"postings": account.posting_count, "stored_seconds": round(seconds, 2)}
        print(json.dumps(found | {"worst_ms": _ledger(account) | _pages(year)}))


def _year() -> FiscalYear:
    engagement = Engagement.objects.create(
        agency=Agency.objects.create(name="Mätning"),
        organisation_number="5566778899",
        name="Exempel AB",
        company_form="AB",
        accounting_standard="K2",
    )
    return create_fiscal_year(engagement, start=START, end=date(2025, 12, 31))


def _lines(postings: int, shape: str) -> Iterator[str]:
    """Write vouchers of four rows, on all days of the year or on a single one."""
    yield HEAD
    vouchers = postings // ROWS_OF_A_VOUCHER
    for number in range(1, vouchers + 1):
        days = 100 if shape == "one day" else DAYS_OF_A_YEAR * number // vouchers
        day = START + timedelta(days=days)
        yield f'#VER {"AB"[number % 2]} {number} {day:%Y%m%d} "Faktura {number % 9973} Åkerlund"\n{{\n'
        for amount in (number % 5_000 + 1, number % 777 + 1):
            yield f'#TRANS 1930 {{}} {amount}.50 "" "Rad"\n#TRANS 1930 {{}} -{amount}.50\n'
        yield "}\n"


def _ledger(account: Account) -> dict[str, float]:
    """Time the questions to the books themselves."""
    keys = list(_keys(account))
    searches = {
        "search: a text": Wanted(text="faktura 4711 å"),
        "search: a text that is not there": Wanted(text="finns inte"),
        "search: an amount": Wanted(least_ore=480_000),
        "search: a series": Wanted(series="B"),
    }
    return {
        "first": _worst([partial(ledger.page, account)]),
        "last": _worst([partial(ledger.page, account, place=LAST)]),
        "somewhere, forwards": _worst([partial(ledger.page, account, place=Place(key)) for key in keys]),
        "somewhere, backwards": _worst([partial(ledger.page, account, place=Place(key, True)) for key in keys]),
        "some days": _worst([partial(ledger.page, account, Wanted(start=key.date, end=key.date)) for key in keys]),
        **{name: _worst([partial(ledger.page, account, wanted)]) for name, wanted in searches.items()},
    }


def _pages(year: FiscalYear) -> dict[str, float]:
    """Time whole answers of the application, as a person who is signed in gets them."""
    client = _signed_in(year.engagement.agency)
    address = reverse("statements:account", args=[year.engagement_id, year.pk, "1930"])
    account = Account.objects.get(number="1930")
    asked: dict[str, list[dict[str, str]]] = {
        "answer: first": [{}],
        "answer: last": [{"before": "end"}],
        "answer: somewhere": [{"after": str(key)} for key in _keys(account)],
        "answer: search": [{"text": "finns inte"}],
    }
    client.get(address)
    return {
        name: _worst([partial(_answer, client, address, query) for query in queries]) for name, queries in asked.items()
    }


def _keys(account: Account) -> Iterator[Key]:
    """Give places all over the ledger, the same every time."""
    chance = random.Random(1)  # noqa: S311 -- places to look at
    lowest, highest = account.snapshot.keys
    last = Posting.objects.filter(pk__range=(lowest, highest)).order_by("-pk").values_list("pk", flat=True)[0]
    for _ in range(PLACES):
        posting = Posting.objects.get(pk=chance.randrange(lowest + 1, last + 1))
        yield Key(posting.date, posting.pk - lowest)


def _signed_in(agency: Agency) -> Client:
    return client_of(make_membership(make_user("matning@example.se"), agency, Role.READER).user)


def _answer(client: Client, address: str, query: dict[str, str]) -> None:
    answer = client.get(address, query)
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"{address} answered {answer.status_code}")


def _worst(asked: Sequence[Callable[[], object]]) -> float:
    """Ask each question a few times, and give the milliseconds of the slowest one's quickest answer."""
    return round(max(min(_once(ask) for _ in range(TIMES)) for ask in asked) * 1000, 1)


def _once(ask: Callable[[], object]) -> float:
    begun = perf_counter()
    ask()
    return perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
