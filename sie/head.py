"""Everything of a SIE file but its vouchers, collected record by record (SIE 4B/4C)."""

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

from sie.balances import BalanceReader, year_index
from sie.chart import ChartReader
from sie.dates import date_from_text
from sie.errors import SieFieldError, SieTooManyRecordsError
from sie.fields import Fields
from sie.items import joined_text, lenient_date, note, note_kind, note_quirks
from sie.notices import Notes, NoticeCode
from sie.records import Address, FiscalYear, Head

MAX_RECORDS = 500_000
"""How many records a head may have: two thousand accounts with a year of months for twenty objects each."""

PROSE_LINES = 1_000
"""How many #PROSA are kept; a file with more is not prose."""

_ADDRESS_FIELDS = 4
_TYPES = ("1", "2", "3", "4")
_FLAGS = ("0", "1")


class HeadReader:
    """Takes the records of a file one by one, in any order, and gives the head when all have been seen."""

    def __init__(self, notes: Notes) -> None:
        """Begin a file."""
        self._notes = notes
        self._count = 0
        self._texts: dict[str, str] = {}
        self._dates: dict[str, dt.date | None] = {}
        self._prose: list[str] = []
        self._program: tuple[str, ...] = ()
        self._identity = ("", "", "")
        self._address: Address | None = None
        self._years: dict[int, FiscalYear] = {}
        self._seen: dict[str, tuple[str, ...]] = {}
        self._chart = ChartReader(notes)
        self._balances = BalanceReader(notes)
        self._readers: dict[str, Callable[[Fields], None]] = {**self._chart.readers(), **self._balances.readers()}

    def feed(self, fields: Fields) -> None:
        """Take one record; what the standard does not know is noted once for each label.

        Raises:
            SieTooManyRecordsError: more than any head holds, so that no file fills the memory.
        """
        self._count += 1
        if self._count > MAX_RECORDS:
            raise SieTooManyRecordsError(fields.line, most=MAX_RECORDS)
        own, reader = self._OWN_READERS.get(fields.label), self._readers.get(fields.label)
        if own is None and reader is None:
            self._unknown(fields)
            return
        note_quirks(fields, notes=self._notes)
        if own:
            own(self, fields)
        elif reader:
            reader(fields)

    def year(self, index: int) -> FiscalYear | None:
        """Give a fiscal year, as far as the records so far tell."""
        return self._years.get(index)

    def head(self, *, vouchers: int = 0) -> Head:
        """Put the head together; what must be there and is not is noted.

        Args:
            vouchers: how many vouchers the file has; only one of type 4 may have any.
        """
        self._note_what_is_missing()
        texts, chart, balances = self._texts, self._chart, self._balances
        flag, sietyp = texts.get("#FLAGGA", ""), texts.get("#SIETYP", "1")
        if vouchers and sietyp != "4":
            self._notes.add(NoticeCode.VOUCHERS_IN_TYPE, found=sietyp)
        return Head(
            flag=int(flag) if flag else None,
            program=self._program,
            format=texts.get("#FORMAT", ""),
            generated=self._dates.get("#GEN"),
            generated_by=texts.get("#GEN", ""),
            sietyp=sietyp,
            prose="\n".join(self._prose),
            company_form=texts.get("#FTYP", ""),
            company_id=texts.get("#FNR", ""),
            organisation_number=self._identity[0],
            acquisition_number=self._identity[1],
            activity_number=self._identity[2],
            industry_code=texts.get("#BKOD", ""),
            address=self._address,
            company=texts.get("#FNAMN", ""),
            tax_year=texts.get("#TAXAR", ""),
            balances_until=self._dates.get("#OMFATTN"),
            chart_type=texts.get("#KPTYP", ""),
            currency=texts.get("#VALUTA", ""),
            years=tuple(self._years[index] for index in sorted(self._years, reverse=True)),
            accounts=chart.accounts(),
            dimensions=chart.dimensions(),
            objects=chart.objects(),
            balances=tuple(balances.balances),
            object_balances=tuple(balances.object_balances),
            period_balances=tuple(balances.period_balances),
        )

    def _unknown(self, fields: Fields) -> None:
        """Note a record that the standard does not know, or a line that is none."""
        if fields.label:
            label = fields.label[:40]
            self._notes.once(NoticeCode.UNKNOWN_RECORD, line=fields.line, kind=label, label=label)
        else:
            self._notes.once(NoticeCode.LINE_WITHOUT_LABEL, line=fields.line, text=fields.text.strip())

    def _note_what_is_missing(self) -> None:
        """Note the records that the standard wants in every file."""
        for label, code in (
            ("#FLAGGA", NoticeCode.FLAG_MISSING),
            ("#FORMAT", NoticeCode.FORMAT_MISSING),
            ("#SIETYP", NoticeCode.TYPE_MISSING),
            ("#PROGRAM", NoticeCode.PROGRAM_MISSING),
        ):
            if label not in self._seen:
                self._notes.add(code)
        if not self._texts.get("#FNAMN", "").strip():
            self._notes.add(NoticeCode.COMPANY_MISSING)

    def _note_second(self, fields: Fields, *, most: int) -> None:
        """Note a record that came before with other contents, and fields beyond those of the standard."""
        contents = tuple(fields.text_at(index) for index in range(len(fields.values)))
        if self._seen.setdefault(fields.label, contents) != contents:
            note_kind(NoticeCode.DUPLICATE_RECORD, fields=fields, notes=self._notes)
        self._note_extra(fields, most=most)

    def _note_extra(self, fields: Fields, *, most: int) -> None:
        """Note fields beyond those of the standard."""
        if len(fields.values) > most:
            note_kind(NoticeCode.EXTRA_FIELDS, fields=fields, notes=self._notes)

    def _one_text(self, fields: Fields) -> None:
        """Read a record of one field."""
        self._note_second(fields, most=1)
        text = fields.text_at(0).strip()
        self._texts[fields.label] = text
        if fields.label == "#FORMAT" and text.upper() != "PC8":
            self._notes.add(NoticeCode.FORMAT_ODD, line=fields.line, found=text)

    def _whole_text(self, fields: Fields) -> None:
        """Read a record of one text, which may have been written without its quotes."""
        self._note_second(fields, most=len(fields.values))
        self._texts[fields.label] = joined_text(fields, at=0, notes=self._notes)

    def _flag(self, fields: Fields) -> None:
        """Read whether the file has been imported before."""
        self._note_second(fields, most=1)
        text = fields.text_at(0).strip()
        if text in _FLAGS:
            self._texts[fields.label] = text
        else:
            note(NoticeCode.FLAG_ODD, fields=fields, notes=self._notes, found=text)

    def _type(self, fields: Fields) -> None:
        """Read the type; `4E` and `4I`, as some write, are 4."""
        self._note_second(fields, most=1)
        text = fields.text_at(0).strip()
        self._texts[fields.label] = text[:1] if text.upper() in ("4E", "4I") else text
        if text not in _TYPES:
            note(NoticeCode.TYPE_ODD, fields=fields, notes=self._notes, found=text)

    def _program_record(self, fields: Fields) -> None:
        """Read the name and version of the program."""
        self._note_second(fields, most=len(fields.values))
        self._program = tuple(fields.text_at(index) for index in range(len(fields.values)))

    def _generated(self, fields: Fields) -> None:
        """Read when the file was made, and by whom."""
        self._note_second(fields, most=2)
        self._date_of(fields)
        self._texts[fields.label] = fields.text_at(1)

    def _date(self, fields: Fields) -> None:
        """Read a record of one date."""
        self._note_second(fields, most=1)
        self._date_of(fields)

    def _date_of(self, fields: Fields) -> None:
        """Read the date in the first field."""
        self._dates[fields.label] = lenient_date(fields.text_at(0), fields=fields, notes=self._notes)

    def _prose_record(self, fields: Fields) -> None:
        """Read free text, which may come in several records."""
        self._seen.setdefault(fields.label, ())
        text = joined_text(fields, at=0, notes=self._notes)
        if text and len(self._prose) < PROSE_LINES:
            self._prose.append(text)

    def _identity_record(self, fields: Fields) -> None:
        """Read the organisation number; one that falls into its two halves is put together."""
        texts = [fields.text_at(index).strip() for index in range(len(fields.values))]
        if len(texts) > 1 and (len(texts[0]), len(texts[1])) in ((6, 4), (8, 4)) and (texts[0] + texts[1]).isdigit():
            texts[:2] = [f"{texts[0]}-{texts[1]}"]
        self._note_second(fields, most=4)
        first, second, third = (*texts, "", "", "")[:3]
        self._identity = (first, second, third)

    def _address_record(self, fields: Fields) -> None:
        """Read the address; fields are positional, the last ones may be left out."""
        self._note_second(fields, most=_ADDRESS_FIELDS)
        contact, street, postal, telephone = (fields.text_at(index) for index in range(_ADDRESS_FIELDS))
        self._address = Address(contact, street, postal, telephone)

    def _year(self, fields: Fields) -> None:
        """Read a fiscal year; one without its dates says nothing."""
        self._note_extra(fields, most=3)
        try:
            index = year_index(fields.text_at(0))
            start, start_odd = date_from_text(fields.text_at(1))
            end, end_odd = date_from_text(fields.text_at(2))
        except SieFieldError:
            note(NoticeCode.YEAR_INCOMPLETE, fields=fields, notes=self._notes, found=fields.text.strip())
            return
        odd = start_odd or end_odd
        if odd:
            note(odd, fields=fields, notes=self._notes, found=fields.text_at(1))
        year = FiscalYear(index, start, end, fields.line)
        if self._years.get(index, year) != year:
            note_kind(NoticeCode.DUPLICATE_RECORD, fields=fields, notes=self._notes)
        self._years[index] = year

    _OWN_READERS: ClassVar[dict[str, Callable[["HeadReader", Fields], None]]] = {
        "#FLAGGA": _flag,
        "#PROGRAM": _program_record,
        "#FORMAT": _one_text,
        "#GEN": _generated,
        "#SIETYP": _type,
        "#PROSA": _prose_record,
        "#FTYP": _one_text,
        "#FNR": _whole_text,
        "#ORGNR": _identity_record,
        "#BKOD": _one_text,
        "#ADRESS": _address_record,
        "#FNAMN": _whole_text,
        "#RAR": _year,
        "#TAXAR": _one_text,
        "#OMFATTN": _date,
        "#KPTYP": _one_text,
        "#VALUTA": _one_text,
    }
    """Functions of the class: methods of the reader itself would hold it, and all it has read, in a circle."""
