"""Who may open which address: the table that `test_access_matrix` holds every view against.

A view that is not in the table fails the tests: say here who may read it and who may change through it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.urls import URLPattern, URLResolver, get_resolver

READER, PREPARER, MANAGER, ADMINISTRATOR = ROLES = ("reader", "preparer", "manager", "administrator")


class Door(Enum):
    """What stands before a view."""

    OPEN = "anyone"
    PERSON = "anyone signed in"
    AGENCY = "a member of an agency"
    ENGAGEMENT = "a member who sees the engagement"


@dataclass(frozen=True, slots=True)
class Rule:
    """The lowest role that may ask (`get`) and change (`post`); None where the view has no such method.

    Attributes:
        refused: the answer to a member whose role is too low.
        empty: the answer to a member who sends an empty form, when it is not one of the usual ones.
    """

    door: Door
    get: str | None = READER
    post: str | None = None
    refused: int = 403
    empty: int = 422

    def may(self, role: str, method: str) -> bool:
        """Say whether the role may use the method."""
        lowest = self.get if method == "get" else self.post
        return lowest is not None and ROLES.index(role) >= ROLES.index(lowest)


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern of the address table: its full name, how it is written, and the names of what stands in it."""

    name: str
    route: str
    parameters: tuple[str, ...]


