"""The form that comments on an invoice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from closing.appendices.comments import Written
from closing.appendices.items import Ledger
from closing.appendices.models import LONGEST_COMMENT, LONGEST_NUMBER


class CommentForm(forms.Form):
    """Asks for a comment on one invoice, named by its numbers; `row` is its place on the page, to come back to."""

    number = forms.CharField(max_length=LONGEST_NUMBER, strip=False, required=False)
    invoice = forms.CharField(max_length=LONGEST_NUMBER, strip=False)
    text = forms.CharField(label=_("Comment"), max_length=LONGEST_COMMENT, required=False)
    row = forms.IntegerField(min_value=1, required=False)

    def written(self, ledger: Ledger) -> Written:
        """Give what was written."""
        sent = self.cleaned_data
        return Written(ledger, sent["number"], sent["invoice"], sent["text"])
