"""The tables of the registers: customers and suppliers, their invoices and payments, cost centres and projects.

Both ledgers share their tables; `side` is "customer" or "supplier". Amounts are hundredths of the invoice's currency,
positive for what is owed in either ledger and negative for credit invoices; `rate` is a decimal number as text. Days
and moments are written as in the books.
"""

SCHEMA = """
CREATE TABLE IF NOT EXISTS cost_centre (
    tenant INTEGER NOT NULL,
    code TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant, code)
);
CREATE TABLE IF NOT EXISTS project (
    tenant INTEGER NOT NULL,
    number TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'ONGOING' CHECK (status IN ('NOTSTARTED', 'ONGOING', 'COMPLETED')),
    leader TEXT,
    start_day TEXT,
    end_day TEXT,
    PRIMARY KEY (tenant, number)
);
CREATE TABLE IF NOT EXISTS predefined_account (
    tenant INTEGER NOT NULL,
    name TEXT NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (tenant, name)
);
CREATE TABLE IF NOT EXISTS predefined_series (
    tenant INTEGER NOT NULL,
    name TEXT NOT NULL,
    series TEXT NOT NULL,
    PRIMARY KEY (tenant, name)
);
CREATE TABLE IF NOT EXISTS register_habit (
    tenant INTEGER PRIMARY KEY,
    writes_swedish_amounts INTEGER NOT NULL DEFAULT 0,
    payments_touch_invoices INTEGER NOT NULL DEFAULT 1,
    tells_supplier_final_pay_day INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS party (
    tenant INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('customer', 'supplier')),
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    organisation_number TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    zip_code TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    country_code TEXT NOT NULL DEFAULT 'SE',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    bankgiro TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL DEFAULT 'SEK',
    terms TEXT NOT NULL DEFAULT '30',
    is_active INTEGER NOT NULL DEFAULT 1,
    modified TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, side, number)
);
CREATE TABLE IF NOT EXISTS invoice (
    tenant INTEGER NOT NULL,
    side TEXT NOT NULL,
    number INTEGER NOT NULL,
    party TEXT NOT NULL,
    other_number TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL,
    due_day TEXT NOT NULL,
    currency TEXT NOT NULL DEFAULT 'SEK',
    rate TEXT NOT NULL DEFAULT '1',
    unit INTEGER NOT NULL DEFAULT 1,
    total INTEGER NOT NULL,
    vat INTEGER NOT NULL DEFAULT 0,
    reduction INTEGER NOT NULL DEFAULT 0,
    account TEXT NOT NULL,
    vat_account TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    cost_centre TEXT NOT NULL DEFAULT '',
    project TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'INVOICE',
    method TEXT NOT NULL DEFAULT 'ACCRUAL',
    credit_of INTEGER,
    balance INTEGER NOT NULL,
    is_booked INTEGER NOT NULL DEFAULT 0,
    is_cancelled INTEGER NOT NULL DEFAULT 0,
    final_pay_day TEXT,
    modified TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, side, number),
    FOREIGN KEY (tenant, side, party) REFERENCES party (tenant, side, number) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS invoice_voucher (
    tenant INTEGER NOT NULL,
    side TEXT NOT NULL,
    invoice INTEGER NOT NULL,
    position INTEGER NOT NULL,
    year INTEGER NOT NULL,
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    reference_type TEXT NOT NULL,
    PRIMARY KEY (tenant, side, invoice, position),
    FOREIGN KEY (tenant, side, invoice) REFERENCES invoice (tenant, side, number) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS payment (
    tenant INTEGER NOT NULL,
    side TEXT NOT NULL,
    number INTEGER NOT NULL,
    invoice INTEGER NOT NULL,
    day TEXT NOT NULL,
    amount INTEGER NOT NULL,
    rate TEXT NOT NULL DEFAULT '1',
    account TEXT NOT NULL DEFAULT '1930',
    is_booked INTEGER NOT NULL DEFAULT 0,
    year INTEGER,
    series TEXT,
    voucher INTEGER,
    modified TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, side, number),
    FOREIGN KEY (tenant, side, invoice) REFERENCES invoice (tenant, side, number) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS payment_of_invoice ON payment (tenant, side, invoice);
CREATE TABLE IF NOT EXISTS write_off (
    tenant INTEGER NOT NULL,
    side TEXT NOT NULL,
    payment INTEGER NOT NULL,
    position INTEGER NOT NULL,
    account TEXT NOT NULL,
    amount INTEGER NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, side, payment, position),
    FOREIGN KEY (tenant, side, payment) REFERENCES payment (tenant, side, number) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS settlement (
    tenant INTEGER NOT NULL,
    side TEXT NOT NULL,
    invoice INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    day TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (tenant, side, invoice, credit),
    FOREIGN KEY (tenant, side, invoice) REFERENCES invoice (tenant, side, number) ON DELETE CASCADE,
    FOREIGN KEY (tenant, side, credit) REFERENCES invoice (tenant, side, number) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS settlement_of_credit ON settlement (tenant, side, credit);
"""
