"""The faults that can be asked for, and the options each takes."""

from enum import StrEnum


class Kind(StrEnum):
    """What goes wrong."""

    # In place of the call: nothing is done.
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    FORBIDDEN_EMPTY = "forbidden_empty"
    REFUSED = "refused"
    TOO_MANY = "too_many"
    SERVER_ERROR = "server_error"
    SERVER_ERROR_EMPTY = "server_error_empty"
    BAD_GATEWAY = "bad_gateway"
    DROPPED_BEFORE = "dropped_before"
    GZIP_BOMB = "gzip_bomb"
    HOLLOW_SUCCESS = "hollow_success"
    CLOSED_SERIES = "closed_series"
    LOCKED_PERIOD = "locked_period"
    INACTIVE_ACCOUNT = "inactive_account"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 -- the name of a fault

    # The call is done, and its answer comes late, in part, or never.
    DROPPED_AFTER = "dropped_after"
    BAD_GATEWAY_AFTER = "bad_gateway_after"
    SLOW = "slow"
    DRIP = "drip"
    CUT_SHORT = "cut_short"
    TRUNCATED_SIE = "truncated_sie"

    # The call is done later, when nobody waits for it any more.
    LATE_COMMIT = "late_commit"

    # At the login in the browser.
    AUTHORIZE_ERROR = "authorize_error"
    BLOCKED_ACCOUNT = "blocked_account"
    WRONG_COMPANY = "wrong_company"
    NARROWED_SCOPES = "narrowed_scopes"


LOGIN_KINDS = frozenset({Kind.AUTHORIZE_ERROR, Kind.BLOCKED_ACCOUNT, Kind.WRONG_COMPANY, Kind.NARROWED_SCOPES})
"""They wait at the login, whatever path they were given."""

VOUCHER_KINDS = frozenset({Kind.CLOSED_SERIES, Kind.LOCKED_PERIOD, Kind.INACTIVE_ACCOUNT})
"""They wait for a voucher that is sent, unless a path says otherwise."""

OPTIONS: dict[Kind, frozenset[str]] = {
    Kind.FORBIDDEN: frozenset({"code", "message"}),
    Kind.REFUSED: frozenset({"code", "message", "status"}),
    Kind.TOO_MANY: frozenset({"retry_after"}),
    Kind.BAD_GATEWAY: frozenset({"status"}),
    Kind.BAD_GATEWAY_AFTER: frozenset({"status"}),
    Kind.DROPPED_BEFORE: frozenset({"reset"}),
    Kind.DROPPED_AFTER: frozenset({"reset"}),
    Kind.GZIP_BOMB: frozenset({"megabytes"}),
    Kind.HOLLOW_SUCCESS: frozenset({"code", "message"}),
    Kind.CLOSED_SERIES: frozenset({"series"}),
    Kind.LOCKED_PERIOD: frozenset({"until"}),
    Kind.INACTIVE_ACCOUNT: frozenset({"account"}),
    Kind.TOKEN_REFUSED: frozenset({"error", "description", "status"}),
    Kind.SLOW: frozenset({"seconds"}),
    Kind.DRIP: frozenset({"bytes", "seconds"}),
    Kind.CUT_SHORT: frozenset({"at", "reset"}),
    Kind.TRUNCATED_SIE: frozenset({"share"}),
    Kind.LATE_COMMIT: frozenset({"seconds", "status"}),
    Kind.AUTHORIZE_ERROR: frozenset({"error", "description"}),
    Kind.WRONG_COMPANY: frozenset({"tenant"}),
    Kind.NARROWED_SCOPES: frozenset({"without"}),
}
