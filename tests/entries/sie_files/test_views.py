"""The pages of the files: who may do what, what they say, and what comes down."""

from urllib.parse import unquote

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import sie
from closing.engagements.models import Agency, FiscalYear
from closing.entries import writing
from closing.entries.models import ClosingEntry
from closing.entries.sie_files.models import EntryFile
from closing.users.models import User
from tests.entries.made_entries import DECEMBER, draft, make_entry
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import make_books

pytestmark = pytest.mark.django_db
Status = ClosingEntry.Status
SERIES = {"series_V": "BV", "series_S": "BS"}


@pytest.fixture
def bob(bob: User) -> User:
    """Give Bob, who prepares closings and reads English."""
    User.objects.filter(pk=bob.pk).update(language=User.Language.ENGLISH)
    bob.refresh_from_db()
    return bob


def listing(year: FiscalYear) -> str:
    """Name the page of the files."""
    return reverse("entry_files:list", args=[year.engagement_id])


def of(name: str, file: EntryFile) -> str:
    """Name an address of a file."""
    return reverse(f"entry_files:{name}", args=[file.fiscal_year.engagement_id, file.fiscal_year_id, file.pk])


def make(client: Client, year: FiscalYear, *entries: ClosingEntry, seen: int = 0) -> EntryFile:
    """Make a file as the page does."""
    address = reverse("entry_files:make", args=[year.engagement_id, year.pk])
    client.post(address, {**SERIES, "entries": [str(one.pk) for one in entries], "seen": seen})
    file = EntryFile.objects.filter(fiscal_year=year).first()
    assert file is not None
    return file


def ticked(text: str) -> list[bool]:
    """Give of each entry offered whether it is chosen."""
    return [" checked" in one.partition(">")[0] for one in text.split('name="entries"')[1:]]


def test_entries_not_transferred_are_offered_and_chosen(year: FiscalYear, bob: User) -> None:
    make_entry(year)
    for status in (Status.TRANSFERRING, Status.TRANSFERRED, Status.NOT_APPLICABLE, Status.DELETED):
        ClosingEntry.objects.filter(pk=make_entry(year).pk).update(status=status)

    page = client_of(bob).get(listing(year))

    assert (page.status_code, ticked(page.text)) == (200, [True])
    assert 'name="series_V" value="V"' in page.text


def test_file_comes_down_as_it_was_made_again_and_again(year: FiscalYear, bob: User) -> None:
    entry, client = make_entry(year), client_of(bob)
    file = make(client, year, entry)
    writing.alter(entry, draft(text="Annat"), days=DECEMBER, version=1, actor=bob)

    answers = [client.get(of("download", file)) for _ in range(2)]

    assert [one.content for one in answers] == [bytes(file.content)] * 2
    assert [one.text for one in sie.read(answers[0].content).vouchers] == [f"Periodisering hyra [{entry.marker}]"]
    number = year.engagement.organisation_number
    disposition = answers[0].headers["Content-Disposition"]
    assert disposition.startswith(f'attachment; filename="bokslutsverifikationer-{number}-20251231-')
    assert disposition.endswith('.si"')


