"""A year in the life of a demo company: what it sells, buys, pays in wages and taxes, and when.

Pure: no Django, no database, no clock. The figures come from the company's seed, so they are the same every time.
"""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from closing.demo.company import COST_CENTRE, PROJECT, DemoCompany, Supplier
from closing.demo.journal import Journal, Row
from sie import ObjectList, Voucher

KRONA = 100
# Source: mervärdesskattelagen (2023:200) 9 kap. 2 §: 25 per cent.
VAT_PER_CENT = 25
# Source: socialavgiftslagen (2000:980) 2 kap. 26 § with the general payroll tax: 31.42 per cent.
EMPLOYER_CONTRIBUTIONS = 3142
PER_TEN_THOUSAND = 10_000
INCOME_TAX_PER_CENT = 28
HOLIDAY_PAY_PER_CENT = 12
HOLIDAY_MONTH = 7
MONTHS_OF_HOLIDAY_PAY_TAKEN = 10
PROJECT_PER_CENT = 40
QUIET_MONTHS = {1: 85, 7: 55, 8: 90, 12: 85}
"""Per cent of an ordinary month's sales; other months count 100."""


@dataclass(slots=True)
class DemoYear:
    """Books one fiscal year, month by month, into a journal that begins with the opening balances."""

    company: DemoCompany
    start: date
    end: date
    opening: Counter[str]
    journal: Journal = field(init=False)
    _chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(Counter(self.opening))
        self._chance = Random(self.company.seed * 10_000 + self.start.year)  # noqa: S311 -- figures, not secrets

    def vouchers(self) -> tuple[Voucher, ...]:
        """Book the whole year, and give its vouchers."""
        self._first_day()
        self._settle_opening()
        for first in self._months():
            self._sales(first)
            self._purchases(first)
            self._wages(first)
            self._month_end(first)
            self._now_and_then(first)
            self._vat(first)
        return self.journal.vouchers()

    def _months(self) -> list[date]:
        count = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        whole = (divmod(self.start.month - 1 + place, 12) for place in range(count))
        return [date(self.start.year + years, month + 1, 1) for years, month in whole]

    def _first_day(self) -> None:
        result = self.opening["2099"]
        text = "Omföring av föregående års resultat"
        self.journal.book("A", self.start, text, Row("2099", -result), Row("2098", result))

    def _settle_opening(self) -> None:
        """Pay what was unpaid when the year began: invoices during the first weeks, taxes when they fall due."""
        book, owed = self.journal.book, self.opening
        for day, share in ((20, 40), (17, 35), (12, 25)):
            paid = self.start + timedelta(days=day)
            received, spent = owed["1510"] * share // 100, owed["2440"] * share // 100
            book("C", paid, "Inbetalning fakturor föregående år", Row("1930", received), Row("1510", -received))
            book("E", paid, "Betalning fakturor föregående år", Row("1930", spent), Row("2440", -spent))
        wage_taxes = owed["2710"] + owed["2731"]
        twelfth = self.start.replace(day=12)
        book("A", twelfth, "Inbetalning till skattekontot", Row("1630", -wage_taxes), Row("1930", wage_taxes))
        settled = (Row("2710", -owed["2710"]), Row("2731", -owed["2731"]), Row("1630", wage_taxes))
        book("A", twelfth, "Skatt och avgifter dragna på skattekontot", *settled)
        tax = owed["2512"] + owed["2518"]
        final = (Row("2512", -owed["2512"]), Row("2518", -owed["2518"]), Row("1930", tax))
        book("A", self.start.replace(day=28), "Slutlig skatt för föregående år", *final)
        vat = owed["2650"]
        book("A", _twelfth_after(self.start), "Moms för föregående år", Row("2650", -vat), Row("1930", vat))

    def _sales(self, first: date) -> None:
        count = self.company.sales_a_month * QUIET_MONTHS.get(first.month, 100) // 100
        for _ in range(count):
            day = self._day(first)
            customer = self._chance.choice(self.company.customers)
            net = self._about(self.company.sale_kronor)
            taxed = self._chance.randrange(100) >= self.company.share_reverse_charge
            vat = net * VAT_PER_CENT // 100 if taxed else 0
            account = "3001" if taxed else "3231"
            rows = (Row("1510", net + vat), Row("2611", -vat), Row(account, -net, self._objects()))
            self.journal.book("B", day, f"Kundfaktura {customer}", *rows)
            self._later("C", day, f"Inbetalning {customer}", Row("1930", net + vat), Row("1510", -net - vat))

    def _purchases(self, first: date) -> None:
        rent = Supplier("Hyresvärden Kvarnberget AB", "5010", self.company.rent_kronor)
        self._purchase(first + timedelta(days=1), rent, self.company.rent_kronor * KRONA)
        for supplier in self.company.suppliers:
            for _ in range(1 if supplier.account > "5" else self._chance.choice((1, 2))):
                self._purchase(self._day(first), supplier, self._about(supplier.kronor))

    def _purchase(self, day: date, supplier: Supplier, net: int) -> None:
        vat = net * VAT_PER_CENT // 100
        rows = (Row("2440", -net - vat), Row("2641", vat), Row(supplier.account, net, self._objects()))
        self.journal.book("D", day, f"Leverantörsfaktura {supplier.name}", *rows)
        self._later("E", day, f"Betalning {supplier.name}", Row("2440", net + vat), Row("1930", -net - vat))

    def _wages(self, first: date) -> None:
        book, month, pay_day = self.journal.book, f"{first:%Y-%m}", first.replace(day=25)
        workers, officials = self.company.worker_pay_kronor * KRONA, self.company.office_pay_kronor * KRONA
        gross = workers + officials
        tax = gross * INCOME_TAX_PER_CENT // 100
        pay = (Row("7010", workers, self._centre(0)), Row("7210", officials, self._centre(-1)))
        book("L", pay_day, f"Löner {month}", *pay, Row("2710", -tax), Row("1930", tax - gross))
        duty = gross * EMPLOYER_CONTRIBUTIONS // PER_TEN_THOUSAND
        book("L", pay_day, f"Arbetsgivaravgifter {month}", Row("7510", duty), Row("2731", -duty))
        # Source: skatteförfarandelagen (2011:1244) 62 kap. 3 §: wage taxes are paid on the 12th of the month after.
        due = _twelfth_after(first)
        if due <= self.end:
            book("A", due, "Inbetalning till skattekontot", Row("1630", tax + duty), Row("1930", -tax - duty))
            settled = (Row("2710", tax), Row("2731", duty), Row("1630", -tax - duty))
            book("A", due, "Skatt och avgifter dragna på skattekontot", *settled)

    def _month_end(self, first: date) -> None:
        book, month, last = self.journal.book, f"{first:%Y-%m}", _last(first)
        pay = (self.company.worker_pay_kronor + self.company.office_pay_kronor) * KRONA
        earned = pay * HOLIDAY_PAY_PER_CENT // 100
        holiday = earned * (-MONTHS_OF_HOLIDAY_PAY_TAKEN if first.month == HOLIDAY_MONTH else 1)
        duty = holiday * EMPLOYER_CONTRIBUTIONS // PER_TEN_THOUSAND
        accrual = (Row("7090", holiday), Row("2920", -holiday), Row("7519", duty), Row("2940", -duty))
        book("A", last, f"Semesterlöneskuld {month}", *accrual)
        wear = (Row("7832", 420_000), Row("1229", -420_000), Row("7834", 310_000), Row("1249", -310_000))
        book("A", last, f"Avskrivningar {month}", *wear)
        book("A", last, "Bankavgifter", Row("6570", 18_500), Row("1930", -18_500))
        interest, instalment = self._about(1_150), 500_000
        loan = (Row("8410", interest), Row("2350", instalment), Row("1930", -interest - instalment))
        book("A", last, "Ränta och amortering", *loan)
        book("A", last.replace(day=12), "Preliminär F-skatt", Row("2518", 900_000), Row("1930", -900_000))

    def _now_and_then(self, first: date) -> None:
        """Book what comes three times a year: lunch with a customer paid in cash, and the insurance."""
        if first.month % 4:
            return
        lunch, cover = self._about(640), self._about(11_400)
        book = self.journal.book
        book("A", first, "Uttag till kassan", Row("1910", lunch), Row("1930", -lunch))
        book("A", self._day(first), "Lunch med kund, representation", Row("6071", lunch), Row("1910", -lunch))
        book("A", self._day(first), "Företagsförsäkring", Row("6310", cover), Row("1930", -cover))

    def _vat(self, first: date) -> None:
        """Settle the VAT booked so far, and pay it on the twelfth of the month after next."""
        outgoing, incoming = self.journal.balances["2611"], self.journal.balances["2641"]
        owed = outgoing + incoming
        rows = (Row("2611", -outgoing), Row("2641", -incoming), Row("2650", owed))
        self.journal.book("A", _last(first), f"Momsredovisning {first:%Y-%m}", *rows)
        due = _twelfth_after(_twelfth_after(first))
        if due <= self.end:
            self.journal.book("A", due, f"Moms {first:%Y-%m}", Row("2650", -owed), Row("1930", owed))

    def _later(self, series: str, day: date, text: str, *rows: Row) -> None:
        """Book a payment about thirty days after its invoice; one that falls after the year stays open."""
        paid = day + timedelta(days=self._chance.randrange(18, 38))
        if paid <= self.end:
            self.journal.book(series, paid, text, *rows)

    def _objects(self) -> ObjectList:
        centre = (COST_CENTRE, self._chance.choice(self.company.centres)[0])
        if self._chance.randrange(100) < PROJECT_PER_CENT:
            return (centre, (PROJECT, self._chance.choice(self.company.projects)[0]))
        return (centre,)

    def _centre(self, place: int) -> ObjectList:
        return ((COST_CENTRE, self.company.centres[place][0]),)

    def _about(self, kronor: int) -> int:
        """Give an amount in öre near `kronor`, a whole number of four kronor so that its VAT is exact."""
        return self._chance.randrange(kronor * 55 // 100, kronor * 150 // 100) // 4 * 4 * KRONA

    def _day(self, first: date) -> date:
        return first.replace(day=self._chance.randrange(1, _last(first).day + 1))


def _last(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _twelfth_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=12)
