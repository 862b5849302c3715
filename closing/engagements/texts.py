"""What the slice says in words, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.engagements.errors import EngagementError

RIGHTS: dict[str, Promise] = {
    "read": gettext_lazy("see the work of the agency"),
    "work": gettext_lazy("change the work on an engagement"),
    "export": gettext_lazy("export"),
    "manage": gettext_lazy("lock, unlock and approve"),
    "administer": gettext_lazy("administer users and connections"),
}


def sentence(error: EngagementError) -> str:
    """Say what stopped the change and what to do about it."""
    wordings = {
        "organisation-number-invalid-digits": _(
            "%(found)s is not an organisation number or a personal number. Check the digits."
        ),
        "organisation-number-invalid-kind": _(
            "%(found)s does not fit the company form. A sole trader has a personal number, every other form an"
            " organisation number."
        ),
        "company-already-there": _("The agency already has %(name)s with this number."),
        "fiscal-year-backwards": _("The fiscal year must end after it begins."),
        "fiscal-year-too-long": _("%(start)s–%(end)s is more than 18 months, the longest a fiscal year may be."),
        "fiscal-year-overlaps": _("%(start)s–%(end)s shares days with the fiscal year %(other_start)s–%(other_end)s."),
        "last-administrator": _("The agency must keep an administrator. Make somebody else administrator first."),
        "already-member": _("%(email)s is already a user of the agency."),
        "account-there": _("There is an account for %(email)s. Sign in with it to accept the invitation."),
        "invitation-unusable": _("The invitation is used, withdrawn or too old. Ask for a new one."),
        "second-factor-kept": _(
            "The second factor of this user also protects another agency. The operator of the installation can"
            " reset it."
        ),
    }
    reason = getattr(error, "reason", "")
    return wordings["-".join(part for part in (error.code, reason) if part)] % vars(error)
