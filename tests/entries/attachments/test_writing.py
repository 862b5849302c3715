"""Attaching and removing files: what lies on the disk, what the database and the log say, and two people at once."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection
from django.utils import timezone, translation
from django_scopes import scopes_disabled

from closing.activity.models import Event
from closing.activity.texts import sentence
from closing.engagements.models import Agency, FiscalYear
from closing.entries.attachments import files
from closing.entries.attachments.errors import (
    AttachmentError,
    DeletedEntryError,
    DoubledFileError,
    KeptFileError,
    TooManyFilesError,
)
from closing.entries.attachments.kinds import Kind
from closing.entries.attachments.models import Attachment
from closing.entries.attachments.writing import NewFile, attach, remove
from closing.entries.models import ClosingEntry
from closing.jobs.models import Job
from closing.users.models import User
from tests.entries.attachments.made_files import a_year_of, new_file, pdf
from tests.entries.made_entries import make_entry

pytestmark = pytest.mark.django_db
Status = ClosingEntry.Status


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give the year 2025 of a company."""
    return a_year_of(agency)


@pytest.fixture
def entry(year: FiscalYear) -> ClosingEntry:
    """Give an entry of the year."""
    return make_entry(year)


def on_disk(folder: Path) -> list[Path]:
    """List every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def names(entry: ClosingEntry) -> list[str]:
    """List the files of an entry."""
    return [one.name for one in entry.attachments.filter(removed_at__isnull=True)]


def told() -> list[str]:
    """Give what the log says of files."""
    events = Event.objects.filter(code__startswith="entry:file").order_by("sequence")
    with translation.override("en"):
        return [sentence(event) for event in events]


def test_file_lies_under_a_random_name_that_only_the_application_may_read(
    entry: ClosingEntry, bob: User, folder: Path
) -> None:
    [added] = attach(entry, [new_file("hyra.pdf", pdf())], actor=bob)

    [path] = on_disk(folder)
    assert path == folder / str(entry.fiscal_year.engagement_id) / added.place
    assert (path.read_bytes(), path.stat().st_mode & 0o777, len(added.place)) == (pdf(), 0o600, 32)
    assert (added.name, added.kind, added.size, added.added_by) == ("hyra.pdf", Kind.PDF, len(pdf()), bob)


def test_log_tells_what_was_attached_and_removed(entry: ClosingEntry, bob: User) -> None:
    added = attach(entry, [new_file("a.csv"), new_file("b.csv")], actor=bob)
    remove(added[0], actor=bob)
    remove(added[0], actor=bob)

    year = str(entry.fiscal_year)
    assert told() == [
        f"The file a.csv was attached to closing entry V1 of {year}.",
        f"The file b.csv was attached to closing entry V1 of {year}.",
        f"The file a.csv was removed from closing entry V1 of {year}.",
    ]


def test_removed_file_is_shown_no_more_and_kept(entry: ClosingEntry, bob: User, folder: Path) -> None:
    [added] = attach(entry, [new_file("a.csv")], actor=bob)
    remove(added, actor=bob)

    added.refresh_from_db()
    assert (names(entry), len(on_disk(folder)), added.removed_by) == ([], 1, bob)
    assert files.sweep(timezone.now() + timedelta(days=400)) == 0


def test_entry_is_not_altered_by_its_files(entry: ClosingEntry, bob: User) -> None:
    attach(entry, [new_file("a.csv")], actor=bob)

    entry.refresh_from_db()
    assert entry.version == 1


def test_twelve_files_are_taken_and_no_thirteenth(entry: ClosingEntry, bob: User, folder: Path) -> None:
    attach(entry, [new_file(f"{number}.csv") for number in range(11)], actor=bob)

    with pytest.raises(TooManyFilesError) as caught:
        attach(entry, [new_file("11.csv"), new_file("12.csv")], actor=bob)
    attach(entry, [new_file("11.csv")], actor=bob)

    assert (caught.value.room, len(names(entry)), len(on_disk(folder))) == (1, 12, 12)


def test_removed_file_leaves_room_and_may_come_again(entry: ClosingEntry, bob: User) -> None:
    added = attach(entry, [new_file(f"{number}.csv") for number in range(12)], actor=bob)
    remove(added[0], actor=bob)

    attach(entry, [new_file("0.csv")], actor=bob)

    assert len(names(entry)) == 12


def test_same_file_is_attached_once(entry: ClosingEntry, bob: User, folder: Path) -> None:
    attach(entry, [new_file("a.csv", b"1;2")], actor=bob)

    with pytest.raises(DoubledFileError) as there:
        attach(entry, [new_file("b.csv", b"1;2")], actor=bob)
    with pytest.raises(DoubledFileError) as twice:
        attach(entry, [new_file("c.csv", b"3;4"), new_file("d.csv", b"3;4")], actor=bob)

    assert (there.value.name, there.value.other) == ("b.csv", "a.csv")
    assert (twice.value.name, twice.value.other) == ("d.csv", "c.csv")
    assert (names(entry), len(on_disk(folder))) == (["a.csv"], 1)


def test_same_file_may_belong_to_two_entries(year: FiscalYear, bob: User) -> None:
    entries = [make_entry(year), make_entry(year)]
    for one in entries:
        attach(one, [new_file("a.csv")], actor=bob)

    assert [names(one) for one in entries] == [["a.csv"], ["a.csv"]]


@pytest.mark.parametrize("status", Status.values)
def test_files_are_added_until_the_entry_is_deleted_and_removed_while_it_is_open(
    status: str, entry: ClosingEntry, bob: User
) -> None:
    [added] = attach(entry, [new_file("a.csv")], actor=bob)
    ClosingEntry.objects.update(status=status)
    outcomes: list[type[AttachmentError] | None] = []
    for verb in (lambda: attach(entry, [new_file("b.csv")], actor=bob), lambda: remove(added, actor=bob)):
        try:
            verb()
        except AttachmentError as error:
            outcomes.append(type(error))
        else:
            outcomes.append(None)

    is_deleted, is_open = status == Status.DELETED, status in ClosingEntry.OPEN
    assert outcomes == [DeletedEntryError if is_deleted else None, None if is_open else KeptFileError]
    assert names(entry) == [*([] if is_open else ["a.csv"]), *([] if is_deleted else ["b.csv"])]


def test_what_breaks_off_leaves_no_row_and_is_swept(entry: ClosingEntry, bob: User, folder: Path) -> None:
    class Torn(ContentFile):  # type: ignore[type-arg] # not generic at run time
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield b"1;"
            raise OSError

    with pytest.raises(OSError, match=r"^$"):
        attach(entry, [new_file("a.csv"), NewFile("b.csv", Kind.CSV, Torn(b"1;2"))], actor=bob)

    assert (names(entry), [path.read_bytes() for path in on_disk(folder)]) == ([], [b"a.csv"])
    assert (files.sweep(timezone.now() + timedelta(days=2)), on_disk(folder)) == (1, [])


def test_sweep_takes_old_files_without_a_row_alone(entry: ClosingEntry, bob: User, folder: Path) -> None:
    attach(entry, [new_file("a.csv")], actor=bob)
    [kept] = on_disk(folder)
    old, young, part = (kept.with_name(name) for name in ("0" * 32, "1" * 32, "2" * 32 + ".part"))
    yesterday = (timezone.now() - timedelta(days=1, minutes=1)).timestamp()
    for path in (old, young, part):
        path.write_bytes(b"x")
    for path in (kept, old, part):
        os.utime(path, (yesterday, yesterday))

    removed = files.sweep(timezone.now())

    assert (removed, sorted(on_disk(folder))) == (2, sorted([kept, young]))


def test_sweep_of_an_installation_without_files_finds_nothing() -> None:
    assert files.sweep(timezone.now()) == 0


def test_sweep_is_a_job_of_the_plan(settings: object) -> None:
    kinds, plan = (getattr(settings, name) for name in ("JOB_KINDS", "SCHEDULED_JOBS"))

    assert (kinds["attachment_sweep"], plan["attachment_sweep"]) == (
        {"work": "closing.entries.attachments.files.work"},
        720,
    )
    assert Job.objects.count() == 0


@pytest.mark.parametrize("field", ["place", "sha256"])
def test_database_holds_no_file_twice(field: str, entry: ClosingEntry, bob: User) -> None:
    [added] = attach(entry, [new_file("a.csv")], actor=bob)
    second = {"place": "other", "sha256": "other", field: getattr(added, field)}

    with pytest.raises(IntegrityError):
        Attachment.objects.create(engagement_id=added.engagement_id, entry=entry, name="b.csv", size=1, **second)


def test_files_go_with_the_engagement_and_not_without(entry: ClosingEntry, bob: User) -> None:
    attach(entry, [new_file("a.csv")], actor=bob)

    with scopes_disabled():
        entry.fiscal_year.engagement.fiscal_years.all()
        entry.fiscal_year.engagement.delete()

    assert Attachment.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_the_last_place_at_once_one_is_told(entry: ClosingEntry, bob: User, folder: Path) -> None:
    attach(entry, [new_file(f"{number}.csv") for number in range(11)], actor=bob)
    start = Barrier(2)

    def outcome(name: str) -> str:
        new = [new_file(name)]
        start.wait()
        try:
            attach(entry, new, actor=bob)
        except TooManyFilesError as error:
            return f"room for {error.room}"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(outcome, ["x.csv", "y.csv"]))

    assert outcomes == ["done", "room for 0"]
    assert (len(names(entry)), len(on_disk(folder))) == (12, 12)
