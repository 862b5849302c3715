"""The sentences of the activity log, made for the reader's language when a line is shown."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from closing.activity.events import Code
from closing.activity.models import Event
from closing.activity.words import written

SENTENCES: dict[Code, Promise] = {
    Code.AGENCY_CREATED: _("The agency %(name)s was created."),
    Code.ENGAGEMENT_CREATED: _("The engagement %(name)s was created."),
    Code.ENGAGEMENT_CHANGED: _("Settings changed: %(what)s."),
    Code.ENGAGEMENT_RESET: _("The engagement was reset: all imported books were removed."),
    Code.FISCAL_YEAR_CREATED: _("The fiscal year %(start)s–%(end)s was created."),
    Code.FISCAL_YEAR_CHANGED: _("The fiscal year was changed to %(start)s–%(end)s."),
    Code.FISCAL_YEAR_REMOVED: _("The fiscal year %(start)s–%(end)s was removed."),
    Code.SOURCE_CHANGED: _("The data source was changed from %(before)s to %(after)s."),
    Code.MAPPING_CHANGED: _("Account %(account)s was given the reference account %(reference)s."),
    Code.MAPPINGS_ACCEPTED: _("%(count)s suggestions for the chart of accounts were accepted."),
    Code.IMPORT_STARTED: _("Import started: %(files)s."),
    Code.IMPORT_DONE: _("Imported: %(files)s."),
    Code.IMPORT_WAITING: _("The import waits for a decision: %(files)s."),
    Code.IMPORT_ACCEPTED: _("Confirmed for the import: %(codes)s."),
    Code.IMPORT_FAILED: _("The import failed and changed nothing: %(files)s."),
    Code.IMPORT_CANCELLED: _("The import was cancelled and changed nothing: %(files)s."),
    Code.ENTRY_MADE: _("Closing entry %(entry)s of %(year)s was made: %(text)s."),
    Code.ENTRY_CHANGED: _("Closing entry %(entry)s of %(year)s was changed: %(text)s."),
    Code.ENTRY_DELETED: _("Closing entry %(entry)s of %(year)s was deleted: %(text)s."),
    Code.ENTRY_REVERSED: _("Closing entry %(entry)s of %(year)s takes an earlier one back: %(text)s."),
    Code.ENTRY_SET_ASIDE: _("Closing entry %(entry)s of %(year)s will not be transferred: %(text)s."),
    Code.ENTRY_TAKEN_IN: _("Closing entry %(entry)s of %(year)s will be transferred again: %(text)s."),
    Code.ENTRY_TRANSFERRED: _("Closing entry %(entry)s of %(year)s is booked as voucher %(voucher)s: %(text)s."),
    Code.ENTRY_REFUSED: _("Closing entry %(entry)s of %(year)s was not booked: %(reason)s."),
    Code.ENTRY_RETURNED: _("Closing entry %(entry)s of %(year)s was not sent, and can be exported again: %(text)s."),
    Code.ENTRY_UNCERTAIN: _(
        "Closing entry %(entry)s of %(year)s was sent, and whether it was booked is not known: %(text)s."
    ),
    Code.ENTRY_MARKED_BOOKED: _(
        "Closing entry %(entry)s of %(year)s was marked as booked by hand as voucher %(voucher)s: %(text)s."
    ),
    Code.ENTRY_RECOGNISED: _(
        "Closing entry %(entry)s of %(year)s came back with the books as voucher %(voucher)s and is no longer counted "
        "beside them: %(text)s."
    ),
    Code.ENTRY_MISSED: _(
        "Closing entry %(entry)s of %(year)s is no longer in the books and is counted beside them again: %(text)s."
    ),
    Code.ENTRY_FILE_ADDED: _("The file %(file)s was attached to closing entry %(entry)s of %(year)s."),
    Code.ENTRY_FILE_REMOVED: _("The file %(file)s was removed from closing entry %(entry)s of %(year)s."),
    Code.PLAN_CHANGED: _("The profit plan of %(year)s was changed."),
    Code.EXPORT_ENDED: _(
        "Export of closing entries of %(year)s to %(destination)s: %(booked)s booked, %(refused)s refused, "
        "%(uncertain)s uncertain, %(returned)s not sent."
    ),
    Code.EXPORT_CHECKED: _(
        "Export of closing entries of %(year)s looked up in %(destination)s: %(booked)s found there, "
        "%(uncertain)s still uncertain."
    ),
    Code.EXPORT_FILE_MADE: _("SI file with the closing entries %(entries)s of %(year)s was made, series %(series)s."),
    Code.EXPORT_FILE_CONFIRMED: _(
        "SI file with closing entries of %(year)s read in. Marked as transferred: %(entries)s. Not marked: %(left)s."
    ),
    Code.EXPORT_FILE_WITHDRAWN: _("SI file with the closing entries %(entries)s of %(year)s will not be used."),
    Code.FORTNOX_CONNECTED: _("Connected to %(company)s in Fortnox until %(until)s."),
    Code.FORTNOX_IMPORTED: _(
        "Fetched from Fortnox: fiscal years %(years)s, %(vouchers)s vouchers, %(invoices)s invoices; "
        "%(seconds)s seconds."
    ),
    Code.FORTNOX_EXPORTED: _("Booked in Fortnox for %(company)s: %(vouchers)s vouchers of fiscal year %(year)s."),
    Code.FORTNOX_REFUSED: _("Fortnox: %(reason)s. %(text)s"),
    Code.FORTNOX_RENEWED: _("The connection to %(company)s in Fortnox lives until %(until)s."),
    Code.FORTNOX_WARNED: _("The connection to %(company)s in Fortnox ends after %(until)s. An import renews it."),
    Code.FORTNOX_EXPIRED: _("The connection to %(company)s in Fortnox ended: 30 days without import or export."),
    Code.FORTNOX_LOST: _("The connection to %(company)s in Fortnox was lost: Fortnox no longer takes its token."),
    Code.FORTNOX_DISCONNECTED: _("The connection to %(company)s in Fortnox was ended."),
    Code.MEMBER_INVITED: _("%(email)s was invited as %(role)s."),
    Code.INVITATION_WITHDRAWN: _("The invitation to %(email)s was withdrawn."),
    Code.MEMBER_JOINED: _("%(email)s joined as %(role)s."),
    Code.MEMBER_ROLE_CHANGED: _("The role of %(email)s was changed from %(before)s to %(after)s."),
    Code.MEMBER_REMOVED: _("%(email)s was removed from the agency."),
    Code.MEMBER_NAMED: _("%(email)s was named for the engagement."),
    Code.MEMBER_UNNAMED: _("%(email)s is no longer named for the engagement."),
    Code.MEMBER_SECOND_FACTOR_RESET: _("The second factor of %(email)s was removed."),
    Code.SIGNED_IN: _("%(email)s signed in."),
    Code.SIGN_IN_FAILED: _("A sign-in as %(email)s failed."),
    Code.SIGNED_OUT: _("%(email)s signed out."),
    Code.PASSWORD_CHANGED: _("%(email)s changed password."),
    Code.SECOND_FACTOR_ADDED: _("%(email)s added a second factor."),
    Code.SECOND_FACTOR_REMOVED: _("%(email)s removed a second factor."),
    Code.JOB_FAILED: _("A background job failed: %(kind)s."),
}

KINDS: dict[str, Promise] = {
    "agency": _("Agency"),
    "engagement": _("Engagement"),
    "fiscal_year": _("Fiscal year"),
    "source": _("Data source"),
    "mapping": _("Chart of accounts"),
    "import": _("Import"),
    "entry": _("Closing entries"),
    "export": _("Export"),
    "plan": _("Profit planning"),
    "fortnox": _("Fortnox"),
    "member": _("Members"),
    "session": _("Sign-in"),
    "job": _("Background job"),
}
"""What an event concerns: the part of its code before the colon."""


class _Facts(dict[str, Any]):
    """Facts of a sentence; one the event does not have is a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(event: Event) -> str:
    """Tell an event in the reader's language; a code from a newer version is shown as it is."""
    try:
        words = SENTENCES[Code(event.code)]
    except ValueError:
        return event.code
    return str(words) % _Facts({name: written(event.code, name, fact) for name, fact in event.facts.items()})
