"""The simulator writes JSON and refusals byte for byte as they were recorded."""

import json
from pathlib import Path

import pytest

from integrations.fortnox.simulator.exchange import Answer, JsonValue, Refusal
from integrations.fortnox.simulator.web.faults.play import UNAUTHORIZED
from integrations.fortnox.simulator.web.writing import refused, reply_to, written


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"@url": "https://api.fortnox.se/3/vouchers"}, rb'{"@url":"https:\/\/api.fortnox.se\/3\/vouchers"}'),
        ({"Name": "Å\u00e4ö – kr"}, rb'{"Name":"\u00c5\u00e4\u00f6 \u2013 kr"}'),
        ({"b": None, "a": [True, False]}, rb'{"b":null,"a":[true,false]}'),
        ([1000.0, -4500.0, 1234.5, 0.1], rb"[1000,-4500,1234.5,0.1]"),
        ({"Text": 'a "quote" and \\ and\nline'}, rb'{"Text":"a \"quote\" and \\ and\nline"}'),
        ({}, b"{}"),
    ],
)
def test_written_is_ascii_with_escaped_slashes(value: JsonValue, expected: bytes) -> None:
    assert written(value) == expected


def test_refusal_of_a_missing_record_has_capital_letters() -> None:
    reply = refused(Refusal(404, 2000434, "Kan inte hitta fakturan.", is_missing=True))

    expected = b'{"ErrorInformation":{"Error":1,"Message":"Kan inte hitta fakturan.","Code":2000434}}'
    assert (reply.status, reply.body) == (404, expected)


def test_refusal_of_a_value_has_small_letters() -> None:
    reply = refused(Refusal(400, 2000587, "Ett ogiltigt filter har använts."))

    expected = rb'{"ErrorInformation":{"error":1,"message":"Ett ogiltigt filter har anv\u00e4nts.","code":2000587}}'
    assert (reply.status, reply.body) == (400, expected)


def test_refusal_of_a_right_has_capital_letters() -> None:
    reply = refused(Refusal(403, 2003275, "Saknar behörighet för leverantörsregister."))

    assert json.loads(reply.body)["ErrorInformation"]["Code"] == 2003275


def test_bytes_are_sent_as_they_are() -> None:
    reply = reply_to(Answer(raw=b"#FLAGGA 0\r\n", content_type="application/octet-stream"))

    assert (reply.status, reply.body, reply.content_type) == (200, b"#FLAGGA 0\r\n", "application/octet-stream")


def test_every_recorded_refusal_is_written_byte_for_byte(shared_data: Path) -> None:
    lines = (shared_data / "fortnox" / "real-error-bodies.jsonl").read_text(encoding="utf-8").splitlines()
    recorded = [json.loads(line) for line in lines]
    refusals = [record for record in recorded if "ErrorInformation" in record["body"]]

    ours = []
    for record in refusals:
        facts = {name.lower(): value for name, value in record["body"]["ErrorInformation"].items()}
        reply = refused(Refusal(record["status"], facts["code"], facts["message"], is_missing=record["status"] == 404))
        ours.append((reply.body.decode(), [reply.content_type]))

    assert ours == [(record["raw_head"], record["content_type"]) for record in refusals]
    assert len(ours) > 10


def test_unauthorized_is_what_was_recorded(shared_data: Path) -> None:
    lines = (shared_data / "fortnox" / "real-error-bodies.jsonl").read_text(encoding="utf-8").splitlines()
    record = next(one for one in map(json.loads, lines) if one["body"] == {"message": "unauthorized"})

    assert (UNAUTHORIZED.body.decode(), [UNAUTHORIZED.content_type]) == (record["raw_head"], record["content_type"])
