"""The pure heart of an import: a file that was read, and what is known, become findings and a plan.

Pure: no Django, no database, no clock. Reading stands before it (`reading`), storing behind it (`runs`).
"""

from dataclasses import dataclass, field, replace
from datetime import date

from closing.importing import repairs
from closing.importing.case import Case, Context, FileYear, Reading
from closing.importing.catalogue import Code, finding, finding_with
from closing.importing.findings import Finding, Severity, unanswered, worst
from closing.importing.repairs import Plan
from closing.importing.validations import HEAD_VALIDATIONS, VALIDATIONS
from sie import Figures
from sie.records import Head, Notice


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be said of a file, and done with it.

    Attributes:
        file_name: the name the file had when it was sent.
        findings: all of them, in the order of the pipeline.
        plan: what is mended while it is stored.
        year: the fiscal year it holds; None when that cannot be told.
        is_new_year: the engagement does not have that year yet.
        is_import_file: it is of type 4I, with vouchers and no balances.
    """

    file_name: str = ""
    findings: tuple[Finding, ...] = ()
    plan: Plan = field(default_factory=Plan)
    year: FileYear | None = None
    is_new_year: bool = False
    is_import_file: bool = False

    @property
    def is_refused(self) -> bool:
        """Say whether a finding makes the import impossible."""
        return worst(self.findings) == Severity.ERROR

    def asks(self, accepted: frozenset[str]) -> tuple[str, ...]:
        """List the decisions that are still to be taken."""
        return unanswered(self.findings, accepted)


def prepare(reading: Reading, case: Case) -> Prepared:
    """Judge a file that could be read: what was odd, what the validations find, what is mended."""
    context = Context(reading, case)
    plan, mended = repairs.plan(context)
    odd = [of_notice(notice) for notice in reading.notices]
    found = [one for validate in VALIDATIONS for one in validate(context)]
    return Prepared(
        file_name=case.file_name,
        findings=(*odd, *found, *mended),
        plan=plan,
        year=context.year,
        is_new_year=context.known_year is None,
        is_import_file=context.is_import_file,
    )


def refuse(findings: tuple[Finding, ...], case: Case, head: Head | None = None) -> Prepared:
    """Judge a file that could not be read; of one whose vouchers are at fault the head still tells whose it is.

    Args:
        findings: why it could not be read.
        case: what is known.
        head: everything but the vouchers, when that could be read.
    """
    context = Context(_HeadAlone(head), case) if head else None
    found = [one for validate in HEAD_VALIDATIONS for one in validate(context)] if context else []
    return Prepared(case.file_name, (*findings, *found))


def prepare_together(files: tuple[Prepared, ...]) -> tuple[Prepared, ...]:
    """Judge the files of one import against each other: a fiscal year may come once."""
    file_of: dict[tuple[date, date], str] = {}
    judged: list[Prepared] = []
    for file in files:
        key = (file.year.start, file.year.end) if file.year else None
        if key in file_of:
            start, end = map(str, key)
            twice = finding(Code.YEAR_TWICE, start=start, end=end, other=file_of[key])
            judged.append(replace(file, findings=(*file.findings, twice)))
            continue
        if key:
            file_of[key] = file.file_name
        judged.append(file)
    return tuple(judged)


@dataclass(frozen=True, slots=True)
class _HeadAlone:
    """A file of which nothing but the head could be read."""

    head: Head
    figures: Figures = field(default_factory=Figures)
    notices: tuple[Notice, ...] = ()
    encoding: str = ""
    sha256: str = ""


def of_notice(notice: Notice) -> Finding:
    """Turn what the reader noted into a finding; the code is the same."""
    return finding_with(notice.code, notice.line, notice.facts)
