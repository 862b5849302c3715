"""Tests of how often Fortnox is called."""

from threading import Thread

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.fortnox.client.limiter import Limiter, limiter_of
from tests.integrations.fortnox.client.conftest import FakeTime


def worst_window(sent: list[float], seconds: float = 5.0) -> int:
    return max(sum(1 for other in sent if at <= other < at + seconds) for at in sent)


def test_calls_go_out_as_fast_as_the_limit_allows() -> None:
    time = FakeTime()
    limiter, sent = time.limiter, []

    for _ in range(60):
        limiter.wait()
        sent.append(time.now)

    assert sent[-1] - sent[0] == 10.0
    assert worst_window(sent) == 24


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.floats(min_value=0, max_value=3), min_size=30, max_size=120))
def test_no_stretch_holds_more_calls_than_allowed(pauses: list[float]) -> None:
    time = FakeTime()
    limiter, sent = time.limiter, []

    for pause in pauses:
        time.now += pause / 10
        limiter.wait()
        sent.append(time.now)

    assert worst_window(sent) <= 24


def test_hold_stops_every_call() -> None:
    time = FakeTime()
    limiter = time.limiter

    limiter.hold(7)
    limiter.hold(2)
    limiter.wait()

    assert time.slept == [7]


def test_threads_share_the_limit() -> None:
    time = FakeTime()
    limiter = Limiter(requests=50, clock=time.clock, sleep=time.sleep)

    def call_ten_times() -> None:
        for _ in range(10):
            limiter.wait()

    threads = [Thread(target=call_ten_times) for _ in range(5)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (time.slept, len(limiter._sent)) == ([], 50)


def test_a_company_has_one_limiter_in_the_process() -> None:
    assert limiter_of(900_001) is limiter_of(900_001)
    assert limiter_of(900_001) is not limiter_of(900_002)
