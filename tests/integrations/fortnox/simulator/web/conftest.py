"""A simulator that runs, with two companies."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue, Refusal
from integrations.fortnox.simulator.routes import Route
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulated import Simulated, simulator
from tests.integrations.fortnox.simulator.web.company import KLARA, make_books, make_company


def _echo(storage: Storage, call: Call) -> Answer:
    """Answer what was asked."""
    body: JsonValue = {
        "Method": call.method,
        "Path": "/".join(call.path),
        "Params": dict(call.params),
        "Body": call.body,
        "Tenant": call.tenant,
        "Address": call.address,
    }
    return Answer(201 if call.method == "POST" else 200, body)


def _refuse(storage: Storage, call: Call) -> Answer:
    """Refuse as reading a record that is not there, or as a value that is wrong."""
    if call.path[1] == "missing":
        raise Refusal(404, 2000434, "Kan inte hitta fakturan.", is_missing=True)
    raise Refusal(400, 2000587, "Ett ogiltigt filter har använts.")


def _sie(storage: Storage, call: Call) -> Answer:
    """Answer a file."""
    return Answer(raw=b"#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n", content_type="application/octet-stream")


ECHO = (
    Route("GET", "echo/{name}", "bookkeeping", _echo),
    Route("POST", "echo/{name}", "bookkeeping", _echo),
    Route("GET", "settings/echo", "settings bookkeeping", _echo),
    Route("GET", "refusing/{how}", "", _refuse),
    Route("GET", "sie/{type}", "bookkeeping", _sie),
)


@pytest.fixture
def sim(tmp_path: Path) -> Iterator[Simulated]:
    """Give a simulator with a resource that answers what it was asked, and the companies Klara and Alfa."""
    with simulator(tmp_path / "simulator", routes=ECHO) as running:
        make_company(running.storage, 1001, "Klara AB")
        make_company(running.storage, 1002, "Alfa AB")
        running.control.switch({"calls_per_window": 0})
        yield running


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Simulated]:
    """Give a simulator with the company Klara, which has a year, accounts and series."""
    with simulator(tmp_path / "simulator") as running:
        make_books(running.storage, KLARA)
        running.control.switch({"calls_per_window": 0})
        yield running
