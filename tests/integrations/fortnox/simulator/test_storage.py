"""The storage of the simulator."""

import sqlite3
import threading
from pathlib import Path

import pytest

from integrations.fortnox.simulator.storage import NestedTransactionError, Storage

SCHEMA = """
CREATE TABLE IF NOT EXISTS shelf (name TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS box (name TEXT PRIMARY KEY, shelf TEXT NOT NULL REFERENCES shelf (name));
"""


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """Make a storage with two tables."""
    made = Storage(tmp_path / "simulator")
    made.prepare([SCHEMA])
    return made


def shelves(storage: Storage) -> list[str]:
    """Read the shelves."""
    with storage.reading() as connection:
        return [row["name"] for row in connection.execute("SELECT name FROM shelf ORDER BY name")]


def put(storage: Storage, name: str) -> None:
    """Write a shelf."""
    with storage.transaction() as connection:
        connection.execute("INSERT INTO shelf VALUES (?)", [name])


def test_transaction_is_kept_and_found_by_another_storage_of_the_folder(storage: Storage) -> None:
    put(storage, "A")

    again = Storage(storage.path.parent)
    again.prepare([SCHEMA])

    assert shelves(again) == ["A"]


def test_transaction_that_fails_leaves_nothing(storage: Storage) -> None:
    def put_twice() -> None:
        with storage.transaction() as connection:
            connection.execute("INSERT INTO shelf VALUES ('A')")
            connection.execute("INSERT INTO shelf VALUES ('A')")

    with pytest.raises(sqlite3.IntegrityError):
        put_twice()

    assert shelves(storage) == []


def test_transaction_inside_another_is_refused(storage: Storage) -> None:
    with storage.transaction(), pytest.raises(NestedTransactionError), storage.transaction():
        pass

    put(storage, "A")
    assert shelves(storage) == ["A"]


def test_reading_inside_a_transaction_sees_what_it_wrote(storage: Storage) -> None:
    with storage.transaction() as connection:
        connection.execute("INSERT INTO shelf VALUES ('A')")
        seen = shelves(storage)

    assert seen == ["A"]


def test_reading_keeps_to_one_state_while_another_thread_writes(storage: Storage) -> None:
    put(storage, "A")
    with storage.reading():
        before = shelves(storage)
        writer = threading.Thread(target=put, args=[storage, "B"])
        writer.start()
        writer.join()
        after = shelves(storage)

    assert [before, after, shelves(storage)] == [["A"], ["A"], ["A", "B"]]


def test_threads_that_write_at_once_take_turns(storage: Storage) -> None:
    def count_up() -> None:
        for _ in range(20):
            with storage.transaction() as connection:
                (count,) = connection.execute("SELECT count(*) FROM shelf").fetchone()
                connection.execute("INSERT INTO shelf VALUES (?)", [f"{count:03}"])

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert shelves(storage) == [f"{number:03}" for number in range(80)]


def test_a_row_that_refers_to_nothing_is_refused(storage: Storage) -> None:
    with pytest.raises(sqlite3.IntegrityError), storage.transaction() as connection:
        connection.execute("INSERT INTO box VALUES ('1', 'nowhere')")


def test_close_lets_the_next_use_open_the_file_anew(storage: Storage) -> None:
    put(storage, "A")

    storage.close()

    assert shelves(storage) == ["A"]
