"""What can happen: the codes of the activity log. The database holds codes; sentences live in `texts`."""

from enum import StrEnum


class Code(StrEnum):
    """An event, as `thing:what happened to it`."""

    AGENCY_CREATED = "agency:created"
    ENGAGEMENT_CREATED = "engagement:created"
    ENGAGEMENT_CHANGED = "engagement:changed"
    ENGAGEMENT_RESET = "engagement:reset"
    FISCAL_YEAR_CREATED = "fiscal_year:created"
    FISCAL_YEAR_CHANGED = "fiscal_year:changed"
    FISCAL_YEAR_REMOVED = "fiscal_year:removed"
    SOURCE_CHANGED = "source:changed"
    MAPPING_CHANGED = "mapping:changed"
    MAPPINGS_ACCEPTED = "mapping:accepted"
    IMPORT_STARTED = "import:started"
    IMPORT_DONE = "import:done"
    IMPORT_WAITING = "import:waiting"
    IMPORT_ACCEPTED = "import:accepted"
    IMPORT_FAILED = "import:failed"
    IMPORT_CANCELLED = "import:cancelled"
    MEMBER_INVITED = "member:invited"
    INVITATION_WITHDRAWN = "member:invitation_withdrawn"
    MEMBER_JOINED = "member:joined"
    MEMBER_ROLE_CHANGED = "member:role_changed"
    MEMBER_REMOVED = "member:removed"
    MEMBER_NAMED = "member:named"
    MEMBER_UNNAMED = "member:unnamed"
    MEMBER_SECOND_FACTOR_RESET = "member:second_factor_reset"
    SIGNED_IN = "session:signed_in"
    SIGN_IN_FAILED = "session:sign_in_failed"
    SIGNED_OUT = "session:signed_out"
    PASSWORD_CHANGED = "session:password_changed"  # noqa: S105 -- a code, not a password
    SECOND_FACTOR_ADDED = "session:second_factor_added"
    SECOND_FACTOR_REMOVED = "session:second_factor_removed"
    JOB_FAILED = "job:failed"
