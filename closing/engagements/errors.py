"""What stops a change of agencies, engagements and their years.

EngagementError
├── OrganisationNumberInvalidError   no such number, or not one of this company form
├── CompanyAlreadyThereError         the agency has an engagement for this number
├── FiscalYearError
│   ├── FiscalYearBackwardsError         it ends before it begins
│   ├── FiscalYearTooLongError           more than 18 months
│   └── FiscalYearOverlapsError          it shares days with another fiscal year, without being the same
└── MemberError
    ├── LastAdministratorError           an agency keeps at least one administrator
    ├── AccountThereError                an account was to be made for an address that has one
    ├── AlreadyMemberError               the invited person is a member
    ├── InvitationUnusableError          used, expired, withdrawn or never made
    └── SecondFactorKeptError            it protects more than this agency

Each carries a stable `code` and its facts as attributes; the words stand in `texts.py`.
"""

from datetime import date


class EngagementError(Exception):
    """Anything that stops a change in this slice, and the base of all its exceptions."""

    code = "engagement"


class OrganisationNumberInvalidError(EngagementError):
    """The number cannot be this company's; `reason` is "digits" (no such number) or "kind" (not of this form)."""

    code = "organisation-number-invalid"

    def __init__(self, found: str, *, reason: str) -> None:
        super().__init__(found, reason)
        self.found = found
        self.reason = reason


class CompanyAlreadyThereError(EngagementError):
    """The agency works for this company already."""

    code = "company-already-there"

    def __init__(self, organisation_number: str, name: str) -> None:
        super().__init__(organisation_number, name)
        self.organisation_number = organisation_number
        self.name = name


class FiscalYearError(EngagementError):
    """A fiscal year that cannot be."""

    code = "fiscal-year"

    def __init__(self, start: date, end: date) -> None:
        super().__init__(start, end)
        self.start = start
        self.end = end


class FiscalYearBackwardsError(FiscalYearError):
    """The year ends before it begins."""

    code = "fiscal-year-backwards"


class FiscalYearTooLongError(FiscalYearError):
    """The year is longer than the law allows.

    Source: bokföringslagen (1999:1078) 3 kap. 3 §.
    """

    code = "fiscal-year-too-long"


class FiscalYearOverlapsError(FiscalYearError):
    """The year shares days with a fiscal year that is there, without being the same."""

    code = "fiscal-year-overlaps"

    def __init__(self, start: date, end: date, *, other_start: date, other_end: date) -> None:
        super().__init__(start, end)
        self.other_start = other_start
        self.other_end = other_end


class MemberError(EngagementError):
    """A change of members that cannot be made."""

    code = "member"


class LastAdministratorError(MemberError):
    """The agency would be left without an administrator."""

    code = "last-administrator"


class AlreadyMemberError(MemberError):
    """The person invited is a member of the agency."""

    code = "already-member"

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class AccountThereError(MemberError):
    """The address has an account already."""

    code = "account-there"

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class InvitationUnusableError(MemberError):
    """The invitation is used, expired, withdrawn or was never made; the reader is not told which."""

    code = "invitation-unusable"


class SecondFactorKeptError(MemberError):
    """The person's second factor is not this agency's alone to reset."""

    code = "second-factor-kept"
