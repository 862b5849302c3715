"""The pages of an import: for those who may, and no others."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement
from closing.importing import run_files
from closing.importing.forms import AcceptForm
from closing.importing.models import ImportRun
from closing.users.models import User
from tests.factories import client_of, make_fiscal_year
from tests.importing.conftest import example, import_files, start
from tests.importing.conftest import work as do_job

pytestmark = pytest.mark.django_db(transaction=True)


def _url(name: str, company: Engagement, *args: object) -> str:
    return reverse(f"importing:{name}", args=[company.pk, *args])


def _upload(code: str) -> SimpleUploadedFile:
    file = example(code)
    return SimpleUploadedFile(str(file.name), file.read())


def _latest(company: Engagement) -> ImportRun:
    with scopes_disabled():
        return ImportRun.objects.filter(engagement=company).select_related("engagement").latest("created_at")


@pytest.fixture
def bobs(bob: User) -> Client:
    """Give the browser of a preparer."""
    return client_of(bob)


def test_dialog_shows_the_files_the_source_takes(company: Engagement, bobs: Client) -> None:
    page = bobs.get(_url("start", company))

    assert page.status_code == 200
    assert 'accept=".se,.si,.sie"' in page.content.decode()
    assert 'name="upload"' in page.content.decode()


def test_file_that_is_sent_begins_an_import(company: Engagement, bobs: Client) -> None:
    answer = bobs.post(_url("start", company), {"upload": [_upload("same-file")]})

    run = _latest(company)
    assert (answer.status_code, answer["Location"]) == (302, _url("run", company, run.pk))
    assert run.state == ImportRun.State.QUEUED
    with scopes_disabled():
        assert run.files.get().name == "same-file.se"


def test_nothing_sent_is_said_at_the_field_and_begins_nothing(company: Engagement, bobs: Client) -> None:
    answer = bobs.post(_url("start", company), {})

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    with scopes_disabled():
        assert ImportRun.objects.count() == 0


def test_empty_file_begins_an_import_that_says_so(company: Engagement, bobs: Client) -> None:
    bobs.post(_url("start", company), {"upload": [SimpleUploadedFile("tom.se", b"")]})

    with scopes_disabled():
        run = do_job(_latest(company))
        assert [one.code for one in run.findings.all()] == ["file-empty"]


def test_second_import_is_refused_in_words(company: Engagement, bobs: Client) -> None:
    start(company, [example("same-file")])

    answer = bobs.post(_url("start", company), {"upload": [_upload("same-file")]})

    assert answer.status_code == 422
    assert "under way" in answer.content.decode() or "pågår" in answer.content.decode()


def test_engagement_without_a_source_is_told_to_choose_one(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        Engagement.objects.filter(pk=company.pk).update(data_source="")

    page = bobs.get(_url("start", company))

    assert page.status_code == 200
    assert reverse("maintenance:settings", args=[company.pk]) in page.content.decode()


def test_page_shows_the_progress_while_the_import_runs(company: Engagement, bobs: Client) -> None:
    run = start(company, [example("same-file")])

    page = bobs.get(_url("run", company, run.pk)).content.decode()

    assert f"job-{run.job_id}" in page
    assert "<progress" in page
    assert 'class="chip' not in page.split("<h1>")[1].split("</div>")[0]


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("same-file", ImportRun.State.DONE),
        ("number-gaps", ImportRun.State.WARNED),
        ("ksumma-wrong", ImportRun.State.WAITING),
        ("amount-unreadable", ImportRun.State.FAILED),
    ],
)
def test_page_shows_the_report_of_every_outcome(company: Engagement, bobs: Client, *, code: str, state: str) -> None:
    with scopes_disabled():
        run = import_files(company, [example(code)])

    page = bobs.get(_url("run", company, run.pk))

    assert (run.state, page.status_code) == (state, 200)
    assert f'href="{_url("file", company, run.pk, _file_id(run))}"' in page.content.decode()


def test_report_tells_how_many_vouchers_and_postings_each_file_holds(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("same-file")])

    page = bobs.get(_url("run", company, run.pk))

    (file,) = page.context["files"]
    assert (file.voucher_count, file.posting_count) == (1, 2)
    assert '<td class="num">1</td><td class="num">2</td>' in page.text


def test_what_changed_is_offered_from_the_second_import_on(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        first = import_files(company, [example("same-file")])
        before = bobs.get(_url("run", company, first.pk))
        second = import_files(company, [example("number-gaps")])

    after = bobs.get(_url("run", company, second.pk))

    assert (before.context["has_before"], after.context["has_before"]) == (False, True)
    assert _url("changes", company, first.pk) not in before.text
    assert _url("changes", company, second.pk) in after.text


def test_page_of_an_import_taken_back_by_a_reset_says_so(company: Engagement, bobs: Client) -> None:
    run = company.import_runs.create(source="sie_file", state=ImportRun.State.REMOVED)

    page = bobs.get(_url("run", company, run.pk))

    assert (page.status_code, run.outcome in ImportRun.IMPORTED) == (200, False)
    assert _url("changes", company, run.pk) not in page.text


def test_decision_is_taken_by_its_tick(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("voucher-unbalanced")])

    without = bobs.post(_url("accept", company, run.pk), {})
    with_it = bobs.post(_url("accept", company, run.pk), {"codes": ["voucher-unbalanced"]})

    assert (without.status_code, with_it.status_code) == (422, 302)
    assert str(AcceptForm.TICK_ALL) in without.content.decode()
    with scopes_disabled():
        assert do_job(_latest(company)).state == ImportRun.State.WARNED


def test_decision_stands_in_the_form_and_once_taken_in_the_report(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("voucher-unbalanced")])

    waiting = bobs.get(_url("run", company, run.pk))
    bobs.post(_url("accept", company, run.pk), {"codes": ["voucher-unbalanced"]})
    with scopes_disabled():
        do_job(_latest(company))
    done = bobs.get(_url("run", company, run.pk))

    headings = [[str(section.name) for section in page.context["sections"]] for page in (waiting, done)]
    assert headings == [["Varningar", "Noteringar"], ["Beslut", "Varningar", "Noteringar"]]
    assert ['id="decision"' in page.text for page in (waiting, done)] == [False, True]


def test_decision_that_was_not_asked_for_is_not_taken(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("voucher-unbalanced")])

    answer = bobs.post(_url("accept", company, run.pk), {"codes": ["ksumma-wrong"]})

    assert answer.status_code == 422
    assert _latest(company).accepted == []


def test_import_that_waits_can_be_let_go(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("voucher-unbalanced")])

    bobs.post(_url("cancel", company, run.pk))

    assert _latest(company).state == ImportRun.State.CANCELLED


def test_files_are_read_again_in_the_encoding_chosen(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("encoding-detected")])

    answer = bobs.post(_url("again", company, run.pk), {"encoding": "cp1252"})

    repeated = _latest(company)
    assert answer["Location"] == _url("run", company, repeated.pk)
    assert (repeated.encoding, repeated.pk == run.pk) == ("cp1252", False)


def test_file_comes_back_byte_for_byte(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("same-file")])

    answer = bobs.get(_url("file", company, run.pk, _file_id(run)))

    assert b"".join(answer.streaming_content) == example("same-file").read()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="same-file.se"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_file_that_is_gone_is_said_to_be(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("same-file")])
        run_files.remove(run_files.folder_of(run.pk))

    assert bobs.get(_url("file", company, run.pk, _file_id(run))).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_history_costs_the_same_for_one_import_and_for_three(
    company: Engagement, bobs: Client, *, count: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with scopes_disabled():
        for _ in range(count):
            import_files(company, [example("same-file")])
    bobs.get(_url("history", company))

    with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
        page = bobs.get(_url("history", company))

    assert page.content.decode().count("same-file.se") == count


def test_history_of_nothing_says_what_to_do(company: Engagement, bobs: Client) -> None:
    page = bobs.get(_url("history", company)).content.decode()

    assert _url("start", company) in page
    assert 'class="empty"' in page


@pytest.mark.parametrize("name", ["start", "history"])
def test_stranger_finds_nothing(company: Engagement, charlie: User, name: str) -> None:
    assert client_of(charlie).get(_url(name, company)).status_code == 404


def test_stranger_finds_no_run_and_no_file(company: Engagement, charlie: User, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("same-file")])
        other = Engagement.objects.create(
            agency=company.agency, organisation_number="5560160680", name="Annat AB", company_form="AB"
        )
    stranger = client_of(charlie)

    for name, args in (("run", [run.pk]), ("file", [run.pk, _file_id(run)])):
        assert stranger.get(_url(name, company, *args)).status_code == 404
        assert bobs.get(_url(name, other, *args)).status_code == 404
    for name in ("accept", "cancel", "again"):
        assert stranger.post(_url(name, company, run.pk)).status_code == 404
        assert bobs.post(_url(name, other, run.pk)).status_code == 404


def test_reader_reads_and_does_nothing(company: Engagement, rita: User) -> None:
    with scopes_disabled():
        run = import_files(company, [example("voucher-unbalanced")])
    reader = client_of(rita)

    assert reader.get(_url("run", company, run.pk)).status_code == 200
    assert reader.get(_url("history", company)).status_code == 200
    assert reader.get(_url("start", company)).status_code == 403
    for name in ("accept", "cancel", "again"):
        assert reader.post(_url(name, company, run.pk)).status_code == 403


def test_decision_form_is_not_shown_to_a_reader(company: Engagement, rita: User, bobs: Client) -> None:
    with scopes_disabled():
        run = import_files(company, [example("voucher-unbalanced")])
    accept = _url("accept", company, run.pk)

    assert accept not in client_of(rita).get(_url("run", company, run.pk)).content.decode()
    assert accept in bobs.get(_url("run", company, run.pk)).content.decode()


def test_trial_balance_asks_for_its_columns_and_is_imported_with_the_answer(company: Engagement, bobs: Client) -> None:
    with scopes_disabled():
        Engagement.objects.filter(pk=company.pk).update(data_source="trial_balance")
        year = make_fiscal_year(company, date(2025, 1, 1), date(2025, 12, 31))
    bobs.post(_url("start", company), {"upload": [_upload("columns-recognised")], "year": str(year.pk)})
    with scopes_disabled():
        run = do_job(_latest(company))

    page = bobs.get(_url("run", company, run.pk)).content.decode()
    wrong = bobs.post(_url("accept", company, run.pk), {"account": "0", "closing": "0"})
    right = bobs.post(_url("accept", company, run.pk), {"account": "0", "name": "1", "opening": "2", "closing": "3"})

    assert run.state == ImportRun.State.WAITING
    assert "Utgående balans" in page
    assert (wrong.status_code, right.status_code) == (422, 302)
    with scopes_disabled():
        run = do_job(_latest(company))
        accounts = year.books.current.accounts.order_by("number")
        assert list(accounts.values_list("number", "name", "opening_ore", "closing_ore")) == [
            ("1930", "Bank", 100_000, 125_050),
            ("2081", "Aktiekapital", -100_000, -100_000),
            ("3001", "Försäljning", 0, -25_050),
        ]
        made = run.files.get(made_from__isnull=False)
        assert (made.name, made.made_from and made.made_from.name) == (
            "columns-recognised.csv.se",
            "columns-recognised.csv",
        )


def _file_id(run: ImportRun) -> str:
    with scopes_disabled():
        return str(run.files.get(made_from=None).pk)
