"""The addresses of the pages, and the style sheet."""

from collections.abc import Callable, Sequence

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request

from integrations.fortnox.simulator.routes import Route
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import companies
from integrations.fortnox.simulator.web.pages import views
from integrations.fortnox.simulator.web.pages.look import Look
from integrations.fortnox.simulator.web.rendering import STATIC_PREFIX, page, static_file
from integrations.fortnox.simulator.web.reply import Reply

_COMPANY = "/foretag/<int:tenant>"
_ADDRESSES = Map(
    [
        Rule("/", endpoint="start", methods=["GET"]),
        Rule("/foretag", endpoint="found", methods=["POST"]),
        Rule(_COMPANY, endpoint="company", methods=["GET"]),
        Rule(f"{_COMPANY}/verifikationer", endpoint="vouchers", methods=["GET"]),
        Rule(f"{_COMPANY}/verifikationer/<int:year>/<series>/<int:number>", endpoint="voucher", methods=["GET"]),
        Rule(f"{_COMPANY}/konton", endpoint="accounts", methods=["GET"]),
        Rule(f"{_COMPANY}/reskontra/<any(kunder, leverantorer):side>", endpoint="ledger", methods=["GET"]),
        Rule(f"{_COMPANY}/reglage", endpoint="levers_of", methods=["GET"]),
        Rule(f"{_COMPANY}/reglage", endpoint="pull", methods=["POST"]),
        Rule(f"{_COMPANY}/ta-bort-anslutning", endpoint="disconnect", methods=["POST"]),
    ],
    strict_slashes=False,
)
_PAGES: dict[str, Callable[[Look], Reply | None]] = {
    "start": views.start,
    "found": views.found,
    "company": views.company,
    "vouchers": views.vouchers,
    "voucher": views.voucher,
    "accounts": views.accounts,
    "ledger": views.ledger,
    "disconnect": views.disconnect,
    "levers_of": views.levers_of,
    "pull": views.pull,
}


class Site:
    """Answers a browser that looks into the companies."""

    def __init__(self, storage: Storage, routes: Sequence[Route]) -> None:
        self.storage = storage
        self.routes = routes

    def answer(self, request: Request) -> Reply:
        """Answer one page."""
        if request.path.startswith(STATIC_PREFIX):
            return static_file(request.path)
        try:
            endpoint, values = _ADDRESSES.bind_to_environ(request.environ).match()
        except HTTPException:
            return _missing()
        tenant = values.get("tenant", 0)
        if tenant and companies.company(self.storage, tenant) is None:
            return _missing()
        look = Look(self.storage, self.routes, request, tenant, {name: str(value) for name, value in values.items()})
        return _PAGES[endpoint](look) or _missing()


def _missing() -> Reply:
    words = "Adressen är fel, eller så är det som fanns här borttaget."
    return page("stopped.html", {"title": "Sidan finns inte", "words": words}, status=404)
