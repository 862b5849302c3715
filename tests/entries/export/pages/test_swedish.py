"""What a Swedish accountant reads on the pages of an export."""

import re

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from closing.engagements.models import FiscalYear
from closing.entries.export.models import ExportItem
from closing.jobs.models import Job
from closing.users.models import User
from integrations.fortnox.models import FortnoxConnection
from tests.entries.export.exports import begun, prepared, sent
from tests.entries.export.in_memory import ANSWER_LOST, OK, Books
from tests.entries.export.pages.made_exports import address, ended_export, plain
from tests.entries.made_entries import make_entry
from tests.factories import client_of
from tests.integrations.fortnox.connection.factory import ended, make_connection


@pytest.fixture
def maja(maja: User) -> User:
    """Give Maja, who manages closings and reads Swedish."""
    User.objects.filter(pk=maja.pk).update(language=User.Language.SWEDISH)
    return maja


def _words(user: User, path: str) -> str:
    return plain(client_of(user).get(path).text)


@pytest.mark.parametrize(
    ("language", "button", "lost"),
    [
        (
            "sv",
            "Exportera bokslutsverifikationer till Fortnox (utan bilagor)",
            "Anslutningen till Fortnox har gått förlorad. Importera igen för att fortsätta.",
        ),
        (
            "en",
            "Export closing entries to Fortnox (without attachments)",
            "You have lost your token, to proceed import again.",
        ),
    ],
)
def test_button_of_fortnox_says_when_the_token_is_lost(
    year: FiscalYear, maja: User, *, language: str, button: str, lost: str
) -> None:
    User.objects.filter(pk=maja.pk).update(language=language)
    year.engagement.data_source = "fortnox"
    year.engagement.save()
    make_entry(year)
    ended(FortnoxConnection.State.LOST, make_connection(year.engagement, maja))

    page = client_of(maja).get(reverse("entries:list", args=[year.engagement_id])).text

    found = re.search(r'<button[^>]*aria-disabled="true"[^>]*title="([^"]*)">(.*?)</button>', page)
    assert found
    assert (found[1], plain(found[2])) == (lost, button)
    assert f'<span id="export-hindrance" class="help">{lost}</span>' in page


def test_choice(year: FiscalYear, books: Books, maja: User) -> None:
    make_entry(year)
    make_entry(year, ("9999", 100), ("5010", -100))

    words = _words(maja, address("batch", prepared(year)))

    assert (
        "Exportera bokslutsverifikationer till Minnet 2025 Det som ska bokföras Mottagare Åkerlund Måleri AB" in words
    )
    assert "En egen serie gör det lätt att se vad som kom härifrån." in words
    assert "V1 Kan skickas 2025-12-31 1 000,00 Periodisering hyra" in words
    assert "V2 Kan inte skickas 2025-12-31 1,00 Periodisering hyra" in words
    assert "Konto 9999 finns inte i kontoplanen där." in words
    assert "1 av 2 verifikationer valda, 1 000,00 i debet Exportera Avbryt" in words


def test_export_under_way(year: FiscalYear, books: Books, maja: User) -> None:
    batch = begun(year, [make_entry(year) for _entry in range(12)])
    Job.objects.update(state=Job.State.RUNNING, step="sending", step_facts={"number": 7, "of": 12})
    batch.items.filter(ordinal=7).update(state=ExportItem.State.SENDING)

    words = _words(maja, address("batch", batch))

    assert "Skickar verifikation 7 av 12 0 av 12 avgjorda" in words
    assert "V7 Skickas A –" in words


def test_waiting(year: FiscalYear, books: Books, maja: User, *, clock: TimeMachineFixture) -> None:
    books.planned = [OK, ANSWER_LOST]

    words = _words(maja, address("batch", sent(year, [make_entry(year), make_entry(year)])))

    assert (
        "Det är inte känt om V2 bokfördes: Minnet gav inget säkert svar. Den kan ännu komma fram dit, så inget mer "
        "skickas före 2026-02-03 12:02. Då kontrolleras den i Minnet, och arbetet går vidare av sig självt. "
        "Du behöver inte göra något." in words
    )


def test_end(year: FiscalYear, books: Books, maja: User) -> None:
    words = _words(maja, address("batch", sent(year, [make_entry(year) for _entry in range(12)])))

    assert "12 av 12 bokförda: A 1–A 12. Alla har lästs tillbaka från Minnet och är som de skickades." in words


def test_doors_of_an_uncertain_entry(year: FiscalYear, books: Books, maja: User) -> None:
    item = ended_export(make_entry(year), ExportItem.State.UNKNOWN)

    words = _words(maja, address("batch", item.batch))

    assert "0 av 1 bokförda. 1 är osäker." in words
    assert "Kontrollera i Minnet" in words
    assert "Markera som bokförd manuellt" in words


def test_doubled_entry(year: FiscalYear, books: Books, maja: User) -> None:
    batch = sent(year, [make_entry(year)])
    batch.items.update(state=ExportItem.State.DUPLICATE, other_numbers=[9])

    words = _words(maja, address("batch", batch))

    assert "Minnet har den flera gånger: A 1, A 9. Vänd alla utom en av dem där." in words


def test_history(year: FiscalYear, books: Books, maja: User) -> None:
    sent(year, [make_entry(year)], actor=maja)

    words = _words(maja, reverse("entry_export:history", args=[year.engagement_id]))

    assert "Bokförda Nekade Osäkra Inte skickade Av" in words
    assert "2025 Minnet Avslutad 1 0 0 0 Maja Lind" in words
