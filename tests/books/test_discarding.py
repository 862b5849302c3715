"""Taking snapshots away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closing.books import discarding
from closing.books.errors import SnapshotInUseError
from closing.books.models import AccountMapping, Books, Snapshot
from closing.jobs.enqueue import enqueue
from closing.jobs.models import Job
from closing.jobs.run import run
from tests.books.made_books import HEAD, SALES, import_text, make_year, store_text

pytestmark = pytest.mark.django_db

OBJECTS = '#OBJEKT 1 "K1" "Butiken"\n'
RICH = (
    HEAD
    + OBJECTS
    + SALES
    + '#VER C 1 20250301\n{\n#TRANS 1930 {1 "K1"} 1.00 20250302 "x" 3 "EVA"\n#BTRANS 1930 {} 9.00\n'
    + "#TRANS 3001 {} -1.00\n}\n"
)


def counts() -> dict[str, int]:
    """Count the rows of every table of the slice but the mappings."""
    models = [model for model in apps.get_app_config("books").get_models() if model is not AccountMapping]
    return {model.__name__: model._default_manager.count() for model in models}


def test_discard_leaves_nothing_behind(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, RICH)

    discarding.discard(snapshot)

    assert set(counts().values()) == {0}


def test_discard_leaves_other_snapshots_alone(tmp_path: Path) -> None:
    kept = store_text(tmp_path, RICH)
    before = counts()
    snapshot = store_text(tmp_path, RICH)

    discarding.discard(snapshot)

    assert counts() == before
    assert list(Snapshot.objects.all()) == [kept]


def test_discard_goes_on_where_it_was_broken_off(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, RICH)
    snapshot.vouchers.all().delete()

    discarding.discard(snapshot)

    assert set(counts().values()) == {0}


def test_discard_takes_many_small_transactions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discarding, "ROWS_IN_A_TRANSACTION", 2)
    snapshot = store_text(tmp_path, RICH)

    with CaptureQueriesContext(connection) as queries:
        discarding.discard(snapshot)

    deletes = [query for query in queries if query["sql"].startswith('DELETE FROM "books_posting" ')]
    assert len(deletes) == 5
    assert set(counts().values()) == {0}


def test_discard_refuses_the_books_that_count(tmp_path: Path) -> None:
    year = make_year()
    snapshot = import_text(tmp_path, RICH, year=year)
    before = counts()

    with pytest.raises(SnapshotInUseError):
        discarding.discard(snapshot)

    assert counts() == before


def test_discard_of_the_previous_snapshot_keeps_the_current(tmp_path: Path) -> None:
    year = make_year()
    first = import_text(tmp_path, RICH, year=year)
    second = import_text(tmp_path, RICH, year=year)

    discarding.discard(first)

    books = Books.objects.get(fiscal_year=year)
    assert (books.current, books.previous) == (second, None)


def test_forget_takes_all_books_of_a_year(tmp_path: Path) -> None:
    year = make_year()
    for _ in range(2):
        import_text(tmp_path, RICH, year=year)

    discarding.forget(year)

    assert set(counts().values()) == {0}


def test_sweep_takes_what_was_discarded_and_what_died(tmp_path: Path) -> None:
    now = datetime(2026, 1, 15, 12, tzinfo=UTC)
    year = make_year()
    current = import_text(tmp_path, RICH, year=year)
    discarded, silent, loading, forgotten, ready = (store_text(tmp_path, RICH, year=year) for _ in range(5))
    states = Snapshot.State
    for snapshot, state, age in (
        (discarded, states.DISCARDED, timedelta()),
        (silent, states.LOADING, timedelta(minutes=16)),
        (loading, states.LOADING, timedelta(minutes=14)),
        (forgotten, states.READY, timedelta(hours=25)),
        (ready, states.READY, timedelta(hours=23)),
        (current, states.READY, timedelta(days=400)),
    ):
        Snapshot.objects.filter(pk=snapshot.pk).update(state=state, touched_at=now - age)

    swept = discarding.sweep(now)

    assert swept == 3
    assert set(Snapshot.objects.values_list("pk", flat=True)) == {current.pk, loading.pk, ready.pk}


def test_sweep_takes_what_two_later_imports_made_outdated(tmp_path: Path) -> None:
    year = make_year()
    _first, second, third = (import_text(tmp_path, RICH, year=year) for _ in range(3))

    swept = discarding.sweep(datetime.now(tz=UTC))

    assert swept == 1
    assert set(Snapshot.objects.values_list("pk", flat=True)) == {second.pk, third.pk}


def test_sweep_stops_between_transactions_and_goes_on_another_time(tmp_path: Path) -> None:
    store_text(tmp_path, RICH)
    Snapshot.objects.update(state=Snapshot.State.DISCARDED)

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        discarding.sweep(datetime.now(tz=UTC), check=stop)
    left = counts()
    discarding.sweep(datetime.now(tz=UTC))

    assert (left["Snapshot"], left["Posting"], left["Voucher"] > 0) == (1, 0, True)
    assert set(counts().values()) == {0}


def test_sweep_is_a_job(tmp_path: Path) -> None:
    store_text(tmp_path, RICH)
    Snapshot.objects.update(state=Snapshot.State.DISCARDED)
    job = enqueue("books_sweep", params={})

    run(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, {"discarded": 1})
    assert Snapshot.objects.count() == 0
