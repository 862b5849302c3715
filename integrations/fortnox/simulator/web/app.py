"""The simulator as a whole: which part answers what."""

from collections.abc import Sequence
from pathlib import Path

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.routes import Route
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import bearer, call_log, clock, switches
from integrations.fortnox.simulator.web.api import ROOT, Api
from integrations.fortnox.simulator.web.call_log import LoggedCall
from integrations.fortnox.simulator.web.control.plane import ControlPlane
from integrations.fortnox.simulator.web.faults import late, plan, play
from integrations.fortnox.simulator.web.faults.plan import TOKEN, Fault, Met
from integrations.fortnox.simulator.web.oauth import clients, grants, people, schema, token_endpoint
from integrations.fortnox.simulator.web.oauth.authorize import Login
from integrations.fortnox.simulator.web.pages.site import Site
from integrations.fortnox.simulator.web.reply import Reply, plain_json

SCHEMAS = (
    clock.SCHEMA,
    switches.SCHEMA,
    bearer.SCHEMA,
    call_log.SCHEMA,
    schema.SCHEMA,
    plan.SCHEMA,
    late.SCHEMA,
)
REVOKE = "/oauth-v1/revoke"


class Simulator:
    """Answers every request.

    Args:
        storage: prepared with the schemas of all parts.
        routes: the resources under /3/.
    """

    def __init__(self, storage: Storage, routes: Sequence[Route]) -> None:
        self.storage = storage
        self.routes = routes
        self.api = Api(storage, routes)
        self.login = Login(storage)
        self.control = ControlPlane(storage)
        self.site = Site(storage, routes)

    def answer(self, request: Request) -> Reply:
        """Answer a request."""
        path = request.path.rstrip("/")
        if _is_of_another_site(request):
            return plain_json({"error": "A page of another site may not do this."}, 403)
        if path.startswith("/_sim/") or path == "/_sim":
            return self.control.answer(request)
        now = clock.now(self.storage)
        late.catch_up(self.storage, self.routes, now)
        if path == ROOT or path.startswith(f"{ROOT}/"):
            whose = self.api.whose(request, now)
            reply, fault = self.api.answer(request, whose, now)
            return self._noted(request, reply, fault=fault, tenant=whose.tenant if whose else None)
        if path in {TOKEN, REVOKE}:
            return self._tokens(request, path)
        if path.startswith("/oauth-v1/"):
            return self.login.answer(request)
        return self.site.answer(request)

    def _tokens(self, request: Request, path: str) -> Reply:
        """Answer at the token endpoint, whose faults are found by the company behind the code or the token."""
        proof = request.form.get("refresh_token") or request.form.get("code") or request.form.get("token") or ""
        header = request.headers.get("TenantId", "")
        tenant = int(header) if header.isdecimal() else grants.tenant_behind(self.storage, proof)
        fault = plan.due(self.storage, Met(request.method, path, tenant))
        reply = play.instead(fault) if fault else None
        if reply is None:
            give = token_endpoint.token if path == TOKEN else token_endpoint.revoke
            reply = give(self.storage, request)
            reply = play.afterwards(fault, reply) if fault else reply
        return self._noted(request, reply, fault=fault, tenant=tenant)

    def _noted(self, request: Request, reply: Reply, *, fault: Fault | None, tenant: int | None) -> Reply:
        """Write the call into the log."""
        status = 0 if reply.sending.is_dropped else reply.status
        at = clock.now(self.storage)
        call_log.note(
            self.storage,
            LoggedCall(
                at.timestamp(),
                tenant,
                request.method,
                request.path.rstrip("/"),
                request.query_string.decode("latin-1"),
                status,
                fault.kind if fault else "",
            ),
        )
        return reply


def _is_of_another_site(request: Request) -> bool:
    """Say whether a page of another site sent a form or a lever; the interface itself is called from anywhere."""
    here = request.host_url.rstrip("/")
    is_called = request.path.startswith((f"{ROOT}/", TOKEN, REVOKE)) or request.method in {"GET", "HEAD"}
    return not is_called and request.headers.get("Origin", here) != here


def opened(folder: Path, *, schemas: Sequence[str]) -> Storage:
    """Open the storage in a folder, with the tables of these parts and of the web part, and what is always there."""
    storage = Storage(folder)
    storage.prepare([*schemas, *SCHEMAS])
    if clients.client_named(storage, clients.DEFAULT_CLIENT.client_id) is None:
        clients.register(storage, clients.DEFAULT_CLIENT)
    people.ensure(storage)
    return storage
