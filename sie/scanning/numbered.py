"""The regular vouchers and rows of a block with their series, days, accounts and object lists as numbers."""

from dataclasses import dataclass

import numpy as np

from sie.scanning.interning import UNCERTAIN
from sie.scanning.strict.headers import Headers
from sie.scanning.strict.rows import Rows
from sie.scanning.strict.tokens import Tokens
from sie.scanning.strict.words import Places
from sie.scanning.tables import NO_DAY, NO_LIST, Tables


@dataclass(frozen=True, slots=True)
class NumberedHeaders:
    """Regular heads of vouchers, and the numbers of their series and days."""

    headers: Headers
    series: Places
    days: Places
    registered: Places


@dataclass(frozen=True, slots=True)
class NumberedRows:
    """Regular rows, and the numbers of their accounts, object lists and days."""

    rows: Rows
    accounts: Places
    lists: Places
    days: Places


def numbered_headers(tokens: Tokens, tables: Tables) -> NumberedHeaders:
    """Number the heads of a block; those with a date that is none are left to the plain tokenizer."""
    headers = tokens.headers
    series = tables.series_spans.of(tokens.block.words, headers.series)
    days = tables.day_words.of(headers.dates)
    registered = tables.day_words.of(headers.registered)
    certain = (series != UNCERTAIN) & (days > NO_DAY) & (registered != UNCERTAIN)
    if certain.all():
        return NumberedHeaders(headers, series, days, registered)
    tokens.lines.leave(headers.lines[~certain])
    return NumberedHeaders(headers[certain], series[certain], days[certain], registered[certain])


def numbered_rows(tokens: Tokens, tables: Tables) -> NumberedRows:
    """Number the rows of a block; those with an odd object list or date are left to the plain tokenizer."""
    rows = tokens.rows
    accounts = tables.account_words.of(rows.accounts)
    days = tables.day_words.of(rows.dates)
    lists = np.full(len(accounts), NO_LIST)
    filled = np.flatnonzero(rows.objects.lengths())
    lists[filled] = tables.list_spans.of(tokens.block.words, rows.objects[filled])
    certain = (lists != UNCERTAIN) & (days != UNCERTAIN)
    if certain.all():
        return NumberedRows(rows, accounts, lists, days)
    tokens.lines.leave(rows.lines[~certain])
    return NumberedRows(rows[certain], accounts[certain], lists[certain], days[certain])
