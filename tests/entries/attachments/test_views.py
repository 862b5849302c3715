"""The pages of attached files: who may do what, what they say, and how a file is given back."""

from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closing.engagements.models import FiscalYear
from closing.entries.attachments.examination import MOST_FILE_BYTES
from closing.entries.attachments.models import Attachment
from closing.entries.attachments.views import LIMIT, add
from closing.entries.attachments.writing import attach
from closing.entries.models import ClosingEntry
from closing.importing.uploads import BodyLimit
from closing.uploads import limit_of
from closing.users.models import User
from tests.entries.attachments.made_files import EXE, PNG, new_file, pdf, sent, xlsx
from tests.entries.made_entries import make_entry
from tests.factories import client_of

pytestmark = pytest.mark.django_db
Status = ClosingEntry.Status
SENTENCES = {
    "setup.exe": (
        EXE,
        (
            "setup.exe is of a kind that cannot be attached. "
            "Attach PDF, Word, Excel, CSV or a picture (PNG, JPEG, GIF, WebP)."
        ),
    ),
    "avi.pdf": (
        EXE,
        (
            "avi.pdf does not hold what its name says: the content is not that of a PDF file. "
            "Save it anew from the program it was made in."
        ),
    ),
    "hemlig.pdf": (
        pdf(password="x"),
        "hemlig.pdf is locked with a password. Save it without one, and attach it again.",
    ),
    "trasig.pdf": (
        b"%PDF-1.7 ",
        "trasig.pdf cannot be read: the PDF is damaged or far too complicated. Open it and print it as a new PDF.",
    ),
    "bok.pdf": (pdf(101), "bok.pdf has 101 pages, and a PDF may have 100. Split it into several files."),
    "stor.csv": (
        b"1" * (MOST_FILE_BYTES + 1),
        "stor.csv is too large: it has 10,1\xa0MB, and a file may have 10,0\xa0MB.",
    ),
    "tom.csv": (b"", "tom.csv is empty."),
}


@pytest.fixture(autouse=True)
def _in_english(bob: User, rita: User) -> None:
    User.objects.filter(pk__in=[bob.pk, rita.pk]).update(language=User.Language.ENGLISH)
    for user in (bob, rita):
        user.refresh_from_db()


@pytest.fixture
def entry(year: FiscalYear) -> ClosingEntry:
    """Give an entry of a year with books."""
    return make_entry(year)


@pytest.fixture
def attachment(entry: ClosingEntry, bob: User) -> Attachment:
    """Give a PDF attached to the entry."""
    [added] = attach(entry, [new_file("hyra åäö.pdf", pdf())], actor=bob)
    return added


def _address(name: str, of: ClosingEntry | Attachment) -> str:
    entry, things = (of.entry, [of.pk]) if isinstance(of, Attachment) else (of, [])
    year = entry.fiscal_year
    return reverse(f"attachments:{name}", args=[year.engagement_id, year.pk, entry.pk, *things])


def _every(attachment: Attachment) -> list[tuple[str, str]]:
    return [
        ("get", _address("list", attachment.entry)),
        ("post", _address("add", attachment.entry)),
        ("get", _address("file", attachment)),
        ("post", _address("remove", attachment)),
    ]


def _told(client: Client, address: str, **files: object) -> str:
    return [str(one) for one in get_messages(client.post(address, files).wsgi_request)][-1]


def _errors(client: Client, entry: ClosingEntry, *files: "ContentFile[bytes]") -> list[str]:
    answer = client.post(_address("add", entry), {"upload": list(files)})

    assert answer.status_code == 422
    return list(answer.context["attached"].form.errors["upload"])


def test_stranger_finds_none_of_the_addresses(attachment: Attachment, charlie: User) -> None:
    client = client_of(charlie)

    assert [getattr(client, method)(address).status_code for method, address in _every(attachment)] == [404] * 4


def test_reader_looks_and_changes_nothing(attachment: Attachment, rita: User) -> None:
    client = client_of(rita)

    statuses = [getattr(client, method)(address).status_code for method, address in _every(attachment)]
    page = client.get(_address("list", attachment.entry)).text

    assert statuses == [200, 403, 200, 403]
    assert ("hyra åäö.pdf" in page, 'type="file"' in page, _address("remove", attachment) in page) == (
        True,
        False,
        False,
    )
    assert Attachment.objects.filter(removed_at__isnull=True).count() == 1


