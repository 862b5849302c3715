"""No token, code or secret is ever written anywhere but sealed: everything logged in a whole life is searched."""

import logging
from contextlib import suppress

import pytest
from django.core import serializers
from django.utils import timezone

from closing.activity.models import Event
from integrations.fortnox.connection import attempts, ending, joining, upkeep
from integrations.fortnox.connection.attempts import Wish
from integrations.fortnox.connection.errors import LoginAnswerError, TokenError
from integrations.fortnox.connection.tokens import Tokens
from integrations.fortnox.models import FortnoxConnection, OAuthAttempt, TokenRefresh
from tests.factories import client_of, make_fiscal_year
from tests.integrations.fortnox.connection.factory import QUICK, make_connection
from tests.integrations.fortnox.connection.token_server import BROKEN_AFTER, BROKEN_BEFORE, Answer, TokenServer

pytestmark = pytest.mark.django_db


def test_nothing_secret_is_logged_or_dumped_in_a_whole_life(
    server: TokenServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    old = make_connection(refresh=server.new_refresh_token())
    make_fiscal_year(old.engagement)
    session = client_of(old.user).session
    wish = Wish(None, {})
    back = "http://testserver/fortnox/callback/"
    address = attempts.begin(old.engagement, user=old.user, wish=wish, session=session, redirect_uri=back)
    state = address.rsplit("state=", 1)[1].split("&")[0]
    attempt, code = attempts.claim({"state": state, "code": server.new_refresh_token()}, user=old.user, session=session)

    connection = joining.join(attempt, code)
    for planned in ([], [BROKEN_BEFORE], [Answer(500, b"<html>")]):
        server.planned[:] = planned
        FortnoxConnection.objects.update(access_expires_at=timezone.now(), lease_until=None)
        with suppress(TokenError):
            Tokens(connection.pk, patience=QUICK).renewed("")
    server.planned[:] = [BROKEN_AFTER]
    with pytest.raises(LoginAnswerError):
        joining.join(attempt, server.new_refresh_token())
    ending.disconnect(FortnoxConnection.objects.get(pk=connection.pk), actor=None)
    upkeep.mind_lives(None)  # type: ignore[arg-type] # it reports nothing

    told = caplog.text + "".join(
        serializers.serialize("json", model.objects.all())
        for model in (FortnoxConnection, OAuthAttempt, TokenRefresh, Event)
    )
    assert len(server.asked) > 4
    assert [word for word in ("access-", "refresh-", "kvitt-demo-secret", state, code) if word in told] == []
