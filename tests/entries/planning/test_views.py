"""The page of profit planning: who may do what, what it says, and that nothing typed is lost."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from closing.engagements.models import Agency, FiscalYear
from closing.entries.models import ClosingEntry
from closing.entries.planning.models import PlannedEntry, ProfitPlan
from closing.entries.planning.reckoning.adjustments import OwnAdjustment
from closing.entries.planning.reckoning.choices import Choices, from_json
from closing.users.models import User
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

TYPED = {
    "version": "0",
    "offered": "6072 8314 8423",
    "excess": "none",
    "reserve": "most",
    "counts_6072": "on",
    "counts_8314": "on",
    "counts_8423": "on",
    "moves_special": "on",
    "moves_preliminary": "on",
}


def _page(year: FiscalYear) -> str:
    return reverse("planning:plan", args=[year.engagement_id, year.pk])


def _seen(client: Client, year: FiscalYear) -> dict[str, str]:
    """Save the typed plan and give what its page is acted on with."""
    client.post(_page(year), {**TYPED, "save": "1"})
    shown = client.get(_page(year)).context["shown"]
    return {**TYPED, "version": "1", "seen": shown.worked.plan.seen, "make": "1"}


def test_stranger_is_told_nothing(year: FiscalYear, charlie: User) -> None:
    client = client_of(charlie)

    assert (client.get(_page(year)).status_code, client.post(_page(year), TYPED).status_code) == (404, 404)


def test_reader_sees_the_plan_and_cannot_write(year: FiscalYear, rita: User) -> None:
    client = client_of(rita)

    shown, refused = client.get(_page(year)), client.post(_page(year), {**TYPED, "make": "1"})

    assert (shown.status_code, refused.status_code) == (200, 403)
    assert 'name="make"' not in shown.text
    assert not ProfitPlan.objects.exists()


def test_looking_saves_nothing_and_shows_what_would_be_booked(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).get(_page(year))

    assert [part.name for part in response.context["shown"].parts] == [
        "Change in tax allocation reserves",
        "Special employer's contribution to tax liabilities",
        "Preliminary tax to tax liabilities",
        "Income tax for the year",
        "Result for the year to equity",
    ]
    assert not ProfitPlan.objects.exists()
    assert not ClosingEntry.objects.exists()


def test_recalculating_saves_the_choices_and_makes_nothing(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).post(_page(year), {**TYPED, "sales_ore": "1 000,50", "save": "1"})

    saved = ProfitPlan.objects.get()
    assert response.headers["Location"] == _page(year)
    assert (saved.version, saved.changed_by) == (1, bob)
    assert from_json(saved.choices) == Choices(reserve="most", sales_ore=1_000_50, earlier_ore=(None, None, None))  # type: ignore[arg-type] # a StrEnum
    assert not ClosingEntry.objects.exists()


def test_entries_are_made_as_they_were_shown(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)

    response = client.post(_page(year), _seen(client, year))

    told = [str(one) for one in get_messages(response.wsgi_request)][-1]
    assert told == "Made: S1, S2, S3, S4, S5."
    made = [(one.part, str(one.entry)) for one in PlannedEntry.objects.order_by("entry__number")]
    assert made == [("reserve", "S1"), ("special", "S2"), ("preliminary", "S3"), ("tax", "S4"), ("result", "S5")]


def test_entries_are_not_made_of_figures_nobody_has_looked_at(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)

    response = client.post(_page(year), {**_seen(client, year), "deficits_ore": "500 000"})

    assert response.status_code == 409
    assert "The figures are other than those you looked at." in response.text
    assert 'value="500 000"' in response.text
    assert not ClosingEntry.objects.exists()


def test_second_click_makes_nothing_twice(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    seen = _seen(client, year)
    client.post(_page(year), seen)

    again = client.post(_page(year), seen)

    assert again.status_code == 409
    assert ClosingEntry.objects.count() == 5


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"excess": "amount"}, "Write the amount."),
        ({"sales_ore": "-5"}, "Write the amount without a minus sign."),
        ({"deficits_ore": "mycket"}, "Write the amount as 1234,56."),
        ({"plus_0": "100"}, "Write why."),
        ({"reason_0": "Böter"}, "Write an amount that adds or deducts."),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(
    year: FiscalYear, bob: User, *, changed: dict[str, str], sentence: str
) -> None:
    response = client_of(bob).post(_page(year), {**TYPED, **changed, "save": "1"})

    assert response.status_code == 422
    assert sentence in response.text
    assert all(f'value="{text}"' in response.text for text in changed.values())
    assert not ProfitPlan.objects.exists()


def test_choice_that_is_not_permitted_keeps_the_entries_from_being_made(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    client.post(_page(year), {**TYPED, "reserve": "amount", "reserve_ore": "900000", "save": "1"})

    response = client.get(_page(year))

    assert "may be set aside to the tax allocation reserve" in response.text
    assert 'name="make"' not in response.text


def test_partial_answer_shows_what_is_typed_and_saves_nothing(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).post(_page(year), {**TYPED, "reserve": "none"}, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert response.text.lstrip().startswith('<div id="figures"')
    assert not ProfitPlan.objects.exists()


def test_partial_answer_to_half_an_amount_changes_nothing(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).post(_page(year), {**TYPED, "sales_ore": "1,"}, headers={"HX-Request": "true"})

    assert response.status_code == 204


def test_sole_trader_is_asked_for_nothing_that_is_the_owners(traders_year: FiscalYear, bob: User) -> None:
    response = client_of(bob).get(_page(traders_year))

    assert [part.name for part in response.context["shown"].parts] == [
        "Result for the year to equity",
        "Deposits and withdrawals of the year to equity",
    ]
    assert set(response.context["form"].fields) == {"version", "seen", "offered"}
    assert "Income tax and tax allocation reserves are the owner" in response.text


def test_year_without_books_leads_to_the_import(agency: Agency, bob: User) -> None:
    year = make_fiscal_year(make_engagement(agency))

    response = client_of(bob).get(_page(year))

    assert reverse("overview:engagement", args=[year.engagement_id]) in response.text.partition('class="empty"')[2]
    assert client_of(bob).post(_page(year), TYPED).status_code == 422


def test_list_of_entries_tells_when_the_plan_is_out_of_date(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    client.post(_page(year), _seen(client, year))
    address = reverse("entries:list", args=[year.engagement_id])
    before = client.get(address).text

    ClosingEntry.objects.filter(number=4).update(status=ClosingEntry.Status.DELETED)

    sentence = "The profit plan is out of date: its system entries are no longer what it comes to."
    assert (sentence in before, sentence in client.get(address).text) == (False, True)


@pytest.mark.parametrize("typed", ["60/40", " 60 / 40 "])
def test_partners_share_the_result_as_written(agency: Agency, bob: User, typed: str) -> None:
    year = make_fiscal_year(make_engagement(agency, company_form="HB"))
    make_books(year, [Jotted("A 1", date(2025, 3, 1), [("1930", "1000"), ("3010", "-1000")])])
    client = client_of(bob)

    client.post(_page(year), {"version": "0", "shares": typed, "moves_special": "on", "save": "1"})

    (part,) = client.get(_page(year)).context["shown"].parts
    assert [(row.account, row.amount_ore) for row, _name in part.rows] == [
        ("8999", 1_000_00),
        ("2019", -600_00),
        ("2029", -400_00),
    ]


@pytest.mark.parametrize("typed", ["", "0", "a/b", "1/1/1/1/1", "50-50"])
def test_shares_that_cannot_be_read_are_told(agency: Agency, bob: User, typed: str) -> None:
    year = make_fiscal_year(make_engagement(agency, company_form="HB"))
    make_books(year, [Jotted("A 1", date(2025, 3, 1), [("1930", "1000"), ("3010", "-1000")])])

    response = client_of(bob).post(_page(year), {"version": "0", "shares": typed, "save": "1"})

    assert response.status_code == 422


def test_account_that_came_after_the_page_was_shown_is_not_taken_out(year: FiscalYear, bob: User) -> None:
    client_of(bob).post(_page(year), {**TYPED, "offered": "8314 8423", "counts_6072": "", "save": "1"})

    assert from_json(ProfitPlan.objects.get().choices).left_out == ()


def test_adjustments_taken_out_and_written_are_saved(year: FiscalYear, bob: User) -> None:
    typed = {
        **TYPED,
        "counts_6072": "",
        "reason_0": "Böter",
        "minus_0": "1 234,50",
        "reversal_2123": "500",
        "save": "1",
    }
    client_of(bob).post(_page(year), typed)

    saved = from_json(ProfitPlan.objects.get().choices)
    assert (saved.left_out, saved.reversals) == (("6072",), {"2123": 500_00})
    assert saved.adjustments == (OwnAdjustment("Böter", -1_234_50),)


def test_mending_a_mistake_does_not_hide_what_somebody_else_has_saved(year: FiscalYear, bob: User, maja: User) -> None:
    client = client_of(bob)
    client_of(maja).post(_page(year), {**TYPED, "save": "1"})

    mistaken = client.post(_page(year), {**TYPED, "sales_ore": "mycket", "save": "1"})
    mended = client.post(
        _page(year), {**TYPED, "version": str(mistaken.context["version"]), "sales_ore": "5", "save": "1"}
    )
    insisting = client.post(
        _page(year), {**TYPED, "version": str(mended.context["version"]), "sales_ore": "5", "save": "1"}
    )

    assert [one.status_code for one in (mistaken, mended, insisting)] == [422, 409, 302]
    assert "Your choices stand below and are not saved" in mended.text
