"""Snapshots in Django admin."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from closing.books.admin import ReadOnlyAdmin, SnapshotAdmin
from closing.books.models import AccountMapping, Snapshot
from tests.books.made_books import HEAD, SALES, import_text, make_year
from tests.factories import client_of, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Snapshot, AccountMapping])
def test_nothing_is_changed_by_hand(model: type[Snapshot] | type[AccountMapping]) -> None:
    shown = admin.site._registry[model]
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert isinstance(shown, ReadOnlyAdmin)
    assert [
        shown.has_add_permission(request),
        shown.has_change_permission(request),
        shown.has_delete_permission(request),
    ] == [False, False, False]


def test_snapshots_are_listed_with_their_company(tmp_path: Path) -> None:
    import_text(tmp_path, HEAD + SALES, year=make_year())
    operator = make_user("drift@example.se")
    operator.is_staff = operator.is_superuser = True
    operator.save()

    answer = client_of(operator).get(reverse("admin:books_snapshot_changelist"))

    assert answer.status_code == HTTPStatus.OK
    assert "Exempel AB" in answer.content.decode()
    assert "books.se" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_snapshots_are_listed_in_the_same_few_queries(
    tmp_path: Path, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        import_text(tmp_path, HEAD + SALES, year=make_year())
    shown = SnapshotAdmin(Snapshot, admin.site)

    with django_assert_num_queries(1):
        names = [shown.company(snapshot) for snapshot in shown.get_queryset(RequestFactory().get("/"))]

    assert names == ["Exempel AB"] * count
