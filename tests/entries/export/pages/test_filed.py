"""Entries that stand in SI files, on the page where they are chosen for an export."""

from django.utils import timezone

from closing.engagements.models import FiscalYear
from closing.entries.sie_files import filing
from closing.entries.sie_files.filing import Order
from closing.users.models import User
from tests.entries.export.exports import prepared
from tests.entries.export.in_memory import Books
from tests.entries.export.pages.made_exports import address, plain
from tests.entries.made_entries import make_entry
from tests.factories import client_of


def test_entry_that_stands_in_a_file_is_pointed_out(year: FiscalYear, books: Books, bob: User) -> None:
    filed, withdrawn = make_entry(year), make_entry(year)
    for entry in (filed, withdrawn):
        order = Order([entry.pk], {"V": "A", "S": "A"}, seen=1)
        file = filing.make(year, order, actor=bob, now=timezone.now())
    filing.withdraw(file, actor=bob)
    told = (
        "It stands in an SI file. Do not send it if that file was read in, for it may be booked twice: confirm the "
        "file instead."
    )

    words = plain(client_of(bob).get(address("batch", prepared(year))).text)

    assert words.count(told) == 1
    assert told in words.partition(f"[{filed.marker}]")[2].partition(f"[{withdrawn.marker}]")[0]
