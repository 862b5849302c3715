"""The parts of the simulator put together: their tables and their resources."""

from integrations.fortnox.simulator.routes import Route

SCHEMAS: tuple[str, ...] = ()
ROUTES: tuple[Route, ...] = ()
