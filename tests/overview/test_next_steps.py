"""What to do next with an engagement."""

from dataclasses import replace
from uuid import uuid4

import pytest

from closing.engagements.models import Engagement, FiscalYear
from closing.importing.models import ImportRun
from closing.importing.sources import ConnectionState, SourceConnection
from closing.overview.last_import import LastImport
from closing.overview.next_steps import MOST_STEPS, Situation, next_steps

ENGAGEMENT = Engagement(id=uuid4())
SETTLED = Situation(ENGAGEMENT, FiscalYear(id=uuid4(), engagement=ENGAGEMENT), None, has_books=True)


def _last(state: str, warnings: int = 0) -> LastImport:
    return LastImport(ImportRun(id=uuid4(), engagement=ENGAGEMENT, state=state), warnings, errors=0)


def _pages(situation: Situation) -> list[str]:
    """Give where the steps lead, below the engagement."""
    addresses = [step.url.removeprefix(f"/e/{ENGAGEMENT.pk}/").rstrip("/") for step in next_steps(situation)]
    return [
        address.partition("/")[0] if address.startswith("imports") else address.rpartition("/")[2]
        for address in addresses
    ]


def test_engagement_without_source_chooses_one_first() -> None:
    assert _pages(replace(SETTLED, has_source=False, has_books=False)) == ["settings"]


def test_engagement_without_books_imports() -> None:
    assert _pages(replace(SETTLED, has_books=False)) == ["import"]


@pytest.mark.parametrize("state", [ImportRun.State.RUNNING, ImportRun.State.QUEUED, ImportRun.State.WAITING])
def test_import_under_way_is_followed_and_no_other_begun(state: str) -> None:
    assert _pages(replace(SETTLED, has_books=False, last=_last(state))) == ["imports"]


def test_failed_import_is_read_and_may_be_done_again() -> None:
    assert _pages(replace(SETTLED, has_books=False, last=_last(ImportRun.State.FAILED))) == ["imports", "import"]


@pytest.mark.parametrize(
    ("state", "pages"),
    [
        (ConnectionState.MISSING, []),
        (ConnectionState.LIVE, []),
        (ConnectionState.ENDING, ["import"]),
        (ConnectionState.ENDED, ["import"]),
        (ConnectionState.LOST, ["import"]),
    ],
)
def test_connection_that_ends_or_has_ended_is_renewed_by_importing(state: ConnectionState, pages: list[str]) -> None:
    connection = SourceConnection(state, sentence="", connect_url="", disconnect_url="")

    assert _pages(replace(SETTLED, connection=connection)) == [*pages, "balance-sheet", "income-statement"]
    assert _pages(replace(SETTLED, connection=connection, may_work=False)) == ["balance-sheet", "income-statement"]


def test_reader_is_asked_to_do_nothing_but_read() -> None:
    situation = replace(SETTLED, may_work=False, has_source=False, lacks_last_year=True)

    assert _pages(situation) == ["balance-sheet", "income-statement"]


def test_settled_books_are_to_be_read() -> None:
    assert _pages(SETTLED) == ["balance-sheet", "income-statement"]


def test_most_pressing_comes_first_and_five_are_enough() -> None:
    last = _last(ImportRun.State.WARNED, warnings=2)
    situation = replace(SETTLED, last=last, is_balanced=False, changed_by=uuid4(), lacks_last_year=True)

    steps = next_steps(situation)

    assert len(steps) == MOST_STEPS
    assert [step.state for step in steps] == ["warn", "bad", "info", "info", "mute"]


def test_accounts_nobody_has_confirmed_are_looked_at_by_who_may_work() -> None:
    waiting = replace(SETTLED, unconfirmed=3)

    assert _pages(waiting)[0] == "?show=confirm"
    assert _pages(replace(waiting, may_work=False)) == ["balance-sheet", "income-statement"]


def test_import_without_warnings_is_no_step() -> None:
    assert _pages(replace(SETTLED, last=_last(ImportRun.State.DONE))) == ["balance-sheet", "income-statement"]
