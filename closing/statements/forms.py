"""What a reader of the books can ask for; every form is sent by GET."""

from django import forms
from django.utils.translation import gettext_lazy as _

from closing.books.ledger import Wanted
from closing.formatting import AmountError, parse_kr
from closing.statements.account_list import SORTS, Asked
from closing.statements.comparison import Comparison

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SearchForm(forms.Form):
    """Which voucher to go to."""

    q = forms.CharField(required=False, max_length=60)

    def words(self) -> str:
        """Give what was asked for; empty when it cannot be a series and a number."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))


class LedgerForm(forms.Form):
    """Which postings of an account to see."""

    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("To"), required=False, widget=DAY)
    series = forms.CharField(label=_("Series"), required=False, max_length=40)
    text = forms.CharField(label=_("Text"), required=False, max_length=100)
    amount = forms.CharField(label=_("Amount"), required=False, max_length=40)
    most = forms.CharField(label=_("to amount"), required=False, max_length=40)

    def clean_amount(self) -> int | None:
        """Read the amount, as öre without sign."""
        return self._ore("amount")

    def clean_most(self) -> int | None:
        """Read the largest amount, as öre without sign."""
        return self._ore("most")

    def wanted(self) -> Wanted:
        """Give what was asked for, as far as it could be read; one amount alone is wanted exactly."""
        self.is_valid()
        asked = self.cleaned_data
        least, most = asked.get("amount"), asked.get("most")
        return Wanted(
            start=asked.get("since"),
            end=asked.get("until"),
            series=asked.get("series", ""),
            text=asked.get("text", ""),
            least_ore=least,
            most_ore=least if most is None else most,
        )

    def _ore(self, name: str) -> int | None:
        text: str = self.cleaned_data[name]
        if not text.strip():
            return None
        try:
            return abs(parse_kr(text))
        except AmountError as error:
            raise forms.ValidationError(error.sentence, code=error.code) from error


class AccountsForm(forms.Form):
    """Which accounts to list."""

    q = forms.CharField(label=_("Search account"), required=False, max_length=100)
    unused = forms.BooleanField(label=_("Show unused accounts"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def asked(self) -> Asked:
        """Give what was asked for."""
        self.is_valid()
        asked = self.cleaned_data
        sort = asked.get("sort", "")
        name = sort.removeprefix("-")
        return Asked(
            words=asked.get("q", "").strip(),
            with_unused=asked.get("unused", False),
            sort=name if name in SORTS else "number",
            is_descending=name in SORTS and sort.startswith("-"),
        )


class StatementForm(forms.Form):
    """How a statement is shown; the period is chosen beside it."""

    compare = forms.ChoiceField(label=_("Compare with"), choices=Comparison.choices, required=False)
    detail = forms.ChoiceField(
        label=_("Show"), choices=[("accounts", _("Lines and accounts")), ("lines", _("Lines"))], required=False
    )

    def comparison(self) -> Comparison:
        """Give what to compare with."""
        self.is_valid()
        return Comparison(self.cleaned_data.get("compare") or Comparison.YEAR)

    def with_accounts(self) -> bool:
        """Say whether the accounts are listed under their lines."""
        self.is_valid()
        return bool(self.cleaned_data.get("detail") != "lines")
