"""What surrounds every page: the menu, the breadcrumb, and the header of an engagement."""

from functools import cached_property
from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from closing.books.chosen_period import chosen_period, period_label
from closing.engagements.access import AgencyRequest, chosen_membership
from closing.engagements.models import Agency, Engagement, FiscalYear, Membership, Period
from closing.importing.sources import UnknownSourceError, source_of
from closing.overview.menu import Choice, Crumb, Entry, Group, agency_menu, engagement_menu, person_menu
from closing.statements.year_books import result_of_year

VOUCHER_PAGE = "statements:voucher"


class Frame:
    """The frame of one page; each part is found out only when the template shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.engagement: Engagement | None = getattr(request, "engagement", None)
        self.year: FiscalYear | None = getattr(request, "fiscal_year", None)

    @cached_property
    def membership(self) -> Membership | None:
        """Give the place in an agency that the page is seen from."""
        entered = cast("Membership | None", getattr(self._request, "membership", None))
        return entered or chosen_membership(cast("AgencyRequest", self._request))

    @property
    def agency(self) -> Agency | None:
        """Give the agency."""
        return self.membership.agency if self.membership else None

    @cached_property
    def menu(self) -> list[Group]:
        """Give the menu: that of the engagement, or of the agency."""
        if self.membership is None:
            return []
        if self.engagement is None:
            groups = agency_menu(self.membership)
        else:
            groups = engagement_menu(self.engagement, self.year)
        return [group.marked(self._page) for group in groups]

    @cached_property
    def person_menu(self) -> list[Entry]:
        """Give what concerns the person signed in."""
        return [entry.marked(self._page) for entry in person_menu()]

    @cached_property
    def crumbs(self) -> list[Crumb]:
        """Give the steps above the page; the page adds itself."""
        if self.engagement is None or self.agency is None:
            return []
        return [
            Crumb(self.agency.name, reverse("overview:agency")),
            Crumb(self.engagement.name, reverse("overview:engagement", args=[self.engagement.pk])),
        ]

    @cached_property
    def years(self) -> list[Choice]:
        """Give the fiscal years, each leading to the same page for that year."""
        if self.engagement is None:
            return []
        years = self.engagement.fiscal_years.all()
        return [Choice(str(year), self._url_in(year), is_current=year == self.year) for year in years]

    @cached_property
    def period(self) -> Period | None:
        """Give the period that is looked at."""
        return chosen_period(self._request, self.year) if self.year else None

    @property
    def period_label(self) -> str:
        """Give the name of the period that is looked at."""
        return period_label(self.period) if self.period else ""

    @cached_property
    def periods(self) -> list[Choice]:
        """Give the periods of the year, each leading to the same page for that period."""
        if self.year is None:
            return []
        return [
            Choice(
                period_label(period),
                f"{self._request.path}?period={period.number}",
                key=str(period.number),
                is_current=period == self.period,
            )
            for period in self.year.periods.all()
        ]

    @cached_property
    def result_ore(self) -> int | None:
        """Give the result of the year in öre, profit positive; None before the first import."""
        return result_of_year(self.year) if self.year else None

    @cached_property
    def source(self) -> str:
        """Give the name of the data source; empty when none is chosen."""
        if self.engagement is None or not self.engagement.data_source:
            return ""
        try:
            return str(source_of(self.engagement.data_source).label)
        except UnknownSourceError:
            return ""

    @property
    def _page(self) -> str:
        match = self._request.resolver_match
        return match.view_name if match else ""

    def _url_in(self, year: FiscalYear) -> str:
        match = self._request.resolver_match
        if match is None or "year_id" not in match.kwargs:
            return f"{self._request.path}?year={year.pk}"
        # A voucher's place in the file means nothing in another year.
        if match.view_name == VOUCHER_PAGE:
            return f"{reverse('statements:accounts', args=[match.kwargs['engagement_id']])}?year={year.pk}"
        return reverse(match.view_name, kwargs={**match.kwargs, "year_id": year.pk})


def frame(request: HttpRequest) -> dict[str, Frame | None]:
    """Give templates the frame of the page; None for someone who is not signed in."""
    user = getattr(request, "user", None)
    return {"frame": Frame(request) if user is not None and user.is_authenticated else None}
