"""What the application asks to read and write in a company at Fortnox.

Source: fortnox.se/developer, scopes. A scope gives reading and writing, and adding one takes a new consent by the
customer, so everything is asked for at once.
"""

from collections.abc import Iterable

WANTED = (
    "companyinformation",
    "bookkeeping",
    "settings",
    "customer",
    "invoice",
    "supplier",
    "supplierinvoice",
    "payment",
    "costcenter",
    "project",
)
NEEDED = frozenset({"companyinformation", "bookkeeping"})
"""Without these nothing can be imported; without one of the others a part is left out, and said so."""


def missing(granted: Iterable[str]) -> tuple[str, ...]:
    """Name what was asked for and not given, in the order it was asked."""
    given = set(granted)
    return tuple(scope for scope in WANTED if scope not in given)
