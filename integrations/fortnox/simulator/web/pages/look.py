"""A look into the simulator: what a page is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.routes import Route
from integrations.fortnox.simulator.storage import Storage


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is asked for.

    Attributes:
        storage: of the simulator.
        routes: the resources, for what the pages show of their answers.
        request: the request.
        tenant: the company; 0 when the page is about none.
        values: what the address names besides, as text.
    """

    storage: Storage
    routes: Sequence[Route]
    request: Request
    tenant: int
    values: Mapping[str, str]

    def number(self, name: str, otherwise: int) -> int:
        """Read a whole number of the query; what is none counts as not there."""
        value = self.request.args.get(name, "")
        return int(value) if value.isascii() and value.isdigit() else otherwise

    def field(self, name: str) -> str:
        """Read a field of a form that was sent."""
        return self.request.form.get(name, "").strip()

    def word(self, name: str) -> str:
        """Read a word of the query."""
        return self.request.args.get(name, "")
