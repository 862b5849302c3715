"""Tests of what the user is told."""

import pytest
from django.utils.translation import override

from integrations.fortnox.client import registers, texts
from integrations.fortnox.client.errors import (
    ForbiddenError,
    FortnoxError,
    NotSentError,
    RateLimitedError,
    RefusedError,
    TooLargeError,
    UnavailableError,
    UnreadableAnswerError,
)
from integrations.fortnox.client.lists import Listing


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (NotSentError("invoices"), "Fortnox could not be reached for the customer invoices."),
        (
            ForbiddenError("supplierinvoices", status=403, code=2003275, text="Saknar behörighet."),
            "Fortnox does not give access to the supplier invoices: “Saknar behörighet.” (2003275)",
        ),
        (
            RefusedError("vouchers", status=400, text="Verifikationsserien är inte manuell (F)."),
            "Fortnox refused the call about the vouchers: “Verifikationsserien är inte manuell (F).”",
        ),
        (
            RefusedError("vouchers", status=400),
            "Fortnox refused the call about the vouchers: Fortnox gives no reason.",
        ),
        (RateLimitedError("sie", retry_after=5), "Fortnox was asked too often for the SIE file."),
        (
            UnavailableError("sie", status=502),
            "Fortnox did not answer about the SIE file, or answered with a fault of its own (502).",
        ),
        (
            UnreadableAnswerError("invoices", record="17", field="Balance"),
            "Fortnox's answer about the customer invoices is not understood: record 17, field Balance.",
        ),
        (TooLargeError("sie", limit=104_857_600), "Fortnox's answer about the SIE file is larger than 100 MB."),
        (NotSentError("articles"), "Fortnox could not be reached for articles."),
    ],
)
def test_error_says_where_and_what(error: FortnoxError, what: str) -> None:
    with override("en"):
        found = texts.sentence(error)

    assert found.what == what
    assert str(found) == f"{what} {found.to_do}"


def test_sentence_of_fortnox_may_hold_any_sign() -> None:
    error = RefusedError("vouchers", text="100 % (s) %(words)s")

    with override("en"):
        found = texts.sentence(error)

    assert found.what == "Fortnox refused the call about the vouchers: “100 % (s) %(words)s”"


def test_every_error_has_its_sentences() -> None:
    assert set(texts.WORDS) == set(FortnoxError.__subclasses__())


def test_every_register_has_a_name() -> None:
    lists = [*vars(registers).values(), registers.vouchers_of(""), registers.vouchers_of("A")]

    named = {listing.register for listing in lists if isinstance(listing, Listing)}

    assert named - set(texts.REGISTERS) == set()
