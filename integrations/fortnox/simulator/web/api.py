"""Calls under /3/: the token, the rate limit, faults, the right, the licence; then the resource answers."""

import json
from collections.abc import Sequence
from datetime import datetime

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.exchange import Call, JsonValue, Refusal
from integrations.fortnox.simulator.routes import Route, find
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import companies, writing
from integrations.fortnox.simulator.web.bearer import Bearer, bearer_of
from integrations.fortnox.simulator.web.faults import late, play
from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.faults.plan import Fault, Met, due
from integrations.fortnox.simulator.web.oauth.scopes import INTEGRATION, is_licensed
from integrations.fortnox.simulator.web.rate import RateLimit
from integrations.fortnox.simulator.web.reply import Reply
from integrations.fortnox.simulator.web.switches import switches

ROOT = "/3"
CREATED = 201
_NOT_TAKEN = ("application/octet-stream", "application/pdf")


class Api:
    """Answers the calls of applications.

    Args:
        storage: of the simulator.
        routes: the resources.
    """

    def __init__(self, storage: Storage, routes: Sequence[Route]) -> None:
        self.storage = storage
        self.routes = routes
        self._limit = RateLimit()

    def whose(self, request: Request, now: datetime) -> Bearer | None:
        """Tell who calls; None without a token that lives."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return bearer_of(self.storage, token.strip(), at=now.timestamp()) if kind.lower() == "bearer" else None

    def answer(self, request: Request, bearer: Bearer | None, now: datetime) -> tuple[Reply, Fault | None]:
        """Answer a call, and tell which fault it met."""
        if bearer is None:
            return play.UNAUTHORIZED, None
        found = switches(self.storage)
        who = (bearer.client_id, bearer.tenant)
        if not self._limit.lets(who, at=now.timestamp(), calls=found.calls_per_window):
            return play.too_many(found.retry_after_seconds), None
        path = request.path.rstrip("/")
        fault = due(self.storage, Met(request.method, path, bearer.tenant))
        replaced = play.instead(fault) if fault else None
        if replaced is not None:
            return replaced, fault
        try:
            reply = self._done(request, bearer, now, fault=fault)
        except Refusal as refusal:
            reply = writing.refused(refusal)
        return (play.afterwards(fault, reply) if fault else reply), fault

    def _done(self, request: Request, bearer: Bearer, now: datetime, *, fault: Fault | None) -> Reply:
        """Find the resource, and let it answer.

        Raises:
            Refusal: by the resource, or before it is asked.
        """
        _require_type(request)
        pieces = tuple(piece for piece in request.path.removeprefix(ROOT).split("/") if piece)
        route = find(request.method, pieces, self.routes)
        if route is None:
            # Invented: what Fortnox says of a path it does not have is not documented.
            raise Refusal(404, 2009099, "Kan inte hitta resursen.", is_missing=True)
        self._require_right(route, bearer)
        call = Call(
            request.method,
            pieces,
            {name.lower(): values[-1] for name, values in request.args.lists()},
            _body(request),
            bearer.tenant,
            now,
            f"{request.host_url.rstrip('/')}{ROOT}",
        )
        if fault is not None and fault.kind == Kind.LATE_COMMIT:
            late.put_off(self.storage, call, seconds=play.seconds(fault, 60))
            return play.bad_gateway(fault) if "status" in fault.options else play.dropped(fault)
        answer = route.resource(self.storage, call)
        reply = writing.reply_to(answer)
        # Source: recorded; the header is there, and of no use.
        return reply.with_headers({"Location": pieces[0]}) if answer.status == CREATED else reply

    def _require_right(self, route: Route, bearer: Bearer) -> None:
        """Refuse what the token, or the company's licences, do not allow.

        Raises:
            Refusal: one of 2000663, 2001101 and 2001103.
        """
        status = switches(self.storage).scope_refusal_status
        any_of = route.scope.split()
        held = [scope for scope in any_of if scope in bearer.scopes]
        if any_of and not held:
            raise Refusal(status, 2000663, "Har inte behörighet för scope.")
        licences = companies.licences(self.storage, bearer.tenant)
        if INTEGRATION not in licences:
            raise Refusal(status, 2001103, "Api-licens saknas.")
        if any_of and not any(is_licensed(scope, licences) for scope in held):
            raise Refusal(status, 2001101, "Det finns ingen aktiv licens för önskat scope")


def _require_type(request: Request) -> None:
    """Refuse what Fortnox does not answer in, or read.

    Raises:
        Refusal: 1000030 for the types of files, which work with `*/*` and `application/json`; 1000031 for a form.
    """
    accepted = request.headers.get("Accept", "*/*").lower()
    if any(kind in accepted for kind in _NOT_TAKEN) and "json" not in accepted and "*/*" not in accepted:
        raise Refusal(400, 1000030, "Invalid response type")
    if request.method in {"POST", "PUT"} and "form" in request.mimetype:
        raise Refusal(400, 1000031, "Invalid content type")


def _body(request: Request) -> JsonValue:
    """Read the JSON of the request; None when there is none.

    Raises:
        Refusal: it is no JSON.
    """
    content = request.get_data()
    if not content.strip():
        return None
    try:
        body: JsonValue = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, 2002115, "Error deserializing JSON: JSON_ERROR_SYNTAX") from error
    return body
