"""The account groups of the BAS chart."""

import re
from collections import Counter
from pathlib import Path

import pytest

from closing.books.groups import GROUPS, Section, group_of, group_with
from closing.books.reference_accounts import reference_accounts

SRU = re.compile(rb'^#SRU\s+"?(\d{4})"?\s+"?(7[2-5]\d\d)"?\s*$', re.MULTILINE)
FIELDS_OF_INK2R = ("7200", "7551")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1010", "intangible"),
        ("1088", "intangible_advances"),
        ("1120", "leasehold"),
        ("1336", "other_securities"),
        ("1510", "trade_receivables"),
        ("15101", "trade_receivables"),
        ("1930", "cash"),
        ("2010", "owner_equity"),
        ("2081", "restricted_equity"),
        ("2440", "trade_payables"),
        ("2492", "bills_payable"),
        ("2641", "other_liabilities"),
        ("3001", "net_sales"),
        ("4960", "goods"),
        ("4970", "stock_change"),
        ("7740", "current_write_downs"),
        ("8270", "financial_write_downs"),
        ("8910", "tax"),
        ("8999", "result"),
    ],
)
def test_the_longest_beginning_decides(number: str, code: str) -> None:
    group = group_of(number)

    assert group is not None
    assert group.code == code


@pytest.mark.parametrize("number", ["9010", "0351", "KASSA", "", "8"])
def test_what_bas_does_not_know_has_no_group(number: str) -> None:
    assert group_of(number) is None


def test_every_code_and_every_beginning_stands_once() -> None:
    codes = Counter(group.code for group in GROUPS)
    starts = Counter(start for group in GROUPS for start in group.starts)

    assert codes.most_common(1)[0][1] == 1
    assert starts.most_common(1)[0][1] == 1


def test_groups_stand_in_the_order_of_their_sections() -> None:
    order = list(Section)

    places = [order.index(group.section) for group in GROUPS]

    assert places == sorted(places)


def test_balance_groups_hold_the_first_two_classes() -> None:
    assert {start[0] for group in GROUPS if group.is_balance for start in group.starts} == {"1", "2"}
    assert {start[0] for group in GROUPS if not group.is_balance for start in group.starts} == set("345678")


def test_a_group_is_found_by_its_code() -> None:
    assert group_with("cash") is group_of("1930")
    assert group_with("nothing") is None


def test_a_line_that_can_be_either_has_a_field_for_each() -> None:
    change = group_with("stock_change")

    assert change is not None
    assert (change.field(-100), change.field(0), change.field(100)) == ("7411", "7411", "7510")


def test_every_reference_account_has_a_group() -> None:
    assert [number for number in reference_accounts() if group_of(number) is None] == []


def test_fields_agree_with_real_files(shared_data: Path) -> None:
    lowest, highest = FIELDS_OF_INK2R
    shares = {}
    for path in (shared_data / "sie").iterdir():
        records = {
            (account.decode(), field.decode())
            for account, field in SRU.findall(path.read_bytes().replace(b"\r", b""))
            if lowest < field.decode() < highest
        }
        agreeing = [
            group for account, field in records if (group := group_of(account)) and field in {group.sru, group.sru_cost}
        ]
        if records:
            shares[path.name] = len(agreeing) / len(records)

    assert len(shares) == 15
    assert {name: share for name, share in shares.items() if share < 0.96} == {}
