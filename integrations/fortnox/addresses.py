"""Where Fortnox is: the addresses of the settings, taken only when they lead to Fortnox itself.

They come from the settings alone, never from data. Besides Fortnox's own two hosts, a developer's machine may talk to a
simulator on itself; nothing else is let through, and nothing without encryption leaves the machine.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

HOSTS = frozenset({"api.fortnox.se", "apps.fortnox.se"})
"""Source: fortnox.se/developer, make your first request; authorization."""


class AddressError(Exception):
    """An address of the settings does not lead to Fortnox; `address` is what stands there."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"{address} is neither an https address of Fortnox nor, with DEBUG, one of this machine")


def api_url() -> str:
    """Give the address of Fortnox's interface, such as "https://api.fortnox.se/3".

    Raises:
        AddressError: the setting leads elsewhere.
    """
    return checked(settings.FORTNOX_API_URL)


def auth_url() -> str:
    """Give the address of Fortnox's login, such as "https://apps.fortnox.se/oauth-v1".

    Raises:
        AddressError: the setting leads elsewhere.
    """
    return checked(settings.FORTNOX_AUTH_URL)


def checked(address: str) -> str:
    """Let an address through, without an ending slash.

    Raises:
        AddressError: it is neither Fortnox's own nor, on a developer's machine, one of this machine.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError(address) from error
    is_plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    is_fortnox = parts.scheme == "https" and host in HOSTS and port is None
    is_simulator = _may_simulate() and parts.scheme in ("http", "https") and _is_this_machine(host)
    if not (is_plain and (is_fortnox or is_simulator)):
        raise AddressError(address)
    return address.rstrip("/")


def _may_simulate() -> bool:
    """Say whether this is a developer's machine, or a test run."""
    return settings.DEBUG or settings.USES_FORTNOX_SIMULATOR


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
