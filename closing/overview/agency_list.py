"""The engagements of an agency as the start page lists them: how far each has come, and when it must be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from closing.books.models import Books
from closing.engagements.models import Engagement, FiscalYear, Period
from closing.importing.models import ImportRun
from closing.importing.texts.steps import OUTCOME_CHIPS
from closing.overview.deadlines import Deadline, deadline
from closing.overview.last_import import telling_runs
from closing.paging import swedish_order

ROWS_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """An engagement in the list.

    Attributes:
        year: the latest fiscal year; None when there is none yet.
        locked, periods: how many periods of that year are locked, and how many there are.
        has_books: something is imported for that year.
        last_run: the last import that tells something; None when there is none.
        deadline: the day the latest year must be done by; None when there is none.
        deadline_chip: how near it is, as the state of a chip.
    """

    engagement: Engagement
    year: FiscalYear | None
    locked: int
    periods: int
    has_books: bool
    last_run: ImportRun | None
    deadline: Deadline | None
    deadline_chip: str

    @property
    def run_chip(self) -> str:
        """Give the state of the last import as the state of a chip."""
        return OUTCOME_CHIPS[ImportRun.State(self.last_run.outcome)] if self.last_run else ""


def listed(engagements: QuerySet[Engagement], *, today: date, words: str = "", sort: str = "name") -> list[Listed]:
    """List the engagements that fit the words.

    Args:
        engagements: those the reader may see.
        today: what deadlines are measured from.
        words: a part of the name, or the beginning of the number.
        sort: a key of `SORTS`, with a minus before it to turn the order; what has no value stands last.
    """
    facts = _Facts(engagements, today)
    rows = sorted((facts.of(one) for one in matching(engagements, words)), key=SORTS["name"])
    value = SORTS[sort.removeprefix("-")]
    known = [row for row in rows if value(row)]
    known.sort(key=value, reverse=sort.startswith("-"))
    return [*known, *(row for row in rows if not value(row))]


def matching(engagements: QuerySet[Engagement], words: str) -> QuerySet[Engagement]:
    """Find engagements by a part of the name, or the beginning of the organisation number."""
    if not words:
        return engagements
    # SQLite folds the case of a–z alone: å, ä and ö are asked for in both cases.
    found = Q()
    for variant in (words, words.lower(), words.upper(), words.capitalize()):
        found |= Q(name__icontains=variant)
    digits = words.replace("-", "").replace(" ", "")
    return engagements.filter(found | Q(organisation_number__startswith=digits) if digits.isdigit() else found)


class _Facts:
    """What is known of the engagements: four queries, however many there are."""

    def __init__(self, engagements: QuerySet[Engagement], today: date) -> None:
        self._today = today
        newest_first = FiscalYear.objects.filter(engagement__in=engagements).order_by("-start")
        self._years: dict[UUID, FiscalYear] = {}
        for year in newest_first:
            self._years.setdefault(year.engagement_id, year)
        shown = [year.pk for year in self._years.values()]
        self._states: dict[UUID, list[str]] = {}
        for key, state in Period.objects.filter(fiscal_year__in=shown).values_list("fiscal_year", "state"):
            self._states.setdefault(key, []).append(state)
        self._imported = set(Books.objects.filter(fiscal_year__in=shown).values_list("fiscal_year", flat=True))
        last = telling_runs().filter(engagement=OuterRef("engagement")).order_by("-created_at", "-pk").values("pk")
        runs = ImportRun.objects.filter(engagement__in=engagements, pk=Subquery(last[:1]))
        self._runs = {run.engagement_id: run for run in runs.select_related("job")}

    def of(self, engagement: Engagement) -> Listed:
        """Put together what is known of one."""
        year = self._years.get(engagement.pk)
        states = self._states.get(year.pk, []) if year else []
        due = deadline(engagement.company_form, year.end) if year else None
        return Listed(
            engagement,
            year,
            locked=states.count(Period.State.LOCKED),
            periods=len(states),
            has_books=year is not None and year.pk in self._imported,
            last_run=self._runs.get(engagement.pk),
            deadline=due,
            deadline_chip=due.state(self._today) if due else "",
        )


def _deadline_day(row: Listed) -> str:
    return row.deadline.day.isoformat() if row.deadline else ""


def _imported_at(row: Listed) -> str:
    return row.last_run.created_at.isoformat() if row.last_run else ""


def _year_end(row: Listed) -> str:
    return row.year.end.isoformat() if row.year else ""


SORTS: dict[str, Callable[[Listed], str]] = {
    "name": lambda row: swedish_order(row.engagement.name),
    "year": _year_end,
    "deadline": _deadline_day,
    "imported": _imported_at,
}
"""How the list can be sorted, and by what."""
