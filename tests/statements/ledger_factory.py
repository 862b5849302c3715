"""Books for tests, jotted down as an accountant would, or a whole SIE file kept with the balances an import stores."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from closing.books.ledger import Key
from closing.books.models import (
    Account,
    BookObject,
    Books,
    Dimension,
    LedgerLeaf,
    ObjectList,
    PeriodTotal,
    Posting,
    Snapshot,
    StruckPosting,
    Voucher,
)
from closing.engagements.models import FiscalYear
from closing.formatting import parse_kr
from sie import records as sie

NAMES = {
    "1510": "Kundfordringar",
    "1930": "Företagskonto",
    "2081": "Aktiekapital",
    "2099": "Årets resultat",
    "2440": "Leverantörsskulder",
    "2610": "Utgående moms",
    "3010": "Försäljning",
    "4010": "Inköp",
    "5010": "Lokalhyra",
    "7010": "Löner",
    "8410": "Räntekostnader",
    "8910": "Skatt",
    "8999": "Årets resultat",
}
KINDS = {"1": "T", "2": "S", "3": "I"}
BALANCE_KINDS = "TS"


@dataclass
class Jotted:
    """A voucher: series and number, date, rows of account and kronor; struck rows; objects on every row."""

    name: str
    day: date
    rows: Sequence[tuple[str, str]]
    text: str = ""
    struck: Sequence[tuple[str, str]] = ()
    objects: tuple[tuple[str, str], ...] = ()

    def voucher(self) -> sie.Voucher:
        """Give it as a file has it."""
        series, _space, number = self.name.partition(" ")
        counted = (sie.Posting(account, parse_kr(kr), self.objects) for account, kr in self.rows)
        struck = (sie.Posting(account, parse_kr(kr), kind=sie.PostingKind.STRUCK) for account, kr in self.struck)
        return sie.Voucher(series, number, self.day, self.text, postings=(*counted, *struck))


def make_books(
    year: FiscalYear,
    vouchers: Sequence[Jotted] = (),
    *,
    opening: Mapping[str, str] | None = None,
    previous: Mapping[str, str] | None = None,
    unused: Sequence[str] = (),
) -> Snapshot:
    """Import books for the year: opening balances and last year's closing by account, vouchers, accounts never used."""
    numbers = {
        *(opening or {}),
        *(previous or {}),
        *unused,
        *(account for one in vouchers for account, _kr in one.rows),
    }
    accounts = [sie.Account(one, NAMES.get(one, f"Konto {one}"), KINDS.get(one[0], "K")) for one in sorted(numbers)]
    balances = [sie.Balance(sie.BalanceKind.OPENING, 0, one, parse_kr(kr)) for one, kr in (opening or {}).items()]
    balances += [sie.Balance(sie.BalanceKind.CLOSING, -1, one, parse_kr(kr)) for one, kr in (previous or {}).items()]
    pairs = dict.fromkeys(pair for one in vouchers for pair in one.objects)
    head = sie.Head(
        sietyp="4" if vouchers else "1",
        accounts=tuple(accounts),
        balances=tuple(balances),
        dimensions=tuple(
            sie.Dimension(one, f"Dimension {one}") for one in dict.fromkeys(number for number, _ in pairs)
        ),
        objects=tuple(sie.SieObject(number, code, f"Objekt {code}") for number, code in pairs),
    )
    return keep(year, sie.SieFile(head, tuple(one.voucher() for one in vouchers)))


def keep(year: FiscalYear, file: sie.SieFile) -> Snapshot:
    """Store a SIE file as the current books of the year."""
    snapshot = Snapshot.objects.create(
        fiscal_year=year,
        state=Snapshot.State.READY,
        source_name="bok.se",
        has_vouchers=bool(file.vouchers),
        has_months=bool(file.vouchers),
        voucher_count=len(file.vouchers),
        sietyp=file.head.sietyp,
    )
    _Keeper(snapshot, file).write()
    Books.objects.update_or_create(fiscal_year=year, defaults={"current": snapshot})
    return snapshot


