"""The document about the simulator names everything that can be set."""

from dataclasses import fields
from pathlib import Path

from integrations.fortnox.simulator.web.control.plane import LEVERS
from integrations.fortnox.simulator.web.faults.kinds import OPTIONS, Kind
from integrations.fortnox.simulator.web.oauth.people import PEOPLE
from integrations.fortnox.simulator.web.switches import Switches

DOCUMENT = Path(__file__).resolve().parents[5] / "docs" / "fortnox-simulator.md"


def test_document_names_every_fault_switch_lever_and_person() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    options = {option for of_kind in OPTIONS.values() for option in of_kind}
    levers = {name for _, name in LEVERS if name}
    words = {*Kind, *options, *(field.name for field in fields(Switches)), *(person.login for person in PEOPLE)}

    missing = {word for word in words if f"`{word}`" not in text and f'"{word}"' not in text}
    without_lever = {name for name in levers if f" {name}`" not in text}

    assert (missing, without_lever) == (set(), set())
