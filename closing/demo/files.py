"""The SIE files of the demo: a company's year with the year before it, and the same year as it looks a week later.

Pure: no Django, no database. Two years are lived through, so that last year's figures lead up to this year's.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from closing.demo.chart import CHART, is_balance_account
from closing.demo.company import DemoCompany
from closing.demo.year import DemoYear
from sie import Account, Balance, BalanceKind, FiscalYear, Head, Posting, SieFile, Voucher, organisation_number

Balances = Counter[str]

# Source: inkomstskattelagen (1999:1229) 65 kap. 10 §: 20.6 per cent.
TAX_PER_MILLE = 206
FIRST_OPENING = {
    "1220": 48_600_000,
    "1229": -21_400_000,
    "1240": 61_200_000,
    "1249": -25_900_000,
    "1460": 8_450_000,
    "1510": 41_275_000,
    "1710": 1_850_000,
    "1910": 320_000,
    "1930": 98_640_000,
    "2081": -5_000_000,
    "2099": -22_815_000,
    "2350": -42_000_000,
    "2440": -28_340_000,
    "2512": -6_120_000,
    "2518": 5_400_000,
    "2650": -9_730_000,
    "2710": -5_446_000,
    "2731": -6_111_000,
    "2920": -15_200_000,
    "2940": -4_775_000,
}
"""Öre on the first day of the year before; 2091 is what makes it balance."""

NEW_ACCOUNT = Account("6950", "Tillsynsavgifter myndigheter", "K", sru=("7513",))
BOOKED_SINCE = (
    ("Tillsynsavgift miljönämnden", "6950", 385_000),
    ("Återbetald försäkring", "6310", -212_500),
    ("Rättelse hyra december", "5010", 60_000),
    ("Kostnadsränta skattekonto", "6570", 4_700),
)
CORRECTED_TEXT, CORRECTED_AMOUNT = ("D", "40"), ("D", "41")
CORRECTION_ORE = 10_000


def two_years(company: DemoCompany, start: date) -> tuple[SieFile, SieFile]:
    """Give the file of the year before and the file of the year that begins on `start`."""
    year = FiscalYear(0, start, _year_after(start) - timedelta(days=1))
    before = FiscalYear(-1, _year_before(start), start - timedelta(days=1))
    first_opening = Counter(FIRST_OPENING)
    first_opening["2091"] = -first_opening.total()
    lived = DemoYear(company, before.start, before.end, first_opening)
    last_year = _with_result(lived.vouchers(), before.end, lived.journal.balances)
    opening = _balance_accounts(_sum(first_opening, last_year))
    this_year = DemoYear(company, start, year.end, opening).vouchers()
    head = _head(company, year, before)
    older = replace(head, years=(replace(before, index=0),), balances=_balances(0, first_opening, last_year))
    newer = replace(head, balances=_balances(0, opening, this_year) + _balances(-1, first_opening, last_year))
    return SieFile(older, last_year), SieFile(newer, this_year)


def a_week_later(file: SieFile) -> SieFile:
    """Give the same year after some more bookkeeping: four vouchers new, two altered, one gone, one account new.

    Raises:
        ValueError: the file has too few vouchers in series A and D for the story.
    """
    year = file.head.years[0]
    kept = [_corrected(voucher) for voucher in file.vouchers]
    last_of_a = next(voucher for voucher in reversed(kept) if voucher.series == "A" and "Lunch" in voucher.text)
    kept.remove(last_of_a)
    number = max(int(voucher.number) for voucher in kept if voucher.series == "A")
    new = [
        Voucher("A", str(number + place), year.end, text, year.end, "Demo", _against_bank(account, ore))
        for place, (text, account, ore) in enumerate(BOOKED_SINCE, start=1)
    ]
    vouchers = (*kept, *new)
    chart = sorted((*file.head.accounts, NEW_ACCOUNT), key=lambda account: account.number)
    opening = Counter({one.account: one.amount_ore for one in file.head.balances if _is_opening(one)})
    older = tuple(one for one in file.head.balances if one.year != 0)
    balances = _balances(0, opening, vouchers) + older
    return SieFile(replace(file.head, accounts=tuple(chart), balances=balances), vouchers)


def _head(company: DemoCompany, year: FiscalYear, before: FiscalYear) -> Head:
    return Head(
        flag=0,
        program=("Kvitt demo", "1.0"),
        format="PC8",
        generated=year.end,
        generated_by="Demo",
        sietyp="4",
        company_form="AB",
        organisation_number=organisation_number.with_hyphen(company.organisation_number),
        company=company.name,
        chart_type="EUBAS97",
        currency="SEK",
        years=(year, before),
        accounts=CHART,
        dimensions=company.dimensions,
        objects=company.objects,
    )


def _with_result(vouchers: tuple[Voucher, ...], end: date, balances: Balances) -> tuple[Voucher, ...]:
    """Add the two vouchers that close a year: its tax, and its result moved to the balance sheet."""
    before_tax = -sum(ore for account, ore in balances.items() if not is_balance_account(account))
    tax = max(before_tax, 0) * TAX_PER_MILLE // 1000
    number = max(int(voucher.number) for voucher in vouchers if voucher.series == "A")
    closing = (("Skatt på årets resultat", "8910", "2512", tax), ("Årets resultat", "8999", "2099", before_tax - tax))
    added = (
        Voucher("A", str(number + place), end, text, end, "Demo", (Posting(debit, ore), Posting(credit, -ore)))
        for place, (text, debit, credit, ore) in enumerate(closing, start=1)
    )
    return (*vouchers, *added)


def _balances(year: int, opening: Balances, vouchers: tuple[Voucher, ...]) -> tuple[Balance, ...]:
    """Give the opening, closing and result balances of a year, account by account."""
    final = _sum(opening, vouchers)
    rows = [Balance(BalanceKind.OPENING, year, account, opening[account]) for account in sorted(opening)]
    for account in sorted(final):
        kind = BalanceKind.CLOSING if is_balance_account(account) else BalanceKind.RESULT
        rows.append(Balance(kind, year, account, final[account]))
    return tuple(rows)


def _sum(opening: Balances, vouchers: tuple[Voucher, ...]) -> Balances:
    final = Counter(opening)
    for voucher in vouchers:
        for posting in voucher.postings:
            final[posting.account] += posting.amount_ore
    return final


def _balance_accounts(balances: Balances) -> Balances:
    return Counter({account: ore for account, ore in balances.items() if is_balance_account(account) and ore})


def _corrected(voucher: Voucher) -> Voucher:
    """Alter the two vouchers somebody has corrected since: the text of one, the amount of another."""
    place = (voucher.series, voucher.number)
    if place == CORRECTED_TEXT:
        return replace(voucher, text=f"{voucher.text}, rättad text")
    if place == CORRECTED_AMOUNT:
        debt, vat, cost = voucher.postings
        more = replace(cost, amount_ore=cost.amount_ore + CORRECTION_ORE)
        return replace(voucher, postings=(replace(debt, amount_ore=debt.amount_ore - CORRECTION_ORE), vat, more))
    return voucher


def _against_bank(account: str, ore: int) -> tuple[Posting, ...]:
    return (Posting(account, ore), Posting("1930", -ore))


def _is_opening(balance: Balance) -> bool:
    return balance.kind == BalanceKind.OPENING and balance.year == 0


def _year_before(start: date) -> date:
    return start.replace(year=start.year - 1)


def _year_after(start: date) -> date:
    return start.replace(year=start.year + 1)
