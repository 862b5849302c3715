"""The faults in Swedish, for the page where a person asks for one."""

from integrations.fortnox.simulator.web.faults.kinds import Kind

WORDS: dict[Kind, str] = {
    Kind.UNAUTHORIZED: "401: nyckeln gäller inte",
    Kind.FORBIDDEN: "403: behörighet saknas",
    Kind.FORBIDDEN_EMPTY: "403 utan text",
    Kind.REFUSED: "400: ogiltigt anrop",
    Kind.TOO_MANY: "429: för många anrop",
    Kind.SERVER_ERROR: "500: fel hos Fortnox",
    Kind.SERVER_ERROR_EMPTY: "500 utan text",
    Kind.BAD_GATEWAY: "502: felsida, inget utfört",
    Kind.DROPPED_BEFORE: "Förbindelsen bryts innan något är utfört",
    Kind.GZIP_BOMB: "Ett litet svar som packas upp till 300 MB",
    Kind.HOLLOW_SUCCESS: "200 med ett fel inuti",
    Kind.CLOSED_SERIES: "Verifikation nekas: serien är inte manuell",
    Kind.LOCKED_PERIOD: "Verifikation nekas: perioden är låst",
    Kind.INACTIVE_ACCOUNT: "Verifikation nekas: kontot är inaktivt",
    Kind.TOKEN_REFUSED: "Nyckeln kan inte förnyas",
    Kind.DROPPED_AFTER: "Förbindelsen bryts när anropet är utfört",
    Kind.BAD_GATEWAY_AFTER: "502: felsida, fast anropet är utfört",
    Kind.SLOW: "Svaret dröjer",
    Kind.DRIP: "Svaret droppar fram",
    Kind.CUT_SHORT: "Svaret bryts mitt i",
    Kind.TRUNCATED_SIE: "SIE-filen slutar för tidigt",
    Kind.LATE_COMMIT: "Anropet utförs först efter en minut, utan svar",
    Kind.AUTHORIZE_ERROR: "Inloggningen nekas",
    Kind.BLOCKED_ACCOUNT: "Kontot är spärrat: inloggningen ger inget svar",
    Kind.WRONG_COMPANY: "Inloggningen ger ett annat företag",
    Kind.NARROWED_SCOPES: "Inloggningen ger färre behörigheter",
}
