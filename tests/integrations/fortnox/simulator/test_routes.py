"""Finding the resource of a call."""

from integrations.fortnox.simulator.exchange import Answer, Call
from integrations.fortnox.simulator.routes import Route, find
from integrations.fortnox.simulator.storage import Storage


def answer(_storage: Storage, _call: Call) -> Answer:
    """Answer nothing."""
    return Answer(status=204)


LIST = Route("GET", "vouchers", "bookkeeping", answer)
ONE = Route("GET", "vouchers/{series}/{number}", "bookkeeping", answer)
SUBLIST = Route("GET", "vouchers/sublist/{series}", "bookkeeping", answer)
CREATE = Route("POST", "vouchers", "bookkeeping", answer)
ROUTES = (LIST, ONE, SUBLIST, CREATE)


def test_find_takes_the_method_and_every_piece_of_the_path() -> None:
    found = [
        find("GET", ("vouchers",), ROUTES),
        find("POST", ("vouchers",), ROUTES),
        find("GET", ("vouchers", "A", "17"), ROUTES),
        find("GET", ("vouchers", "A"), ROUTES),
        find("PUT", ("vouchers",), ROUTES),
        find("GET", ("accounts",), ROUTES),
        find("GET", (), ROUTES),
    ]

    assert found == [LIST, CREATE, ONE, None, None, None, None]


def test_find_prefers_the_route_that_names_more_of_the_path() -> None:
    found = find("GET", ("vouchers", "sublist", "A"), ROUTES)

    assert found == SUBLIST
