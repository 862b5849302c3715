"""Every refusal of the slice has its sentence."""

from datetime import date

import pytest
from django.utils import translation

from closing.engagements import errors
from closing.engagements.texts import RIGHTS, sentence

YEAR = (date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            errors.OrganisationNumberInvalidError("556036-0794", reason="digits"),
            "556036-0794 is not an organisation number or a personal number. Check the digits.",
        ),
        (
            errors.OrganisationNumberInvalidError("556036-0793", reason="kind"),
            (
                "556036-0793 does not fit the company form. A sole trader has a personal number, every other form an"
                " organisation number."
            ),
        ),
        (
            errors.CompanyAlreadyThereError("5560360793", "Pellets AB"),
            "The agency already has Pellets AB with this number.",
        ),
        (errors.FiscalYearBackwardsError(*YEAR), "The fiscal year must end after it begins."),
        (
            errors.FiscalYearTooLongError(*YEAR),
            "2025-01-01–2026-12-31 is more than 18 months, the longest a fiscal year may be.",
        ),
        (
            errors.FiscalYearOverlapsError(*YEAR, other_start=date(2024, 7, 1), other_end=date(2025, 6, 30)),
            "2025-01-01–2026-12-31 shares days with the fiscal year 2024-07-01–2025-06-30.",
        ),
        (
            errors.LastAdministratorError(),
            "The agency must keep an administrator. Make somebody else administrator first.",
        ),
        (errors.AlreadyMemberError("bob@alfa.example"), "bob@alfa.example is already a user of the agency."),
        (
            errors.AccountThereError("bob@alfa.example"),
            "There is an account for bob@alfa.example. Sign in with it to accept the invitation.",
        ),
        (
            errors.InvitationUnusableError(),
            "The invitation is used, withdrawn or too old. Ask for a new one.",
        ),
        (
            errors.SecondFactorKeptError(),
            (
                "The second factor of this user also protects another agency. The operator of the installation can"
                " reset it."
            ),
        ),
    ],
)
def test_refusal_is_said_in_words(error: errors.EngagementError, words: str) -> None:
    with translation.override("en"):
        assert sentence(error) == words


def test_every_right_has_its_words() -> None:
    with translation.override("en"):
        assert {right: str(words) for right, words in RIGHTS.items()} == {
            "read": "see the work of the agency",
            "work": "change the work on an engagement",
            "export": "export",
            "manage": "lock, unlock and approve",
            "administer": "administer users and connections",
        }
