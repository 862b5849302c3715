"""What a company says about itself."""

from datetime import date

from integrations.fortnox.simulator.books.companies import company_of, lock_until
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import COMPANY, answered
from tests.integrations.fortnox.simulator.books.shapes import departures
from tests.integrations.fortnox.simulator.calls import TENANT, a_call


def test_company_is_read_as_it_was_written(storage: Storage) -> None:
    with storage.reading() as connection:
        company = company_of(connection, TENANT)

    assert (company.name, company.organisation_number, company.licences) == (
        COMPANY.name,
        "556677-8899",
        "bokföring kundfaktura leverantörsfaktura order integration",
    )


def test_company_information_names_the_company_and_its_number(storage: Storage) -> None:
    body = answered(storage, a_call("companyinformation"))

    assert body == {
        "CompanyInformation": {
            "Address": "Storgatan 1",
            "City": "Stockholm",
            "CountryCode": "SE",
            "DatabaseNumber": TENANT,
            "CompanyName": "Åkesson & Öst AB",
            "OrganizationNumber": "556677-8899",
            "VisitAddress": "",
            "VisitCity": "",
            "VisitCountryCode": "",
            "VisitZipCode": "",
            "ZipCode": "111 22",
        }
    }
    assert departures(body, "/3/companyinformation") == set()


def test_company_settings_have_the_documented_shape_but_for_the_number_seen(storage: Storage) -> None:
    body = answered(storage, a_call("settings/company"))

    assert departures(body, "/3/settings/company") == {".CompanySettings.DatabaseNumber: string, not int"}


def test_locked_period_is_null_until_a_period_is_locked(storage: Storage) -> None:
    unlocked = answered(storage, a_call("settings/lockedperiod"))
    with storage.transaction() as connection:
        lock_until(connection, TENANT, day=date(2025, 6, 30))
    locked = answered(storage, a_call("settings/lockedperiod"))

    assert unlocked == {"LockedPeriod": {"EndDate": None}}
    assert locked == {"LockedPeriod": {"EndDate": "2025-06-30"}}
    assert departures(locked, "/3/settings/lockedperiod") == set()
