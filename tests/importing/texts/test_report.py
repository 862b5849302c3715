"""The report counts every finding under its own severity, listed or not."""

import pytest
from django.utils import translation

from closing.engagements.models import Engagement
from closing.importing.catalogue import finding
from closing.importing.findings import Finding, Severity
from closing.importing.models import ImportFinding, ImportRun
from closing.importing.texts.description import told
from closing.importing.texts.report import decisions, report

OUTSIDE = [
    finding("voucher-outside-year", n, number=str(n), date="2026-01-01", start="2025-01-01", end="2025-12-31")
    for n in range(1, 101)
]
UNBALANCED = [finding("voucher-unbalanced", n, difference_ore=1) for n in range(1, 101)]


def _more(code: str, count: int) -> Finding:
    return finding("more-of-kind", code=code, count=count)


def _kept(company: Engagement, found: list[Finding]) -> list[ImportFinding]:
    run = ImportRun.objects.create(engagement=company, source="sie_file")
    return [
        ImportFinding(run=run, ordinal=place, code=one.code, severity=one.severity, line=one.line, facts=one.facts)
        for place, one in enumerate(found)
    ]


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("unknown-record", Severity.NOTICE),
        ("voucher-outside-year", Severity.WARNING),
        ("voucher-unbalanced", Severity.DECISION),
        ("amount-unreadable", Severity.ERROR),
    ],
)
def test_what_is_not_listed_is_as_severe_as_what_is(code: str, severity: Severity) -> None:
    assert _more(code, 3).severity == severity


def test_report_counts_what_is_not_listed(company: Engagement) -> None:
    found = [*OUTSIDE[:50], finding("year-created"), *OUTSIDE[50:], _more("voucher-outside-year", 1400)]

    with translation.override("en"):
        sections = report(_kept(company, found), names_files=False)

    assert [(section.severity, section.count, len(section.kinds)) for section in sections] == [
        (Severity.WARNING, 1500, 1),
        (Severity.NOTICE, 1, 1),
    ]
    (kind,) = sections[0].kinds
    assert (len(kind.shown), kind.more, len(kind.folded)) == (3, 1497, 98)
    assert kind.folded[-1].what == "1400 further findings of the same kind are not listed."


def test_report_names_no_code(company: Engagement) -> None:
    found = [*OUTSIDE, _more("voucher-outside-year", 2)]

    sections = report(_kept(company, found), names_files=False)

    lines = [line.what for section in sections for kind in section.kinds for line in (*kind.shown, *kind.folded)]
    assert [line for line in lines if "voucher-outside-year" in line] == []


def test_decision_that_is_not_listed_is_asked_with_its_kind(company: Engagement) -> None:
    found = _kept(company, [*UNBALANCED, _more("voucher-unbalanced", 7)])

    assert [(kind.code, kind.more) for kind in decisions(found, [])] == [("voucher-unbalanced", 104)]
    assert decisions(found, ["voucher-unbalanced"]) == []


def test_command_counts_and_names_what_is_not_listed() -> None:
    found = (*OUTSIDE[:2], finding("organisation-number-check-digit"), _more("voucher-outside-year", 5))

    with translation.override("en"):
        lines = list(told(found))

    starts = [line.split(":")[0].strip() for line in lines]
    assert starts == ["Warnings (8)", *["voucher-outside-year"] * 3, "organisation-number-check-digit"]
