"""What the pages of the connection are made of: what was asked to be fetched, why a login stopped, where it leads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from closing.engagements.access import EngagementRequest
from closing.importing import runs
from closing.importing.forms import ImportForm
from closing.importing.runs import Choices
from closing.importing.sources import CHOSEN
from closing.jobs.errors import AlreadyRunning
from closing.users.models import User
from integrations.fortnox import texts
from integrations.fortnox.connection import attempts, scopes
from integrations.fortnox.connection.attempts import Wish
from integrations.fortnox.connection.errors import LoginAnswerError
from integrations.fortnox.models import FortnoxConnection, OAuthAttempt
from integrations.fortnox.source import FortnoxSource

STOPPED = "fortnox_stopped"


def wish_of(request: EngagementRequest) -> Wish:
    """Read what is to be fetched from the form of an import; what it does not say, or says wrong, is as usual."""
    source = FortnoxSource()
    usual = [choice.key for choice in source.choices if choice.is_ticked]
    sent = request.POST.copy()
    if CHOSEN not in sent:
        sent.setlist(CHOSEN, usual)
    form = ImportForm(sent, engagement=request.engagement, source=source, year=request.fiscal_year)
    if not form.is_valid():
        return Wish(request.fiscal_year, {CHOSEN: " ".join(usual)})
    return Wish(form.choices.year or request.fiscal_year, form.choices.answers)


def stop(request: HttpRequest, error: LoginAnswerError) -> HttpResponse:
    """Go to the page that says why there is no connection; its address holds nothing of the login."""
    attempt = str(error.attempt.pk) if error.attempt else ""
    request.session[STOPPED] = {"code": error.code, "text": error.text, "attempt": attempt}
    return redirect("fortnox:stopped")


def stopped_page(request: HttpRequest, user: User) -> HttpResponse:
    """Show why there is no connection, with the way to try again."""
    told = request.session.get(STOPPED)
    if told is None:
        return redirect("overview:agency")
    attempt = attempts.latest(request.session, user, attempt_id=told["attempt"])
    context = {
        "page": texts.page_of(told["code"]),
        "code": "" if told["code"] in texts.PAGES else told["code"],
        "text": told["text"],
        "tried": attempt.engagement if attempt else None,
        "can_retry": told["code"] not in texts.NO_RETRY,
        "chosen": attempt.answers.get(CHOSEN, "").split() if attempt else [],
        "year": attempt.year_id if attempt else None,
    }
    return render(request, "fortnox/stopped.html", context)


def import_page(request: HttpRequest, connection: FortnoxConnection, attempt: OAuthAttempt) -> HttpResponse:
    """Begin the import that the login was for, and go to its page; the address there holds nothing of the login."""
    absent = scopes.missing(connection.scopes.split())
    if absent:
        messages.warning(request, texts.MISSING_SCOPES % {"scopes": ", ".join(absent)})
    engagement, choices = attempt.engagement, Choices(year=attempt.year, answers=attempt.answers)
    try:
        run = runs.start(engagement, source=FortnoxSource(), user=attempt.user, choices=choices)
    except AlreadyRunning:
        messages.info(request, texts.CONNECTED_BUT_BUSY)
        live = engagement.import_runs.first()
        return redirect("importing:run", engagement.pk, live.pk) if live else redirect("importing:start", engagement.pk)
    return redirect("importing:run", engagement.pk, run.pk)
