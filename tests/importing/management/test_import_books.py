"""`manage.py import_books`: the same import as on the pages, in the foreground."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement
from closing.importing.models import ImportRun
from tests.factories import make_engagement, make_fiscal_year
from tests.importing.conftest import EXAMPLES, NUMBER, example, start

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _everywhere() -> Iterator[None]:
    with scopes_disabled():
        yield


def _import(*arguments: str | Path, **options: object) -> tuple[list[str], int]:
    out, status = StringIO(), 0
    try:
        call_command("import_books", *map(str, arguments), stdout=out, **options)
    except SystemExit as stop:
        status = int(str(stop.code))
    return out.getvalue().splitlines(), status


@pytest.mark.parametrize("number", [NUMBER, "556036-0793", "16556036-0793"])
def test_engagement_is_named_by_its_number(company: Engagement, number: str) -> None:
    lines, status = _import(number, EXAMPLES / "same-file.se")

    assert status == 0
    assert company.fiscal_years.get().books.current.voucher_count == 1
    assert any("SHA-256" in line for line in lines)


def test_engagement_is_named_by_its_id(company: Engagement) -> None:
    _lines, status = _import(str(company.pk), EXAMPLES / "same-file.se", EXAMPLES / "year-created.se")

    assert (status, company.fiscal_years.count()) == (0, 2)


def test_every_finding_is_a_line(company: Engagement) -> None:
    lines, status = _import(str(company.pk), EXAMPLES / "number-gaps.se")

    assert status == 0
    assert [line.split(" ")[:2] for line in lines[-2:]] == [["notice", "year-created"], ["warning", "number-gaps"]]


def test_decision_stops_the_import_until_it_is_taken(company: Engagement) -> None:
    _lines, stopped = _import(str(company.pk), EXAMPLES / "voucher-unbalanced.se")
    _lines, taken = _import(str(company.pk), EXAMPLES / "voucher-unbalanced.se", accept=["voucher-unbalanced"])

    assert (stopped, taken) == (1, 0)
    assert list(ImportRun.objects.order_by("created_at").values_list("state", flat=True)) == ["cancelled", "warned"]


def test_decision_that_does_not_exist_is_wrong_usage(company: Engagement) -> None:
    with pytest.raises(CommandError, match="voucher-unbalanced"):
        call_command("import_books", str(company.pk), str(EXAMPLES / "same-file.se"), "--accept", "no-such-code")

    assert ImportRun.objects.count() == 0


def test_refused_import_has_status_one_and_says_why(company: Engagement) -> None:
    lines, status = _import(str(company.pk), EXAMPLES / "organisation-number-other.se", json=True)

    told = json.loads(lines[0])
    assert status == 1
    assert (told["state"], told["error"]) == ("failed", "import-refused")
    assert "organisation-number-other" in {one["code"] for one in told["findings"]}


def test_json_tells_what_was_stored(company: Engagement) -> None:
    lines, _status = _import(str(company.pk), EXAMPLES / "same-file.se", json=True)

    told = json.loads(lines[0])
    assert told["state"] == "done"
    assert told["files"][0] | {"sha256": ""} == {
        "name": "same-file.se",
        "size": (EXAMPLES / "same-file.se").stat().st_size,
        "sha256": "",
        "fiscal_year": ["2025-01-01", "2025-12-31"],
        "vouchers": 1,
        "postings": 2,
    }


def test_first_import_decides_the_data_source(company: Engagement) -> None:
    Engagement.objects.filter(pk=company.pk).update(data_source="")

    _lines, status = _import(str(company.pk), EXAMPLES / "balances-only.se", source="sie_balances")

    assert (status, Engagement.objects.get(pk=company.pk).data_source) == (0, "sie_balances")


def test_year_of_a_file_without_one_is_named_as_people_write_it(company: Engagement) -> None:
    year = make_fiscal_year(company)

    _lines, status = _import(str(company.pk), EXAMPLES / "columns-recognised.csv", source="trial_balance", year="2025")
    _lines, accepted = _import(
        str(company.pk),
        EXAMPLES / "columns-recognised.csv",
        source="trial_balance",
        year="2025",
        accept=["columns-recognised"],
    )

    assert (status, accepted) == (1, 0)
    assert year.books.current.accounts.get(number="1930").closing_ore == 125_050


@pytest.mark.parametrize("number", ["5560160680", "inte ett nummer", "00000000-0000-0000-0000-000000000000"])
def test_unknown_engagement_is_said_to_be(company: Engagement, number: str) -> None:
    with pytest.raises(CommandError):
        _import(number, EXAMPLES / "same-file.se")

    assert company.import_runs.count() == 0


def test_number_of_two_engagements_wants_an_id(company: Engagement) -> None:
    other = make_engagement(organisation_number=NUMBER)

    with pytest.raises(CommandError) as refused:
        _import(NUMBER, EXAMPLES / "same-file.se")

    assert {str(company.pk), str(other.pk)} <= set(str(refused.value).replace(",", " ").split())


def test_file_that_is_not_there_begins_nothing(company: Engagement) -> None:
    with pytest.raises(CommandError):
        _import(str(company.pk), EXAMPLES / "saknas.se")

    assert company.import_runs.count() == 0


def test_import_under_way_is_not_disturbed(company: Engagement) -> None:
    start(company, [example("same-file")])

    with pytest.raises(CommandError):
        _import(str(company.pk), EXAMPLES / "same-file.se")
