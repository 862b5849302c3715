"""Importing from Fortnox, over real HTTP to the simulator, through the very pipeline that files go through."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import override
from pytest_django.fixtures import Settings

from closing.activity.models import Event
from closing.activity.texts import sentence
from closing.appendices.build import appendices_of
from closing.appendices.models import KeptLedger
from closing.books.models import Books, Posting, Snapshot, Voucher
from closing.engagements.models import Engagement, FiscalYear
from closing.importing import run_files, runs
from closing.importing.models import ImportRun
from closing.importing.sources import source_of
from closing.jobs import run as job_run
from integrations.fortnox.models import FortnoxConnection
from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher, book
from integrations.fortnox.simulator.books.years import years_of
from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.factories import make_engagement, make_fiscal_year
from tests.integrations.fortnox.importing import (
    NUMBER,
    TENANT,
    YEAR,
    an_engagement,
    connect,
    fortnox_at,
    import_from,
    settle_company,
)
from tests.integrations.fortnox.simulated import Simulated

pytestmark = pytest.mark.django_db
State = ImportRun.State
BEFORE = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture
def fortnox(tmp_path: Path, settings: Settings) -> Iterator[Simulated]:
    with fortnox_at(tmp_path, settings) as simulated:
        settle_company(simulated)
        yield simulated


def _codes(run: ImportRun) -> list[str]:
    return list(run.findings.values_list("code", flat=True))


def _facts(run: ImportRun, code: str) -> dict[str, Any]:
    found: dict[str, Any] = run.findings.get(code=code).facts
    return found


def _imported_years(engagement: Engagement) -> list[FiscalYear]:
    return [
        one.fiscal_year
        for one in Books.objects.filter(fiscal_year__engagement=engagement).order_by("fiscal_year__start")
    ]


def _asked(fortnox: Simulated) -> list[str]:
    return [call.path for call in fortnox.control.calls()]


def test_first_import_brings_every_year_up_to_the_one_worked_on(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)

    run = import_from(engagement, user, "books")

    assert run.state in ImportRun.IMPORTED
    assert [(year.start, year.end) for year in _imported_years(engagement)] == [BEFORE, YEAR]
    assert [file.name for file in run.files.all()] == [
        "Fortnox 2024-01-01 – 2024-12-31.se",
        "Fortnox 2025-01-01 – 2025-12-31.se",
    ]


def test_next_import_brings_the_year_worked_on_alone_unless_all_are_asked_for(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)
    import_from(engagement, user, "books")

    again, everything = import_from(engagement, user, "books"), import_from(engagement, user, "books", "all_years")

    assert (again.files.count(), everything.files.count()) == (1, 2)


def test_all_years_alone_means_the_books_of_all_years(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)

    run = import_from(engagement, user, "all_years")

    assert (run.files.count(), KeptLedger.objects.count()) == (2, 0)


def test_import_lets_the_connection_live_and_is_logged_with_its_figures(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connection = connect(fortnox, engagement, user)
    FortnoxConnection.objects.update(until=timezone.localdate() + timedelta(days=3))

    import_from(engagement, user, "books")

    connection.refresh_from_db()
    assert connection.until == timezone.localdate() + timedelta(days=30)
    facts = Event.objects.get(code="fortnox:imported").facts
    vouchers = sum(Snapshot.objects.values_list("voucher_count", flat=True))
    assert (facts["years"], facts["vouchers"], facts["invoices"]) == ("2024, 2025", vouchers, 0)
    assert list(Event.objects.filter(code="fortnox:renewed").values_list("actor", flat=True)) == [user.pk]
    assert Event.objects.get(code="import:started").facts["files"] == ["Fortnox"]


def test_same_file_gives_the_same_books_and_findings_by_either_way(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)
    fetched = import_from(engagement, user, "books")
    other = make_engagement(organisation_number=NUMBER, data_source="sie_file")
    make_fiscal_year(other, *YEAR)
    files = [
        ContentFile(run_files.stored(file).path.read_bytes(), name=file.name)
        for file in fetched.files.order_by("ordinal")
    ]

    sent = runs.start(other, source=source_of("sie_file"), user=None, files=files)
    job_run.run(str(sent.job_id))

    assert _as_told(fetched) == _as_told(sent)
    assert _as_booked(engagement) == _as_booked(other)


def _as_told(run: ImportRun) -> list[tuple[object, ...]]:
    return list(run.findings.values_list("code", "severity", "line", "voucher", "facts"))


def _as_booked(engagement: Engagement) -> list[object]:
    snapshots = Snapshot.objects.filter(fiscal_year__engagement=engagement).order_by("fiscal_year__start")
    vouchers = ("series", "number", "date", "text", "fingerprint", "row_count")
    postings = ("account__number", "amount_ore")
    return [
        (
            list(Voucher.objects.filter(snapshot=one).order_by("pk").values_list(*vouchers)),
            list(Posting.objects.filter(pk__range=one.keys).order_by("pk").values_list(*postings)),
            list(one.accounts.order_by("number").values_list("number", "name", "opening_ore", "closing_ore")),
        )
        for one in snapshots
    ]


def test_ledgers_come_to_what_their_accounts_do_at_the_end_of_every_period(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)

    run = import_from(engagement, user)

    assert "ledger-differs" not in _codes(run)
    ends = {period.end for period in engagement.fiscal_years.get(start=YEAR[0]).periods.all()}
    shown = [appendix.shown for end in ends for appendix in appendices_of(engagement, end).values()]
    assert len(shown) == 2 * len(ends) == 24
    assert {at.difference_ore for at in shown if at} == {0}
    assert all(at and at.total_ore > 0 for at in shown)


def test_difference_of_a_ledger_is_a_warning_with_both_amounts(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)
    with fortnox.storage.transaction() as connection:
        year = next(one.id for one in years_of(connection, TENANT) if one.end == YEAR[1])
        rows = (NewRow("1510", 500_00), NewRow("3001", -500_00))
        book(connection, TENANT, NewVoucher(year, "A", YEAR[1], "Bokad för hand", rows, fortnox.control.now))

    run = import_from(engagement, user)

    assert run.state == State.WARNED
    assert _facts(run, "ledger-differs")["difference_ore"] == -500_00


def test_register_that_may_not_be_read_leaves_its_ledger_out_and_the_books_in(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)
    words = "Saknar behörighet för leverantörsregister."
    fortnox.control.fault(Kind.FORBIDDEN, path="/3/supplierinvoices*", calls=None, code=2003275, message=words)

    run = import_from(engagement, user)

    assert (run.state, len(_imported_years(engagement))) == (State.WARNED, 2)
    facts = _facts(run, "ledger-left-out")
    assert (facts["account"], facts["register"], facts["code"]) == ("2440", "supplierinvoices", "2003275")
    assert list(KeptLedger.objects.values_list("ledger", flat=True)) == ["receivables"]


def test_ledgers_alone_leave_the_books_as_they_are(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)

    run = import_from(engagement, user, "ledgers")

    assert (run.state, run.files.count(), _imported_years(engagement)) == (State.DONE, 0, [])
    assert KeptLedger.objects.count() == 2


def test_another_company_is_refused_before_its_books_are_fetched(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR, number="5560360793")
    connect(fortnox, engagement, user)

    run = import_from(engagement, user)

    assert (run.state, _codes(run)) == (State.FAILED, ["source-company-other"])
    assert _facts(run, "source-company-other")["number"] == "556036-0793"
    assert [path for path in _asked(fortnox) if "sie" in path] == []


def test_year_that_fortnox_does_not_have_is_named_with_those_it_has(fortnox: Simulated) -> None:
    engagement, user = an_engagement((date(2029, 5, 1), date(2030, 4, 30)))
    connect(fortnox, engagement, user)

    run = import_from(engagement, user)

    assert (run.state, _codes(run)) == (State.FAILED, ["year-not-in-source"])
    assert _facts(run, "year-not-in-source")["years"][-1] == "2025-01-01–2025-12-31"


def test_import_without_a_connection_says_so(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)

    run = import_from(engagement, user)

    assert (run.state, _codes(run)) == (State.FAILED, ["connection-missing"])
    assert _asked(fortnox) == []


def test_lost_token_ends_the_import_and_the_connection(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connection = connect(fortnox, engagement, user)
    fortnox.control.move_clock(timedelta(hours=2))
    fortnox.control.revoke_consents(connection.tenant)

    run = import_from(engagement, user)

    connection.refresh_from_db()
    assert (run.state, _codes(run)) == (State.FAILED, ["connection-missing"])
    assert connection.state == FortnoxConnection.State.LOST


def test_refused_export_is_told_in_fortnox_own_words(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)
    fortnox.control.fault(Kind.REFUSED, path="/3/sie/*", code=2000588, message="Ogiltig parameter i anropet.")

    run = import_from(engagement, user)

    assert (run.state, _codes(run)) == (State.FAILED, ["source-refused"])
    facts = _facts(run, "source-refused")
    assert (facts["register"], facts["text"], facts["code"]) == ("sie", "Ogiltig parameter i anropet.", "2000588")
    logged = Event.objects.get(code="fortnox:refused")
    assert (logged.facts["reason"], logged.facts["text"]) == ("import", "Ogiltig parameter i anropet. (2000588)")
    assert (logged.actor, logged.result) == (user, "refused")
    with override("sv"):
        assert sentence(logged) == "Fortnox: Importen stoppades. Ogiltig parameter i anropet. (2000588)"


def test_truncated_export_changes_nothing(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)
    import_from(engagement, user, "books")
    before = _as_booked(engagement)
    fortnox.control.fault(Kind.TRUNCATED_SIE, path="/3/sie/*", calls=None)

    run = import_from(engagement, user, "books")

    assert run.state == State.FAILED
    assert _as_booked(engagement) == before