TABLE: dict[str, Rule] = {
    "overview:agency": Rule(Door.AGENCY),
    "overview:engagement": Rule(Door.ENGAGEMENT),
    "statements:accounts": Rule(Door.ENGAGEMENT),
    "statements:account": Rule(Door.ENGAGEMENT),
    "statements:voucher": Rule(Door.ENGAGEMENT),
    "statements:find_voucher": Rule(Door.ENGAGEMENT),
    "statements:income": Rule(Door.ENGAGEMENT),
    "statements:balance": Rule(Door.ENGAGEMENT),
    "appendices:list": Rule(Door.ENGAGEMENT),
    "appendices:ledger": Rule(Door.ENGAGEMENT),
    "appendices:difference": Rule(Door.ENGAGEMENT),
    "appendices:comment": Rule(Door.ENGAGEMENT, None, PREPARER),
    "planning:plan": Rule(Door.ENGAGEMENT, READER, PREPARER),
    "entries:list": Rule(Door.ENGAGEMENT),
    "entries:new": Rule(Door.ENGAGEMENT, PREPARER, PREPARER),
    "entries:edit": Rule(Door.ENGAGEMENT, PREPARER, PREPARER),
    "entries:delete": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entries:set_aside": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entries:reverse": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entries:reverse_next": Rule(Door.ENGAGEMENT, None, PREPARER),
    "attachments:list": Rule(Door.ENGAGEMENT),
    "attachments:add": Rule(Door.ENGAGEMENT, None, PREPARER),
    "attachments:file": Rule(Door.ENGAGEMENT),
    "attachments:remove": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_files:list": Rule(Door.ENGAGEMENT),
    "entry_files:make": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_files:file": Rule(Door.ENGAGEMENT),
    "entry_files:download": Rule(Door.ENGAGEMENT, PREPARER),
    "entry_files:confirm": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_files:withdraw": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_files:adjusted": Rule(Door.ENGAGEMENT, PREPARER),
    "entry_files:make_adjusted": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_export:history": Rule(Door.ENGAGEMENT),
    "entry_export:begin": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_export:batch": Rule(Door.ENGAGEMENT),
    "entry_export:progress": Rule(Door.ENGAGEMENT),
    "entry_export:send": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_export:cancel": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_export:check": Rule(Door.ENGAGEMENT, None, PREPARER),
    "entry_export:mark_booked": Rule(Door.ENGAGEMENT, None, PREPARER),
    "startguide:start": Rule(Door.AGENCY, PREPARER),
    "startguide:company": Rule(Door.AGENCY, PREPARER, PREPARER),
    "startguide:year": Rule(Door.AGENCY, PREPARER, PREPARER),
    "startguide:periods": Rule(Door.AGENCY, PREPARER, PREPARER),
    "startguide:source": Rule(Door.AGENCY, PREPARER, PREPARER),
    "startguide:summary": Rule(Door.AGENCY, PREPARER, PREPARER, empty=404),
    "startguide:restart": Rule(Door.AGENCY, None, PREPARER),
    "importing:start": Rule(Door.ENGAGEMENT, PREPARER, PREPARER),
    "importing:history": Rule(Door.ENGAGEMENT),
    "importing:run": Rule(Door.ENGAGEMENT),
    "importing:accept": Rule(Door.ENGAGEMENT, None, PREPARER),
    "importing:cancel": Rule(Door.ENGAGEMENT, None, PREPARER),
    "importing:again": Rule(Door.ENGAGEMENT, None, PREPARER),
    "importing:changes": Rule(Door.ENGAGEMENT),
    "importing:file": Rule(Door.ENGAGEMENT),
    "manual_entry:table": Rule(Door.ENGAGEMENT, PREPARER, PREPARER),
    "fortnox:connect": Rule(Door.ENGAGEMENT, None, PREPARER),
    "fortnox:disconnect": Rule(Door.ENGAGEMENT, None, PREPARER),
    "fortnox:callback": Rule(Door.PERSON),
    "fortnox:stopped": Rule(Door.PERSON),
    "maintenance:import": Rule(Door.ENGAGEMENT, READER, PREPARER),
    "maintenance:differences": Rule(Door.ENGAGEMENT),
    "maintenance:settings": Rule(Door.ENGAGEMENT),
    "maintenance:source": Rule(Door.ENGAGEMENT, None, PREPARER),
    "maintenance:company": Rule(Door.ENGAGEMENT, None, PREPARER),
    "maintenance:periods": Rule(Door.ENGAGEMENT, None, PREPARER),
    "maintenance:add_year": Rule(Door.ENGAGEMENT, None, PREPARER),
    "maintenance:year": Rule(Door.ENGAGEMENT, PREPARER, PREPARER),
    "maintenance:remove_year": Rule(Door.ENGAGEMENT, None, PREPARER),
    "maintenance:reset": Rule(Door.ENGAGEMENT, None, ADMINISTRATOR),
    "maintenance:chart": Rule(Door.ENGAGEMENT),
    "maintenance:accept": Rule(Door.ENGAGEMENT, None, PREPARER),
    "maintenance:account": Rule(Door.ENGAGEMENT, PREPARER, PREPARER),
    "maintenance:users": Rule(Door.ENGAGEMENT, READER, ADMINISTRATOR),
    "engagements:users": Rule(Door.AGENCY, ADMINISTRATOR, ADMINISTRATOR),
    "engagements:change_role": Rule(Door.AGENCY, None, ADMINISTRATOR),
    "engagements:remove": Rule(Door.AGENCY, ADMINISTRATOR, ADMINISTRATOR),
    "engagements:reset_second_factor": Rule(Door.AGENCY, ADMINISTRATOR, ADMINISTRATOR),
    "engagements:withdraw_invitation": Rule(Door.AGENCY, None, ADMINISTRATOR),
    "engagements:switch_agency": Rule(Door.AGENCY, None, READER),
    "engagements:second_factor": Rule(Door.PERSON),
    "engagements:invitation": Rule(Door.OPEN, READER, READER),
    "activity:agency": Rule(Door.AGENCY, MANAGER),
    "activity:engagement": Rule(Door.ENGAGEMENT),
    "jobs:status": Rule(Door.ENGAGEMENT),
    "jobs:cancel": Rule(Door.ENGAGEMENT, None, PREPARER, refused=404),
    "jobs:healthz": Rule(Door.OPEN),
    "jobs:readyz": Rule(Door.OPEN),
    "users:profile": Rule(Door.PERSON, READER, READER),
    "users:language": Rule(Door.OPEN, None, READER),
}
ALLAUTH = ("account_", "mfa_", "usersessions_")
"""allauth's own pages: about oneself, or before signing in."""

ADMIN = "admin:"
"""Django admin: for the installation's administrators alone."""


def addresses() -> list[Address]:
    """Give every address the application answers to."""
    return list(_walk(get_resolver().url_patterns, Address("", "/", ())))


def _walk(patterns: list[URLPattern | URLResolver], above: Address) -> Iterator[Address]:
    for entry in patterns:
        route, parameters = f"{above.route}{entry.pattern}", (*above.parameters, *_parameters(entry))
        if isinstance(entry, URLPattern):
            yield Address(f"{above.name}{entry.name or ''}", route, parameters)
        else:
            namespace = f"{above.name}{entry.namespace}:" if entry.namespace else above.name
            yield from _walk(entry.url_patterns, Address(namespace, route, parameters))


def _parameters(entry: URLPattern | URLResolver) -> tuple[str, ...]:
    """Give the names in a pattern; a pattern written as a regular expression keeps them in its groups."""
    return tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)
