"""/_sim/…: the levers over HTTP, with JSON. `docs/fortnox-simulator.md` shows every one of them."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import clock, companies, switches
from integrations.fortnox.simulator.web.call_log import LoggedCall
from integrations.fortnox.simulator.web.control import company_state
from integrations.fortnox.simulator.web.control.asked import Asked, ControlError, asked
from integrations.fortnox.simulator.web.control.company_state import NothingThereError, YearPart
from integrations.fortnox.simulator.web.control.founding import made_from_sie
from integrations.fortnox.simulator.web.control.levers import EVERY_SCOPE, Control
from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.faults.plan import Fault, UnknownFaultError
from integrations.fortnox.simulator.web.oauth import clients, people
from integrations.fortnox.simulator.web.oauth.clients import DEFAULT_CLIENT, Client
from integrations.fortnox.simulator.web.oauth.people import Person
from integrations.fortnox.simulator.web.reply import Reply, plain_json
from integrations.fortnox.simulator.web.switches import UnknownSwitchError

PREFIX = "/_sim/"
FROM_SIE = ("POST", "companies/from-sie")
"""Takes files, not JSON, so it stands beside the others."""

_UNDERSTOOD = (ControlError, NothingThereError, UnknownFaultError, UnknownSwitchError)
Lever = Callable[[Control, Asked], JsonValue]


class ControlPlane:
    """Answers under /_sim/."""

    def __init__(self, storage: Storage) -> None:
        self._control = Control(storage)

    def answer(self, request: Request) -> Reply:
        """Pull one lever; what is not understood is answered 400 with the reason."""
        name = request.path.rstrip("/").removeprefix(PREFIX.rstrip("/")).lstrip("/")
        lever = LEVERS.get((request.method, name))
        try:
            if (request.method, name) == FROM_SIE:
                return plain_json({**asdict(made_from_sie(self._control.storage, request))}, 201)
            if lever is not None:
                return plain_json(lever(self._control, asked(request)))
        except _UNDERSTOOD as error:
            return plain_json({"error": str(error)}, 400)
        return plain_json({"error": "There is no such lever.", "levers": _listed()}, 404)


def _listed() -> list[JsonValue]:
    return [f"{method} {PREFIX}{name}" for method, name in sorted([*LEVERS, FROM_SIE], key=lambda lever: lever[::-1])]


def _clock(control: Control, given: Asked) -> JsonValue:
    if given.truth("reset"):
        control.reset_clock()
    if "to" in given.values:
        control.set_clock(given.moment("to"))
    if "by_seconds" in given.values:
        control.move_clock(timedelta(seconds=given.seconds("by_seconds")))
    if given.truth("stop"):
        control.stop_clock(given.moment("to") if "to" in given.values else None)
    return {"now": control.now.isoformat(), "is_moved": clock.is_moved(control.storage)}


def _ask_for_fault(control: Control, given: Asked) -> JsonValue:
    word = given.text("kind")
    if word not in set(Kind):
        raise ControlError(f"There is no fault {word!r}; there are: {', '.join(Kind)}.")
    fault = Fault(
        Kind(word),
        given.number_or_none("tenant"),
        given.text("method").upper() or None,
        given.text("path"),
        given.number_or_none("calls", 1),
        given.number_or_none("skip", 0) or 0,
        given.options("options"),
    )
    return _fault(control.keep_fault(fault))


def _switch(control: Control, given: Asked) -> JsonValue:
    return asdict(control.switch(given.values))


def _tokens(control: Control, given: Asked) -> JsonValue:
    pair = control.tokens(
        given.number("tenant"),
        given.texts("scopes", EVERY_SCOPE),
        client_id=given.text("client_id", DEFAULT_CLIENT.client_id),
        is_service=given.truth("is_service"),
    )
    return asdict(pair)


def _revoke(control: Control, given: Asked) -> JsonValue:
    return {"revoked": control.revoke_consents(given.number("tenant"), given.text("client_id") or None)}


def _refresh_tokens(control: Control, given: Asked) -> JsonValue:
    levers = {"expired": control.expire_refresh_tokens, "used": control.use_refresh_tokens}
    become = given.text("become")
    if become not in levers:
        raise ControlError("become is expired or used.")
    return {"changed": levers[become](given.number("tenant"))}


def _client(control: Control, given: Asked) -> JsonValue:
    client = Client(
        given.text("client_id", DEFAULT_CLIENT.client_id),
        given.text("secret", DEFAULT_CLIENT.secret),
        given.text("name", DEFAULT_CLIENT.name),
        given.texts("redirect_uris", DEFAULT_CLIENT.redirect_uris),
        given.texts("scopes", EVERY_SCOPE),
        given.truth("allows_service", otherwise=True),
    )
    clients.register(control.storage, client)
    return {"client_id": client.client_id}


def _person(control: Control, given: Asked) -> JsonValue:
    right = given.text("right", "administrator")
    if right not in {"administrator", "member", "reader"}:
        raise ControlError("right is administrator, member or reader.")
    login = given.text("login")
    tenants = given.values.get("tenants", [])
    if not login or not isinstance(tenants, list):
        raise ControlError("login is missing, or tenants is no list.")
    number = max((person.user_id for person in people.people(control.storage)), default=10) + 1
    seen = tuple(tenant for tenant in tenants if isinstance(tenant, int))
    made = Person(login, given.text("password", login), given.text("name", login), number, right, seen)  # type: ignore[arg-type] # checked above
    people.keep(control.storage, made)
    return {"login": login}


def _companies(control: Control) -> JsonValue:
    found = companies.listed(control.storage)
    return [{**asdict(one), **asdict(companies.facts(control.storage, one.tenant))} for one in found]


def _company(control: Control, given: Asked) -> JsonValue:
    """Change what a company has set; only what is named changes."""
    tenant, named = given.number("tenant"), given.values
    if companies.company(control.storage, tenant) is None:
        raise NothingThereError(f"There is no company {tenant}.")
    if "locked_until" in named:
        company_state.lock_until(control.storage, tenant, given.day("locked_until"))
    if "unlockable_series" in named:
        company_state.exempt(control.storage, tenant, given.text("unlockable_series"))
    if "licences" in named:
        company_state.license_for(control.storage, tenant, given.texts("licences"))
    if "chosen_year" in named:
        company_state.choose_year(control.storage, tenant, given.number("chosen_year"))
    return {**asdict(companies.facts(control.storage, tenant))}


def _series(control: Control, given: Asked) -> JsonValue:
    part, is_manual = YearPart(given.number("year"), given.text("series")), given.truth("is_manual")
    company_state.open_series(control.storage, given.number("tenant"), part, is_manual=is_manual)
    return {"is_manual": is_manual}


def _account(control: Control, given: Asked) -> JsonValue:
    part, is_active = YearPart(given.number("year"), given.text("account")), given.truth("is_active")
    company_state.activate(control.storage, given.number("tenant"), part, is_active=is_active)
    return {"is_active": is_active}


def _fault(fault: Fault) -> JsonValue:
    return {**asdict(fault), "kind": str(fault.kind), "options": dict(fault.options)}


def _call(call: LoggedCall) -> JsonValue:
    return {**asdict(call)}


def _forgotten_calls(control: Control, given: Asked) -> JsonValue:
    control.forget_calls()
    return {}


LEVERS: dict[tuple[str, str], Lever] = {
    ("GET", ""): lambda control, _: {"levers": _listed(), "now": control.now.isoformat()},
    ("GET", "clock"): lambda control, _: _clock(control, Asked({})),
    ("POST", "clock"): _clock,
    ("GET", "faults"): lambda control, _: [_fault(fault) for fault in control.faults()],
    ("POST", "faults"): _ask_for_fault,
    ("DELETE", "faults"): lambda control, _: {"forgotten": control.forget_faults()},
    ("GET", "switches"): lambda control, _: asdict(switches.switches(control.storage)),
    ("POST", "switches"): _switch,
    ("GET", "calls"): lambda control, _: [_call(call) for call in control.calls()],
    ("DELETE", "calls"): _forgotten_calls,
    ("POST", "tokens"): _tokens,
    ("POST", "consents/revoke"): _revoke,
    ("POST", "refresh-tokens"): _refresh_tokens,
    ("POST", "clients"): _client,
    ("POST", "people"): _person,
    ("GET", "companies"): lambda control, _: _companies(control),
    ("POST", "companies"): _company,
    ("POST", "series"): _series,
    ("POST", "accounts"): _account,
}
