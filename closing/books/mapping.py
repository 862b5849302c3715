"""What the accounts of a client mean to the closing: reference account, group and tax-form field, kept by number.

A mapping is made when a person accepts a suggestion or writes one, and survives every import. An account without one is
read as its number says, so that nothing waits for the mapping.
"""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from closing.books.groups import group_of
from closing.books.models import Account, AccountMapping, Snapshot
from closing.books.reference_accounts import reference_accounts
from closing.engagements.models import CompanyForm, Engagement

FORMS_WITH_INK2R = (CompanyForm.LIMITED, CompanyForm.ECONOMIC_ASSOCIATION, CompanyForm.HOUSING_COOPERATIVE)
"""The company forms whose tax return is INK2; the fields of other forms are not known here."""

LEAST_LIKENESS = 0.75
"""How alike two names must be; below that a suggestion does more harm than good."""

_DIGITS_IN_BAS = 4
_LONGEST_NAME = 80
_FIELDS_OF_INK2R = ("7200", "7600")


class Reason(StrEnum):
    """What a suggestion rests on."""

    NUMBER = "number"
    KINDRED = "kindred"
    NAME = "name"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an account probably means; empty where nothing is known."""

    reference_account: str = ""
    group: str = ""
    sru: str = ""
    reason: Reason = Reason.NOTHING


@dataclass(frozen=True, slots=True)
class MappedAccount:
    """An account of the books with its mapping, or with the suggestion for one.

    Attributes:
        mapping: what a person has accepted or written; None when nobody has.
        is_new: the engagement has mappings, and none for this account.
    """

    account: Account
    suggestion: Suggestion
    mapping: AccountMapping | None = None
    is_new: bool = False


def suggest(account: Account, *, has_ink2r: bool = True) -> Suggestion:
    """Suggest what an account means: by its number in BAS, else by its name.

    Args:
        account: an account of the books.
        has_ink2r: the company files INK2R, so that a field of it can be suggested.
    """
    reference, reason = _by_number(account.number)
    if not reference:
        reference, reason = _by_name(account.name[:_LONGEST_NAME])
    group = group_of(reference or account.number)
    field = group.field(account.closing_ore) if group else ""
    return Suggestion(
        reference_account=reference,
        group=group.code if group else "",
        sru=(_field_of_file(account.sru) or field) if has_ink2r else "",
        reason=reason,
    )


def mapped_accounts(engagement: Engagement, snapshot: Snapshot) -> list[MappedAccount]:
    """List the accounts of a snapshot, in the order of their numbers, with what they mean or may mean."""
    mappings = {mapping.account_number: mapping for mapping in AccountMapping.objects.filter(engagement=engagement)}
    has_ink2r = engagement.company_form in FORMS_WITH_INK2R
    return [
        MappedAccount(
            account,
            suggest(account, has_ink2r=has_ink2r),
            mappings.get(account.number),
            is_new=bool(mappings) and account.number not in mappings,
        )
        for account in Account.objects.filter(snapshot=snapshot).order_by("number")
    ]


def accept(engagement: Engagement, snapshot: Snapshot, numbers: Collection[str] | None = None) -> int:
    """Accept the suggestions for some accounts, or for all that have no confirmed mapping; tell how many they were."""
    wanted = [
        one
        for one in mapped_accounts(engagement, snapshot)
        if (numbers is None or one.account.number in numbers) and not (one.mapping and one.mapping.is_confirmed)
    ]
    AccountMapping.objects.bulk_create(
        [
            AccountMapping(
                engagement=engagement,
                account_number=one.account.number,
                reference_account=one.suggestion.reference_account,
                group=one.suggestion.group,
                sru=one.suggestion.sru,
                is_confirmed=True,
            )
            for one in wanted
        ],
        update_conflicts=True,
        unique_fields=["engagement", "account_number"],
        update_fields=["reference_account", "group", "sru", "is_confirmed"],
        batch_size=500,
    )
    return len(wanted)


def _by_number(number: str) -> tuple[str, Reason]:
    """Find the reference account with this number, or the nearest of its kin: the same first three digits, or two."""
    known = reference_accounts()
    if len(number) < _DIGITS_IN_BAS or not (number.isascii() and number.isdecimal()):
        return "", Reason.NOTHING
    own = number[:_DIGITS_IN_BAS]
    if own in known:
        return own, Reason.NUMBER
    for size in (3, 2):
        kin = [one for one in known if one[:size] == own[:size]]
        if kin:
            return max((one for one in kin if one < own), default=kin[0]), Reason.KINDRED
    return "", Reason.NOTHING


@lru_cache(maxsize=2_000)
def _by_name(name: str) -> tuple[str, Reason]:
    """Find the reference account with the name that is most like this one; a few milliseconds, so it is remembered."""
    names = {known.casefold(): number for number, known in reference_accounts().items()}
    alike = get_close_matches(name.casefold(), names, n=1, cutoff=LEAST_LIKENESS)
    return (names[alike[0]], Reason.NAME) if alike else ("", Reason.NOTHING)


def _field_of_file(sru: str) -> str:
    """Give the field of INK2R that the file itself names; codes of other forms and years are passed over."""
    lowest, highest = _FIELDS_OF_INK2R
    return next((code for code in sru.split() if len(code) == len(lowest) and lowest < code < highest), "")
