"""What a person answers in the start guide."""

from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

COMPANY = {
    "organisation_number": "556677-8899",
    "name": "Åsö Bygg & Måleri AB",
    "company_form": "AB",
    "accounting_standard": "K2",
    "sub_number": "",
}
YEAR = {"start": "2025-01-01", "end": "2025-12-31", "has_previous": "on", "previous_start": ""}
PERIODS = {"period_length": "month"}
SOURCE = {"data_source": "sie_file"}
ALL = {"company": COMPANY, "year": YEAR, "periods": PERIODS, "source": SOURCE}


def answer(client: Client, **steps: dict[str, str]) -> "Response":
    """Answer the steps named, in their order, and give the last response; the client is signed in."""
    return [client.post(f"/guide/{step}/", answers) for step, answers in steps.items()][-1]
