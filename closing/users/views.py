"""Pages about oneself: profile and language."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closing.users.forms import LanguageForm, ProfileForm
from closing.users.languages import remember_language
from closing.users.models import User


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's name, language and keyboard."""
    user = cast("User", request.user)  # LoginRequiredMiddleware lets in nobody else
    form = ProfileForm(request.POST or None, instance=user)
    if not form.is_valid():
        return render(request, "account/profile.html", {"form": form})
    saved = form.save()
    with translation.override(saved.language):
        messages.success(request, _("Your profile is saved."))
    response = redirect("users:profile")
    remember_language(response, saved.language)
    return response


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language, and go back to the page it was changed on."""
    response = HttpResponseRedirect(_page_before(request))
    form = LanguageForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        remember_language(response, language)
        if isinstance(request.user, User):
            User.objects.filter(pk=request.user.pk).update(language=language)
    return response


def _page_before(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None, require_https=request.is_secure())
    return page if page and is_ours else resolve_url("overview:agency")
