"""The tables of logins, consents and tokens. Times are seconds since 1970, by the simulator's own clock."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS web_client (
    client_id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    name TEXT NOT NULL,
    redirect_uris TEXT NOT NULL,
    scopes TEXT NOT NULL,
    allows_service INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS web_person (
    login TEXT PRIMARY KEY,
    password TEXT NOT NULL,
    name TEXT NOT NULL,
    user_id INTEGER NOT NULL UNIQUE,
    right TEXT NOT NULL CHECK (right IN ('administrator', 'member', 'reader')),
    tenants TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS web_consent (
    id INTEGER PRIMARY KEY,
    client_id TEXT NOT NULL,
    tenant INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    scopes TEXT NOT NULL,
    is_service INTEGER NOT NULL,
    given_at REAL NOT NULL,
    revoked_at REAL
);
CREATE TABLE IF NOT EXISTS web_attempt (
    id TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    is_redirect_given INTEGER NOT NULL,
    state TEXT,
    scopes TEXT NOT NULL,
    is_offline INTEGER NOT NULL,
    is_service INTEGER NOT NULL,
    login TEXT,
    tenant INTEGER,
    ended_at REAL
);
CREATE TABLE IF NOT EXISTS web_code (
    code TEXT PRIMARY KEY,
    consent INTEGER NOT NULL REFERENCES web_consent (id),
    redirect_uri TEXT,
    is_offline INTEGER NOT NULL,
    expires_at REAL NOT NULL,
    used_at REAL
);
CREATE TABLE IF NOT EXISTS web_refresh_token (
    token TEXT PRIMARY KEY,
    consent INTEGER NOT NULL REFERENCES web_consent (id),
    issued_at REAL NOT NULL,
    expires_at REAL NOT NULL,
    used_at REAL,
    revoked_at REAL
);
CREATE INDEX IF NOT EXISTS web_refresh_token_consent ON web_refresh_token (consent);
"""
