"""What a broken call of the token endpoint tells: nothing was sent, or it is not known."""

from ssl import SSLCertVerificationError, SSLEOFError

import pytest
import requests
from pytest_django.fixtures import Settings
from responses import RequestsMock
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError, ReadTimeoutError, SSLError

from integrations.fortnox.connection import endpoint
from integrations.fortnox.connection.errors import AnswerUnknownError, EndpointError, NotSentError

POOL = HTTPSConnectionPool("apps.fortnox.se")
LINE = HTTPSConnection("apps.fortnox.se")
TOKEN = "https://apps.fortnox.se/oauth-v1/token"


def _given_up(reason: Exception) -> MaxRetryError:
    return MaxRetryError(POOL, "/oauth-v1/token", reason)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (requests.exceptions.ConnectTimeout(), NotSentError),
        (requests.exceptions.ConnectionError(_given_up(NewConnectionError(LINE, "refused"))), NotSentError),
        (requests.exceptions.SSLError(_given_up(SSLError(SSLCertVerificationError("expired")))), NotSentError),
        (requests.exceptions.SSLError(_given_up(SSLError(SSLEOFError("broken off")))), AnswerUnknownError),
        (requests.exceptions.ReadTimeout(ReadTimeoutError(POOL, "/", "slow")), AnswerUnknownError),
        (requests.exceptions.ConnectionError("reset"), AnswerUnknownError),
    ],
)
def test_only_what_never_left_is_told_as_not_sent(
    settings: Settings, error: Exception, told: type[EndpointError]
) -> None:
    settings.FORTNOX_AUTH_URL = "https://apps.fortnox.se/oauth-v1"

    with RequestsMock() as fortnox:
        fortnox.add("POST", TOKEN, body=error)
        with pytest.raises(told):
            endpoint.refresh("refresh-0")
