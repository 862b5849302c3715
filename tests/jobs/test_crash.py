"""Real processes are killed, and every job still ends, with its effect exactly once."""

from collections.abc import Iterator

import pytest

from tests.jobs.installation import PATIENCE_SECONDS, Installation, alive, children, descendants, kill, until

pytestmark = pytest.mark.crash


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Give an installation of its own to the tests of this file."""
    made = Installation(tmp_path_factory.mktemp("farm"))
    yield made
    made.close()


@pytest.fixture
def farm(installation: Installation) -> Installation:
    """Give the installation with its workers at work, whatever the test before did to them."""
    installation.set_to_work()
    return installation


def test_busy_worker_killed_and_the_job_is_done_once(farm: Installation) -> None:
    farm.queue("busy", 2)
    kill(farm.worker_of("busy"))

    farm.wait_for("busy")

    assert (farm.founded("busy"), farm.begun("busy")) == (1, 2)


def test_idle_workers_killed_and_the_next_jobs_are_done_once(farm: Installation) -> None:
    for pid in children(farm.sentinel()):
        kill(pid)
    farm.queue("first", 0.1)
    farm.queue("second", 0.1)

    farm.wait_for("first", "second")

    assert (farm.founded("first"), farm.founded("second")) == (1, 1)


def test_sentinel_killed_and_the_jobs_are_done_once(farm: Installation) -> None:
    farm.queue("watched", 2)
    farm.worker_of("watched")
    kill(farm.sentinel())

    farm.wait_for("watched")
    farm.queue("after", 0.1)
    farm.wait_for("after")

    assert (farm.founded("watched"), farm.founded("after")) == (1, 1)


def test_everything_killed_and_a_new_worker_takes_the_job_up(farm: Installation) -> None:
    farm.queue("deserted", 2)
    farm.worker_of("deserted")
    for pid in [farm.worker.pid, *descendants(farm.worker.pid)]:
        kill(pid)
    farm.worker.wait()

    farm.set_to_work()
    farm.wait_for("deserted")

    assert (farm.founded("deserted"), farm.begun("deserted")) == (1, 2)


def test_watchdog_killed_and_its_cluster_ends_after_the_job(farm: Installation) -> None:
    farm.queue("orphan", 2)
    farm.worker_of("orphan")
    family = descendants(farm.worker.pid)
    kill(farm.worker.pid)
    farm.worker.wait()

    until(lambda: not alive(family))

    assert (farm.founded("orphan"), farm.begun("orphan")) == (1, 1)


def test_worker_told_to_stop_lets_the_job_end_and_leaves_nothing(farm: Installation) -> None:
    farm.queue("last", 2)
    farm.worker_of("last")
    family = descendants(farm.worker.pid)
    farm.worker.terminate()

    farm.worker.wait(timeout=PATIENCE_SECONDS)

    assert farm.worker.returncode == 0
    assert (farm.founded("last"), farm.begun("last"), alive(family)) == (1, 1, [])


def test_worker_told_twice_to_stop_ends_at_once_and_the_job_is_done_by_the_next(farm: Installation) -> None:
    farm.queue("interrupted", 2)
    farm.worker_of("interrupted")
    family = descendants(farm.worker.pid)
    farm.worker.terminate()
    until(lambda: len(alive(family)) < len(family))
    farm.worker.terminate()
    farm.worker.wait(timeout=PATIENCE_SECONDS)
    left = alive(family)

    farm.set_to_work()
    farm.wait_for("interrupted")

    assert (left, farm.worker.poll(), farm.founded("interrupted")) == ([], None, 1)


def test_worker_with_a_hung_cluster_still_ends(farm: Installation) -> None:
    family = descendants(farm.worker.pid)
    for pid in children(farm.sentinel()):
        kill(pid)
    farm.worker.terminate()

    farm.worker.wait(timeout=PATIENCE_SECONDS)

    assert (farm.worker.returncode, alive(family)) == (0, [])
