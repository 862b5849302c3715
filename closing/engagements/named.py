"""What a command names: engagements by id or organisation number, fiscal years by name or first year."""

import uuid

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from closing.engagements.models import Engagement, FiscalYear
from sie import OrganisationNumberError
from sie.organisation_number import normalised

WRONG_USAGE = 2
"""The exit status of a command that names what is not there."""


def engagements_named(text: str) -> list[Engagement]:
    """Find engagements by an id or by the company's number, which several agencies may have.

    Raises:
        CommandError: there is none.
    """
    try:
        found = list(Engagement.objects.filter(pk=uuid.UUID(text)))
    except ValueError:
        try:
            found = list(Engagement.objects.filter(organisation_number=normalised(text)))
        except OrganisationNumberError as error:
            message = _("%(text)s is neither an id nor an organisation number.") % {"text": text}
            raise CommandError(message, returncode=WRONG_USAGE) from error
    if not found:
        raise CommandError(_("There is no engagement %(text)s.") % {"text": text}, returncode=WRONG_USAGE)
    return found


def engagement_named(text: str) -> Engagement:
    """Find an engagement by its id or its company's number, which must name one alone.

    Raises:
        CommandError: there is none, or there are several.
    """
    found = engagements_named(text)
    if len(found) > 1:
        ids = ", ".join(f"{one.pk} ({one.agency})" for one in found)
        message = _("Several engagements have that number; name one by its id: %(ids)s") % {"ids": ids}
        raise CommandError(message, returncode=WRONG_USAGE)
    return found[0]


def year_named(engagement: Engagement, text: str) -> FiscalYear | None:
    """Find a fiscal year by its name or the year it begins in; None for an empty name.

    Raises:
        CommandError: there is none, or there are several.
    """
    if not text:
        return None
    found = [year for year in engagement.fiscal_years.all() if text in (str(year), str(year.start.year))]
    if len(found) != 1:
        raise CommandError(_("The engagement has no fiscal year %(text)s.") % {"text": text}, returncode=WRONG_USAGE)
    return found[0]
