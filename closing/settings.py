"""Settings, all read from the environment; `.env.example` lists every variable with its meaning."""

import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from closing.environment import ROOT, development_file

# Debian's SQLite 3.40 has the WAL-reset corruption bug (mended in 3.51.3); the wheel brings a newer one.
try:
    _sqlite = import_module("pysqlite3")
except ImportError:
    pass
else:
    sys.modules["sqlite3"] = _sqlite
    sys.modules["sqlite3.dbapi2"] = import_module("pysqlite3.dbapi2")

env = environ.Env()
BASE_DIR = ROOT
if "SECRET_KEY" not in env.ENVIRON and development_file().exists():
    env.read_env(str(development_file()))

DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)
(DATA_DIR / "tmp").mkdir(exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", default="development-only-key-" + "x" * 40) if DEBUG else env.str("SECRET_KEY")
TOKEN_KEYS = env.list("TOKEN_KEYS", default=["A" * 43 + "="] if DEBUG else env.NOTSET)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "testserver"] if DEBUG else env.NOTSET)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ADDRESS = env.str("ADDRESS", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_q",
    "closing.users",
    "closing.engagements",
    "closing.jobs",
    "closing.activity",
    "closing.books",
    "closing.statements",
    "closing.importing",
    "closing.appendices",
    "closing.entries",
    "closing.entries.export",
    "closing.entries.planning",
    "closing.entries.attachments",
    "closing.entries.sie_files",
    "closing.startguide",
    "closing.maintenance",
    "closing.overview",
    "closing.demo",
    "integrations.fortnox",
    "integrations.vault",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "closing.users.languages.LanguageMiddleware",
    "closing.importing.uploads.BodyLimit",
    "closing.users.browser.BrowserMiddleware",
    "closing.users.session_life.SessionLifeMiddleware",
    "closing.engagements.admin.AdminScopeMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "closing.engagements.people.second_factor.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "closing.urls"
WSGI_APPLICATION = "closing.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["closing.formatting"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "closing.overview.frame.frame",
            ],
        },
    },
]

# --- Databases ------------------------------------------------------------------------------------------------------
TEST_SUFFIX = env.str("TEST_DB_SUFFIX", default="")
if "DATABASE_URL" in env.ENVIRON:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
if "DATABASE_URL" in env.ENVIRON and DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": f"test_kvitt{TEST_SUFFIX}"},
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "closing.sqlite",
            "NAME": env.str("SQLITE_FILE", default=str(DATA_DIR / "kvitt.sqlite3")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864; "
                    "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
                ),
            },
            # A file, because the shared-cache memory database ignores the busy timeout that threads need.
            "TEST": {"NAME": str(DATA_DIR / f"test{TEST_SUFFIX}.sqlite3")},
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "qstat": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# --- Fortnox: without a client id of one's own, a developer's machine talks to the simulator ------------------------
FORTNOX_SIMULATOR_PORT = env.int("FORTNOX_SIMULATOR_PORT", default=8010)
_simulator = f"http://127.0.0.1:{FORTNOX_SIMULATOR_PORT}"
FORTNOX_CLIENT_ID = env.str("FORTNOX_CLIENT_ID", default="kvitt-demo" if DEBUG else "")
USES_FORTNOX_SIMULATOR = DEBUG and "FORTNOX_CLIENT_ID" not in env.ENVIRON
FORTNOX_CLIENT_SECRET = env.str("FORTNOX_CLIENT_SECRET", default="kvitt-demo-secret" if USES_FORTNOX_SIMULATOR else "")
FORTNOX_API_URL = env.str(
    "FORTNOX_API_URL", default=f"{_simulator}/3" if USES_FORTNOX_SIMULATOR else "https://api.fortnox.se/3"
)
FORTNOX_AUTH_URL = env.str(
    "FORTNOX_AUTH_URL",
    default=f"{_simulator}/oauth-v1" if USES_FORTNOX_SIMULATOR else "https://apps.fortnox.se/oauth-v1",
)
if USES_FORTNOX_SIMULATOR:
    # oauthlib refuses addresses without encryption; the simulator is on this very machine.
    environ.Env.ENVIRON.setdefault("OAUTHLIB_INSECURE_TRANSPORT", "1")
