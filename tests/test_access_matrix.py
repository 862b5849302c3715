"""Every address × every role × own and another agency × nobody signed in."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.appendices.build import keep
from closing.appendices.items import Ledger, LedgerItems
from closing.engagements.models import Agency, Engagement, Membership, Role
from closing.engagements.people.invitations import invite
from closing.entries.attachments.writing import attach
from closing.entries.sie_files.models import EntryFile
from closing.importing.models import ImportFile, ImportRun
from closing.jobs.models import Job
from closing.users.models import User
from tests.access_table import ADMIN, ALLAUTH, ROLES, TABLE, Address, Door, addresses
from tests.entries.attachments.made_files import new_file
from tests.entries.export.pages.made_exports import ended_export
from tests.entries.made_entries import make_entry
from tests.factories import client_of, make_agency, make_engagement, make_fiscal_year, make_membership, make_user
from tests.statements.ledger_factory import Jotted, make_books

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
ADDRESSES = addresses()
OURS = [one for one in ADDRESSES if one.name in TABLE]
THEIRS = [one for one in ADDRESSES if one.name.startswith((*ALLAUTH, ADMIN))]
ANY = {
    "object_id": "1",
    "id": "1",
    "app_label": "users",
    "url": "x",
    "content_type_id": 1,
    "key": "x",
    "pk": 1,
    "uidb36": "1",
}
METHODS = ("get", "post")
OF_AN_ENGAGEMENT = {"year_id", "run_id", "file_id", "entry_id", "entry_file_id", "batch_id", "item_id"}
TAKES_AWAY = {
    "attachments:remove",
    "engagements:remove",
    "engagements:withdraw_invitation",
    "maintenance:remove_year",
    "maintenance:reset",
}


@dataclass(frozen=True)
class World:
    """An agency with an engagement and everything an address can name, and a member in each role."""

    named: dict[str, object]
    members: dict[str, User]


def make_world(name: str, folder: Path) -> World:
    """Make an agency in which every address leads to something."""
    agency = make_agency(name)
    members = {role: make_membership(make_user(), agency, role).user for role in ROLES}
    named = engagement_things(make_engagement(agency), members["preparer"], folder)
    invitation, token = invite(agency, email=f"ny@{name}.example", role=Role.READER, invited_by=None)
    leaving = make_membership(make_user(), agency, Role.READER)
    return World(
        {
            **named,
            "agency_id": agency.pk,
            "membership_id": leaving.pk,
            "invitation_id": invitation.pk,
            "token": token,
        },
        members,
    )


def engagement_things(engagement: Engagement, user: User, folder: Path) -> dict[str, object]:
    """Make a year with books, an import with its file, and a job."""
    year = make_fiscal_year(engagement)
    make_books(year, [Jotted("A 1", date(2025, 2, 1), [("1930", "100"), ("3010", "-100")])])
    keep(engagement, LedgerItems(Ledger.RECEIVABLES, ("1510",), (), year.start, year.end), run_id=uuid.uuid4())
    job = Job.objects.create(kind="import", engagement=engagement, created_by=user, state=Job.State.DONE)
    run = ImportRun.objects.create(engagement=engagement, source="sie_file", state=ImportRun.State.DONE, job=job)
    file = ImportFile.objects.create(run=run, ordinal=1, name="bok.se", path="received-1", fiscal_year=year)
    place = folder / "imports" / str(run.pk) / "received-1"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"#FLAGGA 0\r\n")
    entry = make_entry(year)
    [attachment] = attach(entry, [new_file("saldo.csv")], actor=user)
    exported = ended_export(make_entry(year))
    return {
        "engagement_id": engagement.pk,
        "year_id": year.pk,
        "number": "1930",
        "ordinal": 1,
        "job_id": job.pk,
        "run_id": run.pk,
        "file_id": file.pk,
        "ledger": "receivables",
        "entry_id": entry.pk,
        "entry_file_id": EntryFile.objects.create(fiscal_year=year, series_by_kind={"V": "V", "S": "S"}).pk,
        "attachment_id": attachment.pk,
        "batch_id": exported.batch_id,
        "item_id": exported.pk,
    }


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Give the agency the requests come from."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    return make_world("alfa", tmp_path)


@pytest.fixture
def foreign(own: World, tmp_path: Path) -> World:
    """Give another agency."""
    return make_world("beta", tmp_path)


def ask(client: Client, address: Address, named: dict[str, object], *, method: str) -> "Answer":
    """Ask for an address with these things in it, as a person would: without a form, or with an empty one."""
    things = {name: named.get(name, ANY.get(name)) for name in address.parameters}
    if address.name.endswith(":"):
        path = re.sub(r"<\w+:(\w+)>", lambda part: str(things[part[1]]), address.route)
    else:
        path = reverse(address.name, kwargs=things)
    return client.get(path) if method == "get" else client.post(path)


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Give everything the product stores, but what a session remembers."""
    with scopes_disabled():
        return {
            model._meta.label: sorted(model._default_manager.values_list(), key=repr)
            for model in apps.get_models()
            if model._meta.app_label not in {"sessions", "usersessions", "django_q"}
        }


def asked(addresses_of: list[Address], *doors: Door) -> Iterator[tuple[Address, str]]:
    """Give each address behind these doors with each method it takes; what takes things away comes last."""
    for address in sorted(addresses_of, key=lambda one: one.name in TAKES_AWAY):
        rule = TABLE[address.name]
        for method in METHODS:
            if rule.door in doors and getattr(rule, method) is not None:
                yield address, method


def test_every_address_is_in_the_table() -> None:
    names = {one.name for one in ADDRESSES if not one.name.startswith((*ALLAUTH, ADMIN))}

    assert names - set(TABLE) == set(), "Say in tests/access_table.py who may open these."
    assert set(TABLE) - names == set(), "These are in tests/access_table.py and no longer there."


