"""Whole exports to a simulated Fortnox: begun as the page begins them, done here or in a process of their own."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from django.conf import settings

from closing.entries.export import starting
from closing.entries.export.destinations import destination_of
from closing.entries.export.models import ExportBatch
from closing.entries.marker import markers_in
from closing.entries.models import ClosingEntry
from closing.jobs import run as job_run
from tests import database
from tests.entries.made_entries import make_entry
from tests.integrations.fortnox.destination.conftest import Scene
from tests.integrations.fortnox.simulator.calls import TENANT

ROOT = Path(__file__).resolve().parents[4]
DO_THE_JOB = "import sys, django; django.setup(); from closing.jobs.run import run; run(sys.argv[1])"
SERIES = {"V": "A", "S": "A"}


def make_entries(scene: Scene, count: int) -> list[ClosingEntry]:
    """Make entries V1, V2 … of different amounts."""
    return [make_entry(scene.year, ("5010", 100 * number), ("1930", -100 * number)) for number in range(1, count + 1)]


def prepared(scene: Scene) -> ExportBatch:
    """Prepare an export, to its end."""
    destination = destination_of(scene.engagement)
    assert destination is not None
    batch = starting.prepare(scene.year, destination, actor=scene.user)
    job_run.run_here(str(batch.job_id))
    batch.refresh_from_db()
    return batch


def begun(scene: Scene, entries: list[ClosingEntry]) -> ExportBatch:
    """Begin to send entries; the job waits in the queue."""
    batch = prepared(scene)
    starting.send(batch, starting.Chosen({one.pk: one.version for one in entries}, SERIES), actor=scene.user)
    scene.fortnox.control.forget_calls()
    return batch


def finished(batch: ExportBatch) -> ExportBatch:
    """Do the job of an export to its end, however often it has to be put off."""
    job_run.run_here(str(batch.job_id))
    batch.refresh_from_db()
    return batch


def sending_process(batch: ExportBatch, *, crash_at: str = "") -> "subprocess.Popen[bytes]":
    """Start a process that does the job of an export, on the database of this test, and dies at a point if wanted."""
    place = {
        "DATA_DIR": str(settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "FORTNOX_API_URL": settings.FORTNOX_API_URL,
        "FORTNOX_AUTH_URL": settings.FORTNOX_AUTH_URL,
        "FORTNOX_CLIENT_ID": settings.FORTNOX_CLIENT_ID,
        "FORTNOX_CLIENT_SECRET": settings.FORTNOX_CLIENT_SECRET,
        "TOKEN_KEYS": ",".join(settings.TOKEN_KEYS),
        "EXPORT_QUIET_SECONDS": str(settings.EXPORT_QUIET_SECONDS),
        "CRASH_AT": crash_at,
    }
    command = [sys.executable, "-c", DO_THE_JOB, str(batch.job_id)]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **database.named(), **place})


def states(batch: ExportBatch) -> dict[str, int]:
    """Count the states of the entries of an export."""
    return dict(Counter(batch.items.values_list("state", flat=True)))


def vouchers_by_mark(scene: Scene) -> dict[str, list[tuple[str, int]]]:
    """List the vouchers in Fortnox, by the marks they carry; read from its own storage."""
    found: dict[str, list[tuple[str, int]]] = {}
    with scene.fortnox.storage.reading() as connection:
        rows = connection.execute("SELECT description, series, number FROM voucher WHERE tenant = ?", [TENANT])
        for text, series, number in rows:
            for mark in markers_in(text):
                found.setdefault(mark, []).append((series, number))
    return found


def agree(scene: Scene, batch: ExportBatch) -> bool:
    """Say whether Fortnox has every entry of an export once, as the database says, read back."""
    there = vouchers_by_mark(scene)
    here = {
        item.marker: [(item.series, item.number)]
        for item in batch.items.filter(state="done", checked="same", entry__status="transferred")
    }
    return here == there and len(here) == batch.items.count()