def test_series_are_remembered_for_the_engagement(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    make(client, year, make_entry(year))

    page = client.get(listing(year))

    assert ('name="series_V" value="BV"' in page.text, 'name="series_S" value="BS"' in page.text) == (True, True)


@pytest.mark.parametrize(
    ("series", "words"),
    [
        ("", "This field is required."),
        ("ABCDEFGHIJK", "Ensure this value has at most 10 characters (it has 11)."),
        ("A B", "Write letters and digits, without blanks and quotation marks."),
        ("€", "Write characters that a SIE file can hold, such as letters and digits."),
    ],
)
def test_series_that_no_file_can_hold_is_refused_with_the_reason(
    year: FiscalYear, bob: User, *, series: str, words: str
) -> None:
    entry = make_entry(year)
    address = reverse("entry_files:make", args=[year.engagement_id, year.pk])

    page = client_of(bob).post(address, {**SERIES, "series_V": series, "entries": [str(entry.pk)], "seen": 0})

    assert (page.status_code, words in page.text, ticked(page.text)) == (422, True, [True])
    assert EntryFile.objects.count() == 0


def test_series_of_ten_characters_is_taken(year: FiscalYear, bob: User) -> None:
    address = reverse("entry_files:make", args=[year.engagement_id, year.pk])

    client_of(bob).post(
        address, {"series_V": "ABCDEFGHIÅ", "series_S": "S", "entries": [str(make_entry(year).pk)], "seen": 0}
    )

    assert EntryFile.objects.get().series_by_kind == {"V": "ABCDEFGHIÅ", "S": "S"}


def test_entry_in_a_file_not_confirmed_is_pointed_out_and_not_chosen(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    make(client, year, make_entry(year))
    make_entry(year)

    page = client.get(listing(year))

    assert "V1 is already in a file of" in page.text
    assert ticked(page.text) == [False, True]


def test_choice_from_an_older_page_says_what_came_between(year: FiscalYear, bob: User) -> None:
    client, first, second = client_of(bob), make_entry(year), make_entry(year)
    make(client, year, first)
    address = reverse("entry_files:make", args=[year.engagement_id, year.pk])

    answer = client.post(address, {**SERIES, "entries": [str(first.pk), str(second.pk)], "seen": 0})

    (words,) = [str(one) for one in get_messages(answer.wsgi_request)]
    assert words == (
        "No file was made: meanwhile an entry that was chosen came into another file, as the list now tells. "
        "Choose again."
    )
    assert EntryFile.objects.count() == 1


def test_file_asks_whether_it_was_read_in_and_marks_its_entries(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    file = make(client, year, make_entry(year))

    asked = client.get(of("file", file))
    done = client.post(of("confirm", file), follow=True)

    assert "Has the file been read into the bookkeeping program?" in asked.text
    assert "The entries of the file are marked as transferred." in done.text
    assert "Download again" in done.text
    assert ClosingEntry.objects.get().status == Status.TRANSFERRED


def test_entry_that_was_not_marked_is_named_with_the_reason(year: FiscalYear, bob: User) -> None:
    client, entry = client_of(bob), make_entry(year)
    file = make(client, year, entry)
    writing.alter(entry, draft(text="Annat"), days=DECEMBER, version=1, actor=bob)

    done = client.post(of("confirm", file), follow=True)

    assert "Not every entry could be marked as transferred; the page says which and why." in done.text
    assert (
        "V1 was changed after the file was made, so it is not marked. The bookkeeping holds the earlier version: "
        "take that voucher back there before V1 is exported again."
    ) in done.text


def test_file_not_used_lets_its_entries_go_and_cannot_be_confirmed(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    file = make(client, year, make_entry(year))

    let_go = client.post(of("withdraw", file), follow=True)
    refused = client.post(of("confirm", file), follow=True)

    assert ticked(let_go.text) == [True]
    assert "The file was marked as not used, so nothing was marked as transferred." in refused.text
    assert ClosingEntry.objects.get().status == Status.NOT_TRANSFERRED


def test_reader_sees_the_files_and_can_do_nothing(year: FiscalYear, bob: User, rita: User) -> None:
    file, client = make(client_of(bob), year, make_entry(year)), client_of(rita)

    shown = [client.get(address).status_code for address in (listing(year), of("file", file))]
    refused = [client.post(of(name, file)).status_code for name in ("confirm", "withdraw")]
    refused += [client.get(of("download", file)).status_code, client.get(adjusted(year)).status_code]

    assert (shown, refused) == ([200, 200], [403] * 4)
    assert 'name="entries"' not in client.get(listing(year)).text


def test_file_of_another_year_is_not_there(year: FiscalYear, bob: User, agency: Agency) -> None:
    client, other = client_of(bob), make_fiscal_year(make_engagement(agency))
    file = make(client, year, make_entry(year))

    address = reverse("entry_files:file", args=[other.engagement_id, other.pk, file.pk])

    assert client.get(address).status_code == 404


def adjusted(year: FiscalYear) -> str:
    """Name the address of the adjusted books."""
    return reverse("entry_files:adjusted", args=[year.engagement_id, year.pk])


def test_adjusted_books_come_down_as_a_file(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)

    answer = client_of(bob).get(adjusted(year))

    file = sie.read(b"".join(answer))
    assert [one.series for one in file.vouchers] == ["A", "A", "V"]
    assert file.vouchers[-1].text.endswith(f"[{entry.marker}]")
    number = year.engagement.organisation_number
    name = unquote(answer.headers["Content-Disposition"])
    assert name == f'attachment; filename="justerad-bokforing-{number}-20251231.se"'


def test_adjusted_books_of_books_without_vouchers_say_what_they_are(agency: Agency, bob: User) -> None:
    year = make_fiscal_year(make_engagement(agency))
    make_books(year, opening={"1930": "100"})

    page = client_of(bob).get(listing(year))

    assert (
        "The imported books have no vouchers, so the file holds balances alone (SIE 1 or 2); the closing entries are "
        "counted in them. Take the entries themselves from the SI file."
    ) in page.text


def test_year_without_books_has_no_adjusted_books(agency: Agency, bob: User) -> None:
    year, client = make_fiscal_year(make_engagement(agency)), client_of(bob)

    page, answer = client.get(listing(year)), client.get(adjusted(year))

    assert (adjusted(year) in page.text, answer.status_code) == (False, 302)


def test_list_of_entries_leads_to_the_files(year: FiscalYear, bob: User) -> None:
    make_entry(year)

    page = client_of(bob).get(reverse("entries:list", args=[year.engagement_id]))

    assert (f'{listing(year)}#si"' in page.text, f'{listing(year)}#adjusted"' in page.text) == (True, True)


def test_engagement_with_a_connection_is_warned_of_booking_twice(agency: Agency, bob: User) -> None:
    year = make_fiscal_year(make_engagement(agency, data_source="fortnox"))
    make_entry(year)

    page = client_of(bob).get(listing(year))

    assert (
        "The entries of this engagement are exported to Fortnox. An entry that goes both there and into a file that "
        "is read in is booked twice."
    ) in page.text
    assert ticked(page.text) == [True]


def test_page_asks_as_much_for_three_files_as_for_one(year: FiscalYear, bob: User) -> None:
    client, counts = client_of(bob), []
    for seen in (0, 1, 2):
        make(client, year, make_entry(year), seen=seen)
        client.get(listing(year))
        with CaptureQueriesContext(connection) as queries:
            client.get(listing(year))
        counts.append(len(queries))

    assert counts[0] == counts[2]
