"""A start guide under way: its answers are kept at every step, and its last click makes the engagement, once."""

import uuid
from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.shortcuts import get_object_or_404

from closing.activity import log
from closing.activity.events import Code
from closing.engagements.models import Engagement, Membership
from closing.engagements.organisation import create_engagement, create_fiscal_year
from closing.startguide.models import GuideDraft
from closing.startguide.steps import Setup, Step, setup_of


def open_draft(membership: Membership) -> GuideDraft:
    """Give the guide the member has under way, or a new one that is not stored until something is answered."""
    there = _open(membership)
    return there or GuideDraft(agency=membership.agency, user=membership.user)


def keep(membership: Membership, step: Step, data: Mapping[str, object]) -> GuideDraft:
    """Keep what was written at a step, right or wrong, so that nothing is lost on the way back and forth."""
    written = {name: str(data.get(name, "")) for name in step.form.base_fields}
    with transaction.atomic():
        draft, _made = GuideDraft.objects.get_or_create(agency=membership.agency, user=membership.user, engagement=None)
        draft = GuideDraft.objects.select_for_update().get(pk=draft.pk)
        draft.answers = {**draft.answers, step.key: written}
        draft.save(update_fields=["answers"])
    return draft


def discard(membership: Membership) -> None:
    """Forget the guide the member has under way."""
    GuideDraft.objects.filter(agency=membership.agency, user=membership.user, engagement=None).delete()


def finish(draft_id: uuid.UUID, membership: Membership) -> Engagement:
    """Make the engagement a guide describes, with its fiscal years and periods; the second click gets the same one.

    Raises:
        IncompleteError: a step is not answered, or no longer so that it will do.
        CompanyAlreadyThereError: someone has added the company since the step was answered.
        Http404: the guide is not the member's own.
    """
    with transaction.atomic():
        # Without a join: PostgreSQL reads a row it waited for anew, but not the row joined to it.
        own = GuideDraft.objects.select_for_update()
        draft = get_object_or_404(own, pk=draft_id, agency=membership.agency, user=membership.user)
        if draft.engagement is not None:
            return draft.engagement
        draft.engagement = _set_up(setup_of(draft), membership)
        draft.answers = {}
        draft.save(update_fields=["engagement", "answers"])
        return draft.engagement


def _open(membership: Membership) -> GuideDraft | None:
    return GuideDraft.objects.filter(agency=membership.agency, user=membership.user, engagement=None).first()


def _set_up(setup: Setup, membership: Membership) -> Engagement:
    engagement = create_engagement(
        agency=membership.agency,
        organisation_number=setup.organisation_number,
        sub_number=setup.sub_number,
        name=setup.name,
        company_form=setup.company_form,
        accounting_standard=setup.accounting_standard,
        period_length=setup.period_length,
        data_source=setup.data_source,
    )
    record = partial(log.record, agency=membership.agency, engagement=engagement, actor=membership.user)
    record(Code.ENGAGEMENT_CREATED, facts={"name": engagement.name, "source": engagement.data_source})
    for start, end in setup.years:
        create_fiscal_year(engagement, start=start, end=end)
        record(Code.FISCAL_YEAR_CREATED, facts={"start": str(start), "end": str(end)})
    return engagement
