"""Changing who the client company is and how exactly it is reconciled."""

from dataclasses import dataclass

from django.db import transaction

from closing.books.models import Snapshot
from closing.engagements.models import Engagement
from closing.maintenance import settings_log
from closing.maintenance.errors import NumberInUseError
from closing.users.models import User


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a company is, as the settings show it; the tolerance in öre."""

    organisation_number: str
    sub_number: str
    name: str
    company_form: str
    accounting_standard: str
    tolerance_ore: int


FIELDS = tuple(Identity.__dataclass_fields__)
NUMBERS = ("organisation_number", "sub_number")


def change_identity(engagement: Engagement, identity: Identity, *, actor: User) -> list[str]:
    """Change what differs.

    Returns:
        The names of the fields that were changed.

    Raises:
        NumberInUseError: books have been imported for the number that is to be changed.
    """
    differing = [field for field in FIELDS if getattr(engagement, field) != getattr(identity, field)]
    if not differing:
        return []
    if not is_number_free(engagement) and any(field in NUMBERS for field in differing):
        raise NumberInUseError
    with transaction.atomic():
        for field in differing:
            setattr(engagement, field, getattr(identity, field))
        engagement.save(update_fields=differing)
        settings_log.changed(engagement, actor, differing)
    return differing


def is_number_free(engagement: Engagement) -> bool:
    """Say whether the organisation number can be corrected: no books rest on it."""
    return not Snapshot.objects.filter(fiscal_year__engagement=engagement).exists()
