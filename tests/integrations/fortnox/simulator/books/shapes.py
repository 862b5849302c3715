"""Answers held against Fortnox's OpenAPI document."""

import json
from functools import cache

import pytest

from integrations.fortnox.simulator.exchange import JsonValue
from tests.conftest import SHARED_DATA

DOCUMENT = SHARED_DATA / "fortnox" / "openapi-2026-03.json"
_TYPES = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "array": (list,)}

Schema = dict[str, JsonValue]


def departures(body: JsonValue, path: str, *, method: str = "get", status: str = "200") -> set[str]:
    """List where an answer departs from the document: fields it does not know, that are missing, or of another type.

    Args:
        body: the answer.
        path: as the document writes it, such as "/3/accounts/{Number}".
        method: get or post.
        status: of the answer.
    """
    if not DOCUMENT.exists():
        pytest.skip("Fortnox's OpenAPI document is not here.")
    answer = _within(_document(), "paths", path, method, "responses", status, "content", "application/json", "schema")
    return set(_departures(body, answer, where=""))


def _departures(value: JsonValue, schema: Schema, *, where: str) -> list[str]:
    """Compare a value with its schema."""
    schema = _resolved(schema)
    if isinstance(schema.get("properties"), dict):
        return _of_object(value, _within(schema, "properties"), where=where)
    kind = str(schema.get("type"))
    if isinstance(value, bool) != (kind == "boolean") or not isinstance(value, _TYPES[kind]):
        return [f"{where}: {kind}, not {type(value).__name__}"]
    if isinstance(value, list):
        return [line for one in value for line in _departures(one, _within(schema, "items"), where=f"{where}[]")]
    known = schema.get("enum")
    return [f"{where}: not {value}"] if isinstance(known, list) and value not in known else []


def _of_object(value: JsonValue, properties: Schema, *, where: str) -> list[str]:
    """Compare an object with the fields it should have."""
    if not isinstance(value, dict):
        return [f"{where}: object, not {type(value).__name__}"]
    lines = [f"{where}.{name} unknown" for name in value if name not in properties]
    lines += [f"{where}.{name} missing" for name in properties if name not in value]
    for name in value.keys() & properties.keys():
        lines += _departures(value[name], _within(properties, name), where=f"{where}.{name}")
    return lines


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


@cache
def _document() -> Schema:
    """Read the document."""
    document: Schema = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return document
