"""The page of the typed table."""

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closing.engagements.access import EngagementRequest, Right, engagement_view
from closing.engagements.models import Engagement
from closing.importing import run_files, runs
from closing.importing.sources import refusal_of_change
from closing.jobs.errors import AlreadyRunning
from integrations.manual_entry.forms import TableForm
from integrations.manual_entry.source import ManualEntrySource
from integrations.manual_entry.table import FILE_NAME, rows_of, text_of


@require_http_methods(["GET", "POST"])
@engagement_view(Right.WORK)
def table(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Show the table, spread what was pasted over it, and import it."""
    source = ManualEntrySource()
    refusal = refusal_of_change(engagement.data_source, source)
    if refusal:
        return render(request, "manual_entry/refused.html", {"refusal": refusal}, status=409)
    data = request.POST if request.method == "POST" else None
    year = request.fiscal_year
    form = TableForm(data, engagement=engagement, year=year, rows=_latest_rows(engagement))
    if form.is_valid() and not form.is_pasting:
        sheet = ContentFile(text_of(form.rows).encode(), name=FILE_NAME)
        choices = runs.Choices(year=form.cleaned_data["year"])
        try:
            run = runs.start(engagement, source=source, user=request.user, files=[sheet], choices=choices)
        except AlreadyRunning:
            form.add_error(None, _("An import of this engagement is under way. Wait until it has ended."))
        else:
            return redirect("importing:run", engagement.pk, run.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manual_entry/table.html", {"form": form, "source": source}, status=status)


def _latest_rows(engagement: Engagement) -> list[list[str]]:
    """Give the rows of the table typed last, so that it can be corrected."""
    latest = engagement.import_runs.filter(source=ManualEntrySource.key).first()
    file = latest.files.filter(made_from=None).first() if latest else None
    path = run_files.stored(file).path if file else None
    return rows_of(path.read_text(encoding="utf-8")) if path and path.is_file() else []
