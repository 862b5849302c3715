"""Whole exports over real HTTP, through everything Fortnox can do: what is booked, what is not, and what is said."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled
from pytest_django.fixtures import Settings

from closing.activity.models import Event
from closing.entries.export import starting
from closing.entries.export.models import ExportAttempt, ExportBatch, ExportItem
from closing.entries.models import ClosingEntry
from closing.jobs import run as job_run
from integrations.fortnox.connection import ending
from integrations.fortnox.models import FortnoxConnection
from integrations.fortnox.simulator.books.accounts import account_of, change_account
from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.integrations.fortnox.destination.conftest import Scene
from tests.integrations.fortnox.destination.exports import (
    agree,
    begun,
    finished,
    make_entries,
    prepared,
    states,
    vouchers_by_mark,
)
from tests.integrations.fortnox.simulator.calls import TENANT
from tests.integrations.fortnox.simulator.register.made import YEAR

pytestmark = pytest.mark.django_db(transaction=True)

State, Status = ExportItem.State, ClosingEntry.Status


@pytest.fixture(autouse=True)
def _everywhere(settings: Settings) -> Iterator[None]:
    settings.EXPORT_QUIET_SECONDS = 1
    with scopes_disabled():
        yield


def _statuses(entries: list[ClosingEntry]) -> list[str]:
    return [ClosingEntry.objects.get(pk=entry.pk).status for entry in entries]


def _has_no(scene: Scene, account: str) -> None:
    """Make an account inactive in Fortnox."""
    with scene.fortnox.storage.transaction() as connection:
        found = account_of(connection, TENANT, year=YEAR, number=account)
        assert found is not None
        change_account(connection, replace(found, is_active=False))


def test_twelve_entries_are_booked_in_their_order_and_read_back(scene: Scene) -> None:
    entries = make_entries(scene, 12)

    batch = finished(begun(scene, entries))

    numbers = list(batch.items.order_by("ordinal").values_list("entry__number", "series", "number"))
    assert numbers == [(number, "A", number) for number in range(1, 13)]
    assert (agree(scene, batch), scene.sent) == (True, 12)


def test_log_has_a_line_for_each_entry_and_one_for_the_export(scene: Scene) -> None:
    batch = finished(begun(scene, make_entries(scene, 3)))

    logged = Event.objects.filter(engagement=scene.engagement).order_by("sequence")
    codes = [one.code for one in logged if one.code.startswith(("entry:transferred", "export:"))]
    assert codes == ["entry:transferred"] * 3 + ["export:ended"]
    ended = logged.get(code="export:ended")
    assert (ended.facts["booked"], ended.facts["destination"], ended.object_id) == (3, "Fortnox", str(batch.pk))


def test_connection_lives_longer_after_an_export(scene: Scene) -> None:
    FortnoxConnection.objects.filter(pk=scene.connection.pk).update(until=timezone.localdate())

    finished(begun(scene, make_entries(scene, 1)))

    assert (scene.connection.until - timezone.localdate()).days == 30


def test_refusal_at_entry_seven_leaves_the_other_eleven_booked(scene: Scene) -> None:
    entries = make_entries(scene, 12)
    scene.fault(Kind.INACTIVE_ACCOUNT, skip=6)

    batch = finished(begun(scene, entries))

    seventh = batch.items.get(ordinal=7)
    assert states(batch) == {"done": 11, "rejected": 1}
    assert (seventh.reason, seventh.number, _statuses(entries)[6]) == ("account-inactive", None, Status.NOT_TRANSFERRED)
    again = finished(begun(scene, [ClosingEntry.objects.get(pk=entries[6].pk)]))
    assert (agree(scene, again) or len(vouchers_by_mark(scene)), scene.booked) == (12, 12)


def test_account_that_is_inactive_is_told_before_anything_is_sent(scene: Scene) -> None:
    entries = make_entries(scene, 2)
    batch = begun(scene, entries)
    _has_no(scene, "5010")

    ended = finished(batch)

    assert (states(ended), scene.sent) == ({"rejected": 2}, 0)
    assert ended.items.get(ordinal=1).facts == {"obstacle": "account-inactive", "account": "5010"}


def test_series_closed_in_the_middle_gives_the_rest_back(scene: Scene) -> None:
    entries = make_entries(scene, 5)
    scene.fault(Kind.CLOSED_SERIES, skip=2)

    batch = finished(begun(scene, entries))

    assert (states(batch), batch.stop_reason, scene.sent) == (
        {"done": 2, "rejected": 1, "returned": 2},
        "series-not-manual",
        3,
    )
    assert _statuses(entries) == [Status.TRANSFERRED] * 2 + [Status.NOT_TRANSFERRED] * 3


@pytest.mark.parametrize("kind", [Kind.DROPPED_AFTER, Kind.BAD_GATEWAY_AFTER, Kind.HOLLOW_SUCCESS])
def test_voucher_whose_answer_is_lost_is_settled_by_looking(scene: Scene, kind: Kind) -> None:
    batch = begun(scene, make_entries(scene, 4))
    scene.fault(kind, skip=1)

    ended = finished(batch)

    attempts = ExportAttempt.objects.filter(item__batch=batch).order_by("item__ordinal", "ordinal")
    assert (agree(scene, ended), scene.booked) == (True, 4)
    assert "unknown" in attempts.values_list("outcome", flat=True)


@pytest.mark.parametrize("kind", [Kind.DROPPED_BEFORE, Kind.BAD_GATEWAY, Kind.SERVER_ERROR])
def test_voucher_that_never_arrived_is_sent_again_after_the_quiet_period(scene: Scene, kind: Kind) -> None:
    batch = begun(scene, make_entries(scene, 4))
    scene.fault(kind, skip=1)

    ended = finished(batch)

    second = batch.items.get(ordinal=2)
    outcomes = list(second.attempts.order_by("ordinal").values_list("outcome", flat=True))
    assert (agree(scene, ended), scene.booked, outcomes) == (True, 4, ["unknown", "booked"])
    assert list(batch.items.order_by("ordinal").values_list("number", flat=True)) == [1, 2, 3, 4]


def test_voucher_that_is_booked_late_is_not_sent_again(scene: Scene, settings: Settings) -> None:
    settings.EXPORT_QUIET_SECONDS = 4
    batch = begun(scene, make_entries(scene, 3))
    scene.fault(Kind.LATE_COMMIT, skip=1, seconds=2)

    ended = finished(batch)

    assert (agree(scene, ended), scene.booked, scene.sent) == (True, 3, 3)


def test_storm_of_refused_calls_is_waited_out(scene: Scene) -> None:
    batch = begun(scene, make_entries(scene, 3))
    scene.fault(Kind.TOO_MANY, calls=3, skip=1)

    ended = finished(batch)

    assert (agree(scene, ended), scene.booked, scene.sent) == (True, 3, 6)


def test_token_that_expires_in_the_middle_is_renewed(scene: Scene) -> None:
    batch = begun(scene, make_entries(scene, 3))
    scene.fault(Kind.UNAUTHORIZED, skip=1)

    ended = finished(batch)

    assert (agree(scene, ended), scene.booked, scene.sent) == (True, 3, 4)


def test_connection_that_is_gone_stops_before_anything_is_sent(scene: Scene) -> None:
    entries = make_entries(scene, 2)
    batch = begun(scene, entries)
    ending.disconnect(scene.connection, actor=scene.user)

    ended = finished(batch)

    assert (ended.state, states(ended), scene.sent) == (ExportBatch.State.ENDED, {"returned": 2}, 0)
    assert _statuses(entries) == [Status.NOT_TRANSFERRED] * 2
    assert ended.stop_reason == "connection-missing"


def test_connection_to_another_company_sends_nothing(scene: Scene) -> None:
    entries = make_entries(scene, 2)
    batch = begun(scene, entries)
    scene.engagement.organisation_number = "5560360793"
    scene.engagement.save()

    ended = finished(batch)

    assert (ended.stop_reason, states(ended), scene.sent) == ("wrong-company", {"returned": 2}, 0)


def test_two_windows_that_send_the_same_entries_book_them_once(scene: Scene) -> None:
    entries = make_entries(scene, 2)
    first, second = (
        prepared(scene),
        ExportBatch.objects.create(
            engagement=scene.engagement,
            fiscal_year=scene.year,
            destination="fortnox",
            state=ExportBatch.State.READY,
            created_by=scene.user,
        ),
    )
    chosen = starting.Chosen({one.pk: one.version for one in entries}, {"V": "A"})
    starting.send(first, chosen, actor=scene.user)

    with pytest.raises(starting.EntryGoneError):
        starting.send(second, chosen, actor=scene.user)
    with pytest.raises(starting.NotReadyError):
        starting.send(first, chosen, actor=scene.user)

    assert (agree(scene, finished(first)), scene.booked) == (True, 2)


def test_job_delivered_again_after_its_end_sends_nothing(scene: Scene) -> None:
    batch = finished(begun(scene, make_entries(scene, 2)))
    scene.fortnox.control.forget_calls()

    job_run.run(str(batch.job_id))

    assert (scene.sent, scene.booked) == (0, 2)


def test_fortnox_out_of_reach_while_something_is_uncertain_is_looked_up_later(scene: Scene) -> None:
    batch = begun(scene, make_entries(scene, 2))
    scene.fault(Kind.DROPPED_AFTER)
    scene.fortnox.control.fault(Kind.FORBIDDEN, method="GET", path="/3/vouchers/*", calls=None, skip=1)

    ended = finished(batch)

    assert (ended.state, states(ended)) == (ExportBatch.State.ENDED, {"unknown": 1, "returned": 1})
    scene.fortnox.control.forget_faults()
    starting.check(ended, actor=scene.user)
    job_run.run_here(str(ended.job_id))
    assert (states(ended), scene.booked) == ({"done": 1, "returned": 1}, 1)
