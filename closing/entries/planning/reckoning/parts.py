"""The parts of a plan, and the entry that each makes. Pure."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from closing.entries.draft import DraftRow
from closing.entries.planning.reckoning.company import EQUITY_OF_OWNER, OWNER, Company
from closing.entries.planning.reckoning.figures import EXCESS, Figures
from closing.entries.planning.reckoning.reserves import fund_account

EXCESS_CHANGE = "885"
"""With the last digit of the account of the excess: 8850 for 2150, 8853 for 2153. Source: BAS."""
ALLOCATED, REVERSED = "8811", "8819"
SPECIAL, PRELIMINARY, TAX_OWED, TAX = "2514", "2518", "2510", "8910"
RESULT = "8999"


class Part(StrEnum):
    """A part of a plan; each becomes one entry at most, in this order."""

    EXCESS = "excess"
    RESERVE = "reserve"
    SPECIAL = "special"
    PRELIMINARY = "preliminary"
    TAX = "tax"
    RESULT = "result"
    EQUITY = "equity"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry the plan wants to be there: which part it is, and its rows, which balance."""

    part: Part
    rows: tuple[DraftRow, ...]


def proposal(part: Part, amounts: Iterable[tuple[str, int]]) -> Proposal:
    """Make an entry of accounts and öre; amounts on one account are added, and nothing is left out but zero."""
    sums: dict[str, int] = {}
    for account, ore in amounts:
        sums[account] = sums.get(account, 0) + ore
    return Proposal(part, tuple(DraftRow(account, ore) for account, ore in sums.items() if ore))


def excess_rows(figures: Figures, change_ore: int) -> Iterator[tuple[str, int]]:
    """Book a change in excess depreciation on the account the books have it on; below zero it is dissolved."""
    there = [(one.number, one.meaning) for one in figures.on(*EXCESS) if one.closing_ore < 0]
    account, meaning = there[0] if there else (EXCESS[0], EXCESS[0])
    yield f"{EXCESS_CHANGE}{meaning[3]}", change_ore
    yield account, -change_ore


def reserve_rows(figures: Figures, allocated_ore: int, reversals: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Book what is set aside to the year's fund and what is reversed of older ones."""
    yield ALLOCATED, allocated_ore
    yield fund_account(figures.end), -allocated_ore
    for account, ore in reversals.items():
        yield account, ore
        yield REVERSED, -ore


def moved_rows(figures: Figures, start: str, *, to: str) -> Iterator[tuple[str, int]]:
    """Move what stands on accounts to another one."""
    for one in figures.on(start):
        yield one.number, -one.closing_ore
        yield to, one.closing_ore


def tax_rows(ore: int) -> Iterator[tuple[str, int]]:
    """Book tax as a cost and a debt."""
    yield TAX, ore
    yield TAX_OWED, -ore


def result_rows(company: Company, ore: int, shares: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    """Move a result to equity, profit positive; the last partner takes the öre that cannot be divided."""
    yield RESULT, ore
    accounts, left = company.result_accounts(shares), ore
    whole = sum(share for _account, share in accounts)
    for account, share in accounts[:-1]:
        part = ore * share // whole
        left -= part
        yield account, -part
    yield accounts[-1][0], -left


def equity_rows(figures: Figures) -> Iterator[tuple[str, int]]:
    """Move an owner's deposits and withdrawals of the year to the equity."""
    for start in EQUITY_OF_OWNER:
        yield from moved_rows(figures, start, to=OWNER)


def fingerprint(proposals: Iterable[Proposal]) -> str:
    """Give a mark of what would be booked, by which it is known to be what somebody has looked at."""
    rows = ((one.part.value, row.account, row.amount_ore) for one in proposals for row in one.rows)
    return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()[:32]
