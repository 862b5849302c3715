"""The pages: what each of them shows."""

from collections.abc import Callable
from dataclasses import asdict

from integrations.fortnox.simulator.web import call_log, clock, companies
from integrations.fortnox.simulator.web.control.asked import ControlError
from integrations.fortnox.simulator.web.control.founding import made_from_sie
from integrations.fortnox.simulator.web.control.levers import Control
from integrations.fortnox.simulator.web.oauth.clients import DEFAULT_CLIENT, client_named
from integrations.fortnox.simulator.web.oauth.consents import consents_of
from integrations.fortnox.simulator.web.pages import books, ledgers, levers
from integrations.fortnox.simulator.web.pages.books import VOUCHERS_A_PAGE, Wanted, Year
from integrations.fortnox.simulator.web.pages.look import Look
from integrations.fortnox.simulator.web.rendering import page
from integrations.fortnox.simulator.web.reply import Reply, redirected

CALLS_SHOWN = 30


def start(look: Look) -> Reply:
    """Show the companies, and how an application is pointed here."""
    shown = {
        "companies": companies.listed(look.storage),
        "client": DEFAULT_CLIENT,
        "address": look.request.host_url.rstrip("/"),
        "now": clock.now(look.storage).strftime("%Y-%m-%d %H:%M"),
        "is_moved": clock.is_moved(look.storage),
    }
    return page("start.html", shown)


def found(look: Look) -> Reply:
    """Make a company of the files that were sent, and show it; or say why there is none."""
    try:
        made = made_from_sie(look.storage, look.request)
    except ControlError as error:
        words = f"En fil gick inte att läsa som SIE 4, eller så fanns ingen. Välj en annan. ({error})"
        return page("stopped.html", {"title": "Företaget kunde inte skapas", "words": words}, status=400)
    return redirected(f"/foretag/{made.tenant}")


def company(look: Look) -> Reply:
    """Show a company: its settings, years and series, and what is connected to it."""
    listed = books.years(look.storage, look.tenant)
    year = _year(look, listed)
    mine = [call for call in call_log.calls(look.storage) if call.tenant == look.tenant]
    shown = {
        **_frame(look, "company"),
        "facts": companies.facts(look.storage, look.tenant),
        "years": listed,
        "year": year,
        "series": books.series(look.storage, look.tenant, year.number) if year else [],
        "connections": _connections(look),
        "calls": [{**asdict(call), "at": clock.moment(call.at)} for call in mine[: -CALLS_SHOWN - 1 : -1]],
    }
    return page("overview.html", shown)


def vouchers(look: Look) -> Reply:
    """Show a year's vouchers, those that came last first."""
    listed = books.years(look.storage, look.tenant)
    year = _year(look, listed)
    wanted = Wanted(look.tenant, year.number if year else 0, look.word("serie"), max(look.number("sida", 1), 1))
    total = books.count(look.storage, wanted)
    shown = {
        **_frame(look, "vouchers"),
        "years": listed,
        "year": year,
        "series": books.series(look.storage, look.tenant, wanted.year),
        "wanted": wanted,
        "vouchers": books.vouchers(look.storage, wanted),
        "total": total,
        "pages": max(-(-total // VOUCHERS_A_PAGE), 1),
        "before": wanted.page - 1,
        "after": wanted.page + 1 if wanted.page * VOUCHERS_A_PAGE < total else 0,
    }
    return page("vouchers.html", shown)


def voucher(look: Look) -> Reply | None:
    """Show one voucher with its rows; None when there is none."""
    wanted = Wanted(look.tenant, int(look.values["year"]), look.values["series"])
    found = books.voucher(look.storage, wanted, int(look.values["number"]))
    if found is None:
        return None
    counted = [row for row in found.rows if not row.is_struck]
    shown = {
        **_frame(look, "vouchers"),
        "voucher": found,
        "year": next((year for year in books.years(look.storage, look.tenant) if year.number == wanted.year), None),
        "debit": sum(row.debit for row in counted),
        "credit": sum(row.credit for row in counted),
    }
    return page("voucher.html", shown)


def accounts(look: Look) -> Reply:
    """Show the accounts of a year, with what they hold."""
    listed = books.years(look.storage, look.tenant)
    year = _year(look, listed)
    balances = books.balances(look.storage, look.tenant, year.number) if year else []
    return page("accounts.html", {**_frame(look, "accounts"), "years": listed, "year": year, "balances": balances})


def ledger(look: Look) -> Reply:
    """Show the unpaid invoices of one side, and what the control account holds."""
    side = ledgers.SIDES[look.values["side"]]
    year = _year(look, books.years(look.storage, look.tenant))
    found = ledgers.ledger(look, side, year)
    return page("ledger.html", {**_frame(look, look.values["side"]), "side": side, "ledger": found, "year": year})


def disconnect(look: Look) -> Reply:
    """Take an application's consent back, as under "Hantera integrationer"."""
    Control(look.storage).revoke_consents(look.tenant, look.request.form.get("client_id") or None)
    return redirected(f"/foretag/{look.tenant}")


def pull(look: Look) -> Reply:
    """Pull one of the levers of the page of levers, and show what it did."""
    pulled = PULLED.get(look.field("lever"))
    if pulled is not None:
        pulled(look)
    return redirected(f"/foretag/{look.tenant}/reglage")


def levers_of(look: Look) -> Reply:
    """Show the levers: faults to come, the locked period, the series, the clock."""
    listed = books.years(look.storage, look.tenant)
    year = _year(look, listed)
    shown = {
        **_frame(look, "levers"),
        **levers.shown(look),
        "facts": companies.facts(look.storage, look.tenant),
        "years": listed,
        "year": year,
        "series": books.series(look.storage, look.tenant, year.number) if year else [],
    }
    return page("levers.html", shown)


PULLED: dict[str, Callable[[Look], None]] = {
    "fault": levers.ask_for_fault,
    "forget": levers.forget_faults,
    "lock": levers.lock,
    "series": levers.open_series,
    "clock": levers.move_clock,
}


def _frame(look: Look, place: str) -> dict[str, object]:
    """Give what every page of a company needs."""
    return {"company": companies.company(look.storage, look.tenant), "place": place}


def _year(look: Look, listed: list[Year]) -> Year | None:
    """Choose the year that the query names, else the latest that has begun."""
    today = clock.now(look.storage).date().isoformat()
    begun = next((year for year in listed if year.start <= today), listed[0] if listed else None)
    return next((year for year in listed if year.number == look.number("ar", 0)), begun)


def _connections(look: Look) -> list[dict[str, object]]:
    """List what may call for the company: each application, who let it in, and when."""
    found = [consent for consent in consents_of(look.storage, look.tenant) if consent.revoked_at is None]
    named = {consent.client_id: client_named(look.storage, consent.client_id) for consent in found}
    return [
        {
            "client_id": consent.client_id,
            "name": client.name if (client := named[consent.client_id]) else consent.client_id,
            "scopes": " ".join(consent.scopes),
            "since": clock.moment(consent.given_at),
            "is_service": consent.is_service,
        }
        for consent in found
    ]
