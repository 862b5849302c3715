"""Accounts of the BAS chart go into the boxes of the VAT return."""

import pytest

from closing.maintenance.vat_boxes import _ACCOUNTS, BOXES, box_of


@pytest.mark.parametrize(
    ("account", "box"),
    [("2611", "10"), ("26110", "10"), ("2641", "48"), ("3001", "05"), ("3231", "41"), ("1930", ""), ("2650", "")],
)
def test_account_has_its_box(account: str, box: str) -> None:
    assert box_of(account) == box


def test_every_box_used_has_a_name() -> None:
    assert set(_ACCOUNTS) - set(BOXES) == set()


def test_no_account_goes_into_two_boxes() -> None:
    listed = [account for accounts in _ACCOUNTS.values() for account in accounts]

    assert len(listed) == len(set(listed))
