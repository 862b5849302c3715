"""Companies to try the simulator with: a clean one, one with differences and quirks, and a large one."""

from datetime import date
from functools import partial

from integrations.fortnox.simulator.register.demo import clean, large, quirky
from integrations.fortnox.simulator.register.demo.founding import is_there
from integrations.fortnox.simulator.register.demo.large import FULL, Volume
from integrations.fortnox.simulator.register.demo.trades import BUILDER, CAFE, WHOLESALER
from integrations.fortnox.simulator.storage import Storage

__all__ = ["CLEAN", "FULL", "LARGE", "QUIRKY", "Volume", "make_demo_companies"]
CLEAN, QUIRKY, LARGE = BUILDER.company, CAFE.company, WHOLESALER.company
"""Who they are: tenant, name and organisation number."""


def make_demo_companies(storage: Storage, today: date, *, volume: Volume = FULL) -> list[str]:
    """Make the demo companies that are not there yet, each as it is today.

    Args:
        storage: prepared with the tables of the books and the registers.
        today: the last day on which anything has happened in them.
        volume: how much happens in the large one.

    Returns:
        The names of those that were made now.
    """
    makers = ((BUILDER, clean.make), (CAFE, quirky.make), (WHOLESALER, partial(large.make, volume=volume)))
    made = []
    for trade, make in makers:
        with storage.transaction() as connection:
            if not is_there(connection, trade):
                make(connection, today)
                made.append(trade.company.name)
    return made
