"""The lines maintenance writes in the activity log."""

from closing.activity import log
from closing.activity.events import Code
from closing.engagements.models import Engagement, FiscalYear
from closing.users.models import User

MOST_ACCOUNTS = 50
"""How many account numbers one line names; the rest are counted."""


def changed(engagement: Engagement, actor: User, fields: list[str]) -> None:
    """Log that settings of an engagement were changed; `fields` are those of its row."""
    _record(Code.ENGAGEMENT_CHANGED, engagement, actor, what=fields)


def source_changed(engagement: Engagement, actor: User, *, before: str, after: str) -> None:
    """Log that the data source was changed; `before` and `after` are keys."""
    _record(Code.SOURCE_CHANGED, engagement, actor, before=before, after=after)


def year(code: Code, fiscal_year: FiscalYear, actor: User) -> None:
    """Log what happened to a fiscal year."""
    _record(code, fiscal_year.engagement, actor, start=str(fiscal_year.start), end=str(fiscal_year.end))


def mapping(engagement: Engagement, actor: User, *, account: str, reference: str) -> None:
    """Log what an account was given."""
    _record(Code.MAPPING_CHANGED, engagement, actor, account=account, reference=reference)


def suggestions_accepted(engagement: Engagement, actor: User, accounts: list[str]) -> None:
    """Log that suggestions for the chart of accounts were accepted."""
    _record(Code.MAPPINGS_ACCEPTED, engagement, actor, count=len(accounts), accounts=accounts[:MOST_ACCOUNTS])


def _record(code: Code, engagement: Engagement, actor: User, **facts: str | int | list[str]) -> None:
    log.record(code, agency=engagement.agency, engagement=engagement, actor=actor, facts=dict(facts))
