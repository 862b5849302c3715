"""The plan of a housing cooperative: its result is moved, and nobody is asked of tax. Source: IL 39 kap. 25 §."""

from datetime import date

from django.urls import reverse

from closing.engagements.models import Agency
from closing.entries.models import ClosingEntry
from closing.users.models import User
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books


def test_housing_cooperative_is_asked_nothing_of_tax_and_gets_its_result_booked(agency: Agency, bob: User) -> None:
    cooperative = make_engagement(agency, name="Brf Eken", company_form="BRF", accounting_standard="K3")
    year = make_fiscal_year(cooperative, date(2026, 1, 1), date(2026, 12, 31))
    fees = Jotted("A 1", date(2026, 3, 1), [("1930", "300000"), ("3021", "-300000")])
    make_books(year, [fees], opening={"1930": "10000", "2083": "-10000"})
    client, page = client_of(bob), reverse("planning:plan", args=[year.engagement_id, year.pk])

    shown = client.get(page)
    typed = {"version": "0", "seen": shown.context["shown"].worked.plan.seen, "moves_special": "on"}
    client.post(page, {**typed, "make": "1"})

    assert "A housing cooperative is not taxed on its property" in shown.text
    assert {"reserve", "deficits_ore", "excess"} & set(shown.context["form"].fields) == set()
    (entry,) = ClosingEntry.objects.all()
    assert {one.account: one.amount_ore for one in (row.as_draft() for row in entry.rows.all())} == {
        "8999": 300_000_00,
        "2099": -300_000_00,
    }
