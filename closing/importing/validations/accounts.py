"""Validations of the accounts that a file declares and uses."""

from collections.abc import Mapping

from closing.importing.case import Context
from closing.importing.catalogue import Code, finding
from closing.importing.findings import LISTED_IN_FACTS, Finding


def validate_account_numbers(context: Context) -> list[Finding]:
    """Account numbers of another form than four to six digits are kept as text, and named."""
    return _named(Code.ACCOUNT_ODD, context.figures.odd_accounts)


def validate_accounts_declared(context: Context) -> list[Finding]:
    """Accounts used without a declaration are created, and named; an import file need not declare any.

    Source: SIE 4B/4C, table of items: #KONTO is required in exports alone.
    """
    declared = {account.number for account in context.head.accounts}
    undeclared = dict(context.figures.undeclared)
    for balance in context.head.balances:
        if balance.account not in declared:
            undeclared.setdefault(balance.account, balance.line)
    return _named(Code.ACCOUNT_UNDECLARED, undeclared)


def _named(code: Code, accounts: Mapping[str, int]) -> list[Finding]:
    """Make one finding of many accounts, at the line of the first."""
    if not accounts:
        return []
    first = [str(account) for account in sorted(accounts)[:LISTED_IN_FACTS]]
    return [finding(code, min(accounts.values()), count=len(accounts), accounts=list(first))]
