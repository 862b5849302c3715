"""What changed since the last import."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement, Period
from closing.importing.models import ImportRun
from closing.users.models import User
from tests.factories import client_of
from tests.importing.conftest import example, import_files, sent

pytestmark = pytest.mark.django_db(transaction=True)

BOOK = example("number-gaps").read()
CHANGED = (
    BOOK.replace(b'#VER A 16 20250309 "Kvitto"', b'#VER A 16 20250309 "Kvitto, \x84ndrat"')
    .replace(b"#VER A 20 20250310", b"#VER A 30 20250410")
    .replace(b"#TRANS 1930 {} 250.00", b"#TRANS 1910 {} 250.00", 1)
)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


@pytest.fixture
def ritas(rita: User) -> Client:
    """Give the browser of a reader."""
    return client_of(rita)


def _import(company: Engagement, content: bytes) -> ImportRun:
    with scopes_disabled():
        return import_files(company, [sent(content)])


def _page(client: Client, company: Engagement, run: ImportRun) -> str:
    answer = client.get(reverse("importing:changes", args=[company.pk, run.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_first_books_have_nothing_to_compare_with(company: Engagement, ritas: Client) -> None:
    run = _import(company, BOOK)

    page = _page(ritas, company, run)

    assert "note info" in page
    assert "<table" not in page


def test_same_books_again_have_not_changed(company: Engagement, ritas: Client) -> None:
    _import(company, BOOK)
    run = _import(company, BOOK)

    assert "note good" in _page(ritas, company, run)


def test_new_gone_and_altered_vouchers_and_accounts_are_listed(company: Engagement, ritas: Client) -> None:
    _import(company, BOOK)
    run = _import(company, CHANGED)

    page = _page(ritas, company, run)

    year = company.fiscal_years.get()
    assert page.count('class="chip warn"') == 2
    assert page.count('class="chip info"') == 1
    for ordinal, name in ((1, "A 16"), (2, "A 30")):
        address = reverse("statements:voucher", args=[company.pk, year.pk, ordinal])
        assert f'<a href="{address}">{name}</a>' in page
    assert "A 20</th>" in page
    assert "Kvitto, ändrat" in page
    for account in ("1910", "1930"):
        assert f">{account}</a>" in page


def test_changes_in_a_locked_period_are_red_and_first(company: Engagement, ritas: Client) -> None:
    _import(company, BOOK)
    with scopes_disabled():
        Period.objects.filter(fiscal_year__engagement=company, number=4).update(state=Period.State.LOCKED)
    run = _import(company, CHANGED)

    page = _page(ritas, company, run)

    assert "note bad" in page
    assert page.count('class="chip bad"') == 1


def test_lock_that_comes_later_is_seen(company: Engagement, ritas: Client) -> None:
    _import(company, BOOK)
    run = _import(company, CHANGED)
    before = _page(ritas, company, run)
    with scopes_disabled():
        Period.objects.filter(fiscal_year__engagement=company, number=4).update(state=Period.State.LOCKED)

    after = _page(ritas, company, run)

    assert ("note bad" in before, "note bad" in after) == (False, True)


def test_import_that_was_overtaken_says_so(company: Engagement, ritas: Client) -> None:
    run = _import(company, BOOK)
    _import(company, CHANGED)

    page = _page(ritas, company, run)

    assert "note info" in page
    assert "<table" not in page


def test_refused_import_changed_nothing(company: Engagement, ritas: Client) -> None:
    _import(company, BOOK)
    run = _import(company, example("amount-unreadable").read())

    assert 'class="empty"' in _page(ritas, company, run)


def test_stranger_sees_no_changes(company: Engagement, charlie: User) -> None:
    run = _import(company, BOOK)

    answer = client_of(charlie).get(reverse("importing:changes", args=[company.pk, run.pk]))

    assert answer.status_code == 404
