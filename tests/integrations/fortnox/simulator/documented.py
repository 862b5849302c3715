"""Fortnox's OpenAPI document, made strict, and bent where recorded answers differ from it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.routes import Route

Schema = dict[str, JsonValue]

FORTNOX = Path(__file__).parents[4].parent / "shared" / "data" / "fortnox"
_UNBOOKED = ("VoucherNumber", "VoucherSeries", "VoucherYear")
SEEN = {
    "CompanySettings.DatabaseNumber": {"integer"},
    "LockedPeriod.EndDate": {"null"},
    "VoucherSeriesCollection[].Approver": {"null"},
    "VoucherSeries.Approver": {"null"},
    "Accounts[].VATCode": {"null"},
    "Vouchers[].Comments": {"null"},
    "Invoice.OutboundDate": {"null"},
    "SupplierInvoices[].FinalPayDate": {"null"},
    "SupplierInvoice.FinalPayDate": {"null"},
    **{f"{one}.{name}": {"null"} for one in ("SupplierInvoice", "InvoicePayment") for name in _UNBOOKED},
    **{f"SupplierInvoicePayment.{name}": {"null"} for name in _UNBOOKED},
}
"""Types beside those of the recordings: seen live, or null where a recorded record of the same kind has null."""


def faults(body: JsonValue, schema: Schema) -> list[str]:
    """List where a body departs from the document where the recordings agree with it."""
    strict = _strict(schema, where="")
    validator = jsonschema.Draft202012Validator(strict)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(body)]


def documented(route: Route) -> Schema:
    """Find the schema of what a route answers when all is well."""
    wanted = f"/3/{_anonymous(route.pattern)}"
    paths = _within(_document(), "paths")
    found = next((path for path in paths if _anonymous(path) == wanted), None)
    assert found is not None, wanted
    answers = _within(paths, found, route.method.lower(), "responses")
    status = next(code for code in answers if code.startswith("2"))
    content = _within(answers, status, "content")
    return _within(content, next(iter(content)), "schema")


def _anonymous(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def _strict(schema: Schema, *, where: str) -> Schema:
    """Make a schema that knows every field, wants every field, and has the types of the recordings too."""
    schema = _resolved(schema)
    seen = _recorded()
    types = {str(schema["type"])} if "type" in schema else {"object"}
    types |= seen.types[where] | SEEN.get(where, set())
    strict: Schema = {"type": list[JsonValue](sorted(types))}
    if isinstance(schema.get("enum"), list):
        strict["enum"] = [*_list(schema["enum"]), "", None]
    if isinstance(schema.get("items"), dict):
        strict["items"] = _strict(_within(schema, "items"), where=f"{where}[]")
    if isinstance(schema.get("properties"), dict):
        inner = _within(schema, "properties")
        names = {name: f"{where}.{name}".lstrip(".") for name in inner}
        properties: Schema = {name: _strict(_within(inner, name), where=place) for name, place in names.items()}
        extra: Schema = {name: {} for name in seen.unknown[where]}
        strict["properties"] = {**properties, **extra, **({} if where else {"MetaInformation": {"type": "object"}})}
        strict["required"] = [name for name, place in names.items() if place not in seen.missing]
        strict["additionalProperties"] = False
    return strict


class Recorded:
    """Where recorded answers differ from the document, by the place in the answer, such as "Invoice.FinalPayDate"."""

    def __init__(self) -> None:
        self.types: defaultdict[str, set[str]] = defaultdict(set)
        self.unknown: defaultdict[str, set[str]] = defaultdict(set)
        self.missing: set[str] = set()
        for name in ("spec-vs-recorded-2015.txt", "spec-vs-recorded-2023.txt"):
            for section, line in _lines(FORTNOX / name):
                self._note(section, line)

    def _note(self, section: str, line: str) -> None:
        """Take one line."""
        found = re.match(r"\s*(?:GET|POST|PUT) /3/[^.]+\.(\S+)", line)
        if found is None:
            return
        place = found[1]
        real = re.search(r"real (\w+)", line)
        if real:
            self.types[place].add(real[1])
        elif section.startswith("UNKNOWN"):
            outer, _, name = place.rpartition(".")
            self.unknown[outer].add(name)
        else:
            self.missing.add(place)


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """Give each line with the heading above it."""
    section = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            section = line
        yield section, line


@cache
def _recorded() -> Recorded:
    return Recorded()


@cache
def _document() -> Schema:
    """Read the document, or skip."""
    file = FORTNOX / "openapi-2026-03.json"
    if not file.exists():
        pytest.skip("Fortnox's OpenAPI document is not here.")
    document: Schema = json.loads(file.read_text(encoding="utf-8"))
    return document


def _resolved(schema: Schema) -> Schema:
    """Follow a reference."""
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    return _resolved(_within(_document(), *reference.removeprefix("#/").split("/")))


def _within(schema: Schema, *names: str) -> Schema:
    """Go down by names."""
    for name in names:
        inner = schema[name]
        assert isinstance(inner, dict)
        schema = inner
    return schema


def _list(value: JsonValue) -> list[JsonValue]:
    assert isinstance(value, list)
    return value
