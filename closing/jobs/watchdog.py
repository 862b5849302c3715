"""The worker's parent: starts django-q's cluster, asks it for proof of work, and restarts one that gives none.

A cluster whose idle worker was killed can hang for good with a green heartbeat (django-q2 issue 23); so what counts is
that a canary comes back, or that a running job still reports.
"""

import logging
import os
import signal
import sys
from pathlib import Path
from time import monotonic, sleep
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import OrmQ

from closing.environment import ROOT
from closing.jobs import canary, health, schedule, sweeper
from closing.jobs.models import Job
from closing.jobs.processes import Child
from closing.jobs.run import machine

logger = logging.getLogger(__name__)
TICK_SECONDS = 0.2
IDLE_END_SECONDS = 10
LONGEST_END_SECONDS = 660


class Watchdog:
    """Keeps one cluster of workers at work until it is told to stop."""

    def __init__(self) -> None:
        self.cluster = Child("cluster", [sys.executable, str(ROOT / "manage.py"), "qcluster"])
        self._signals = 0
        self._next_canary = 0.0
        self._trusted_until = 0.0

    def run(self) -> None:
        """Watch until a signal says stop; then let running jobs end, unless a second signal says at once."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._hear)
        begin()
        self._take_over()
        while not self._signals:
            if self.cluster.keep_running():
                self._trust()
            if self._tick_fails():
                logger.error("No sign of work for %s s: the workers are restarted.", settings.WATCHDOG_SECONDS)
                self.cluster.kill()
                self._take_over()
            sleep(TICK_SECONDS)
        self._end()

    def _take_over(self) -> None:
        close_old_connections()
        take_over()

    def _tick_fails(self) -> bool:
        """Send a canary when it is time; say whether the cluster has given no proof of work for too long."""
        if monotonic() < self._next_canary:
            return False
        self._next_canary = monotonic() + settings.CANARY_SECONDS
        close_old_connections()
        try:
            canary.sing()
            sweeper.sweep()
            sweeper.clear_away()
            alive = health.worker_is_alive(within_seconds=settings.WATCHDOG_SECONDS)
        except DatabaseError:
            logger.exception("The database does not answer.")
            self._trust()
            return False
        return not alive and monotonic() > self._trusted_until

    def _end(self) -> None:
        """Ask the cluster to end; one that has no job under way and still does not end is hung, and killed."""
        self.cluster.ask_to_end()
        asked = monotonic()
        last_work = asked
        while self.cluster.is_running and self._signals == 1 and monotonic() < asked + LONGEST_END_SECONDS:
            if has_work_under_way():
                last_work = monotonic()
            elif monotonic() > last_work + IDLE_END_SECONDS:
                logger.error("The workers do not end: they are killed.")
                break
            sleep(TICK_SECONDS)
        self.cluster.kill()

    def _trust(self) -> None:
        """Give a cluster that has just started time for its first canary."""
        self._trusted_until = monotonic() + settings.WATCHDOG_SECONDS

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1


def take_over() -> None:
    """Free what a dead cluster on this machine held: fetched tasks, and the jobs of processes that are gone."""
    try:
        OrmQ.objects.filter(key=settings.Q_CLUSTER["name"], lock__gt=timezone.now()).update(lock=timezone.now())
        for job in _held_here():
            if not is_alive(_process_of(job)):
                Job.objects.filter(pk=job.pk, leased_by=job.leased_by).update(lease_until=timezone.now())
        schedule.synchronise()
        sweeper.sweep()
    except DatabaseError:
        logger.exception("The database does not answer; the sweeper finds what was left behind.")


def begin() -> None:
    """Do what `settings.WORKER_BEGINS` names; a fault there is told, and the workers start all the same."""
    for path in settings.WORKER_BEGINS:
        try:
            import_string(path)()
        except Exception:
            logger.exception("%s failed at the start of the worker.", path)


def has_work_under_way() -> bool:
    """Say whether a living process of this machine holds a job whose lease has not run out."""
    try:
        return any(is_alive(_process_of(job)) for job in _held_here().filter(lease_until__gt=timezone.now()))
    except DatabaseError:
        return False


def is_alive(pid: int) -> bool:
    """Say whether a process of this machine is still there and no mere remains."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[-1].split()[0]
    except OSError:
        # No /proc on this system, or the process ended meanwhile; then its lease runs out.
        return True
    return state != "Z"


def _held_here() -> QuerySet[Job]:
    return Job.objects.filter(state=Job.State.RUNNING, leased_by__startswith=f"{machine()}:")


def _process_of(job: Job) -> int:
    return int(job.leased_by.split(":")[1])
