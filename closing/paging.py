"""Long lists on a page: which part of one is shown, and the links that sort it and lead to the parts beside it."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


_AFTER_Z = str.maketrans("åäöæøü", "{|}|}y")


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of a list this is.

    Attributes:
        start, stop: the places of the rows shown.
        previous, following: the addresses of the pages beside it; empty at the ends.
    """

    page: int
    pages: int
    start: int
    stop: int
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column that a list can be sorted by."""

    label: "StrOrPromise"
    url: str
    aria_sort: str
    is_number: bool = False


def pager(request: HttpRequest, *, rows: int, per_page: int) -> Pager:
    """Find the page asked for (?page=); the nearest there is, when there is none such."""
    text = request.GET.get("page", "")
    pages = max(-(-rows // per_page), 1)
    page = min(max(int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1, 1), pages)
    return Pager(
        page,
        pages,
        start=(page - 1) * per_page,
        stop=page * per_page,
        previous=with_query(request, page=str(page - 1)) if page > 1 else "",
        following=with_query(request, page=str(page + 1)) if page < pages else "",
    )


def heading(request: HttpRequest, label: "StrOrPromise", *, key: str, sort: str, is_number: bool = False) -> Heading:
    """Make the head of a column; its link sorts by it (?sort=), or turns the order when the list is sorted by it."""
    is_sorted = sort.removeprefix("-") == key
    is_descending = is_sorted and sort.startswith("-")
    turned = f"-{key}" if is_sorted and not is_descending else key
    aria_sort = ("descending" if is_descending else "ascending") if is_sorted else ""
    return Heading(label, with_query(request, sort=turned, page=None), aria_sort, is_number)


def swedish_order(text: str) -> str:
    """Give what a text sorts by in Swedish: å, ä and ö stand after z, in that order, and case does not matter."""
    return text.casefold().translate(_AFTER_Z)


def with_query(request: HttpRequest, **changes: str | None) -> str:
    """Give the address of this page with some of its query changed; None takes one out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
