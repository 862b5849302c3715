"""The companies (företag) of the simulator, and what they say about themselves.

A company is known by its tenant: DatabaseNumber of companyinformation, tenantId of a token, #FNR of a SIE file.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date

from integrations.fortnox.simulator.books.tables import insert
from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.storage import Storage

ALL_LICENCES = "bokföring kundfaktura leverantörsfaktura order integration"
SYSTEM_ADMINISTRATOR = "Systemadministratören"


@dataclass(frozen=True, slots=True)
class Company:
    """A company.

    Attributes:
        tenant: its number at Fortnox.
        organisation_number: with its hyphen, as "556677-8899"; a sole trader's personal number.
        accounting_method: "ACCRUAL" (faktureringsmetoden) or "CASH" (bokslutsmetoden), of the years to come.
        licences: with blanks between; "integration" is what every application needs.
        chosen_year: the Id of the year that its user works in: every call without `financialyear` means this one.
        locked_until: the last locked day as "2025-12-31"; None when no period is locked.
        locked_by: who locked it.
        unlockable_series: the series that can be posted in after all (ej låsbar serie för bokslut); the API never
            tells which it is.
    """

    tenant: int
    name: str
    organisation_number: str = ""
    address: str = ""
    zip_code: str = ""
    city: str = ""
    contact_first_name: str = ""
    contact_last_name: str = ""
    phone: str = ""
    email: str = ""
    accounting_method: str = "ACCRUAL"
    licences: str = ALL_LICENCES
    chosen_year: int | None = None
    locked_until: str | None = None
    locked_by: str = SYSTEM_ADMINISTRATOR
    unlockable_series: str = ""


def add_company(connection: sqlite3.Connection, company: Company) -> None:
    """Write a new company."""
    insert(connection, "company", [company])


def company_of(connection: sqlite3.Connection, tenant: int) -> Company:
    """Read a company.

    Raises:
        LookupError: there is none of that number.
    """
    row = connection.execute("SELECT * FROM company WHERE tenant = ?", [tenant]).fetchone()
    if row is None:
        raise LookupError(tenant)
    return Company(**dict(row))


def choose_year(connection: sqlite3.Connection, tenant: int, *, year: int) -> None:
    """Let the user of a company work in a year: calls without `financialyear` mean it from now on."""
    connection.execute("UPDATE company SET chosen_year = ? WHERE tenant = ?", [year, tenant])


def lock_until(connection: sqlite3.Connection, tenant: int, *, day: date | None) -> None:
    """Lock everything up to and including a day; None unlocks."""
    until = day.isoformat() if day else None
    connection.execute("UPDATE company SET locked_until = ? WHERE tenant = ?", [until, tenant])


def set_unlockable_series(connection: sqlite3.Connection, tenant: int, *, series: str) -> None:
    """Let one series be posted in although the period is locked; an empty one lets none."""
    connection.execute("UPDATE company SET unlockable_series = ? WHERE tenant = ?", [series, tenant])


def company_information(storage: Storage, call: Call) -> Answer:
    """Answer GET /companyinformation."""
    company = _company(storage, call)
    body: JsonValue = {
        "Address": company.address,
        "City": company.city,
        "CountryCode": "SE",
        "DatabaseNumber": company.tenant,
        "CompanyName": company.name,
        "OrganizationNumber": company.organisation_number,
        "VisitAddress": "",
        "VisitCity": "",
        "VisitCountryCode": "",
        "VisitZipCode": "",
        "ZipCode": company.zip_code,
    }
    return Answer(body={"CompanyInformation": body})


def company_settings(storage: Storage, call: Call) -> Answer:
    """Answer GET /settings/company. DatabaseNumber is a number, as it was seen; the document says text."""
    company = _company(storage, call)
    empty = (
        *("BG", "BIC", "BranchCode", "Fax", "IBAN", "PG", "Phone2", "VATNumber", "VisitAddress", "VisitCity"),
        *("VisitCountry", "VisitCountryCode", "VisitName", "VisitZipCode", "WWW"),
    )
    settings: dict[str, JsonValue] = {
        **dict.fromkeys(empty, ""),
        "Address": company.address,
        "City": company.city,
        "ContactFirstName": company.contact_first_name,
        "ContactLastName": company.contact_last_name,
        "Country": "Sverige",
        "CountryCode": "SE",
        "DatabaseNumber": company.tenant,
        "Domicile": company.city,
        "Email": company.email,
        "Name": company.name,
        "OrganizationNumber": company.organisation_number,
        "Phone1": company.phone,
        "TaxEnabled": True,
        "ZipCode": company.zip_code,
    }
    return Answer(body={"CompanySettings": dict(sorted(settings.items()))})


def locked_period(storage: Storage, call: Call) -> Answer:
    """Answer GET /settings/lockedperiod; null when no period is locked."""
    return Answer(body={"LockedPeriod": {"EndDate": _company(storage, call).locked_until}})


def _company(storage: Storage, call: Call) -> Company:
    """Read the company of a call."""
    with storage.reading() as connection:
        return company_of(connection, call.tenant)
