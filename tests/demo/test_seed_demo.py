"""`seed_demo` makes a demo one can sign in to, once."""

import json
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import CommandError, call_command
from django.test import Client
from django_scopes import scopes_disabled
from pytest_django.fixtures import Settings

from closing.activity.models import Event
from closing.books.models import Books
from closing.demo import people
from closing.demo.company import BUILDER
from closing.demo.engagements import BUILDER_YEAR
from closing.demo.files import two_years
from closing.engagements.models import Agency, Engagement, Role
from closing.importing.models import ImportRun
from closing.users.models import User
from tests.factories import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _development(settings: Settings, tmp_path: Path) -> None:
    """Run as a fresh clone does, with a data folder that goes with the test."""
    settings.DEBUG = True
    settings.DATA_DIR = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path


def run(command: str, *options: str) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def test_seed_makes_agency_engagements_and_two_years_of_books() -> None:
    run("seed_demo")

    with scopes_disabled():
        names = list(Engagement.objects.order_by("name").values_list("name", "data_source"))
    run_of_books = ImportRun.objects.get()
    books = Books.objects.order_by("fiscal_year__start").select_related("fiscal_year", "current")
    assert names == [
        ("Brf Lärkträdet", ""),
        ("Norrskens Grossist & Logistik AB", "fortnox"),
        ("Tolvans Trädgårdstjänst", "sie_file"),
        ("Åsö Bygg & Måleri AB", "sie_file"),
    ]
    assert run_of_books.state == ImportRun.State.DONE
    assert [(one.fiscal_year.start.year, one.current.voucher_count) for one in books] == [
        (file.head.years[0].start.year, len(file.vouchers)) for file in two_years(BUILDER, BUILDER_YEAR)
    ]


def test_seed_run_twice_makes_nothing_new() -> None:
    run("seed_demo")
    counts = [Agency.objects.count(), User.objects.count(), Books.objects.count(), Event.objects.count()]

    run("seed_demo")

    assert [Agency.objects.count(), User.objects.count(), Books.objects.count(), Event.objects.count()] == counts


def test_seed_if_empty_leaves_an_installation_with_agencies_alone() -> None:
    make_agency()

    run("seed_demo", "--if-empty")

    assert people.agency() is None


def test_seed_refuses_outside_development(settings: Settings) -> None:
    settings.DEBUG = False

    with pytest.raises(CommandError, match="needs --yes"):
        run("seed_demo")
    assert Agency.objects.count() == 0


def test_seed_outside_development_makes_up_a_login(settings: Settings) -> None:
    settings.DEBUG = False

    told = run("seed_demo", "--yes")

    assert not people.administrator().check_password(people.KNOWN_PASSWORD)
    assert people.KNOWN_SECRET not in told
    assert people.known_login() is None


def test_people_have_the_three_kinds_of_roles() -> None:
    agency, _login = people.make_agency()

    roles = set(agency.memberships.values_list("role", flat=True))

    assert roles == {Role.ADMINISTRATOR, Role.PREPARER, Role.READER}


def test_only_the_administrator_has_a_password() -> None:
    people.make_agency()

    usable = [user.email for user in User.objects.all() if user.has_usable_password()]

    assert usable == [people.ADDRESS]


def test_printed_login_signs_in_with_its_second_factor() -> None:
    people.make_agency()
    login = people.known_login()
    client = Client()

    assert login is not None
    first = client.post("/account/login/", {"login": login.address, "password": login.password})
    second = client.post(first.headers["Location"], {"code": login.recovery_code})
    page = client.get("/")

    assert second.status_code == 302
    assert page.status_code == 200


def test_recovery_code_is_never_a_used_one_and_does_not_run_out() -> None:
    people.make_agency()
    anna = people.administrator()
    used = []

    for _sign_in in range(12):
        code = people.recovery_code(anna)
        used.append((code, RecoveryCodes.activate(anna).validate_code(code)))

    assert len({code for code, _is_right in used}) == 12
    assert all(is_right for _code, is_right in used)


def test_login_is_printed_with_address_password_and_code() -> None:
    people.make_agency()

    told = run("demo_login")

    login = people.known_login()
    assert login is not None
    assert told.splitlines()[0] == (
        f"Sign in with  {login.address}  password  {login.password}  code  {login.recovery_code}"
    )


def test_login_is_not_printed_without_a_demo() -> None:
    assert run("demo_login") == ""


def test_login_is_told_as_json() -> None:
    people.make_agency()

    told = [json.loads(line) for line in run("demo_login", "--json").splitlines()]

    assert [fact["event"] for fact in told] == ["login", "code", "secret"]
    assert told[0]["address"] == people.ADDRESS


def test_seed_tells_the_files_it_wrote() -> None:
    told = [json.loads(line) for line in run("seed_demo", "--json").splitlines()]

    paths = [Path(fact["path"]) for fact in told if fact["event"] == "file"]
    assert [path.name for path in paths] == ["aso-bygg-2025-en-vecka-senare.se", "ortagarden-2025-2026.se"]
    assert all(path.is_file() for path in paths)
