"""Validations of the balances: the sums a file gives against the sums its vouchers come to.

Of sixty real type 4E files 29 have opening balances that do not sum to nothing, and 32 closing balances and results
that do not: those are told, not warned of. A closing balance that its postings do not explain is rare, and an alarm.
"""

from collections.abc import Iterator

from closing.importing.case import Context
from closing.importing.catalogue import Code, finding
from closing.importing.findings import LISTED_IN_FACTS, LISTED_PER_CODE, Finding
from closing.importing.repairs import openings_taken
from closing.importing.validations.vouchers import more_than_listed
from sie.records import BalanceKind


def validate_closings(context: Context) -> list[Finding]:
    """Opening balance and postings make the closing balance, account by account; what does not is named.

    A file for import may carry balances too: those from before its vouchers, which then explain nothing.
    """
    if not context.has_vouchers or context.is_for_import:
        return []
    found = [
        finding(
            Code.CLOSING_DIFFERS,
            account=account,
            opening_ore=opening,
            movement_ore=movement,
            closing_ore=closing,
            difference_ore=closing - opening - movement,
        )
        for account, opening, movement, closing in _unexplained(context)
    ]
    return found[:LISTED_PER_CODE] + more_than_listed(Code.CLOSING_DIFFERS, len(found), listed=LISTED_PER_CODE)


def validate_opening_sum(context: Context) -> list[Finding]:
    """The opening balances of a year sum to nothing."""
    openings = {**context.balance_of(BalanceKind.OPENING), **openings_taken(context)}
    total = sum(openings.values())
    return [finding(Code.OPENINGS_NOT_ZERO, sum_ore=total)] if total else []


def validate_closing_sum(context: Context) -> list[Finding]:
    """The closing balances and the result of a year sum to nothing."""
    closings, results = context.balance_of(BalanceKind.CLOSING), context.balance_of(BalanceKind.RESULT)
    # Some programs repeat the result of an account as its closing balance; it counts once.
    total = sum(closings.values()) + sum(ore for account, ore in results.items() if closings.get(account) != ore)
    return [finding(Code.CLOSINGS_NOT_ZERO, sum_ore=total)] if closings and total else []


def validate_openings(context: Context) -> list[Finding]:
    """A year opens with what the year before closed with."""
    openings = context.balance_of(BalanceKind.OPENING)
    closings = context.balance_of(BalanceKind.CLOSING, -1)
    if not openings or not closings:
        return []
    openings = {**openings, **openings_taken(context)}
    differing = sorted(
        account for account in openings.keys() | closings.keys() if openings.get(account, 0) != closings.get(account, 0)
    )
    if not differing:
        return []
    return [finding(Code.OPENING_DIFFERS, count=len(differing), accounts=list(differing[:LISTED_IN_FACTS]))]


def _unexplained(context: Context) -> Iterator[tuple[str, int, int, int]]:
    """Give account, opening, movement and closing where the closing is not the sum of the other two."""
    openings = {**context.balance_of(BalanceKind.OPENING), **openings_taken(context)}
    closings, results = context.balance_of(BalanceKind.CLOSING), context.balance_of(BalanceKind.RESULT)
    movements = context.figures.movements
    for account in sorted(openings.keys() | closings.keys() | results.keys() | movements.keys()):
        opening, movement = openings.get(account, 0), movements.get(account, 0)
        if account in closings or (account not in results and context.is_balance_account(account)):
            if closings and closings.get(account, 0) != opening + movement:
                yield account, opening, movement, closings.get(account, 0)
        elif results and results.get(account, 0) not in (movement, opening + movement):
            # Some programs carry opening balances on accounts of the result; their #RES may or may not hold them.
            yield account, opening, movement, results.get(account, 0)
