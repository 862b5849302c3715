"""The books of a simulated company: years, accounts, series, vouchers, and the SIE files made of them."""

from integrations.fortnox.simulator.books.routes import ROUTES
from integrations.fortnox.simulator.books.schema import SCHEMA

__all__ = ["ROUTES", "SCHEMA"]
