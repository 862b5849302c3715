"""The sentences of an import: what is the matter, and what to do about it, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.formatting import kr
from closing.importing.catalogue import Code
from closing.importing.findings import Fact, Severity
from closing.importing.texts.books import BOOKS
from closing.importing.texts.connected import CONNECTED, REGISTERS
from closing.importing.texts.entries import DIFFERING_ACCOUNT, ENTRIES
from closing.importing.texts.files import FILES, NOT_TEXT
from closing.importing.texts.lines import LINES
from closing.importing.texts.records import RECORDS
from closing.importing.texts.sentence import Words
from closing.importing.texts.tables import TABLES

SENTENCES: dict[str, Words] = {**FILES, **RECORDS, **LINES, **BOOKS, **TABLES, **CONNECTED, **ENTRIES}
"""Code to what is the matter and what to do about it; every code of the catalogue stands here."""

SEVERITY_NAMES = {
    Severity.NOTICE: gettext_lazy("Notices"),
    Severity.WARNING: gettext_lazy("Warnings"),
    Severity.DECISION: gettext_lazy("Decision"),
    Severity.ERROR: gettext_lazy("Errors"),
}

ENCODING_NAMES = {
    "cp437": "CP437 (PC8)",
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "cp850": "CP850",
}

_REASONS = {
    "xls": gettext_lazy("it is of the Excel before 2007, or locked with a password"),
    "locked": gettext_lazy("it is locked with a password"),
    "unpacked": gettext_lazy("it unpacks into more than a trial balance can be"),
    "damaged": gettext_lazy("it is damaged"),
    "text": gettext_lazy("it is neither a workbook nor text"),
}


class Told(Protocol):
    """What a sentence is made of: a finding, fresh or kept in the database."""

    @property
    def code(self) -> str:
        """What it is."""

    @property
    def line(self) -> int:
        """The line of the file, 0 for the whole of it."""

    @property
    def voucher(self) -> str:
        """Series and number."""

    @property
    def facts(self) -> dict[str, Fact]:
        """What the sentence needs."""


class Sentence(NamedTuple):
    """A finding in words."""

    what: str
    what_to_do: str


def sentence(told: Told) -> Sentence:
    """Put a finding into words of the active language."""
    what, what_to_do = NOT_TEXT if _is_no_text(told) else SENTENCES[told.code]
    facts = _Facts({name: _word(name, fact) for name, fact in told.facts.items()})
    for name in told.facts:
        if _is_cut_short(told.facts, name):
            facts[name] = f"{facts[name]} …"
    return Sentence(str(what % facts), str(what_to_do % facts))


def where(told: Told) -> str:
    """Name the place of a finding; empty when the whole file is meant."""
    places = []
    if told.line:
        places.append(_("line %(line)s") % {"line": told.line})
    if told.voucher:
        places.append(_("voucher %(voucher)s") % {"voucher": told.voucher})
    return ", ".join(places)


def _is_no_text(told: Told) -> bool:
    return told.code == Code.NOT_SIE and not told.facts.get("text")


class _Facts(dict[str, str | int]):
    """Facts as words; one that a finding does not carry is a dash, never an error page."""

    def __missing__(self, name: str) -> str:
        return "–"


def _word(name: str, fact: Fact) -> str | int:
    """Write a fact as it stands in a sentence; a count stays a number, because it decides the plural."""
    if name.endswith("_ore") and isinstance(fact, int):
        return kr(fact)
    write = _WRITERS.get(name)
    if write:
        return write(fact)
    return ", ".join(map(str, fact)) if isinstance(fact, list) else fact


def _is_cut_short(facts: dict[str, Fact], name: str) -> bool:
    """Say whether a list of names is shorter than what it stands for."""
    listed, count = facts[name], facts.get("gap_count", facts.get("count"))
    return isinstance(listed, list) and isinstance(count, int) and count > len(listed)


def _numbers(fact: Fact) -> str:
    """Write gaps: 17–19, 23."""
    gaps = [gap for gap in fact if isinstance(gap, list)] if isinstance(fact, list) else []
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in gaps)


def _differing(fact: Fact) -> str:
    """Write accounts with what an entry and its voucher book there."""
    accounts = [one for one in fact if isinstance(one, list)] if isinstance(fact, list) else []
    return "; ".join(
        str(DIFFERING_ACCOUNT) % {"account": account, "entry_ore": _ore(here), "voucher_ore": _ore(there)}
        for account, here, there in accounts
    )


def _ore(fact: Fact) -> str:
    return kr(fact) if isinstance(fact, int) else str(fact)


def _grouped(fact: Fact) -> str:
    """Write a large number with its thousands apart."""
    return f"{fact:,}".replace(",", "\N{NO-BREAK SPACE}") if isinstance(fact, int) else str(fact)


def _types(fact: Fact) -> str:
    """Write the SIE types a source takes: SIE 1, 2, 3."""
    return "SIE " + ", ".join(map(str, fact)) if isinstance(fact, list) else str(fact)


_WRITERS: Mapping[str, Callable[[Fact], str]] = {
    "gaps": _numbers,
    "differing": _differing,
    "size": _grouped,
    "limit": _grouped,
    "longest": _grouped,
    "most": _grouped,
    "reason": lambda fact: str(_REASONS.get(str(fact), fact)),
    "takes": _types,
    "register": lambda fact: str(REGISTERS.get(str(fact), fact)),
    "encoding": lambda fact: ENCODING_NAMES.get(str(fact), str(fact)),
}