def test_file_of_another_entry_or_year_is_not_there(attachment: Attachment, year: FiscalYear, bob: User) -> None:
    other = make_entry(year)

    address = reverse("attachments:file", args=[year.engagement_id, year.pk, other.pk, attachment.pk])

    assert client_of(bob).get(address).status_code == 404


def test_several_files_are_attached_at_once_and_told(entry: ClosingEntry, bob: User) -> None:
    client, files = client_of(bob), [sent("hyra.pdf", pdf()), sent("lager.xlsx", xlsx()), sent("kvitto.png", PNG)]

    answer = client.post(_address("add", entry), {"upload": files})

    assert answer.headers["Location"] == _address("list", entry)
    assert [str(one) for one in get_messages(answer.wsgi_request)] == ["3 files are attached to V1."]
    shown = client.get(answer.headers["Location"]).context["attached"]
    assert sorted(file.name for file in shown.files) == ["hyra.pdf", "kvitto.png", "lager.xlsx"]
    assert (shown.may_remove, shown.keeps, shown.is_full) == (True, False, False)


@pytest.mark.parametrize("name", SENTENCES)
def test_refused_file_is_named_with_the_reason(name: str, entry: ClosingEntry, bob: User) -> None:
    content, sentence = SENTENCES[name]

    assert _errors(client_of(bob), entry, ContentFile(content, name=name)) == [sentence]


def test_everything_wrong_is_told_at_once_and_nothing_is_attached(entry: ClosingEntry, bob: User, folder: Path) -> None:
    files = [sent("hyra.pdf", pdf()), sent("setup.exe", EXE), sent("avi.pdf", EXE)]

    assert _errors(client_of(bob), entry, *files) == [SENTENCES["setup.exe"][1], SENTENCES["avi.pdf"][1]]
    assert (Attachment.objects.count(), folder.exists()) == (0, False)


def test_file_as_large_as_may_be_is_taken(entry: ClosingEntry, bob: User) -> None:
    answer = client_of(bob).post(_address("add", entry), {"upload": [sent("stor.csv", b"1" * MOST_FILE_BYTES)]})

    assert (answer.status_code, Attachment.objects.get().size) == (302, MOST_FILE_BYTES)


def test_no_file_is_asked_for(entry: ClosingEntry, bob: User) -> None:
    assert _errors(client_of(bob), entry) == ["Choose at least one file."]


def test_too_many_and_doubled_files_are_refused_in_words(entry: ClosingEntry, bob: User) -> None:
    client = client_of(bob)
    attach(entry, [new_file(f"{number}.csv") for number in range(11)], actor=bob)

    told = [
        _errors(client, entry, *(sent(f"ny {number}.csv") for number in range(13))),
        _errors(client, entry, sent("11.csv"), sent("12.csv")),
        _errors(client, entry, sent("0.csv")),
        _errors(client, entry, sent("kopia.csv", b"0.csv")),
    ]
    attach(entry, [new_file("11.csv")], actor=bob)
    told.append(_errors(client, entry, sent("12.csv")))

    assert told == [
        ["An entry has at most 12 files."],
        ["An entry has at most 12 files: there is room for 1 more."],
        ["0.csv is attached already."],
        ["kopia.csv is the same file as 0.csv."],
        ["The entry has 12 files already, and cannot have more."],
    ]
    assert "12 files are attached, and an entry cannot have more." in client.get(_address("list", entry)).text