def test_every_thing_an_address_can_name_exists_in_the_world(own: World) -> None:
    wanted = {name for address in OURS for name in address.parameters}

    assert wanted - set(own.named) == set(), "Let `make_world` make these."


@pytest.mark.parametrize("method", METHODS)
def test_strangers_are_sent_to_sign_in(own: World, client: Client, method: str) -> None:
    wrong: dict[str, int] = {}

    for address in OURS:
        rule = TABLE[address.name]
        if rule.door is Door.OPEN:
            continue
        answer = ask(client, address, own.named, method=method)
        sent = answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/?next=/")
        wrong |= {} if sent else {address.name: answer.status_code}

    assert wrong == {}


def test_open_pages_answer_strangers(own: World, client: Client) -> None:
    answers = {
        address.name: ask(client, address, own.named, method=method).status_code
        for address, method in asked(OURS, Door.OPEN)
        if address.name != "jobs:readyz"
    }

    assert set(answers.values()) <= {200, 302}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_in_where_the_table_says_and_nowhere_else(own: World, role: str) -> None:
    client = client_of(own.members[role])
    wrong: dict[str, int] = {}

    for address, method in asked(OURS, Door.AGENCY, Door.ENGAGEMENT, Door.PERSON):
        rule = TABLE[address.name]
        status = ask(client, address, own.named, method=method).status_code
        is_right = status in {200, 302, rule.empty} if rule.may(role, method) else status == rule.refused
        wrong |= {} if is_right else {f"{method} {address.name}": status}

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_agency_is_there(own: World, foreign: World, role: str) -> None:
    client = client_of(own.members[role])
    wrong: dict[str, int] = {}

    for address, method in asked(OURS, Door.AGENCY, Door.ENGAGEMENT):
        if not address.parameters or not TABLE[address.name].may(role, method):
            continue
        status = ask(client, address, foreign.named, method=method).status_code
        wrong |= {} if status == 404 else {f"{method} {address.name}": status}

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_no_role_learns_whether_another_agencys_engagement_exists(own: World, foreign: World, role: str) -> None:
    client = client_of(own.members[role])
    nowhere = {**foreign.named, "engagement_id": uuid.uuid4(), "job_id": uuid.uuid4()}

    for address, method in asked(OURS, Door.ENGAGEMENT):
        statuses = {ask(client, address, named, method=method).status_code for named in (foreign.named, nowhere)}

        assert statuses == {404}, f"{method} {address.name}"


def test_things_of_another_engagement_are_not_there_under_ones_own(own: World, foreign: World, tmp_path: Path) -> None:
    administrator = own.members["administrator"]
    client = client_of(administrator)
    agency = Agency.objects.get(pk=str(own.named["agency_id"]))
    sibling = engagement_things(make_engagement(agency), administrator, tmp_path)
    wrong: dict[str, int] = {}

    for address, method in asked(OURS, Door.ENGAGEMENT):
        for name in OF_AN_ENGAGEMENT & set(address.parameters):
            for other in (sibling, foreign.named):
                mixed = {**own.named, name: other[name]}
                status = ask(client, address, mixed, method=method).status_code
                wrong |= {} if status == 404 else {f"{method} {address.name} {name}": status}

    assert wrong == {}


def test_reader_changes_nothing_anywhere(own: World) -> None:
    client = client_of(own.members["reader"])
    client.get("/account/profile/")
    before = rows()

    for address in OURS:
        if TABLE[address.name].door in {Door.AGENCY, Door.ENGAGEMENT}:
            for method in METHODS:
                ask(client, address, own.named, method=method)

    assert rows() == before


def test_looking_at_a_page_changes_nothing_for_anyone(own: World) -> None:
    client = client_of(own.members["administrator"])
    client.get("/account/profile/")
    before = rows()

    for address, method in asked(OURS, Door.AGENCY, Door.ENGAGEMENT, Door.PERSON):
        if method == "get":
            ask(client, address, own.named, method=method)

    assert rows() == before


def test_limited_engagement_is_not_there_for_those_not_named(own: World) -> None:
    engagement_id = str(own.named["engagement_id"])
    with scopes_disabled():
        Engagement.objects.filter(pk=engagement_id).update(is_limited=True)
    client = client_of(own.members["manager"])
    wrong: dict[str, int] = {}

    for address, method in asked(OURS, Door.ENGAGEMENT):
        status = ask(client, address, own.named, method=method).status_code
        wrong |= {} if status == 404 else {f"{method} {address.name}": status}

    assert wrong == {}


def test_someone_who_left_the_agency_sees_nothing_of_it(own: World) -> None:
    user = own.members["administrator"]
    client = client_of(user)
    client.get("/")
    Membership.objects.filter(user=user).delete()

    statuses = {
        ask(client, address, own.named, method=method).status_code
        for address, method in asked(OURS, Door.AGENCY, Door.ENGAGEMENT)
    }

    assert statuses == {403, 404}


@pytest.mark.parametrize("address", THEIRS, ids=lambda address: address.route)
def test_pages_of_libraries_let_in_neither_strangers_nor_members_too_far(
    alice: User, client: Client, address: Address
) -> None:
    stranger = ask(client, address, ANY, method="get")
    member = ask(client_of(alice), address, ANY, method="get")

    if address.name == "admin:jsi18n":
        assert (stranger.status_code, member.status_code) == (302, 302)
    elif address.name.startswith(ADMIN):
        assert stranger.headers["Location"].startswith(("/account/login/", "/admin/login/"))
        assert member.status_code in {302, 403}
    else:
        assert stranger.status_code in {200, 302, 405}
        assert member.status_code in {200, 302, 404, 405}
