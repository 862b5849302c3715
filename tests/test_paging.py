"""Long lists on a page."""

import pytest
from django.test import RequestFactory

from closing.paging import heading, pager, swedish_order, with_query


@pytest.mark.parametrize(
    ("query", "rows", "page", "span"),
    [
        ("", 0, 1, (0, 10)),
        ("?page=2", 25, 2, (10, 20)),
        ("?page=99", 25, 3, (20, 30)),
        ("?page=0", 25, 1, (0, 10)),
        ("?page=-1", 25, 1, (0, 10)),
        ("?page=²", 25, 1, (0, 10)),
        ("?page=" + "9" * 5000, 25, 1, (0, 10)),
    ],
)
def test_pager_gives_the_nearest_page_there_is(query: str, rows: int, page: int, span: tuple[int, int]) -> None:  # noqa: PLR0917 -- parameters of the case
    shown = pager(RequestFactory().get(f"/{query}"), rows=rows, per_page=10)

    assert (shown.page, shown.start, shown.stop) == (page, *span)


def test_pager_leads_to_the_pages_beside_it_and_keeps_the_rest() -> None:
    shown = pager(RequestFactory().get("/list/?q=bygg&page=2"), rows=25, per_page=10)

    assert (shown.previous, shown.following) == ("/list/?q=bygg&page=1", "/list/?q=bygg&page=3")


def test_pager_has_nothing_beside_an_only_page() -> None:
    shown = pager(RequestFactory().get("/"), rows=3, per_page=10)

    assert (shown.pages, shown.previous, shown.following) == (1, "", "")


@pytest.mark.parametrize(
    ("sort", "url", "aria_sort"),
    [
        ("name", "/?sort=-name", "ascending"),
        ("-name", "/?sort=name", "descending"),
        ("number", "/?sort=name", ""),
    ],
)
def test_heading_sorts_and_turns(sort: str, url: str, aria_sort: str) -> None:
    head = heading(RequestFactory().get("/?page=3"), "Namn", key="name", sort=sort)

    assert (head.url, head.aria_sort) == (url, aria_sort)


def test_with_query_changes_and_takes_out() -> None:
    request = RequestFactory().get("/?a=1&b=2")

    assert with_query(request, a=None, b="å") == "/?b=%C3%A5"
    assert with_query(request, a=None, b=None) == "/"


def test_swedish_order_puts_three_letters_last() -> None:
    names = ["Örn", "zebra", "Ädla", "Åsö", "adam"]

    assert sorted(names, key=swedish_order) == ["adam", "zebra", "Åsö", "Ädla", "Örn"]
