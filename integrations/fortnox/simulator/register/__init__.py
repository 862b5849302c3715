"""The registers of a simulated company: customers, suppliers, their invoices and payments, cost centres, projects."""

from integrations.fortnox.simulator.register.routes import ROUTES
from integrations.fortnox.simulator.register.schema import SCHEMA

__all__ = ["ROUTES", "SCHEMA"]
