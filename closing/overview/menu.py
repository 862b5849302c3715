"""The lines of the menu; only what there is to see."""

from dataclasses import dataclass, replace
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from closing.engagements.access import Right, has_right
from closing.engagements.models import Engagement, FiscalYear, Membership

ENTRIES = ("entries:", "attachments:", "entry_export:", "entry_files:")
"""The pages of closing entries, and of what is done with them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu.

    Attributes:
        label: its words.
        url: where it leads.
        icon: what stands before it.
        pages: the names of the pages it stands for, or the beginnings of them.
        key: the letter that follows `g` to go there.
        is_current: the page shown is one of its pages.
    """

    label: str
    url: str
    icon: str
    pages: tuple[str, ...] = ()
    key: str = ""
    is_current: bool = False

    def marked(self, page: str) -> "Entry":
        """Give the line as it stands in the menu of a page."""
        return replace(self, is_current=page.startswith(self.pages) if self.pages else False)


class _Look(TypedDict):
    icon: str
    pages: NotRequired[tuple[str, ...]]
    key: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of the menu that belong together, with a heading or none."""

    label: str
    entries: list[Entry]

    def marked(self, page: str) -> "Group":
        """Give the lines as they stand in the menu of a page."""
        return Group(self.label, [entry.marked(page) for entry in self.entries])


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A year or a period to switch to."""

    label: str
    url: str
    key: str = ""
    is_current: bool = False


def agency_menu(membership: Membership) -> list[Group]:
    """Give the menu of the pages that belong to no engagement."""
    entries = [
        _entry(_("Engagements"), "overview:agency", icon="company", pages=("overview:agency", "startguide:"), key="e"),
    ]
    if has_right(membership, Right.MANAGE):
        entries.append(_entry(_("Activity log"), "activity:agency", icon="history", key="l"))
    if has_right(membership, Right.ADMINISTER):
        entries.append(_entry(_("Users"), "engagements:users", icon="users", key="u"))
    return [Group("", entries)]


def engagement_menu(engagement: Engagement, year: FiscalYear | None) -> list[Group]:
    """Give the menu of an engagement's pages."""
    here = (engagement.pk,)
    work = [
        _entry(_("All engagements"), "overview:agency", icon="back", pages=(), key="e"),
        _entry(_("Overview"), "overview:engagement", here, icon="overview", key="o"),
    ]
    rest = [
        _entry(_("Imports"), "importing:history", here, icon="import", pages=("importing:",), key="i"),
        _entry(_("Activity log"), "activity:engagement", here, icon="history", key="l"),
        _entry(_("Maintenance"), "maintenance:import", here, icon="settings", pages=("maintenance:",), key="m"),
    ]
    books = _books(engagement, year) if year else []
    return [Group("", work), *books, Group(_("Engagement"), rest)]


def person_menu() -> list[Entry]:
    """Give what concerns the person signed in."""
    profile = _entry(
        _("My profile"), "users:profile", icon="person", pages=("users:", "mfa_", "account_change", "usersessions_")
    )
    return [profile, _entry(_("Sign out"), "account_logout", icon="leave")]


def _books(engagement: Engagement, year: FiscalYear) -> list[Group]:
    of_year = (engagement.pk, year.pk)
    pages = ("statements:account", "statements:voucher")
    entries = [
        _entry(_("Accounts"), "statements:accounts", of_year[:1], icon="ledger", pages=pages, key="a"),
        _entry(_("Income statement"), "statements:income", of_year, icon="chart", key="r"),
        _entry(_("Balance sheet"), "statements:balance", of_year, icon="statement", key="b"),
        _entry(_("Appendices"), "appendices:list", of_year[:1], icon="file", pages=("appendices:",), key="k"),
        _entry(_("Closing entries"), "entries:list", of_year[:1], icon="add", pages=ENTRIES, key="v"),
    ]
    closing = [_entry(_("Profit planning"), "planning:plan", of_year, icon="statement", key="p")]
    return [Group(_("Books"), entries), Group(_("Year-end closing"), closing)]


def _entry(label: str, page: str, args: tuple[UUID, ...] = (), **more: Unpack[_Look]) -> Entry:
    return Entry(label, reverse(page, args=args), more["icon"], more.get("pages", (page,)), more.get("key", ""))
