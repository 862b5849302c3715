"""What Fortnox says about a company and its bookkeeping, typed.

Source: Fortnox's OpenAPI document, corrected by recorded answers.
"""

from dataclasses import dataclass
from datetime import date

from integrations.fortnox.client.record import Record

REMOVED = "Removed"
"""The field of a row that is struck out: it stays in the answer and is no part of the books. Source: a real year."""


@dataclass(frozen=True, slots=True)
class Company:
    """The company a token opens (företag); the database number is also the tenant's."""

    name: str
    organisation_number: str
    database_number: int


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """The company as its own settings have it."""

    name: str
    organisation_number: str
    database_number: int
    domicile: str
    email: str


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A fiscal year (räkenskapsår).

    Attributes:
        id: a running number of creation: no calendar year, and in no order of time.
        start: its first day.
        end: its last day.
        method: "ACCRUAL" or "CASH"; empty where Fortnox does not say.
    """

    id: int
    start: date
    end: date
    method: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """An account (konto) in the chart of one fiscal year.

    Attributes:
        number: its number.
        name: its name.
        is_active: whether it can be posted on.
        sru: empty when it has none.
        cost_centre_setting: "ALLOWED", "MANDATORY" or "NOTALLOWED"; empty where Fortnox does not say.
        project_setting: as for cost centres.
    """

    number: str
    name: str
    is_active: bool
    sru: str
    cost_centre_setting: str = ""
    project_setting: str = ""


@dataclass(frozen=True, slots=True)
class VoucherSeries:
    """A voucher series (verifikationsserie) in one fiscal year; only into a manual one can a voucher be sent."""

    code: str
    name: str
    is_manual: bool


@dataclass(frozen=True, slots=True)
class VoucherHead:
    """A voucher (verifikation) as the list has it, without its rows.

    Attributes:
        year_id: of its fiscal year.
        series: its series.
        number: in the series and the year.
        day: its date; None where the list does not say.
        text: its description.
        comments: what was remarked on it.
        reference_type: what it came from, such as "INVOICE" or "MANUAL".
        reference: the number of that document.
    """

    year_id: int
    series: str
    number: int
    day: date | None
    text: str
    comments: str
    reference_type: str
    reference: str


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A row of a voucher; the amount is in öre, debit positive."""

    account: str
    amount_ore: int
    text: str = ""
    information: str = ""
    cost_centre: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher with the rows that count, and apart from them those that were struck out."""

    head: VoucherHead
    rows: tuple[VoucherRow, ...]
    struck: tuple[VoucherRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CostCentre:
    """A cost centre (kostnadsställe)."""

    code: str
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Project:
    """A project (projekt); `status` is NOTSTARTED, ONGOING or COMPLETED."""

    number: str
    name: str
    status: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class PredefinedAccount:
    """Which account the company uses for what (förvalt konto)."""

    name: str
    account: str


@dataclass(frozen=True, slots=True)
class PredefinedSeries:
    """Which voucher series the company uses for what (förvald serie); empty when none is chosen."""

    name: str
    series: str


def company_from(record: Record) -> Company:
    """Read CompanyInformation."""
    return Company(record.text("CompanyName"), record.key("OrganizationNumber"), record.number("DatabaseNumber"))


def company_settings_from(record: Record) -> CompanySettings:
    """Read CompanySettings."""
    return CompanySettings(
        record.text("Name"),
        record.key("OrganizationNumber"),
        record.number("DatabaseNumber"),
        record.text("Domicile"),
        record.text("Email"),
    )


def financial_year_from(record: Record) -> FinancialYear:
    """Read an item of FinancialYears."""
    return FinancialYear(
        record.number("Id"), record.day("FromDate"), record.day("ToDate"), record.text("AccountingMethod")
    )


def account_from(record: Record) -> Account:
    """Read an item of Accounts; an SRU code of 0 is none."""
    return Account(
        record.key("Number"),
        record.text("Description"),
        record.flag("Active", default=True),
        _unless_nought(record.text("SRU")),
        record.text("CostCenterSettings"),
        record.text("ProjectSettings"),
    )


def series_from(record: Record) -> VoucherSeries:
    """Read an item of VoucherSeriesCollection."""
    return VoucherSeries(record.key("Code"), record.text("Description"), record.flag("Manual"))


def voucher_head_from(record: Record) -> VoucherHead:
    """Read an item of Vouchers, or the head of one voucher."""
    return VoucherHead(
        record.number("Year"),
        record.key("VoucherSeries"),
        record.number("VoucherNumber"),
        record.optional_day("TransactionDate"),
        record.text("Description"),
        record.text("Comments"),
        record.text("ReferenceType"),
        record.text("ReferenceNumber"),
    )


def voucher_from(record: Record) -> Voucher:
    """Read one voucher."""
    rows = record.records("VoucherRows")
    return Voucher(
        voucher_head_from(record),
        tuple(_row_from(row) for row in rows if not row.flag(REMOVED, default=False)),
        tuple(_row_from(row) for row in rows if row.flag(REMOVED, default=False)),
    )


def cost_centre_from(record: Record) -> CostCentre:
    """Read an item of CostCenters."""
    return CostCentre(record.key("Code"), record.text("Description"), record.flag("Active", default=True))


def project_from(record: Record) -> Project:
    """Read an item of Projects."""
    return Project(
        record.key("ProjectNumber"),
        record.text("Description"),
        record.text("Status"),
        record.optional_day("StartDate"),
        record.optional_day("EndDate"),
    )


def predefined_account_from(record: Record) -> PredefinedAccount:
    """Read an item of PreDefinedAccounts."""
    return PredefinedAccount(record.key("Name"), _unless_nought(record.text("Account")))


def predefined_series_from(record: Record) -> PredefinedSeries:
    """Read an item of PreDefinedVoucherSeriesCollection."""
    return PredefinedSeries(record.key("Name"), record.text("VoucherSeries"))


def _row_from(record: Record) -> VoucherRow:
    return VoucherRow(
        record.key("Account"),
        record.amount("Debit") - record.amount("Credit"),
        record.text("Description"),
        record.text("TransactionInformation"),
        record.text("CostCenter"),
        _unless_nought(record.text("Project")),
    )


def _unless_nought(text: str) -> str:
    """Take away the 0 that stands for nothing where an older answer has a number."""
    return "" if text == "0" else text
