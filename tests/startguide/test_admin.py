"""Start guides under way in Django admin."""

from django.urls import reverse

from closing.startguide.drafts import finish, keep
from closing.startguide.models import GuideDraft
from closing.startguide.steps import step_of
from closing.users.models import User
from tests.factories import client_of
from tests.startguide.answers import ALL


def test_guides_are_shown_and_cleared_away_but_not_written(alice: User, bob: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True, is_superuser=True)
    client, member = client_of(User.objects.get(pk=alice.pk)), bob.memberships.get()
    for step, answers in ALL.items():
        draft = keep(member, step_of(step), answers)
    finish(draft.pk, member)
    address = reverse("admin:startguide_guidedraft_change", args=[draft.pk])

    listing = client.get(reverse("admin:startguide_guidedraft_changelist"))
    page = client.get(address)
    changed = client.post(address, {"answers": "{}"})
    removed = client.post(reverse("admin:startguide_guidedraft_delete", args=[draft.pk]), {"post": "yes"})

    assert [listing.status_code, page.status_code, changed.status_code] == [200, 200, 403]
    assert (removed.status_code, GuideDraft.objects.count()) == (302, 0)
