"""Calls as the tests of the simulator's resources make them."""

from datetime import datetime
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from integrations.fortnox.simulator.exchange import Call, JsonValue

SWEDEN = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 3, 30, 14, 5, tzinfo=SWEDEN)
TENANT = 1234567
ADDRESS = "https://api.fortnox.se/3"


def a_call(path: str, *, method: str = "GET", body: JsonValue = None, tenant: int = TENANT) -> Call:
    """Make a call of a path and its query, such as "vouchers/A/17?financialyear=4"."""
    pieces = urlsplit(path)
    return Call(method, tuple(pieces.path.split("/")), dict(parse_qsl(pieces.query)), body, tenant, NOW, ADDRESS)
