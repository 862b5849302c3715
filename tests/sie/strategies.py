"""Files for Hypothesis: everything the standard can say, for a file of a given kind."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from sie.amounts import LARGEST_ORE
from sie.records import (
    Account,
    Address,
    Balance,
    BalanceKind,
    Dimension,
    FiscalYear,
    Head,
    ObjectBalance,
    ObjectBalanceKind,
    PeriodBalance,
    PeriodBalanceKind,
    Posting,
    PostingKind,
    SieFile,
    SieObject,
    Voucher,
)

CP437 = "".join(bytes([code]).decode("cp437") for code in range(32, 256) if code != 127)
ACCOUNTS = ("1930", "2440", "3010", "0351", "19 30", "K1")

texts = st.text(CP437, max_size=12).filter(lambda text: not text.endswith("\\"))
codes = st.text('0123456789ABCabcåö-/{}" ', min_size=1, max_size=6).filter(lambda text: text == text.strip())
words = st.text("0123456789ABCabc", max_size=6)
series = st.sampled_from(["", "A", "LEV1", "10", "#", "Å"])
amounts = st.one_of(st.integers(-100_000, 100_000), st.integers(-LARGEST_ORE, LARGEST_ORE))
dates = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
quantities = st.sampled_from(["", "0", "-1.5", "2.000", "3 st"])
accounts = st.sampled_from(ACCOUNTS)
object_lists = st.lists(st.tuples(st.sampled_from(["1", "6", "20"]), codes), max_size=3).map(tuple)
years = st.integers(-9, 9)
months = st.builds("{:04d}{:02d}".format, st.integers(1900, 2100), st.integers(1, 12))


@st.composite
def organisation_numbers(draw: st.DrawFn) -> str:
    """Make an organisation number as SIE writes it, or none."""
    return draw(st.sampled_from(["", "556012-5790", "640823-3234", "000000-0000"]))


@st.composite
def identifications(draw: st.DrawFn, *, sietyp: str) -> Head:
    """Make the head of a file without chart and balances."""
    number = draw(organisation_numbers())
    indexes = draw(st.lists(years, unique=True, max_size=3))
    return Head(
        flag=draw(st.sampled_from([0, 1])),
        program=tuple(draw(st.lists(texts, min_size=1, max_size=3).filter(lambda found: found[-1] != ""))),
        format="PC8",
        generated=draw(dates),
        generated_by=draw(texts),
        sietyp=sietyp,
        prose="\n".join(draw(st.lists(texts.filter(bool), max_size=3))),
        company_form=draw(words),
        company_id=draw(texts),
        organisation_number=number,
        acquisition_number=draw(words) if number else "",
        address=draw(st.none() | st.builds(Address, texts, texts, texts, texts)),
        company=draw(texts),
        tax_year=draw(words),
        chart_type=draw(words),
        currency=draw(words),
        years=tuple(FiscalYear(index, draw(dates), draw(dates)) for index in sorted(indexes, reverse=True)),
    )


@st.composite
def charts(draw: st.DrawFn, head: Head) -> Head:
    """Give a head its accounts."""
    made = [
        Account(
            number,
            draw(texts),
            draw(st.sampled_from(["", "T", "S", "K", "I"])),
            draw(texts),
            tuple(draw(st.lists(words.filter(bool), unique=True, max_size=2))),
        )
        for number in ACCOUNTS
    ]
    return replace(head, accounts=tuple(made))


@st.composite
def dimensions(draw: st.DrawFn, head: Head) -> Head:
    """Give a head its dimensions and objects."""
    parents = st.sampled_from(["", "1"])
    made = [Dimension(number, draw(texts), draw(parents)) for number in draw(st.sets(words.filter(bool), max_size=3))]
    keys = draw(st.sets(st.tuples(st.sampled_from(["1", "6"]), codes), max_size=3))
    objects = tuple(SieObject(dimension, code, draw(texts)) for dimension, code in keys)
    return replace(head, dimensions=tuple(made), objects=objects)


@st.composite
def balances(draw: st.DrawFn, head: Head) -> Head:
    """Give a head its balances of years."""
    balance = st.builds(Balance, st.sampled_from(BalanceKind), years, accounts, amounts, quantities)
    return replace(head, balances=tuple(draw(st.lists(balance, max_size=4))))


@st.composite
def finer_balances(draw: st.DrawFn, head: Head) -> Head:
    """Give a head its balances of objects and months."""
    objects = st.builds(
        ObjectBalance, st.sampled_from(ObjectBalanceKind), years, accounts, object_lists, amounts, quantities
    )
    kinds = st.sampled_from(PeriodBalanceKind)
    month = st.builds(PeriodBalance, kinds, years, months, accounts, object_lists, amounts, quantities)
    return replace(
        head,
        balances_until=draw(st.none() | dates),
        industry_code=draw(words),
        object_balances=tuple(draw(st.lists(objects, max_size=3))),
        period_balances=tuple(draw(st.lists(month, max_size=3))),
    )


@st.composite
def rows(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Make one row, or an added one with its twin."""
    details = st.builds(
        Posting,
        accounts,
        amounts,
        object_lists,
        st.none() | dates,
        texts,
        quantities,
        texts,
        st.sampled_from(PostingKind),
    )
    row = draw(details)
    if row.kind is PostingKind.ADDED:
        return row, replace(row, kind=PostingKind.COUNTED, sign="", date=None)
    return (row,)


@st.composite
def vouchers(draw: st.DrawFn) -> tuple[Voucher, ...]:
    """Make vouchers whose numbers ascend within each series."""
    made: list[Voucher] = []
    last: dict[str, int] = {}
    for _ in range(draw(st.integers(0, 4))):
        name = draw(series)
        last[name] = last.get(name, 0) + draw(st.integers(0, 2))
        number = draw(st.sampled_from(["", str(last[name])]))
        postings = tuple(row for pair in draw(st.lists(rows(), max_size=3)) for row in pair)
        registered = draw(st.none() | dates)
        made.append(Voucher(name, number, draw(dates), draw(texts), registered, draw(texts), postings))
    return tuple(made)


@st.composite
def year_balance_files(draw: st.DrawFn) -> SieFile:
    """Make a file of type 1."""
    head = draw(identifications(sietyp="1"))
    head = replace(head, industry_code=draw(words))
    return SieFile(draw(balances(draw(charts(head)))))


@st.composite
def export_files(draw: st.DrawFn) -> SieFile:
    """Make a file of type 4E."""
    head = draw(dimensions(draw(charts(draw(identifications(sietyp="4"))))))
    return SieFile(draw(finer_balances(draw(balances(head)))), draw(vouchers()))


@st.composite
def import_files(draw: st.DrawFn) -> SieFile:
    """Make a file of type 4I, with or without a chart of accounts."""
    head = draw(identifications(sietyp="4"))
    head = draw(charts(head)) if draw(st.booleans()) else head
    return SieFile(draw(dimensions(head)), draw(vouchers()))
