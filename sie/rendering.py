"""Records to the lines of a SIE file, type by type (SIE 4B/4C: which record in which type)."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from sie.amounts import text_from_ore
from sie.dates import text_from_date
from sie.errors import OrganisationNumberError, SieUnwritableError
from sie.organisation_number import with_hyphen
from sie.records import Account, Head, ObjectList, Posting, PostingKind, SieFile, Voucher
from sie.transliteration import Transliteration


class FileKind(StrEnum):
    """Which of the standard's files to write."""

    YEAR_BALANCES = "1"
    PERIOD_BALANCES = "2"
    OBJECT_BALANCES = "3"
    EXPORT = "4E"
    IMPORT = "4I"


_WITH_OBJECTS = (FileKind.OBJECT_BALANCES, FileKind.EXPORT, FileKind.IMPORT)
_WITH_VOUCHERS = (FileKind.EXPORT, FileKind.IMPORT)
_BARE = re.compile(r"[0-9A-Za-z.+-]+", re.ASCII)


class Rendering:
    """Makes the lines of one file; the checksum's records are the writer's."""

    def __init__(self, file: SieFile, *, kind: FileKind, transliteration: Transliteration) -> None:
        """Begin a file of the kind."""
        self.file = file
        self.head = file.head
        self.kind = kind
        self.transliteration = transliteration

    def lines(self) -> Iterator[str]:
        """Give the lines after #FLAGGA, in the order the standard wants."""
        yield from self.head_lines()
        if self.kind in _WITH_VOUCHERS:
            for voucher in in_number_order(self.file.vouchers):
                yield from self.voucher_lines(voucher)

    def head_lines(self) -> Iterator[str]:
        """Give the lines after #FLAGGA but those of the vouchers."""
        yield from self._identification()
        yield from self._chart()
        if self.kind is not FileKind.IMPORT:
            yield from self._balances()

    def _identification(self) -> Iterator[str]:
        """Give who made the file, when, and for whom."""
        head = self.head
        if head.program:
            yield self._line("#PROGRAM", *map(self._text, head.program))
        yield "#FORMAT PC8"
        if head.generated:
            yield self._line("#GEN", text_from_date(head.generated), self._text(head.generated_by))
        yield f"#SIETYP {self.kind[0]}"
        for prose in filter(None, head.prose.split("\n")):
            yield self._line("#PROSA", self._text(prose))
        yield from self._one_word("#FTYP", head.company_form)
        if head.company_id:
            yield self._line("#FNR", self._text(head.company_id))
        yield from self._identity(head)
        if self.kind is not FileKind.IMPORT:
            yield from self._one_word("#BKOD", head.industry_code)
        if head.address:
            address = head.address
            lines = (address.contact, address.street, address.postal, address.telephone)
            yield " ".join(["#ADRESS", *map(self._text, lines)])
        yield self._line("#FNAMN", self._text(head.company))
        for year in head.years:
            yield f"#RAR {year.index} {text_from_date(year.start)} {text_from_date(year.end)}"
        yield from self._one_word("#TAXAR", head.tax_year)
        if head.balances_until and self.kind not in (FileKind.YEAR_BALANCES, FileKind.IMPORT):
            yield f"#OMFATTN {text_from_date(head.balances_until)}"
        yield from self._one_word("#KPTYP", head.chart_type)
        yield from self._one_word("#VALUTA", head.currency)

    def _identity(self, head: Head) -> Iterator[str]:
        """Give the organisation number with its hyphen; what is no number is written as it is."""
        number, *rest = head.organisation_number, head.acquisition_number, head.activity_number
        if any((number, *rest)):
            try:
                written = with_hyphen(number)
            except OrganisationNumberError:
                written = self._word(number)
            yield self._line("#ORGNR", written, *map(self._word, rest))

    def _chart(self) -> Iterator[str]:
        """Give accounts, dimensions and objects; an export declares every account it uses."""
        undeclared: Iterable[Account] = ()
        if self.kind is not FileKind.IMPORT:
            declared = {account.number for account in self.head.accounts}
            undeclared = (Account(number, number) for number in sorted(self._used_accounts() - declared))
        for account in (*self.head.accounts, *undeclared):
            yield from self._account(account)
        if self.kind in _WITH_OBJECTS:
            for dimension in self.head.dimensions:
                number, name = self._word(dimension.number), self._text(dimension.name)
                if dimension.parent:
                    yield self._line("#UNDERDIM", number, name, self._word(dimension.parent))
                else:
                    yield self._line("#DIM", number, name)
            for one in self.head.objects:
                yield self._line("#OBJEKT", self._word(one.dimension), self._text(one.code), self._text(one.name))

    def _account(self, account: Account) -> Iterator[str]:
        """Give an account with its details."""
        number = self._word(account.number)
        yield self._line("#KONTO", number, self._text(account.name))
        if account.kind:
            yield self._line("#KTYP", number, self._word(account.kind))
        if account.unit:
            yield self._line("#ENHET", number, self._text(account.unit))
        for code in account.sru:
            yield self._line("#SRU", number, self._word(code))

    def _balances(self) -> Iterator[str]:
        """Give the balances of years, objects and months that the type has."""
        for balance in self.head.balances:
            words = (str(balance.year), self._word(balance.account), text_from_ore(balance.amount_ore))
            yield self._line(f"#{balance.kind}", *words, self._word(balance.quantity))
        if self.kind in _WITH_OBJECTS:
            for part in self.head.object_balances:
                words = (str(part.year), self._word(part.account), self._objects(part.objects))
                ore, quantity = text_from_ore(part.amount_ore), self._word(part.quantity)
                yield self._line(f"#{part.kind}", *words, ore, quantity)
        if self.kind is not FileKind.YEAR_BALANCES:
            for month in self.head.period_balances:
                keys = (str(month.year), month.period, self._word(month.account), self._objects(month.objects))
                ore, quantity = text_from_ore(month.amount_ore), self._word(month.quantity)
                yield self._line(f"#{month.kind}", *keys, ore, quantity)

    def voucher_lines(self, voucher: Voucher) -> Iterator[str]:
        """Give a voucher with its rows; series, number and text are always there."""
        keys = (self._text(voucher.series), self._text(voucher.number), text_from_date(voucher.date))
        registered = text_from_date(voucher.registered) or '""'
        yield self._line("#VER", *keys, self._text(voucher.text), registered, self._text(voucher.sign))
        yield "{"
        for row in with_twins(voucher):
            fields = (self._word(row.account), self._objects(row.objects), text_from_ore(row.amount_ore))
            if row.date or row.text or row.quantity or row.sign:
                details = (self._text(row.text), self._word(row.quantity), self._text(row.sign))
                yield self._line(f"#{row.kind}", *fields, text_from_date(row.date) or '""', *details)
            else:
                yield f"#{row.kind} {' '.join(fields)}"
        yield "}"

    def _used_accounts(self) -> set[str]:
        """Collect the accounts of balances and rows that are written."""
        head = self.head
        used = {balance.account for balance in head.balances}
        used.update(part.account for part in head.object_balances)
        used.update(month.account for month in head.period_balances)
        if self.kind in _WITH_VOUCHERS:
            used.update(row.account for voucher in self.file.vouchers for row in voucher.postings)
        return used

    def _one_word(self, label: str, word: str) -> Iterator[str]:
        """Give a record of one word, when there is one."""
        if word:
            yield self._line(label, self._word(word))

    def _objects(self, objects: ObjectList) -> str:
        """Write an object list."""
        if not objects:
            return "{}"
        return "{" + " ".join(f"{self._word(dimension)} {self._text(code)}" for dimension, code in objects) + "}"

    def _word(self, word: str) -> str:
        """Write a number or a code: in quotes only when it needs them."""
        return word if _BARE.fullmatch(word) else self._text(word)

    def _text(self, text: str) -> str:
        """Write a text in quotes."""
        return '"' + self.transliteration.text(text).replace('"', '\\"') + '"'

    def _line(self, label: str, *fields: str) -> str:
        """Put a record together; fields without contents at its end are left out, but never the first."""
        kept = len(fields)
        while kept > 1 and fields[kept - 1] == '""':
            kept -= 1
        return " ".join((label, *fields[:kept]))


