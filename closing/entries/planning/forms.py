"""The form of a plan: what is chosen, with a field for every fund, adjustment and earlier year there is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from closing.entries.planning.reckoning.adjustments import OwnAdjustment, Suggestion
from closing.entries.planning.reckoning.choices import Choices, Way
from closing.entries.planning.reckoning.company import RESULT_OF_PARTNERS
from closing.entries.planning.reckoning.depreciation import earlier_years
from closing.entries.planning.reckoning.plan import Plan, equipment
from closing.entries.planning.reckoning.reserves import Fund
from closing.formatting import AmountError, kr, parse_kr

ROWS_READY = 2
MOST_ROWS = 20
LONGEST_REASON = 120
WAYS = (
    (Way.NONE.value, _("No change")),
    (Way.MOST.value, _("The most permitted")),
    (Way.AMOUNT.value, _("This amount")),
)
PLAIN = ("opening_ore", "purchases_ore", "shares", "moves_special", "moves_preliminary")
AMOUNTS = ("excess_ore", "reserve_ore", "sales_ore", "deficits_ore")
APPROPRIATIONS = ("excess", "reserve")
SHARES = re.compile(rf"\d{{1,3}}(\s*/\s*\d{{1,3}}){{0,{len(RESULT_OF_PARTNERS) - 1}}}")


class KronorField(forms.CharField):
    """An amount as a person writes it, in kronor; given in öre, and as None when nothing is written."""

    def __init__(self, *, is_signed: bool = False, **options: Any) -> None:
        self.is_signed = is_signed
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "num"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value: str) -> int | None:
        """Read the amount."""
        text = super().clean(value)
        if not text:
            return None
        try:
            ore = parse_kr(text)
        except AmountError as error:
            raise ValidationError(error.sentence) from error
        if ore < 0 and not self.is_signed:
            raise ValidationError(_("Write the amount without a minus sign."))
        return ore

    def prepare_value(self, value: object) -> object:
        """Write öre as a person would; what was typed stays as it was typed."""
        return kr(value) if isinstance(value, int) else value


class PlanForm(forms.Form):
    """The choices of a plan, as they are typed."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    offered = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    excess = forms.ChoiceField(label=_("Change in excess depreciation"), choices=WAYS, widget=forms.RadioSelect)
    excess_ore = KronorField(
        label=_("Amount"), is_signed=True, help_text=_("A minus sign dissolves excess depreciation.")
    )
    opening_ore = KronorField(label=_("Opening tax value"))
    purchases_ore = KronorField(label=_("Purchases of the year"))
    sales_ore = KronorField(
        label=_("Sales of the year"), help_text=_("Proceeds from equipment that was there when the year began.")
    )
    reserve = forms.ChoiceField(label=_("Allocation to the year's reserve"), choices=WAYS, widget=forms.RadioSelect)
    reserve_ore = KronorField(label=_("Amount"))
    deficits_ore = KronorField(label=_("Earlier years' deficits"))
    moves_special = forms.BooleanField(required=False, label=_("Move special employer's contribution, 2514, to 2510"))
    moves_preliminary = forms.BooleanField(required=False, label=_("Move preliminary tax, 2518, to 2510"))
    shares = forms.CharField(
        label=_("Partners' shares"), help_text=_("One number for each partner, such as 50/50."), max_length=40
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, plan: Plan, version: int) -> None:
        self.plan = plan
        typed_rows = _rows_in(data) if data is not None else len(plan.choices.adjustments)
        self.row_count = min(typed_rows + ROWS_READY, MOST_ROWS)
        super().__init__(data, initial={**_initial(plan), "version": version})
        self._leave_out_what_is_not_there()
        for name, field in _fields_of(plan, self.row_count):
            self.fields[name] = field
        if plan.room:
            there = equipment(plan.situation.figures, Choices())
            for name, ore in (("opening_ore", there.opening_ore), ("purchases_ore", there.purchases_ore)):
                self.fields[name].help_text = _("Left empty: from the accounts, %(amount)s.") % {"amount": kr(ore)}

    def clean_shares(self) -> tuple[int, ...]:
        """Read the shares."""
        text = str(self.cleaned_data["shares"]).strip()
        shares = tuple(int(one) for one in text.split("/")) if SHARES.fullmatch(text) else ()
        if not sum(shares):
            raise ValidationError(_("Write one to four numbers with a slash between them, such as 50/50."))
        return shares

    def clean(self) -> None:
        """Ask for what belongs together: a chosen amount, and the reason of an adjustment."""
        for name in APPROPRIATIONS:
            amount = f"{name}_ore"
            is_there = amount in self.errors or self.cleaned_data.get(amount) is not None
            if self.cleaned_data.get(name) == Way.AMOUNT and not is_there:
                self.add_error(amount, _("Write the amount."))
        for place in range(self.row_count):
            reason, ore = self.cleaned_data.get(f"reason_{place}"), self._adjusted(place)
            if ore and not reason:
                self.add_error(f"reason_{place}", _("Write why."))
            if reason and not ore and not {f"plus_{place}", f"minus_{place}"} & set(self.errors):
                self.add_error(f"plus_{place}", _("Write an amount that adds or deducts."))

    @property
    def choices(self) -> Choices:
        """Give the choices that were typed; what is not on the form stays as it was."""
        chosen: dict[str, Any] = {name: self.cleaned_data[name] for name in PLAIN if name in self.fields}
        chosen |= {name: self.cleaned_data[name] or 0 for name in AMOUNTS if name in self.fields}
        chosen |= {name: Way(self.cleaned_data[name]) for name in APPROPRIATIONS if name in self.fields}
        if self.plan.room:
            chosen["earlier_ore"] = tuple(one for name, one in self._typed() if name.startswith("earlier_"))
        return replace(self.plan.choices, **chosen, **(self._listed() if self.plan.tax else {}))

    def earlier(self) -> list[forms.BoundField]:
        """Give the fields of earlier years' acquisitions."""
        return [self[name] for name in self.fields if name.startswith("earlier_")]

    def reversals(self) -> list[tuple[Fund, forms.BoundField]]:
        """Give the funds with the field of what is reversed of each."""
        return [(one, self[f"reversal_{one.account}"]) for one in self.plan.funds]

    def suggested(self) -> list[tuple[Suggestion, forms.BoundField]]:
        """Give the suggested adjustments with the field that counts each."""
        return [(one, self[f"counts_{one.account}"]) for one in self.plan.suggestions]

    def own(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Give the rows of a person's own adjustments: why, what it adds, what it deducts."""
        if "reason_0" not in self.fields:
            return []
        return [(self[f"reason_{n}"], self[f"plus_{n}"], self[f"minus_{n}"]) for n in range(self.row_count)]

    def _listed(self) -> dict[str, Any]:
        """Give what stands in lists: reversals, adjustments taken out, those written."""
        typed = self.cleaned_data
        reversals = {one.account: typed[f"reversal_{one.account}"] for one in self.plan.funds}
        own = ((typed[f"reason_{place}"], self._adjusted(place)) for place in range(self.row_count))
        # An account that has come since the page was shown was never taken out by anybody.
        offered = set(typed["offered"].split())
        left_out = {one for one in offered if not typed.get(f"counts_{one}", True)}
        return {
            "reversals": {account: ore for account, ore in reversals.items() if ore is not None},
            "left_out": tuple(sorted(left_out | (set(self.plan.choices.left_out) - offered))),
            "adjustments": tuple(OwnAdjustment(reason, ore) for reason, ore in own if reason and ore),
        }

    def _typed(self) -> Iterator[tuple[str, Any]]:
        return ((name, self.cleaned_data[name]) for name in self.fields)

    def _adjusted(self, place: int) -> int:
        return (self.cleaned_data.get(f"plus_{place}") or 0) - (self.cleaned_data.get(f"minus_{place}") or 0)

    def _leave_out_what_is_not_there(self) -> None:
        company, rates = self.plan.situation.company, self.plan.situation.rates
        absent = [] if company.has_partners else ["shares"]
        absent += [] if company.pays_special else ["moves_special"]
        absent += [] if company.pays_tax else ["moves_preliminary"]
        if not (company.pays_tax and rates):
            absent += ["reserve", "reserve_ore", "deficits_ore"]
        if not self.plan.room:
            absent += ["excess", "excess_ore", "opening_ore", "purchases_ore", "sales_ore"]
        for name in absent:
            del self.fields[name]


def _fields_of(plan: Plan, row_count: int) -> Iterator[tuple[str, forms.Field]]:
    """Give the fields of what this year has."""
    figures = plan.situation.figures
    if plan.room:
        for age in range(1, earlier_years(figures.months) + 1):
            label = _("Acquired in %(year)s") % {"year": figures.end.year - age}
            yield f"earlier_{age}", KronorField(label=label)
    for fund in plan.funds:
        yield f"reversal_{fund.account}", KronorField(label=_("Reversal of %(account)s") % {"account": fund.account})
    for one in plan.suggestions:
        label = _("Adjust for %(account)s") % {"account": one.account}
        yield f"counts_{one.account}", forms.BooleanField(required=False, label=label)
    if plan.tax:
        for place in range(row_count):
            row = {"row": place + 1}
            reason = forms.CharField(required=False, max_length=LONGEST_REASON, label=_("Reason, row %(row)s") % row)
            yield f"reason_{place}", reason
            yield f"plus_{place}", KronorField(label=_("Adds, row %(row)s") % row)
            yield f"minus_{place}", KronorField(label=_("Deducts, row %(row)s") % row)


def _initial(plan: Plan) -> dict[str, object]:
    """Give what stands in the form of a plan."""
    choices = plan.choices
    plain = ("opening_ore", "purchases_ore", "moves_special", "moves_preliminary")
    initial: dict[str, object] = {name: getattr(choices, name) for name in plain}
    initial["offered"] = " ".join(one.account for one in plan.suggestions)
    initial |= {name: getattr(choices, name) or None for name in ("sales_ore", "deficits_ore")}
    for name in APPROPRIATIONS:
        way, ore = getattr(choices, name), getattr(choices, f"{name}_ore")
        initial |= {name: way.value, f"{name}_ore": ore if ore or way == Way.AMOUNT else None}
    initial["shares"] = "/".join(str(one) for one in choices.shares)
    initial |= {f"earlier_{age}": ore for age, ore in enumerate(choices.earlier_ore, start=1)}
    initial |= {f"reversal_{account}": ore for account, ore in choices.reversals.items()}
    initial |= {f"counts_{one.account}": one.account not in choices.left_out for one in plan.suggestions}
    for place, own in enumerate(choices.adjustments):
        initial[f"reason_{place}"] = own.reason
        initial[f"plus_{place}" if own.amount_ore > 0 else f"minus_{place}"] = abs(own.amount_ore)
    return initial


def _rows_in(data: Mapping[str, str]) -> int:
    """Count the rows of adjustments that were sent, up to the last one with something in it."""
    filled = [n for n in range(MOST_ROWS) if any(data.get(f"{name}_{n}") for name in ("reason", "plus", "minus"))]
    return filled[-1] + 1 if filled else 0
