"""Tests of what is said when a voucher was not booked, and of which error means what."""

import pytest
from django.utils.translation import override

from closing.entries.export.destinations import Answer, Outcome
from integrations.fortnox.client.errors import (
    FortnoxError,
    MissingError,
    NotSentError,
    OutcomeUnknownError,
    RateLimitedError,
    RefusedError,
    TooLargeError,
    UnavailableError,
    UnreadableAnswerError,
)
from integrations.fortnox.connection.errors import TokenLostError, TokenUnavailableError
from integrations.fortnox.destination.answers import answer_to, reason_of, stopped
from integrations.fortnox.destination.destination import FortnoxDestination
from integrations.fortnox.destination.reasons import SENTENCES, Reason
from integrations.fortnox.models import FortnoxConnection

State = FortnoxConnection.State
REGISTER = "vouchers"

WORDS = {
    Reason.SERIES_NOT_MANUAL: (
        "The voucher series is not manual in Fortnox in this financial year. Make it manual there, or choose another.",
        "Verifikationsserien är inte manuell i Fortnox detta räkenskapsår. Gör den manuell där, eller välj en annan.",
    ),
    Reason.PERIOD_LOCKED: (
        "The period is locked in Fortnox. Unlock it there, or choose the series that is exempt from the lock.",
        "Perioden är låst i Fortnox. Lås upp den där, eller välj den serie som är undantagen från låsningen.",
    ),
    Reason.ACCOUNT_INACTIVE: (
        "An account is not active in Fortnox in this financial year. Activate it there, or choose another.",
        "Ett konto är inte aktivt i Fortnox detta räkenskapsår. Aktivera det där, eller välj ett annat.",
    ),
    Reason.COST_CENTRE_DEMANDED: (
        "An account demands a cost centre in Fortnox. Give its row one.",
        "Ett konto kräver kostnadsställe i Fortnox. Ange ett på raden.",
    ),
    Reason.NO_ANSWER: (
        "Fortnox did not say whether the voucher was booked. It is looked for there before anything is sent again.",
        "Fortnox svarade inte om verifikationen bokfördes. Den eftersöks där innan något skickas igen.",
    ),
    Reason.TOO_LATE: (
        "The export stopped just before the voucher was to leave. Nothing was sent; export it again.",
        "Exporten stoppades precis innan verifikationen skulle skickas. Inget skickades; exportera den igen.",
    ),
    Reason.REFUSED: (
        "Fortnox refused it. Put right there, or here, what its words say, and export again.",
        "Fortnox nekade. Rätta det som Fortnox anger, där eller här, och exportera igen.",
    ),
}


@pytest.mark.parametrize(("reason", "words"), WORDS.items())
def test_reason_is_said_in_both_languages(reason: Reason, words: tuple[str, str]) -> None:
    said = []
    for language in ("en", "sv"):
        with override(language):
            said.append(FortnoxDestination().reason(reason))

    assert tuple(said) == words


def test_every_reason_has_its_sentence_and_no_other_code_has() -> None:
    assert set(SENTENCES) == set(Reason)
    assert FortnoxDestination().reason("a-code-of-somebody-else") == ""


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RefusedError(REGISTER, text="Verifikationsserien är inte manuell (F)."), Reason.SERIES_NOT_MANUAL),
        (RefusedError(REGISTER, text='Verifikationsserien "F - Kassa" finns inte'), Reason.SERIES_MISSING),
        (RefusedError(REGISTER, text="Ogiltig verifikationsserie angiven"), Reason.SERIES_MISSING),
        (RefusedError(REGISTER, text="Räkenskapsår finns inte upplagt. För att kunna …"), Reason.YEAR_MISSING),
        (RefusedError(REGISTER, text='Konto "1930" är inte aktivt'), Reason.ACCOUNT_INACTIVE),
        (RefusedError(REGISTER, code=2000401, text="Bo har låst perioden t.o.m. 2025-12-31."), Reason.PERIOD_LOCKED),
        (RefusedError(REGISTER, code=2000359, text="(Verifikationsserien är inte manuell)"), Reason.CHARACTERS_REFUSED),
        (RefusedError(REGISTER, text="Fel: Verifikationsserien är inte manuell"), Reason.REFUSED),
        (MissingError(REGISTER, code=2001161, text="Kan inte hitta projektet."), Reason.PROJECT_MISSING),
        (MissingError(REGISTER), Reason.REFUSED),
    ],
)
def test_refusal_is_known_by_its_code_or_by_how_its_sentence_begins(error: FortnoxError, reason: Reason) -> None:
    assert reason_of(error) == reason


@pytest.mark.parametrize("error", [type_(REGISTER, status=500) for type_ in (OutcomeUnknownError, UnavailableError)])
def test_error_that_leaves_it_open_is_uncertain(error: FortnoxError) -> None:
    unknown = Answer(Outcome.UNKNOWN, reason=Reason.NO_ANSWER, status=500)

    assert answer_to(error, pause=2.0) == unknown


def test_every_error_has_an_answer_and_a_reason() -> None:
    errors: list[FortnoxError] = [
        error(REGISTER)
        for error in FortnoxError.__subclasses__()
        if error not in {RateLimitedError, UnreadableAnswerError, TooLargeError}
    ]
    errors += [
        RateLimitedError(REGISTER, retry_after=7.0),
        UnreadableAnswerError(REGISTER),
        TooLargeError(REGISTER, limit=1),
    ]

    outcomes = {type(error).__name__: answer_to(error, pause=2.0).outcome for error in errors}

    assert outcomes == {
        "NotSentError": Outcome.NOT_SENT,
        "OutcomeUnknownError": Outcome.UNKNOWN,
        "UnauthorizedError": Outcome.NOT_SENT,
        "ForbiddenError": Outcome.REFUSED,
        "RefusedError": Outcome.REFUSED,
        "MissingError": Outcome.REFUSED,
        "RateLimitedError": Outcome.NOT_SENT,
        "UnavailableError": Outcome.UNKNOWN,
        "UnreadableAnswerError": Outcome.UNKNOWN,
        "TooLargeError": Outcome.UNKNOWN,
    }
    assert {stopped(error).reason for error in errors} <= set(Reason)


def test_answer_says_how_long_to_wait() -> None:
    limited, unreached = RateLimitedError(REGISTER, retry_after=7.0), NotSentError(REGISTER)

    assert answer_to(limited, pause=2.0).retry_after == 7.0
    assert answer_to(unreached, pause=2.0).retry_after == 2.0


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (State.LOST, Reason.CONNECTION_LOST),
        (State.EXPIRED, Reason.CONNECTION_ENDED),
        (State.DISCONNECTED, Reason.CONNECTION_MISSING),
    ],
)
def test_connection_without_tokens_concerns_every_voucher(state: str, reason: Reason) -> None:
    error = TokenLostError(state)

    assert answer_to(error, pause=2.0) == Answer(Outcome.NOT_SENT, reason=reason, concerns_all=True)
    assert (stopped(error).reason, stopped(error).may_pass) == (reason, False)


def test_token_that_may_come_later_may_pass() -> None:
    found = stopped(TokenUnavailableError("no answer"))

    assert (found.reason, found.may_pass) == (Reason.LOGIN_UNANSWERED, True)
