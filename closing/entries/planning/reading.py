"""The figures of a plan, read from the stored balances of the books and from the closing entries of others."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from closing.books.models import Account, AccountMapping, Books, PeriodTotal, Snapshot
from closing.engagements.models import AccountingStandard, CompanyForm, Engagement, FiscalYear
from closing.entries.adjusted import sums
from closing.entries.planning.models import ProfitPlan
from closing.entries.planning.reckoning.choices import Choices, from_json
from closing.entries.planning.reckoning.company import Company
from closing.entries.planning.reckoning.figures import EQUIPMENT, AccountFigure, Figures
from closing.entries.planning.reckoning.plan import Plan, Situation, plan
from closing.entries.planning.reckoning.rates import rates_of
from closing.entries.planning.standing import OwnEntry, Step, own_entries, own_sums, steps_to

BALANCE_CLASSES = "12"
"""First digits of balance accounts in the BAS chart, for accounts that entries alone have booked on."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A plan worked out with the figures of now, and what has to be done to have its entries.

    Attributes:
        own: the entries it has made before.
    """

    plan: Plan
    own: tuple[OwnEntry, ...]
    steps: tuple[Step, ...]

    @property
    def has_entries(self) -> bool:
        """Say whether some of its entries stand."""
        return any(one.kept or one.gone for one in self.steps)

    @property
    def is_outdated(self) -> bool:
        """Say whether its entries no longer are what it comes to."""
        return self.has_entries and not self.is_done

    @property
    def is_done(self) -> bool:
        """Say whether there is nothing to make."""
        return all(one.is_done for one in self.steps)


def plan_of(year: FiscalYear) -> ProfitPlan:
    """Give the plan of a year; one that is not saved when nobody has planned it yet."""
    return ProfitPlan.objects.select_related("changed_by").filter(fiscal_year=year).first() or ProfitPlan(
        fiscal_year=year
    )


def work_out(year: FiscalYear, choices: Choices) -> Worked | None:
    """Work out choices with the figures of now; None when nothing is imported for the year."""
    own = own_entries(year)
    figures = figures_of(year, own)
    if figures is None:
        return None
    made = plan(Situation(figures, company_of(year.engagement), rates_of(year.end)), choices)
    return Worked(made, own, steps_to(made.proposals, own, day=year.end))


def is_outdated(year: FiscalYear) -> bool:
    """Say whether a year's plan has made entries that are no longer what it comes to."""
    saved = ProfitPlan.objects.filter(fiscal_year=year, entries__isnull=False).first()
    worked = work_out(year, from_json(saved.choices)) if saved else None
    return bool(worked and worked.is_outdated)


def company_of(engagement: Engagement) -> Company:
    """Say what a company form means for the plan."""
    has_excess = engagement.accounting_standard != AccountingStandard.K1
    if engagement.company_form == CompanyForm.SOLE_TRADER:
        return Company(pays_tax=False, has_excess=has_excess, has_owner=True, pays_special=False)
    if engagement.company_form == CompanyForm.PARTNERSHIP:
        return Company(pays_tax=False, has_excess=has_excess, has_partners=True)
    if engagement.company_form == CompanyForm.HOUSING_COOPERATIVE:
        return Company(pays_tax=False, has_excess=False)
    return Company(pays_tax=True, has_excess=has_excess)


def figures_of(year: FiscalYear, own: Iterable[OwnEntry]) -> Figures | None:
    """Read the accounts of a year without what the plan itself has booked; None when nothing is imported."""
    pointer = Books.objects.select_related("current").filter(fiscal_year=year).first()
    if pointer is None:
        return None
    entered = sums(year)
    for number, ore in own_sums(own).items():
        entered[number] = entered.get(number, 0) - ore
    meanings, debits = _meanings(year.engagement), _debits(pointer.current)
    there = {one.number: one for one in Account.objects.filter(snapshot=pointer.current)}
    found = []
    for number in sorted({*there, *(one for one, ore in entered.items() if ore)}):
        account, added = there.get(number), entered.get(number, 0)
        is_equipment = meanings.get(number, number).startswith(EQUIPMENT)
        found.append(
            AccountFigure(
                number,
                meanings.get(number, number),
                is_balance=account.is_balance if account else number[:1] in BALANCE_CLASSES,
                opening_ore=account.opening_ore if account else 0,
                closing_ore=(account.closing_ore if account else 0) + added,
                debit_ore=debits.get(account.pk if account else 0, 0) + max(added, 0) if is_equipment else 0,
            )
        )
    return Figures(year.start, year.end, tuple(found))


def _meanings(engagement: Engagement) -> dict[str, str]:
    chosen = AccountMapping.objects.filter(engagement=engagement).exclude(reference_account="")
    return dict(chosen.values_list("account_number", "reference_account"))


def _debits(snapshot: Snapshot) -> dict[int, int]:
    """Add up what was booked in debit on each account of equipment."""
    lowest, highest = snapshot.keys
    totals = PeriodTotal.objects.filter(account_id__gte=lowest, account_id__lte=highest)
    return dict(totals.values_list("account_id").annotate(debit=Sum("debit_ore")).order_by())
