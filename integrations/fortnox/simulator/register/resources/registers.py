"""Cost centres, projects, and what is predefined, as the API gives them."""

import sqlite3

from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import order_asked
from integrations.fortnox.simulator.register import refusals
from integrations.fortnox.simulator.register.resources.asking import of_tenant, only_row
from integrations.fortnox.simulator.storage import Storage

_CENTRES = "SELECT *, ? AS address FROM cost_centre WHERE tenant = ?"
_PROJECTS = "SELECT *, ? AS address FROM project WHERE tenant = ?"
_ACCOUNTS = "SELECT *, ? AS address FROM predefined_account WHERE tenant = ?"
_SERIES = "SELECT *, ? AS address FROM predefined_series WHERE tenant = ?"


def list_cost_centres(storage: Storage, call: Call) -> Answer:
    """Answer GET /costcenters."""
    asked = of_tenant(call, _CENTRES)
    order = order_asked(call, {"code": "code"}, default="code")
    with storage.reading() as connection:
        return asked.listing("CostCenters", order=order, shape=_centre).answer(connection, call)


def one_cost_centre(storage: Storage, call: Call) -> Answer:
    """Answer GET /costcenters/{code}."""
    asked = of_tenant(call, _CENTRES)
    asked.only("code = ?", call.path[1])
    row = only_row(storage, asked, missing=refusals.missing_cost_centre)
    return Answer(body={"CostCenter": _centre(row)})


def list_projects(storage: Storage, call: Call) -> Answer:
    """Answer GET /projects."""
    asked = of_tenant(call, _PROJECTS)
    order = order_asked(call, {"projectnumber": "number", "description": "description"}, default="number")
    with storage.reading() as connection:
        return asked.listing("Projects", order=order, shape=_project).answer(connection, call)


def one_project(storage: Storage, call: Call) -> Answer:
    """Answer GET /projects/{number}."""
    asked = of_tenant(call, _PROJECTS)
    asked.only("number = ?", call.path[1])
    row = only_row(storage, asked, missing=refusals.missing_project)
    project = _project(row)
    detail: dict[str, JsonValue] = {"@url": project["@url"], "Comments": "", "ContactPerson": None}
    return Answer(body={"Project": {**detail, **project}})


def list_predefined_accounts(storage: Storage, call: Call) -> Answer:
    """Answer GET /predefinedaccounts."""
    asked = of_tenant(call, _ACCOUNTS)
    with storage.reading() as connection:
        return asked.listing("PreDefinedAccounts", order="name", shape=_account).answer(connection, call)


def one_predefined_account(storage: Storage, call: Call) -> Answer:
    """Answer GET /predefinedaccounts/{name}."""
    asked = of_tenant(call, _ACCOUNTS)
    asked.only("name = ?", call.path[1].upper())
    row = only_row(storage, asked, missing=refusals.missing_predefined)
    return Answer(body={"PreDefinedAccount": _account(row)})


def list_predefined_series(storage: Storage, call: Call) -> Answer:
    """Answer GET /predefinedvoucherseries."""
    asked = of_tenant(call, _SERIES)
    with storage.reading() as connection:
        return asked.listing("PreDefinedVoucherSeriesCollection", order="name", shape=_series).answer(connection, call)


def one_predefined_series(storage: Storage, call: Call) -> Answer:
    """Answer GET /predefinedvoucherseries/{name}."""
    asked = of_tenant(call, _SERIES)
    asked.only("name = ?", call.path[1].upper())
    row = only_row(storage, asked, missing=refusals.missing_predefined)
    return Answer(body={"PreDefinedVoucherSeries": _series(row)})


def _centre(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a cost centre."""
    return {
        "@url": f"{row['address']}/costcenters/{row['code']}",
        "Active": bool(row["active"]),
        "Code": row["code"],
        "Description": row["description"],
        "Note": row["note"],
    }


def _project(row: sqlite3.Row) -> dict[str, JsonValue]:
    """Make the JSON of a project; dates and leader are null when there are none, as recorded."""
    return {
        "@url": f"{row['address']}/projects/{row['number']}",
        "Description": row["description"],
        "EndDate": row["end_day"],
        "ProjectLeader": row["leader"],
        "ProjectNumber": row["number"],
        "StartDate": row["start_day"],
        "Status": row["status"],
    }


def _account(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a predefined account."""
    return {
        "@url": f"{row['address']}/predefinedaccounts/{row['name']}",
        "Account": int(row["account"]),
        "Name": row["name"],
    }


def _series(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a predefined series."""
    return {
        "@url": f"{row['address']}/predefinedvoucherseries/{row['name']}",
        "Name": row["name"],
        "VoucherSeries": row["series"],
    }