def in_number_order(vouchers: tuple[Voucher, ...]) -> Iterator[Voucher]:
    """Give the vouchers so that numbers ascend within each series; otherwise their order stays."""
    numbered: dict[str, list[Voucher]] = {}
    for voucher in vouchers:
        if _is_number(voucher.number):
            numbered.setdefault(voucher.series, []).append(voucher)
    ordered = {series: iter(sorted(found, key=_number)) for series, found in numbered.items()}
    for voucher in vouchers:
        yield next(ordered[voucher.series]) if _is_number(voucher.number) else voucher


def with_twins(voucher: Voucher) -> Iterator[Posting]:
    """Give the rows of a voucher, each added one (#RTRANS) with the counted twin the standard wants after it.

    Raises:
        SieUnwritableError: an added row has no twin, and the voucher would not balance with one.
    """
    if not any(row.kind is PostingKind.ADDED for row in voucher.postings):
        yield from voucher.postings
        return
    counted = [row for row in voucher.postings if row.kind is PostingKind.COUNTED]
    unpaired = [(row.account, row.objects, row.amount_ore) for row in counted]
    lonely: list[Posting] = []
    for row in voucher.postings:
        if row.kind is PostingKind.ADDED:
            key = (row.account, row.objects, row.amount_ore)
            if key in unpaired:
                unpaired.remove(key)
            else:
                lonely.append(row)
    if lonely and sum(row.amount_ore for row in (*counted, *lonely)) != 0:
        raise SieUnwritableError(label="#RTRANS", reason="no twin", voucher=f"{voucher.series} {voucher.number}")
    for row in voucher.postings:
        yield row
        if any(row is one for one in lonely):
            yield Posting(row.account, row.amount_ore, row.objects, row.date, row.text, row.quantity, row.sign)


def _is_number(text: str) -> bool:
    """Tell whether a voucher number can be put in order."""
    return text.isascii() and text.isdigit()


def _number(voucher: Voucher) -> tuple[int, str]:
    """Order by number, however many digits it has."""
    digits = voucher.number.lstrip("0")
    return len(digits), digits