# Tokens of a service account heal by themselves; only a system administrator of the company can give one.
FORTNOX_SERVICE_ACCOUNT = env.bool("FORTNOX_SERVICE_ACCOUNT", default=False)

# --- Jobs -----------------------------------------------------------------------------------------------------------
JOB_TIMEOUT_SECONDS = 600
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=90)
WORKERS = env.int("WORKERS", default=2)
_QUEUE_LIMIT = 1
Q_CLUSTER = {
    "name": "kvitt",
    "orm": "default",
    "poll": 0.2,
    "workers": WORKERS,
    "queue_limit": _QUEUE_LIMIT,
    "bulk": 1,
    "timeout": JOB_TIMEOUT_SECONDS,
    # The retry clock starts when a task is fetched, not when it starts: leave room for every task fetched before it.
    "retry": JOB_TIMEOUT_SECONDS * (1 + -(-(_QUEUE_LIMIT + 1) // WORKERS)) + 120,
    "max_attempts": 3,
    "ack_failures": True,
    "save_limit": 200,
    "catch_up": False,
    "recycle": 200,
    "max_rss": 800_000,
    "cache": "qstat",
    "label": "Bakgrundsjobb",
    "log_level": "WARNING",
}
CANARY_SECONDS = env.float("CANARY_SECONDS", default=15)
WATCHDOG_SECONDS = env.float("WATCHDOG_SECONDS", default=60)
_EXPORTING = {"right": "export", "texts": "closing.entries.export.words.texts.STEPS"}
# The work of each kind of job, the right it takes, and its sentences.
JOB_KINDS: dict[str, dict[str, str]] = {
    "canary": {"work": "closing.jobs.canary.work"},
    "import": {"work": "closing.importing.work.job.work", "texts": "closing.importing.texts.steps.TEXTS"},
    "import_sweep": {"work": "closing.importing.work.job.sweep"},
    "session_sweep": {"work": "closing.users.session_life.sweep"},
    "books_sweep": {"work": "closing.books.discarding.work"},
    "adjusted_books": {
        "work": "closing.entries.sie_files.large_books.work",
        "right": "export",
        "texts": "closing.entries.sie_files.texts.STEPS",
    },
    "adjusted_sweep": {"work": "closing.entries.sie_files.large_books.sweep"},
    "attachment_sweep": {"work": "closing.entries.attachments.files.work"},
    "reset": {
        "work": "closing.maintenance.reset.work",
        "right": "administer",
        "texts": "closing.maintenance.texts.RESET_STEPS",
    },
    "export_prepare": {"work": "closing.entries.export.job.prepare", **_EXPORTING},
    "export": {"work": "closing.entries.export.job.send", **_EXPORTING},
    "export_check": {"work": "closing.entries.export.job.check", **_EXPORTING},
    "export_sweep": {"work": "closing.entries.export.job.sweep"},
    "fortnox_lives": {"work": "integrations.fortnox.connection.upkeep.mind_lives"},
    "fortnox_tokens": {"work": "integrations.fortnox.connection.upkeep.mind_tokens"},
}
# Kind of job, and how many minutes apart it runs.
SCHEDULED_JOBS: dict[str, int] = {
    "import_sweep": 10,
    "books_sweep": 10,
    "adjusted_sweep": 60,
    "export_sweep": 10,
    "session_sweep": 720,
    "attachment_sweep": 720,
    "fortnox_lives": 60,
    "fortnox_tokens": 60,
}
# What a worker does before its first job; none of it may fail it.
WORKER_BEGINS = ["integrations.fortnox.connection.spool.replay"]
# Commands whose words `manage.py up` repeats when the web server answers.
UP_TELLS = ["demo_login"]
# Commands that `manage.py up` keeps running beside the web server and the worker.
UP_RUNS: dict[str, list[str]] = (
    {"fortnox": ["fortnox_simulator", "--demo", "--port", str(FORTNOX_SIMULATOR_PORT)]}
    if USES_FORTNOX_SIMULATOR
    else {}
)

# Who writes the activity log, for the floors below it.
ACTIVITY_LOG = "closing.activity.log.record"
# Event, then fact: what gives the word for the code that the fact holds.
ACTIVITY_WORDS: dict[str, dict[str, str]] = {
    "entry:refused": {"reason": "closing.entries.export.words.telling.logged_reason"},
    "fortnox:refused": {"reason": "integrations.fortnox.texts.reason_name"},
    "import:accepted": {"codes": "closing.importing.texts.decisions.decision_name"},
    "engagement:changed": {"what": "closing.maintenance.texts.setting_name"},
    "source:changed": {
        "before": "closing.maintenance.source_change.name_of",
        "after": "closing.maintenance.source_change.name_of",
    },
}

# What is sealed with TOKEN_KEYS, and sealed anew when the keys change.
SEALED = [
    "integrations.fortnox.connection.sealed.KEPT",
    "integrations.fortnox.connection.spool.KEPT",
    "integrations.vault.second_factor.KEPT",
]

# --- The plug-ins, named from below only by these strings -----------------------------------------------------------
DATA_SOURCES: list[str] = [
    "integrations.sie_file.source.SieFileSource",
    "integrations.sie_balances.source.SieBalancesSource",
    "integrations.trial_balance.source.TrialBalanceSource",
    "integrations.manual_entry.source.ManualEntrySource",
    # Without an application of one's own at Fortnox there is nothing to offer.
    *(["integrations.fortnox.source.FortnoxSource"] if FORTNOX_CLIENT_ID else []),
]
# Where closing entries are sent, beside the SI file.
ENTRY_DESTINATIONS: list[str] = [
    *(["integrations.fortnox.destination.destination.FortnoxDestination"] if FORTNOX_CLIENT_ID else []),
]
# How long a voucher whose fate is not known is left alone before it is looked up: longer than anything may still be
# under way at the other end.
EXPORT_QUIET_SECONDS = env.int("EXPORT_QUIET_SECONDS", default=120)

# --- People ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "users.User"
# One alone: a second one would hash a wrong password twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": "closing.users.passwords.TradeWordsValidator"},
    {"NAME": "closing.engagements.people.passwords.AgencyNameValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview:agency"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "closing.engagements.people.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# An address is given by an administrator's invitation; a person who changes it confirms the new one by a link.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kvitt: "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG else "https"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", default=0)
ACCOUNT_FORMS = {"login": "closing.users.sign_in_forms.LoginForm"}
MFA_FORMS = {
    "authenticate": "closing.users.sign_in_forms.AuthenticateForm",
    "reauthenticate": "closing.users.sign_in_forms.ReauthenticateForm",
    "activate_totp": "closing.users.sign_in_forms.ActivateTOTPForm",
}
MFA_ADAPTER = "integrations.vault.second_factor.SealingMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Kvitt"
MFA_TOTP_TOLERANCE = 1  # a code is still good for the half minute after its own: people type slowly
SESSION_IDLE_SECONDS = 3600

# --- Mail -----------------------------------------------------------------------------------------------------------
HAS_MAIL_SERVER = "EMAIL_URL" in env.ENVIRON
vars().update(env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "dummymail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="kvitt@localhost")

# --- Language, time -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "closing" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = DATA_DIR / "static"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "closing.importing.uploads.CappedTempHandler",
]
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "tmp"
FILE_UPLOAD_PERMISSIONS = 0o600
# A typed table of 2,000 accounts, and as many pasted onto it, with four fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 16_100
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- Browser protection ---------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Browsers hold a form to this on the redirects that follow it too.
        "form-action": [SELF, *([urlsplit(FORTNOX_AUTH_URL)._replace(path="").geturl()] if FORTNOX_CLIENT_ID else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
SECURE_HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = SECURE_HTTPS
# Whoever watches the server asks it directly, past the proxy that ends TLS.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HTTPS
SECURE_HSTS_PRELOAD = SECURE_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if SECURE_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_HTTPS else "csrf"
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"
