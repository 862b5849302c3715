"""The report of an import: its findings in words, the severest first, those of one kind together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from closing.importing.catalogue import QUESTIONS
from closing.importing.findings import Severity, by_kind, counted
from closing.importing.models import ImportFinding
from closing.importing.texts import SEVERITY_NAMES, Sentence, sentence, where

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SHOWN_OF_A_KIND = 3
"""How many findings of one kind stand open; the rest fold out."""

CHIPS = {
    Severity.NOTICE: "mute",
    Severity.WARNING: "warn",
    Severity.DECISION: "info",
    Severity.ERROR: "bad",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in words: the file it is about when there are several, its place, what is the matter."""

    file: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one code, and what to do about them all.

    Attributes:
        shown: those that stand open.
        folded: those that fold out, and last how many more there are that nobody listed.
        more: how many there are beside those that stand open.
    """

    code: str
    what_to_do: str
    shown: Sequence[Line]
    folded: Sequence[Line] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one severity; `count` is of them all, listed or not."""

    severity: Severity
    name: "StrPromise"
    chip: str
    count: int
    kinds: Sequence[Kind] = field(default_factory=tuple)


def report(findings: Iterable[ImportFinding], *, names_files: bool) -> list[Section]:
    """Put the findings of an import into words.

    Args:
        findings: in the order they were found, each with its file.
        names_files: whether each says which file it is about.
    """
    kept = list(findings)
    sections = []
    for severity in sorted(Severity, key=lambda one: -one.rank):
        of_it = [one for one in kept if one.severity == severity]
        if of_it:
            kinds = tuple(_kinds(of_it, names_files=names_files))
            sections.append(Section(severity, SEVERITY_NAMES[severity], CHIPS[severity], counted(of_it), kinds))
    return sections


def decisions(findings: Iterable[ImportFinding], accepted: Iterable[str]) -> list[Kind]:
    """Give the decisions still to be taken, each code once; the source's own question has a form of its own."""
    taken = QUESTIONS.union(accepted)
    asked = [one for one in findings if one.severity == Severity.DECISION and one.kind not in taken]
    return list(_kinds(asked, names_files=False))


def question(findings: Iterable[ImportFinding], accepted: Iterable[str]) -> ImportFinding | None:
    """Give the source's own question, as long as it is not answered."""
    open_questions = QUESTIONS.difference(accepted)
    return next((one for one in findings if one.code in open_questions), None)


def _kinds(findings: Sequence[ImportFinding], *, names_files: bool) -> Iterable[Kind]:
    """Gather the findings of each code, in the order the codes first come."""
    for code, group in by_kind(findings):
        told = [(one, sentence(one)) for one in group]
        lines = [_line(one, words, names_file=names_files) for one, words in told]
        shown, folded = lines[:SHOWN_OF_A_KIND], lines[SHOWN_OF_A_KIND:]
        yield Kind(code, told[0][1].what_to_do, shown, folded, counted(group) - len(shown))


def _line(one: ImportFinding, words: Sentence, *, names_file: bool) -> Line:
    return Line(one.file.name if names_file and one.file else "", where(one), words.what)
