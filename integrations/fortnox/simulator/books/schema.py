"""The tables of the books: companies, their years, accounts, series and vouchers.

Amounts are integer öre, debit positive; days are text as "2025-12-31", moments as "2026-03-30 14:05:00" in Swedish
time, truths 0 or 1. Everything that differs from year to year in Fortnox has the year in its key.
"""

SCHEMA = """
CREATE TABLE IF NOT EXISTS company (
    tenant INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    organisation_number TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    zip_code TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    contact_first_name TEXT NOT NULL DEFAULT '',
    contact_last_name TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    accounting_method TEXT NOT NULL DEFAULT 'ACCRUAL' CHECK (accounting_method IN ('ACCRUAL', 'CASH')),
    licences TEXT NOT NULL DEFAULT '',
    chosen_year INTEGER,
    locked_until TEXT,
    locked_by TEXT NOT NULL DEFAULT '',
    unlockable_series TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS financial_year (
    tenant INTEGER NOT NULL REFERENCES company (tenant) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL CHECK (from_date <= to_date),
    accounting_method TEXT NOT NULL CHECK (accounting_method IN ('ACCRUAL', 'CASH')),
    chart TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE TABLE IF NOT EXISTS account (
    tenant INTEGER NOT NULL,
    year INTEGER NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1,
    is_balance INTEGER NOT NULL,
    sru INTEGER NOT NULL DEFAULT 0,
    vat_code TEXT,
    cost_centre TEXT NOT NULL DEFAULT '',
    cost_centre_settings TEXT NOT NULL DEFAULT 'ALLOWED'
        CHECK (cost_centre_settings IN ('ALLOWED', 'MANDATORY', 'NOTALLOWED')),
    project TEXT NOT NULL DEFAULT '',
    project_settings TEXT NOT NULL DEFAULT 'ALLOWED' CHECK (project_settings IN ('ALLOWED', 'MANDATORY', 'NOTALLOWED')),
    opening_ore INTEGER NOT NULL DEFAULT 0,
    modified TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, year, number),
    FOREIGN KEY (tenant, year) REFERENCES financial_year (tenant, id) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS earlier_movement (
    tenant INTEGER NOT NULL,
    year INTEGER NOT NULL,
    account TEXT NOT NULL,
    period TEXT NOT NULL,
    ore INTEGER NOT NULL,
    PRIMARY KEY (tenant, year, account, period),
    FOREIGN KEY (tenant, year, account) REFERENCES account (tenant, year, number) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS series (
    tenant INTEGER NOT NULL,
    year INTEGER NOT NULL,
    code TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    is_manual INTEGER NOT NULL DEFAULT 0,
    approver_id INTEGER,
    approver_name TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, year, code),
    FOREIGN KEY (tenant, year) REFERENCES financial_year (tenant, id) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS voucher (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    year INTEGER NOT NULL,
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    day TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    comments TEXT,
    cost_centre TEXT NOT NULL DEFAULT '',
    project TEXT NOT NULL DEFAULT '',
    reference_type TEXT NOT NULL DEFAULT 'MANUAL',
    reference_number TEXT NOT NULL DEFAULT '',
    approval_state INTEGER NOT NULL DEFAULT 0,
    registered TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    UNIQUE (tenant, year, series, number),
    FOREIGN KEY (tenant, year, series) REFERENCES series (tenant, year, code) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS voucher_row (
    voucher INTEGER NOT NULL REFERENCES voucher (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    account TEXT NOT NULL,
    ore INTEGER NOT NULL,
    cost_centre TEXT NOT NULL DEFAULT '',
    project TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    quantity TEXT NOT NULL DEFAULT '0',
    state TEXT NOT NULL DEFAULT 'counted' CHECK (state IN ('counted', 'added', 'struck')),
    person TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (voucher, position)
) WITHOUT ROWID;
"""
