"""Settings that name what does not exist are found before anything runs."""

from typing import Any

import pytest

from closing.jobs.checks import job_kinds, queue_patience


def test_our_own_settings_hold() -> None:
    assert [*job_kinds(), *queue_patience()] == []


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ({"work": "closing.jobs.canary.work"}, []),
        ({"work": "closing.jobs.canary.fly"}, ["jobs.E001"]),
        ({"work": "closing.jobs.nowhere.work"}, ["jobs.E001"]),
        ({"work": "closing.jobs.canary.CANARY"}, ["jobs.E001"]),
        ({"work": "closing.jobs.canary.work", "right": "fly"}, ["jobs.E001"]),
        ({"work": "closing.jobs.canary.work", "texts": "closing.jobs.texts.SONGS"}, ["jobs.E001"]),
        ({}, ["jobs.E001"]),
    ],
)
def test_kind_that_cannot_be_done_is_found(settings: Any, kind: dict[str, str], found: list[str]) -> None:
    settings.JOB_KINDS, settings.SCHEDULED_JOBS = {"sing": kind}, {}

    assert [message.id for message in job_kinds()] == found


@pytest.mark.parametrize(("plan", "found"), [({"canary": 1}, []), ({"gone": 1}, ["jobs.E002"])])
def test_schedule_of_an_unknown_kind_is_found(settings: Any, plan: dict[str, int], found: list[str]) -> None:
    settings.JOB_KINDS, settings.SCHEDULED_JOBS = {"canary": {"work": "closing.jobs.canary.work"}}, plan

    assert [message.id for message in job_kinds()] == found


@pytest.mark.parametrize(("retry", "found"), [(1201, []), (1200, ["jobs.E003"])])
def test_queue_that_delivers_again_too_early_is_found(settings: Any, retry: int, found: list[str]) -> None:
    settings.Q_CLUSTER = {"timeout": 600, "queue_limit": 1, "workers": 2, "retry": retry}

    assert [message.id for message in queue_patience()] == found