def test_file_comes_back_as_it_was_and_never_as_a_page(attachment: Attachment, bob: User) -> None:
    answer = client_of(bob).get(_address("file", attachment))

    assert b"".join(answer.streaming_content) == pdf()  # type: ignore[attr-defined] # a file is streamed
    headers = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control", "Content-Length")
    assert [answer.headers[name] for name in headers] == [
        "application/pdf",
        "attachment; filename*=utf-8''hyra%20%C3%A5%C3%A4%C3%B6.pdf",
        "nosniff",
        "no-store",
        str(len(pdf())),
    ]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_file_that_is_gone_from_the_disk_is_told(attachment: Attachment, bob: User, folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()

    answer = client_of(bob).get(_address("file", attachment))

    assert answer.status_code == 404
    assert "hyra åäö.pdf no longer lies in the folder of the installation." in answer.text


def test_removed_file_is_told_and_no_longer_given(attachment: Attachment, bob: User) -> None:
    client = client_of(bob)

    told = _told(client, _address("remove", attachment))

    assert told == "hyra åäö.pdf is removed."
    assert client.get(_address("file", attachment)).status_code == 404


@pytest.mark.parametrize("status", [Status.TRANSFERRING, Status.TRANSFERRED, Status.EXCLUDED])
def test_files_of_a_transferred_entry_are_kept_and_may_be_added_to(
    status: str, attachment: Attachment, bob: User
) -> None:
    ClosingEntry.objects.update(status=status)
    client, entry = client_of(bob), attachment.entry

    told = _told(client, _address("remove", attachment))
    added = client.post(_address("add", entry), {"upload": [sent("mer.csv")]})
    page = client.get(_address("list", entry))

    assert told == (
        "The entry is transferred, so its files are kept: what shows that a booked voucher is right may not be removed."
    )
    assert added.status_code == 302
    assert _address("remove", attachment) not in page.text
    assert "The entry is transferred, so more files can be attached and none removed" in page.text


def test_deleted_entry_shows_its_files_and_takes_no_more(attachment: Attachment, bob: User) -> None:
    ClosingEntry.objects.update(status=Status.DELETED)
    client, entry = client_of(bob), attachment.entry

    page = client.get(_address("list", entry))
    refused = client.post(_address("add", entry), {"upload": [sent("mer.csv")]})

    assert ("hyra åäö.pdf" in page.text, page.context["attached"].form) == (True, None)
    assert "The entry is deleted, so no files can be attached to it." in refused.text
    assert Attachment.objects.count() == 1


def test_page_says_that_the_files_stay_here(entry: ClosingEntry, bob: User) -> None:
    page = client_of(bob).get(_address("list", entry)).text

    assert "The files stay here: entries are transferred without attachments." in page
    assert "No files are attached." in page


def test_page_of_an_entry_shows_its_files(attachment: Attachment, bob: User) -> None:
    entry = attachment.entry
    address = reverse("entries:edit", args=[entry.fiscal_year.engagement_id, entry.fiscal_year_id, entry.pk])

    page = client_of(bob).get(address).text

    assert (_address("file", attachment) in page, _address("add", entry) in page) == (True, True)


def test_list_of_entries_counts_files_in_one_query_however_many(year: FiscalYear, bob: User) -> None:
    client, address, queries = client_of(bob), reverse("entries:list", args=[year.engagement_id]), []
    for number in range(3):
        attach(make_entry(year), [new_file(f"{number}-{one}.csv") for one in range(number + 1)], actor=bob)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address).text
        queries.append(sum("entry_attachments_attachment" in query["sql"] for query in captured))

    assert queries == [1, 1, 1]
    assert [text in page for text in ("1 file<", "2 files<", "3 files<")] == [True, True, True]


def test_list_counts_no_removed_files(attachment: Attachment, bob: User) -> None:
    client, address = client_of(bob), reverse("entries:list", args=[attachment.engagement_id])

    before = "1 file<" in client.get(address).text
    client.post(_address("remove", attachment))

    assert (before, "1 file<" in client.get(address).text) == (True, False)


def test_request_may_carry_as_much_as_an_entry_may_have() -> None:
    assert limit_of(add) == LIMIT
    assert (LIMIT.file_bytes, LIMIT.together_bytes) == (10_485_760, 125_829_120)


def test_body_as_large_as_an_entry_may_have_is_let_through(entry: ClosingEntry, bob: User) -> None:
    head = {"Content-Length": str(LIMIT.together_bytes)}
    request = RequestFactory().post(_address("add", entry), headers=head)
    request.user = bob

    assert BodyLimit(lambda _request: HttpResponse())(request).status_code == 200


def test_body_that_is_too_large_is_refused_with_the_limits_of_files(entry: ClosingEntry, bob: User) -> None:
    answer = client_of(bob).post(
        _address("add", entry), headers={"Content-Length": str(LIMIT.together_bytes + 2 * 1024**2)}
    )

    assert answer.status_code == 413
    assert "The upload is larger than 120 MB." in answer.text
    assert "Send the files one at a time; a single file may have 10 MB. Nothing has been saved." in answer.text


def test_strangers_and_readers_send_no_large_body(entry: ClosingEntry, rita: User) -> None:
    address, large = _address("add", entry), {"Content-Length": str(2 * 1024**2)}

    statuses = [
        client.generic("POST", address, b"", headers=large).status_code for client in (Client(), client_of(rita))
    ]

    assert statuses == [413, 413]
