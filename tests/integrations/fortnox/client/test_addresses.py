"""Tests of the addresses of Fortnox."""

import pytest
from pytest_django.fixtures import Settings

from integrations.fortnox.addresses import AddressError, api_url, auth_url, checked


def test_fortnox_itself_is_let_through(settings: Settings) -> None:
    settings.FORTNOX_API_URL = "https://api.fortnox.se/3/"
    settings.FORTNOX_AUTH_URL = "https://apps.fortnox.se/oauth-v1"

    found = (api_url(), auth_url())

    assert found == ("https://api.fortnox.se/3", "https://apps.fortnox.se/oauth-v1")


@pytest.mark.parametrize("address", ["http://127.0.0.1:8010/3", "http://localhost:8010/3", "http://[::1]:8010/3"])
def test_simulator_is_let_through_on_a_developers_machine_alone(settings: Settings, address: str) -> None:
    settings.USES_FORTNOX_SIMULATOR = True

    assert checked(address) == address

    settings.USES_FORTNOX_SIMULATOR = False
    with pytest.raises(AddressError):
        checked(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://api.fortnox.se/3",
        "https://api.fortnox.se:8443/3",
        "https://api.fortnox.se.example.com/3",
        "https://api.fortnox.se@example.com/3",
        "https://example.com/3",
        "https://api.fortnox.se/3?x=1",
        "http://10.0.0.1/3",
        "http://169.254.169.254/latest",
        "file:///etc/hostname",
        "https://[api.fortnox.se/3",
        "https://api.fortnox.se:port/3",
    ],
)
def test_nothing_else_is_let_through(settings: Settings, address: str) -> None:
    settings.USES_FORTNOX_SIMULATOR = True

    with pytest.raises(AddressError) as caught:
        checked(address)

    assert caught.value.address == address
