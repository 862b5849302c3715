"""The rate limit: 25 calls in 5 seconds, for each application and company."""

from datetime import timedelta

from integrations.fortnox.simulator.web.rate import RateLimit
from tests.integrations.fortnox.simulated import Simulated
from tests.integrations.fortnox.simulator.web.company import ALFA, KLARA, bearer, get

US = ("kvitt-demo", KLARA)


def test_window_slides() -> None:
    limit = RateLimit()

    let = [limit.lets(US, at=at, calls=2) for at in (0.0, 4.0, 4.9, 5.0, 5.1, 9.0)]

    assert let == [True, True, False, True, False, True]


def test_refused_call_does_not_count() -> None:
    limit = RateLimit()

    let = [limit.lets(US, at=at, calls=1) for at in (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)]

    assert let == [True, False, False, False, False, True]


def test_company_and_application_have_a_window_of_their_own() -> None:
    limit = RateLimit()

    let = [limit.lets(who, at=0.0, calls=1) for who in (US, ("kvitt-demo", ALFA), ("another", KLARA), US)]

    assert let == [True, True, True, False]


def test_clock_moved_back_forgets_calls_of_the_future() -> None:
    limit = RateLimit()

    let = [limit.lets(US, at=at, calls=1) for at in (100.0, 50.0)]

    assert let == [True, True]


def test_limit_of_nothing_lets_everything_through() -> None:
    limit = RateLimit()

    assert all(limit.lets(US, at=0.0, calls=0) for _ in range(100))


def test_call_over_the_limit_is_answered_429_until_the_window_has_slid(sim: Simulated) -> None:
    sim.control.switch({"calls_per_window": None})
    sim.control.stop_clock()
    headers = bearer(sim)

    first = [get(sim, "echo/a", headers=headers).status_code for _ in range(26)]
    sim.control.move_clock(timedelta(seconds=4.9))
    second = get(sim, "echo/a", headers=headers).status_code
    sim.control.move_clock(timedelta(seconds=0.1))
    third = get(sim, "echo/a", headers=headers).status_code

    assert first == [200] * 25 + [429]
    assert (second, third) == (429, 200)


def test_refusal_tells_when_to_come_again_only_if_the_switch_says_so(sim: Simulated) -> None:
    sim.control.switch({"calls_per_window": 1})
    sim.control.stop_clock()
    headers = bearer(sim)
    get(sim, "echo/a", headers=headers)

    without = get(sim, "echo/a", headers=headers)
    sim.control.switch({"retry_after_seconds": 5})
    told = get(sim, "echo/a", headers=headers)

    assert (without.status_code, without.headers.get("Retry-After")) == (429, None)
    assert (told.status_code, told.headers.get("Retry-After")) == (429, "5")
    assert told.json() == {"ErrorInformation": {"Message": "Too many requests"}}


def test_other_company_is_not_held_up(sim: Simulated) -> None:
    sim.control.switch({"calls_per_window": 1})
    sim.control.stop_clock()

    answers = [get(sim, "echo/a", headers=bearer(sim, tenant)).status_code for tenant in (KLARA, KLARA, ALFA)]

    assert answers == [200, 429, 200]
