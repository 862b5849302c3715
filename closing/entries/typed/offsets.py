"""Which account an entry on an account is usually offset against (motkonto)."""

from closing.engagements.models import Engagement
from closing.entries.models import ClosingEntry, EntryRow

USUAL_OFFSETS = {
    "2513": "5191",
    "2920": "7090",
    "2910": "7010",
    "1400": "4900",
    "2514": "7530",
    "2515": "7550",
    "1720": "5615",
}
"""Property tax, holiday pay, wages, stock, special employer's contribution, yield tax, prepaid leasing.

Source: the closing products of the field, as docs/glossary.md names the accounts.
"""


def suggested_offset(engagement: Engagement, account: str) -> str:
    """Suggest the offset account: the one used last with this account, else the usual one; empty when there is none."""
    entries = ClosingEntry.objects.filter(fiscal_year__engagement=engagement, rows__account_number=account)
    last = entries.exclude(status=ClosingEntry.Status.DELETED).order_by("-created_at", "-number").first()
    if last:
        others = EntryRow.objects.filter(entry=last).exclude(account_number=account).order_by("ordinal")
        return others.values_list("account_number", flat=True).first() or USUAL_OFFSETS.get(account, "")
    return USUAL_OFFSETS.get(account, "")
