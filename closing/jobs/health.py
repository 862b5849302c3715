"""Whether the application can do its work: what `/readyz` answers."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from closing.jobs.models import Job

CANARY = "canary"
CANARY_ALIVE_SECONDS = 90
LEAST_FREE_BYTES = 1_000_000_000


def report() -> dict[str, bool]:
    """Answer each question with yes or no."""
    try:
        database, migrated, worker = True, is_migrated(), worker_is_alive(within_seconds=CANARY_ALIVE_SECONDS)
    except DatabaseError:
        database = migrated = worker = False
    free = shutil.disk_usage(settings.DATA_DIR).free
    return {"database": database, "migrated": migrated, "worker": worker, "disk": free > LEAST_FREE_BYTES}


def worker_is_alive(*, within_seconds: float) -> bool:
    """Say whether a worker has done something lately: a canary, or a job that still reports."""
    since = timezone.now() - timedelta(seconds=within_seconds)
    done = Job.objects.filter(kind=CANARY, state=Job.State.DONE, finished_at__gte=since)
    working = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__gte=since)
    return done.exists() or working.exists()


def is_migrated() -> bool:
    """Say whether every migration has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
