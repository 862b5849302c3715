"""Every resource of the simulator answers over real HTTP, with the right that it needs and no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.fortnox.simulator.routes import Route
from integrations.fortnox.simulator.web import parts
from integrations.fortnox.simulator.web.oauth.scopes import SCOPES
from tests.integrations.fortnox.simulated import Simulated, simulator
from tests.integrations.fortnox.simulator.calls import TENANT
from tests.integrations.fortnox.simulator.register.made import made_storage
from tests.integrations.fortnox.simulator.web.company import bearer, get

PLAIN = sorted(
    (route for route in parts.ROUTES if route.method == "GET" and not route.open_pieces),
    key=lambda route: route.pattern,
)


@pytest.fixture(scope="module")
def sim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    """Run a simulator with one company."""
    folder: Path = tmp_path_factory.mktemp("simulator")
    made_storage(folder).close()
    with simulator(folder) as running:
        running.control.switch({"calls_per_window": 0})
        yield running


@pytest.mark.parametrize("route", PLAIN, ids=lambda route: route.pattern)
def test_resource_is_answered_in_fortnoxs_json(sim: Simulated, route: Route) -> None:
    answer = get(sim, f"{route.pattern}/", headers=bearer(sim, TENANT))

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.content.isascii()
    assert b"/" not in answer.content.replace(b"\\/", b"")
    assert len(answer.json()) > 0


@pytest.mark.parametrize("route", PLAIN, ids=lambda route: route.pattern)
def test_resource_is_refused_without_its_scope(sim: Simulated, route: Route) -> None:
    others = tuple(scope for scope in SCOPES if scope not in route.scope.split())

    answer = get(sim, route.pattern, headers=bearer(sim, TENANT, *others))

    assert answer.json()["ErrorInformation"]["code"] == 2000663


def test_every_scope_of_a_resource_is_known() -> None:
    asked = {scope for route in parts.ROUTES for scope in route.scope.split()}

    assert asked - set(SCOPES) == set()
    assert len(PLAIN) > 15
