"""The page where a person pulls the levers that tests pull through the control plane."""

from contextlib import suppress
from datetime import date, timedelta

from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.web import clock
from integrations.fortnox.simulator.web.control import company_state
from integrations.fortnox.simulator.web.control.company_state import NothingThereError, YearPart
from integrations.fortnox.simulator.web.control.levers import Control
from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.faults.plan import Fault
from integrations.fortnox.simulator.web.faults.words import WORDS
from integrations.fortnox.simulator.web.pages.look import Look

MOST_DAYS = 4_000
OF_PAYMENTS = "payment"


def ask_for_fault(look: Look) -> None:
    """Ask for a fault of this company's; what names none is left alone."""
    word = look.field("kind")
    if word in set(Kind):
        options: dict[str, JsonValue] = {"without": [OF_PAYMENTS]} if word == Kind.NARROWED_SCOPES else {}
        calls = int(look.field("calls")) if look.field("calls").isdecimal() else 1
        Control(look.storage).keep_fault(Fault(Kind(word), look.tenant, calls=calls, options=options))


def forget_faults(look: Look) -> None:
    """Take all faults away."""
    Control(look.storage).forget_faults()


def lock(look: Look) -> None:
    """Lock the company's period, or unlock it."""
    with suppress(ValueError):
        until = date.fromisoformat(look.field("until")) if look.field("until") else None
        company_state.lock_until(look.storage, look.tenant, until)


def open_series(look: Look) -> None:
    """Let a series take vouchers that are sent, or no longer."""
    if look.field("year").isdecimal():
        part = YearPart(int(look.field("year")), look.field("series"))
        with suppress(NothingThereError):
            company_state.open_series(look.storage, look.tenant, part, is_manual=look.field("manual") == "yes")


def move_clock(look: Look) -> None:
    """Move the clock on by days, or set it back to the machine's."""
    days = look.field("days")
    if days.isdecimal() and int(days) <= MOST_DAYS:
        clock.move(look.storage, timedelta(days=int(days)))
    elif not days:
        clock.reset(look.storage)


def shown(look: Look) -> dict[str, object]:
    """Give what the page shows."""
    waiting = [fault for fault in Control(look.storage).faults() if fault.tenant in {None, look.tenant}]
    return {
        "kinds": [(str(kind), words) for kind, words in WORDS.items()],
        "waiting": [(WORDS[fault.kind], fault) for fault in waiting],
        "now": clock.now(look.storage).strftime("%Y-%m-%d %H:%M"),
        "is_moved": clock.is_moved(look.storage),
    }
