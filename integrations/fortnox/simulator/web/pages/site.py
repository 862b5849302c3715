"""The pages of the simulator, and its style sheet."""

from collections.abc import Sequence

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.routes import Route
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import companies
from integrations.fortnox.simulator.web.rendering import STATIC_PREFIX, page, static_file
from integrations.fortnox.simulator.web.reply import Reply


class Site:
    """Answers a browser that looks into the companies."""

    def __init__(self, storage: Storage, routes: Sequence[Route]) -> None:
        self.storage = storage
        self.routes = routes

    def answer(self, request: Request) -> Reply:
        """Answer one page."""
        if request.path.startswith(STATIC_PREFIX):
            return static_file(request.path)
        if request.path == "/":
            return page("start.html", {"companies": companies.listed(self.storage)})
        return page("stopped.html", {"title": "Sidan finns inte", "words": "Gå till startsidan."}, status=404)
