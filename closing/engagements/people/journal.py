"""Tells the activity log what happens to people; the log lives a floor above and is named in the settings."""

from typing import NotRequired, Protocol, TypedDict, Unpack, cast

from django.conf import settings
from django.utils.module_loading import import_string

from closing.engagements.models import Agency, Engagement, Membership
from closing.users.models import User


class Recorder(Protocol):
    """What `settings.ACTIVITY_LOG` names."""

    def __call__(
        self,
        code: str,
        *,
        agency: Agency,
        engagement: Engagement | None,
        actor: User | None,
        facts: dict[str, str],
        result: str,
    ) -> object:
        """Write one line into the agency's log."""


class Facts(TypedDict):
    """What a line tells, beside what happened; roles and steps are codes."""

    email: str
    role: NotRequired[str]
    before: NotRequired[str]
    after: NotRequired[str]
    step: NotRequired[str]
    address: NotRequired[str]


def note(
    code: str, *, agency: Agency, actor: User | None, engagement: Engagement | None = None, **facts: Unpack[Facts]
) -> None:
    """Write one line; inside the caller's transaction, so that it stands exactly when the change does."""
    _recorder()(
        code,
        agency=agency,
        engagement=engagement,
        actor=actor,
        facts={name: str(fact) for name, fact in facts.items()},
        result="done",
    )


def note_everywhere(code: str, user: User, *, is_refused: bool = False, step: str = "", address: str = "") -> None:
    """Write one line about a person into the log of every agency they belong to.

    Args:
        code: what happened.
        user: whom it concerns; also who did it, unless it was refused.
        is_refused: somebody tried and was not let in.
        step: where it was refused: "password" or "second_factor".
        address: the address the request came from.
    """
    told = {"email": user.email, "step": step, "address": address}
    facts = {name: fact for name, fact in told.items() if fact}
    actor, result = (None, "refused") if is_refused else (user, "done")
    for membership in Membership.objects.filter(user=user).select_related("agency"):
        _recorder()(code, agency=membership.agency, engagement=None, actor=actor, facts=facts, result=result)


def _recorder() -> Recorder:
    return cast("Recorder", import_string(settings.ACTIVITY_LOG))
