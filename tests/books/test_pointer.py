"""Which snapshot counts for a year."""

from pathlib import Path

import pytest

from closing.books.errors import SnapshotNotReadyError
from closing.books.models import Books, Snapshot
from closing.books.pointer import current_books, flip_books
from tests.books.made_books import HEAD, SALES, import_text, make_year, store_text

pytestmark = pytest.mark.django_db


def test_current_books_is_none_before_the_first_import() -> None:
    assert current_books(make_year()) is None


def test_a_stored_snapshot_does_not_count_before_the_flip(tmp_path: Path) -> None:
    year = make_year()

    store_text(tmp_path, HEAD + SALES, year=year)

    assert current_books(year) is None


def test_flip_lets_the_snapshot_count(tmp_path: Path) -> None:
    year = make_year()

    snapshot = import_text(tmp_path, HEAD + SALES, year=year)

    assert current_books(year) == snapshot


def test_flip_keeps_the_snapshot_before(tmp_path: Path) -> None:
    year = make_year()
    first = import_text(tmp_path, HEAD + SALES, year=year)

    second = import_text(tmp_path, HEAD + SALES, year=year)

    books = Books.objects.get(fiscal_year=year)
    assert (books.current, books.previous) == (second, first)
    assert Snapshot.objects.get(pk=first.pk).state == Snapshot.State.READY


def test_flip_marks_the_one_before_the_previous_for_sweeping(tmp_path: Path) -> None:
    year = make_year()
    first, second, third = (import_text(tmp_path, HEAD + SALES, year=year) for _ in range(3))

    states = dict(Snapshot.objects.values_list("pk", "state"))

    assert states == {first.pk: "discarded", second.pk: "ready", third.pk: "ready"}


def test_flip_twice_to_the_same_snapshot_changes_nothing(tmp_path: Path) -> None:
    year = make_year()
    first = import_text(tmp_path, HEAD + SALES, year=year)
    second = import_text(tmp_path, HEAD + SALES, year=year)

    books = flip_books(year, second)

    assert (books.current, books.previous) == (second, first)


def test_flip_refuses_what_is_not_ready(tmp_path: Path) -> None:
    year = make_year()
    snapshot = store_text(tmp_path, HEAD + SALES, year=year)
    Snapshot.objects.update(state=Snapshot.State.DISCARDED)

    with pytest.raises(SnapshotNotReadyError):
        flip_books(year, snapshot)

    assert current_books(year) is None


def test_flip_refuses_the_snapshot_of_another_year(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    with pytest.raises(SnapshotNotReadyError):
        flip_books(make_year(), snapshot)
