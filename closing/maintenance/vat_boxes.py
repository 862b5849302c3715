"""The boxes of the VAT return (momsdeklaration), and the box that an account of the BAS chart goes into.

Source: Skatteverket, "Fylla i momsdeklarationen", boxes 05–62; the accounts are those the BAS chart gives each kind of
sale, purchase and tax.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BOXES: Mapping[str, "StrPromise"] = {
    "05": _("Taxable sales"),
    "06": _("Taxable withdrawals"),
    "07": _("Margin scheme"),
    "08": _("Rent with voluntary tax liability"),
    "10": _("Output VAT 25 %"),
    "11": _("Output VAT 12 %"),
    "12": _("Output VAT 6 %"),
    "20": _("Goods bought from another EU country"),
    "21": _("Services bought from another EU country"),
    "22": _("Services bought from outside the EU"),
    "23": _("Goods bought in Sweden, reverse charge"),
    "24": _("Services bought in Sweden, reverse charge"),
    "30": _("Output VAT on purchases, 25 %"),
    "31": _("Output VAT on purchases, 12 %"),
    "32": _("Output VAT on purchases, 6 %"),
    "35": _("Goods sold to another EU country"),
    "36": _("Goods sold outside the EU"),
    "37": _("Purchases of a middleman in triangular trade"),
    "38": _("Sales of a middleman in triangular trade"),
    "39": _("Services sold to another EU country"),
    "40": _("Other services sold abroad"),
    "41": _("Sales where the buyer is liable in Sweden"),
    "42": _("Other sales without VAT"),
    "48": _("Input VAT to deduct"),
    "50": _("Imported goods, taxable amount"),
    "60": _("Output VAT on imports, 25 %"),
    "61": _("Output VAT on imports, 12 %"),
    "62": _("Output VAT on imports, 6 %"),
}

_ACCOUNTS: Mapping[str, tuple[str, ...]] = {
    "05": ("3000", "3001", "3002", "3003", "3106", "3500", "3510", "3520", "3540", "3550", "3590"),
    "06": ("3401", "3402", "3403"),
    "07": ("3211", "3212"),
    "10": ("2610", "2611", "2612", "2613", "2616"),
    "11": ("2620", "2621", "2622", "2623", "2626"),
    "12": ("2630", "2631", "2632", "2633", "2636"),
    "20": ("4515", "4516", "4517"),
    "21": ("4535", "4536", "4537"),
    "22": ("4531", "4532", "4533"),
    "23": ("4415", "4416", "4417"),
    "24": ("4425", "4426", "4427"),
    "30": ("2614",),
    "31": ("2624",),
    "32": ("2634",),
    "35": ("3108",),
    "36": ("3105",),
    "39": ("3308",),
    "40": ("3305",),
    "41": ("3231",),
    "42": ("3004",),
    "48": ("2640", "2641", "2642", "2645", "2646", "2647", "2649"),
    "50": ("4545", "4546", "4547"),
    "60": ("2615",),
    "61": ("2625",),
    "62": ("2635",),
}
_BOX_OF = {account: box for box, accounts in _ACCOUNTS.items() for account in accounts}


def box_of(number: str) -> str:
    """Give the box of an account of the BAS chart; empty when it goes into none, or when that cannot be told."""
    return _BOX_OF.get(number[:4], "")