@dataclass
class _Keeper:
    snapshot: Snapshot
    file: sie.SieFile
    accounts: dict[str, Account] = field(default_factory=dict)
    lists: dict[tuple[tuple[str, str], ...], int] = field(default_factory=dict)
    months: Counter[tuple[str, date, bool]] = field(default_factory=Counter)

    def write(self) -> None:
        """Write accounts with their balances, vouchers with their rows, and the objects."""
        for place, one in enumerate(self.file.head.accounts, start=1):
            self.accounts[one.number] = self._account(one, self.snapshot.first_key + place)
        rows = [row for place, one in enumerate(self.file.vouchers, start=1) for row in self._rows(one, place)]
        self._write_vouchers()
        Account.objects.bulk_create(self.accounts.values())
        postings = Posting.objects.bulk_create([row for row in rows if isinstance(row, Posting)])
        self._write_leaves(postings)
        StruckPosting.objects.bulk_create([row for row in rows if isinstance(row, StruckPosting)])
        self._write_months()
        self._write_objects()

    def _account(self, one: sie.Account, key: int) -> Account:
        of_account = [balance for balance in self.file.head.balances if balance.account == one.number]
        opening = sum(one.amount_ore for one in of_account if (one.kind, one.year) == (sie.BalanceKind.OPENING, 0))
        earlier = [one.amount_ore for one in of_account if one.year == -1 and one.kind != sie.BalanceKind.OPENING]
        return Account(
            id=key,
            snapshot=self.snapshot,
            number=one.number,
            name=one.name,
            kind=one.kind,
            is_balance=one.kind in BALANCE_KINDS,
            opening_ore=opening,
            closing_ore=opening,
            previous_closing_ore=earlier[0] if earlier else None,
        )

    def _rows(self, voucher: sie.Voucher, place: int) -> list[Posting | StruckPosting]:
        first = self.snapshot.first_key + 1 + sum(len(one.postings) for one in self.file.vouchers[: place - 1])
        return [self._row(voucher, one, key=first + n, place=place) for n, one in enumerate(voucher.postings)]

    def _row(self, voucher: sie.Voucher, one: sie.Posting, *, key: int, place: int) -> Posting | StruckPosting:
        of_voucher = self.snapshot.first_key + place
        if one.kind == sie.PostingKind.STRUCK:
            return StruckPosting(id=key, voucher_id=of_voucher, account_number=one.account, amount_ore=one.amount_ore)
        account = self.accounts[one.account]
        account.movement_ore += one.amount_ore
        account.closing_ore += one.amount_ore
        account.posting_count += 1
        self.months[one.account, voucher.date.replace(day=1), one.amount_ore > 0] += abs(one.amount_ore)
        return Posting(
            id=key,
            account=account,
            voucher_id=of_voucher,
            date=voucher.date,
            amount_ore=one.amount_ore,
            text=one.text,
            object_list=self.lists.setdefault(one.objects, len(self.lists) + 1) if one.objects else 0,
        )

    def _write_leaves(self, postings: Sequence[Posting]) -> None:
        """Write the ledger of each account on a leaf of its own."""
        for account in self.accounts.values():
            keys = sorted(Key.of(one.date, one.pk) for one in postings if one.account_id == account.pk)
            if keys:
                rows = "".join(f"{key.ordinal:08x}" for key in keys)
                LedgerLeaf.objects.create(id=account.pk, account=account, start=keys[0].number, before_ore=0, rows=rows)

    def _write_vouchers(self) -> None:
        first, written = self.snapshot.first_key + 1, []
        for place, one in enumerate(self.file.vouchers, start=1):
            voucher = Voucher(id=self.snapshot.first_key + place, snapshot=self.snapshot, date=one.date, text=one.text)
            voucher.series, voucher.number, voucher.number_value = one.series, one.number, int(one.number)
            voucher.first_row, voucher.row_count = first, len(one.postings)
            counted = (row for row in one.postings if row.kind != sie.PostingKind.STRUCK)
            voucher.difference_ore = sum(row.amount_ore for row in counted)
            voucher.registered, voucher.sign = one.registered, one.sign
            written.append(voucher)
            first += len(one.postings)
        Voucher.objects.bulk_create(written)

    def _write_months(self) -> None:
        keys = dict.fromkeys((number, month) for number, month, _is_debit in self.months)
        PeriodTotal.objects.bulk_create(
            PeriodTotal(
                account=self.accounts[number],
                month=month,
                debit_ore=self.months[number, month, True],
                credit_ore=self.months[number, month, False],
            )
            for number, month in keys
        )

    def _write_objects(self) -> None:
        head, snapshot = self.file.head, self.snapshot
        dimensions = {
            one.number: Dimension(snapshot=snapshot, number=one.number, name=one.name) for one in head.dimensions
        }
        Dimension.objects.bulk_create(dimensions.values())
        BookObject.objects.bulk_create(
            BookObject(dimension=dimensions[one.dimension], code=one.code, name=one.name) for one in head.objects
        )
        ObjectList.objects.bulk_create(
            ObjectList(id=snapshot.first_key + place, snapshot=snapshot, pairs=[list(pair) for pair in pairs])
            for pairs, place in self.lists.items()
        )
