"""The parts of the simulator put together: their tables and their resources."""

from integrations.fortnox.simulator import books
from integrations.fortnox.simulator.routes import Route

SCHEMAS: tuple[str, ...] = (books.SCHEMA,)
ROUTES: tuple[Route, ...] = books.ROUTES
