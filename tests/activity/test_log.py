"""The log is written in one place, chained, and refuses to be changed."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from closing.activity import log
from closing.activity.chain import broken_links
from closing.activity.events import Code
from closing.activity.models import ChainHead, Event
from closing.activity.texts import KINDS, SENTENCES, sentence
from closing.engagements.models import Agency
from closing.users.models import User
from tests.factories import make_engagement


def chain_of(agency: Agency) -> list[Event]:
    """Give an agency's events, oldest first."""
    return list(Event.objects.filter(agency=agency).order_by("sequence"))


def test_every_code_has_a_sentence_and_a_kind() -> None:
    assert (set(SENTENCES), {code.split(":")[0] for code in Code} - set(KINDS)) == (set(Code), set())


def test_events_form_one_chain_for_each_agency(agency: Agency, alice: User, charlie: User) -> None:
    other = charlie.memberships.get().agency
    for number in range(3):
        log.record(Code.SIGNED_IN, agency=agency, actor=alice, facts={"email": f"{number}@alfa.example"})
    log.record(Code.SIGNED_IN, agency=other, actor=charlie, facts={"email": "c"})

    mine = chain_of(agency)

    assert [event.sequence for event in mine] == [1, 2, 3]
    assert [event.previous_hash for event in mine] == ["", mine[0].hash, mine[1].hash]
    assert list(broken_links(mine)) == []
    assert ChainHead.objects.get(agency=agency).hash == mine[2].hash


def test_unknown_code_is_refused(agency: Agency) -> None:
    with pytest.raises(ValueError, match="coffee"):
        log.record("coffee:made", agency=agency)


@pytest.mark.parametrize("change", ["UPDATE activity_event SET code = 'x'", "DELETE FROM activity_event"])
def test_database_refuses_to_change_a_line(agency: Agency, change: str) -> None:
    log.record(Code.AGENCY_CREATED, agency=agency, facts={"name": "Alfa"})

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert Event.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="INSERT OR REPLACE is SQLite's.")
def test_sqlite_refuses_to_replace_a_line(agency: Agency) -> None:
    log.record(Code.AGENCY_CREATED, agency=agency, facts={"name": "Alfa"})
    replace = "INSERT OR REPLACE INTO activity_event SELECT * FROM activity_event"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(replace)

    assert Event.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="TRUNCATE is PostgreSQL's.")
def test_postgresql_refuses_to_empty_the_log(agency: Agency) -> None:
    log.record(Code.AGENCY_CREATED, agency=agency, facts={"name": "Alfa"})

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE activity_event")

    assert Event.objects.count() == 1


def test_facts_come_back_as_they_were_hashed(agency: Agency) -> None:
    facts = {
        "files": ("bokf\0ring.se", "h\udcf6st.se"),
        1: {"rate": 0.1, "day": date(2025, 12, 31)},
        "big": 2**70,
        "yes": True,
        "none": None,
    }

    log.record(Code.IMPORT_DONE, agency=agency, facts=facts)  # type: ignore[arg-type] # a caller's mistake

    event = Event.objects.get(agency=agency)
    assert event.facts == {
        "files": ["bokf�ring.se", "h?st.se"],
        "1": {"rate": "0.1", "day": "2025-12-31"},
        "big": 2**70,
        "yes": True,
        "none": None,
    }
    assert list(broken_links([event])) == []


def test_engagement_of_another_agency_is_refused(agency: Agency) -> None:
    other = make_engagement()

    with pytest.raises(ValueError, match="another agency"):
        log.record(Code.ENGAGEMENT_CREATED, agency=agency, engagement=other, facts={"name": other.name})


def test_refused_event_leaves_the_chain_as_it_was(agency: Agency) -> None:
    log.record(Code.AGENCY_CREATED, agency=agency, facts={"name": "Alfa"})

    with transaction.atomic():
        log.record(Code.AGENCY_CREATED, agency=agency, facts={"name": "Beta"})
        transaction.set_rollback(True)
    log.record(Code.AGENCY_CREATED, agency=agency, facts={"name": "Gamma"})

    assert [(event.sequence, event.facts["name"]) for event in chain_of(agency)] == [(1, "Alfa"), (2, "Gamma")]
    assert list(broken_links(chain_of(agency))) == []


def test_sentence_without_a_fact_has_a_dash() -> None:
    assert sentence(Event(code=Code.IMPORT_DONE, facts={})) == str(SENTENCES[Code.IMPORT_DONE]) % {"files": "–"}


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain(agency: Agency) -> None:
    errors: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(10):
                log.record(Code.IMPORT_DONE, agency=agency, facts={"files": []})
        except Exception as error:  # noqa: BLE001 -- told in the assertion
            errors.append(error)
        finally:
            connection.close()

    threads: list[Any] = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert [event.sequence for event in chain_of(agency)] == list(range(1, 41))
    assert list(broken_links(chain_of(agency))) == []
