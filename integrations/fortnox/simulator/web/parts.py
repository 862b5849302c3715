"""The parts of the simulator put together: their tables and their resources."""

from integrations.fortnox.simulator import books, register
from integrations.fortnox.simulator.routes import Route

SCHEMAS: tuple[str, ...] = (books.SCHEMA, register.SCHEMA)
ROUTES: tuple[Route, ...] = (*books.ROUTES, *register.ROUTES)
