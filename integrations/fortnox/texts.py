"""What is said of a connection to Fortnox: the pages of a login that led to none, and the states it can be in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from integrations.fortnox.models import FortnoxConnection

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Page:
    """A page that explains why there is no connection: what happened, and what to do."""

    heading: "StrPromise"
    what: "StrPromise"
    to_do: "StrPromise"


_AGAIN = _("Try again from here.")
_STRANGER = Page(
    _("This login does not belong to this page"),
    _("The answer from Fortnox fits no login that you began in this browser. Nothing was stored."),
    _("Begin again from the page of the engagement, and stay in the same browser until you are back."),
)

PAGES: dict[str, Page] = {
    "access_denied": Page(
        _("You did not let Kvitt into Fortnox"),
        _("Fortnox says that access was denied: either you answered no, or your user in Fortnox lacks the right."),
        _("Try again and approve, or ask an administrator of the company in Fortnox to do it."),
    ),
    "invalid_scope": Page(
        _("Fortnox does not know what Kvitt asks for"),
        _("One of the rights Kvitt asks for is not switched on for it at Fortnox. No login can succeed until then."),
        _("Whoever runs Kvitt must tick every scope of the application in Fortnox's developer portal."),
    ),
    "error_missing_license": Page(
        _("A licence is missing in Fortnox"),
        _("The company lacks a licence in Fortnox for something that Kvitt reads, such as bookkeeping or invoices."),
        _("Order the licence in Fortnox, or choose another data source for this engagement."),
    ),
    "error_missing_app_license": Page(
        _("The Integration licence is missing in Fortnox"),
        _("The company has not ordered Fortnox's Integration licence, which every connection needs."),
        _("Order “Integration” in Fortnox under licences, or let somebody do it who may, and connect again."),
    ),
    "error_missing_system_admin_right": Page(
        _("Only a system administrator can connect"),
        _("Your user is not a system administrator of the company in Fortnox."),
        _("Let a system administrator connect, or ask one to give you the right."),
    ),
    "error_no_role_permission": Page(
        _("Your role in Fortnox does not allow this"),
        _("Fortnox says that your role in the company may not connect other programs."),
        _("Ask an administrator of the company in Fortnox for another role, or let them connect."),
    ),
    "nothing": Page(
        _("Fortnox sent you back without an answer"),
        _("This happens when the company's account at Fortnox is blocked, most often for an unpaid invoice."),
        _("Log in to Fortnox itself and see whether the company can be opened there. Then try again."),
    ),
    "company_differs": Page(
        _("This is another company"),
        _("The company you chose at Fortnox is not the one this engagement is for. Nothing was stored."),
        _("Try again and choose the right company. If you work at a firm, log in through its Digital byrå first."),
    ),
    "narrowed": Page(
        _("Too little was approved"),
        _("Fortnox did not give the rights without which nothing can be imported. Nothing was stored."),
        _("Try again and approve everything, with a user who may read the company's bookkeeping."),
    ),
    "no_refresh_token": Page(
        _("Fortnox gave no lasting access"),
        _("The answer from Fortnox held access for an hour only, with nothing to renew it by. Nothing was stored."),
        _AGAIN,
    ),
    "forbidden": Page(
        _("Fortnox does not let Kvitt read the company"),
        _("You came through the login, but Fortnox refused to tell which company it is. Nothing was stored."),
        _("Ask an administrator of the company in Fortnox which right or licence your user lacks."),
    ),
    "stranger": _STRANGER,
    "not_allowed": Page(
        _("You may no longer connect this engagement"),
        _("Your right to work on the engagement was taken away while you were at Fortnox. Nothing was stored."),
        _("An administrator of your agency can change what you may do."),
    ),
    "used": Page(
        _("This login has been used already"),
        _("The answer from Fortnox has been read once, and it counts only once."),
        _("See on the page of the engagement whether it is connected; otherwise try again."),
    ),
    "too_late": Page(
        _("The login took too long"),
        _("More than 15 minutes passed between going to Fortnox and coming back. Nothing was stored."),
        _AGAIN,
    ),
    "code_refused": Page(
        _("Fortnox no longer takes the login"),
        _("The code from the login lives ten minutes and can be used once; Fortnox says it cannot be used."),
        _AGAIN,
    ),
    "invalid_client": Page(
        _("Fortnox does not know this installation"),
        _("Fortnox refused the application's own name and secret."),
        _("Whoever runs Kvitt must set FORTNOX_CLIENT_ID and FORTNOX_CLIENT_SECRET right."),
    ),
    "unavailable": Page(
        _("Fortnox does not answer"),
        _("You came through the login, but Fortnox did not answer when asked for the access. Nothing was stored."),
        _("Try again in a while."),
    ),
    "not_configured": Page(
        _("Fortnox is not set up here"),
        _("This installation has no application at Fortnox, so nobody can connect."),
        _("Whoever runs Kvitt must set FORTNOX_CLIENT_ID and FORTNOX_CLIENT_SECRET."),
    ),
}
NO_RETRY = frozenset({"stranger", "not_allowed", "not_configured", "invalid_scope", "invalid_client"})
"""Pages on which another try would end the same way, or belongs to nobody."""

OTHER = Page(
    _("Fortnox refused the connection"),
    _("Fortnox ended the login with a reason that Kvitt does not know. It is given below as Fortnox says it."),
    _("Try again. If it comes back, ask Fortnox about the words below."),
)

LOST: "StrPromise" = _("You have lost your token, to proceed import again.")
"""On the disabled export button; the wording is fixed."""

MISSING = _("Connect to Fortnox to import: you log in there, and the import starts when you are back.")
OTHERS = _("%(person)s is connected to this company. Rights in Fortnox are personal: connect yourself to import.")
LAST_DAY = _("This is the last day. Import again to keep the connection.")
EXPIRED = _("The connection ended after 30 days without import or export. Import again to connect anew.")

CONNECTED_BUT_BUSY = _("Connected. An import or an export of this engagement is under way already; this is the latest.")
MISSING_SCOPES = _(
    "Connected, but Fortnox did not approve everything that was asked for (%(scopes)s). What needs it is left out."
)


STOPPED_IMPORT = "import"
"""The reason in the activity log when it was no login that was refused."""


def page_of(code: str) -> Page:
    """Give the page of a code; a reason that is new in Fortnox has a page that shows its words."""
    return PAGES.get(code, OTHER)


def live(days: int) -> str:
    """Say how long a connection lives."""
    return ngettext("%(days)s day left.", "%(days)s days left.", days) % {"days": days}


def ending(days: int) -> str:
    """Say that a connection ends soon, and how to keep it."""
    if days == 0:
        return str(LAST_DAY)
    return ngettext(
        "Ends in %(days)s day. Import again to keep the connection.",
        "Ends in %(days)s days. Import again to keep the connection.",
        days,
    ) % {"days": days}


def reason_name(code: str) -> str:
    """Name a reason for the activity log."""
    if code == STOPPED_IMPORT:
        return str(_("The import was stopped"))
    return str(PAGES[code].heading) if code in PAGES else code


def state_name(state: str) -> str:
    """Name where a connection stands."""
    return str(FortnoxConnection.State(state).label)
