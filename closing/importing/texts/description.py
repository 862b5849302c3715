"""What a SIE file holds, as an object for programs and as a short table for people."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import sie
from closing.formatting import antal, kr
from closing.importing.catalogue import Code
from closing.importing.findings import Fact, Finding, Severity, by_kind, counted
from closing.importing.texts import ENCODING_NAMES, SEVERITY_NAMES, sentence, where
from sie import SeriesFigures
from sie.records import BalanceKind, Head


class SeriesDescription(TypedDict):
    """The numbers of a voucher series; first and last are null when none of its vouchers has a number."""

    first: int | None
    last: int | None
    count: int
    gaps: list[list[int]]


class FindingDescription(TypedDict):
    """A finding as programs read it."""

    code: str
    severity: str
    line: int
    facts: dict[str, Fact]


class Description(TypedDict):
    """The figures and findings of a file; amounts in öre."""

    file: str
    sietyp: str
    program: list[str]
    encoding: str
    orgnr: str
    company: str
    fiscal_years: dict[str, list[str]]
    counts: dict[str, int]
    debit_ore: int
    sums_ore: dict[str, dict[str, int]]
    series: dict[str, SeriesDescription]
    findings: list[FindingDescription]


class ErrorDescription(TypedDict):
    """Why a file could not be read: the first thing that stopped it."""

    file: str
    error: dict[str, str | int]


def describe(path: Path, scan: sie.Scan, findings: tuple[Finding, ...]) -> Description:
    """Describe a file that was read."""
    head, figures = scan.head, scan.figures
    return {
        "file": str(path),
        "sietyp": head.sietyp,
        "program": list(head.program),
        "encoding": scan.encoding,
        "orgnr": head.organisation_number,
        "company": head.company,
        "fiscal_years": {str(year.index): [str(year.start), str(year.end)] for year in head.years},
        "counts": {
            "accounts": len(head.accounts),
            "dimensions": len(head.dimensions),
            "objects": len(head.objects),
            "vouchers": figures.vouchers,
            "postings": figures.postings,
            "added": figures.added,
            "struck": figures.struck,
        },
        "debit_ore": figures.debit_ore,
        "sums_ore": _sums(head),
        "series": {
            name: {
                "first": numbers.first if numbers.unnumbered < numbers.count else None,
                "last": numbers.last if numbers.unnumbered < numbers.count else None,
                "count": numbers.count,
                "gaps": [[first, last] for first, last in numbers.gaps],
            }
            for name, numbers in sorted(figures.series.items())
        },
        "findings": [
            {"code": one.code, "severity": str(one.severity), "line": one.line, "facts": one.facts} for one in findings
        ],
    }


def describe_error(path: Path, findings: tuple[Finding, ...]) -> ErrorDescription:
    """Describe a file that could not be read; of several unreadable lines the first."""
    first = next((one for one in findings if one.severity == Severity.ERROR), findings[0])
    return {"file": str(path), "error": {"code": first.code, "line": first.line, "text": _why(path, first)}}


def refused(path: Path, findings: tuple[Finding, ...]) -> Iterator[str]:
    """Write why a file could not be read as lines for a person."""
    unopened = next((one for one in findings if one.code == Code.READ_FAILED), None)
    yield _why(path, unopened) if unopened else str(path)
    if not unopened:
        yield from told(findings)


def _why(path: Path, one: Finding) -> str:
    """Say why a file could not be read: the system's word for one that was never opened, else the sentence."""
    if one.code == Code.READ_FAILED:
        return _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": one.facts["reason"]}
    return " ".join(sentence(one))


def table(path: Path, scan: sie.Scan, findings: tuple[Finding, ...]) -> Iterator[str]:
    """Write what a file holds as lines for a person."""
    head, figures = scan.head, scan.figures
    rows = [
        (_("SIE type"), f"{head.sietyp} · {ENCODING_NAMES.get(scan.encoding, scan.encoding)}"),
        (_("Program"), " ".join(head.program) or "–"),
        (_("Company"), " · ".join(filter(None, (head.company, head.organisation_number))) or "–"),
        *((_("Fiscal year %(index)s") % {"index": one.index}, f"{one.start}–{one.end}") for one in head.years),
        (_("Accounts"), antal(len(head.accounts))),
        (_("Objects"), f"{antal(len(head.objects))} / {antal(len(head.dimensions))} " + _("dimensions")),
        (_("Vouchers"), antal(figures.vouchers)),
        (_("Postings"), antal(figures.postings) + _of_rows(figures.added, figures.struck)),
        (_("Debit"), kr(figures.debit_ore)),
        *_sum_rows(head),
        *_series_rows(figures.series),
    ]
    width = max(len(name) for name, _value in rows)
    yield str(path)
    yield from (f"  {name:<{width}}  {value}" for name, value in rows)
    yield from (f"  {line}" for line in told(findings))


def told(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Write findings as lines, the severest first."""
    for severity in sorted(Severity, key=lambda one: -one.rank):
        of_it = [one for one in findings if one.severity == severity]
        if of_it:
            yield f"{SEVERITY_NAMES[severity]} ({counted(of_it)})"
        for kind, group in by_kind(of_it):
            for one in group:
                place = where(one)
                what, what_to_do = sentence(one)
                yield f"  {kind}: {f'{place}: ' if place else ''}{what} {what_to_do}"


def _sums(head: Head) -> dict[str, dict[str, int]]:
    """Add up the balances of each kind and year; this year and the last are always there."""
    sums: dict[str, dict[str, int]] = {str(kind): {"0": 0, "-1": 0} for kind in BalanceKind}
    for balance in head.balances:
        of_kind = sums[balance.kind]
        of_kind[str(balance.year)] = of_kind.get(str(balance.year), 0) + balance.amount_ore
    return sums


def _of_rows(added: int, struck: int) -> str:
    if not added and not struck:
        return ""
    return " (" + _("%(added)s added, %(struck)s struck") % {"added": antal(added), "struck": antal(struck)} + ")"


def _sum_rows(head: Head) -> Iterator[tuple[str, str]]:
    kinds = {balance.kind for balance in head.balances}
    for kind, of_kind in _sums(head).items():
        if kind in kinds:
            yield (
                _("Sum of %(kind)s") % {"kind": kind},
                " · ".join(f"{year}: {kr(ore)}" for year, ore in of_kind.items()),
            )


def _series_rows(series: Mapping[str, SeriesFigures]) -> Iterator[tuple[str, str]]:
    for name, numbers in sorted(series.items()):
        span = f"{numbers.first}–{numbers.last}" if numbers.unnumbered < numbers.count else "–"
        count = ngettext("%(count)s voucher", "%(count)s vouchers", numbers.count) % {"count": antal(numbers.count)}
        yield _("Series %(series)s") % {"series": name or "–"}, f"{span} · {count}"
