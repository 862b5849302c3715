"""Whatever is done to the log behind the application's back is found, and named at its first place."""

import json
import threading
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from closing.activity import append_only, log
from closing.activity.chain import BrokenLink
from closing.activity.events import Code
from closing.activity.models import ChainHead, Event
from closing.activity.proof import verify
from closing.engagements.models import Agency
from tests.factories import make_agency


@pytest.fixture
def chain(agency: Agency) -> Agency:
    """Give an agency with a log of three events."""
    for number in range(3):
        log.record(Code.IMPORT_DONE, agency=agency, facts={"files": [f"{number}.se"]})
    return agency


def tamper(statement: str) -> None:
    """Change the log as somebody with the database in their hands could."""
    with append_only.lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement)


def test_chain_that_nobody_touched_is_whole(chain: Agency) -> None:
    verdict = verify(chain)

    assert (verdict.events, verdict.broken) == (3, None)
    assert verdict.head == Event.objects.get(agency=chain, sequence=3).hash


def test_log_without_events_is_whole(agency: Agency) -> None:
    assert (verify(agency).events, verify(agency).broken) == (0, None)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE activity_event SET code = 'import:failed' WHERE sequence = 2", BrokenLink(2, "content")),
        ("UPDATE activity_event SET result = 'failed' WHERE sequence = 1", BrokenLink(1, "content")),
        ("UPDATE activity_event SET facts = '{}' WHERE sequence = 3", BrokenLink(3, "content")),
        ("UPDATE activity_event SET previous_hash = 'f' WHERE sequence = 3", BrokenLink(3, "previous")),
        ("DELETE FROM activity_event WHERE sequence = 2", BrokenLink(2, "gap")),
        ("DELETE FROM activity_event WHERE sequence = 3", BrokenLink(3, "end")),
        ("DELETE FROM activity_event", BrokenLink(1, "end")),
        ("UPDATE activity_chainhead SET sequence = 2", BrokenLink(3, "beyond")),
        ("UPDATE activity_chainhead SET hash = 'f'", BrokenLink(3, "head")),
        ("DELETE FROM activity_chainhead", BrokenLink(1, "beyond")),
    ],
)
def test_change_behind_the_triggers_is_found(chain: Agency, change: str, broken: BrokenLink) -> None:
    tamper(change)

    assert verify(chain).broken == broken


@pytest.mark.django_db(transaction=True)
def test_log_is_whole_while_others_write(chain: Agency) -> None:
    def write() -> None:
        for _ in range(40):
            log.record(Code.IMPORT_DONE, agency=chain, facts={"files": []})
        connection.close()

    writer = threading.Thread(target=write)
    verdicts = []
    writer.start()
    while writer.is_alive():
        verdicts.append(verify(chain))
    verdicts.append(verify(chain))

    assert {verdict.broken for verdict in verdicts} == {None}
    assert (len({verdict.events for verdict in verdicts}) > 1, verdicts[-1].events) == (True, 43)


def test_verify_log_tells_of_every_agency(chain: Agency, capsys: pytest.CaptureFixture[str]) -> None:
    make_agency("Beta")

    call_command("verify_log")

    head = ChainHead.objects.get(agency=chain).hash
    assert capsys.readouterr().out.splitlines() == [
        f"whole   {chain.name}: 3 events, head {head[:16]}",
        "whole   Beta: 0 events, head –",
    ]


def test_verify_log_names_the_first_broken_link(chain: Agency, capsys: pytest.CaptureFixture[str]) -> None:
    tamper("DELETE FROM activity_event WHERE sequence > 1")

    with pytest.raises(SystemExit) as ended:
        call_command("verify_log")

    assert ended.value.code == 1
    assert capsys.readouterr().out == "BROKEN  Alfa Redovisning: event 2, it is missing, and all that came after it.\n"


def test_verify_log_answers_in_json(chain: Agency, capsys: pytest.CaptureFixture[str]) -> None:
    tamper("UPDATE activity_event SET code = 'import:failed' WHERE sequence = 2")

    with pytest.raises(SystemExit) as ended:
        call_command("verify_log", "--json", "--agency", str(chain.pk))

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ended.value.code == 1
    assert told == [
        {
            "agency": str(chain.pk),
            "name": "Alfa Redovisning",
            "events": 3,
            "head": ChainHead.objects.get(agency=chain).hash,
            "broken_at": 2,
            "reason": "content",
        },
        {"append_only": True},
    ]


def test_verify_log_sees_that_the_triggers_are_gone(chain: Agency, capsys: pytest.CaptureFixture[str]) -> None:
    append_only.allow(connection)

    with pytest.raises(SystemExit) as ended:
        call_command("verify_log")

    append_only.forbid(connection)
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("OPEN    ")


@pytest.mark.django_db
def test_verify_log_refuses_an_agency_that_is_not_there() -> None:
    with pytest.raises(CommandError) as refused:
        call_command("verify_log", "--agency", str(uuid.uuid4()))

    assert refused.value.returncode == 1
