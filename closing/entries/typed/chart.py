"""What an entry can be booked on: the accounts of the books and of the BAS chart, the objects of the books."""

from collections.abc import Mapping
from dataclasses import dataclass

from closing.books.models import Account, BookObject, Books, Dimension
from closing.books.reference_accounts import reference_accounts
from closing.engagements.models import FiscalYear
from closing.entries.models import LONGEST_ACCOUNT

MOST_DIMENSIONS = 4
"""Source: the account analysis shows as many; a voucher rarely carries more than cost centre and project."""


@dataclass(frozen=True, slots=True)
class DimensionOfBooks:
    """A dimension whose objects rows can carry.

    Attributes:
        objects: the names of its objects by their codes.
    """

    number: str
    name: str
    objects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """What rows can be booked on.

    Attributes:
        accounts: the names of the accounts by their numbers, in the order of the numbers.
        dimensions: those of the books that have objects.
    """

    accounts: Mapping[str, str]
    dimensions: tuple[DimensionOfBooks, ...] = ()

    def find(self, text: str) -> str:
        """Find an account by its number, by number and name, by its name, or by how one name alone begins.

        Returns:
            The number; empty when there is none such, or when several names begin so.
        """
        number = text.split(maxsplit=1)[0] if text.strip() else ""
        if number in self.accounts:
            return number
        words = text.strip().casefold()
        names = {one: name.casefold() for one, name in self.accounts.items()}
        exactly = [one for one, name in names.items() if words and name == words]
        begun = [one for one, name in names.items() if words and name.startswith(words)]
        return next((found[0] for found in (exactly, begun) if len(found) == 1), "")


def chart_of(year: FiscalYear) -> Chart:
    """Read the accounts and objects of a year's books; without books, the accounts of the BAS chart."""
    books = Books.objects.filter(fiscal_year=year).values_list("current", flat=True).first()
    return Chart(account_names(year), _dimensions(books) if books else ())


def account_names(year: FiscalYear) -> dict[str, str]:
    """Give the names of all accounts that can be booked on, those of the books before those of the BAS chart."""
    current = Books.objects.filter(fiscal_year=year).values("current")
    own = dict(Account.objects.filter(snapshot__in=current).values_list("number", "name"))
    names = {**reference_accounts(), **own}
    return {number: names[number] for number in sorted(names) if len(number) <= LONGEST_ACCOUNT}


def _dimensions(snapshot: int) -> tuple[DimensionOfBooks, ...]:
    objects: dict[int, dict[str, str]] = {}
    found = BookObject.objects.filter(dimension__snapshot=snapshot).order_by("code")
    for dimension, code, name in found.values_list("dimension_id", "code", "name"):
        objects.setdefault(dimension, {})[code] = name
    dimensions = Dimension.objects.filter(snapshot=snapshot, pk__in=objects).order_by("number")
    return tuple(DimensionOfBooks(one.number, one.name, objects[one.pk]) for one in dimensions[:MOST_DIMENSIONS])
