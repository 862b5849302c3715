"""The chart of accounts as maintenance shows it: what each account means, or what is suggested that it means."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from closing.books import mapping
from closing.books.groups import group_with
from closing.books.mapping import MappedAccount
from closing.books.models import Account, AccountMapping, Books
from closing.engagements.models import FiscalYear
from closing.maintenance import settings_log
from closing.maintenance.vat_boxes import box_of
from closing.users.models import User


class Standing(StrEnum):
    """Where an account stands: confirmed, suggested, or without anything to suggest."""

    CONFIRMED = "confirmed"
    SUGGESTED = "suggested"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an account means to the closing: reference account, group, box of the VAT return, field of the tax form."""

    reference_account: str = ""
    group: str = ""
    vat_code: str = ""
    sru: str = ""

    @property
    def group_label(self) -> str:
        """Name the group."""
        group = group_with(self.group)
        return str(group.label) if group else self.group


@dataclass(frozen=True, slots=True)
class ChartLine:
    """An account of the books with what it means, or what is suggested that it means.

    Attributes:
        is_new: it came with the latest import, or after the others were confirmed.
    """

    number: str
    name: str
    meaning: Meaning
    standing: Standing
    is_new: bool


def chart_of(year: FiscalYear) -> list[ChartLine]:
    """List the accounts of the year's books, in the order of their numbers."""
    books = Books.objects.filter(fiscal_year=year).select_related("current").first()
    if books is None:
        return []
    before = set(Account.objects.filter(snapshot=books.previous_id).values_list("number", flat=True))
    return [_line(one, before) for one in mapping.mapped_accounts(year.engagement, books.current)]


def line_of(year: FiscalYear, number: str) -> ChartLine | None:
    """Give the line of one account; None when the books do not have it."""
    return next((line for line in chart_of(year) if line.number == number), None)


def accept(year: FiscalYear, numbers: Collection[str] | None, *, actor: User) -> int:
    """Take over the suggestions for some accounts, or for all (None), and tell how many they were."""
    books = Books.objects.filter(fiscal_year=year).select_related("current").first()
    suggested = {line.number: line for line in chart_of(year) if line.standing is Standing.SUGGESTED}
    accepted = [number for number in suggested if numbers is None or number in numbers]
    if books is None or not accepted:
        return 0
    with transaction.atomic():
        mapping.accept(year.engagement, books.current, accepted)
        made = AccountMapping.objects.filter(engagement=year.engagement, account_number__in=accepted, vat_code="")
        for one in made:
            one.vat_code = suggested[one.account_number].meaning.vat_code
        AccountMapping.objects.bulk_update(made, ["vat_code"], batch_size=200)
        settings_log.suggestions_accepted(year.engagement, actor, accepted)
    return len(accepted)


def change(year: FiscalYear, number: str, meaning: Meaning, *, actor: User) -> None:
    """Give an account another meaning, and confirm it."""
    answers = {
        "reference_account": meaning.reference_account,
        "group": meaning.group,
        "vat_code": meaning.vat_code,
        "sru": meaning.sru,
        "is_confirmed": True,
    }
    with transaction.atomic():
        AccountMapping.objects.update_or_create(engagement=year.engagement, account_number=number, defaults=answers)
        settings_log.mapping(year.engagement, actor, account=number, reference=meaning.reference_account or "–")


def _line(mapped: MappedAccount, before: set[str]) -> ChartLine:
    account, written, suggestion = mapped.account, mapped.mapping, mapped.suggestion
    if written is not None and written.is_confirmed:
        meaning = Meaning(written.reference_account, written.group, written.vat_code, written.sru)
        return ChartLine(account.number, account.name, meaning, Standing.CONFIRMED, is_new=False)
    reference = suggestion.reference_account
    standing = Standing.SUGGESTED if reference else Standing.UNKNOWN
    meaning = Meaning(reference, suggestion.group, box_of(account.number if reference else ""), suggestion.sru)
    is_new = mapped.is_new or (bool(before) and account.number not in before)
    return ChartLine(account.number, account.name, meaning, standing, is_new=is_new)
