"""GET /oauth-v1/auth and the pages behind it: login, choice of company, approve or deny."""

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import companies
from integrations.fortnox.simulator.web.faults.plan import LOGIN
from integrations.fortnox.simulator.web.oauth import attempts, deciding
from integrations.fortnox.simulator.web.oauth.attempts import Attempt
from integrations.fortnox.simulator.web.oauth.clients import Client, client_named
from integrations.fortnox.simulator.web.oauth.people import Person, people, person_named, signed_in
from integrations.fortnox.simulator.web.oauth.scopes import SCOPES, Scope
from integrations.fortnox.simulator.web.rendering import page
from integrations.fortnox.simulator.web.reply import Reply, redirected

INVALID_CLIENT = "Auth code or ClientID supplied is invalid"
"""Source: fortnox.se/developer, FAQ, as is the next."""
NO_SERVICE_ACCOUNT = "Client does not allow service account"


class Login:
    """Answers the browser from the first address until it is sent back."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def answer(self, request: Request) -> Reply:
        """Answer one page, or one form."""
        path = request.path.rstrip("/")
        if path == LOGIN:
            return self._begin(request)
        attempt = attempts.attempt_numbered(self.storage, request.values.get("attempt", ""))
        if attempt is None:
            return _stopped("Inloggningen är avslutad", "Gå tillbaka till programmet och börja om därifrån.")
        person = person_named(self.storage, attempt.login or "")
        if path == f"{LOGIN}/login":
            return self._sign_in(request, attempt)
        if person is not None and path == f"{LOGIN}/company":
            return self._choose(request, attempt, person)
        if person is not None and path == f"{LOGIN}/consent":
            return self._decide(request, attempt, person)
        return redirected(_step("login", attempt))

    def begun(self, request: Request) -> Attempt | Reply:
        """Take what the application asks for; what is wrong with it is answered at once, before any login."""
        client = client_named(self.storage, request.args.get("client_id", ""))
        if client is None or request.args.get("response_type") != "code":
            return _stopped(INVALID_CLIENT, "Programmet är inte upplagt här, eller frågar inte efter en kod.")
        given = request.args.get("redirect_uri")
        address = given or client.registered_uri
        if address is None or not client.takes(address):
            return _stopped("Invalid redirect_uri", "Adressen är inte registrerad för programmet.")
        attempt = _asked(request, client, address)
        if attempt.is_service and not client.allows_service:
            return _stopped(NO_SERVICE_ACCOUNT, "Programmet får inte använda servicekonton.")
        if not attempt.scopes or not set(attempt.scopes) <= set(client.scopes):
            return redirected(deciding.denied(attempt, "invalid_scope"))
        return attempts.begin(self.storage, attempt)

    def _begin(self, request: Request) -> Reply:
        begun = self.begun(request)
        return begun if isinstance(begun, Reply) else redirected(_step("login", begun))

    def _sign_in(self, request: Request, attempt: Attempt) -> Reply:
        wrong = False
        if request.method == "POST":
            person = signed_in(self.storage, request.form.get("login", ""), request.form.get("password", ""))
            if person is not None:
                attempts.sign(self.storage, attempt, person.login)
                return redirected(_step("company", attempt))
            wrong = True
        name = self._client(attempt).name
        shown = {"attempt": attempt, "client": name, "people": people(self.storage), "wrong": wrong}
        return page("login.html", shown)

    def _choose(self, request: Request, attempt: Attempt, person: Person) -> Reply:
        seen = [one for one in companies.listed(self.storage) if person.sees(one.tenant)]
        if request.method == "POST":
            chosen = next((one for one in seen if str(one.tenant) == request.form.get("tenant")), None)
            if chosen is not None:
                away = deciding.refused(self.storage, attempt, person, tenant=chosen.tenant)
                if away is None:
                    attempts.choose(self.storage, attempt, chosen.tenant)
                return redirected(away or _step("consent", attempt))
        shown = {"attempt": attempt, "client": self._client(attempt).name, "companies": seen, "person": person}
        return page("company.html", shown)

    def _decide(self, request: Request, attempt: Attempt, person: Person) -> Reply:
        company = companies.company(self.storage, attempt.tenant or 0)
        if company is None:
            return redirected(_step("company", attempt))
        if request.method == "POST":
            is_yes = request.form.get("answer") == "approve"
            away = (
                deciding.approved(self.storage, attempt, person, tenant=company.tenant)
                if is_yes
                else deciding.said_no(self.storage, attempt)
            )
            return redirected(away or _step("login", attempt))
        words = [SCOPES.get(scope, Scope(scope)).words for scope in attempt.scopes]
        host = deciding.host_of(attempt.redirect_uri)
        shown = {"attempt": attempt, "client": self._client(attempt).name, "company": company, "person": person}
        return page("consent.html", {**shown, "scopes": words, "host": host})

    def _client(self, attempt: Attempt) -> Client:
        return client_named(self.storage, attempt.client_id) or Client(attempt.client_id, "", attempt.client_id)


def _asked(request: Request, client: Client, address: str) -> Attempt:
    return Attempt(
        "",
        client.client_id,
        address,
        "redirect_uri" in request.args,
        request.args.get("state"),
        tuple(request.args.get("scope", "").split()),
        request.args.get("access_type") == "offline",
        request.args.get("account_type") == "service",
    )


def _step(name: str, attempt: Attempt) -> str:
    return f"{LOGIN}/{name}?attempt={attempt.number}"


def _stopped(title: str, words: str) -> Reply:
    return page("stopped.html", {"title": title, "words": words}, status=400)
