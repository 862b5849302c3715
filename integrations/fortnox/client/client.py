"""The client of Fortnox: what can be asked of a company, in the words of this application."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from integrations.fortnox.addresses import api_url, checked
from integrations.fortnox.client import registers, sie_file
from integrations.fortnox.client.calling import answers
from integrations.fortnox.client.calling.call import BOOKING, Call
from integrations.fortnox.client.calling.calls import REAL_TIME, Calls, Time, TokenGiver
from integrations.fortnox.client.errors import MissingError
from integrations.fortnox.client.ledger_payloads import (
    CustomerInvoice,
    InvoiceState,
    Payment,
    PaymentDetail,
    SupplierInvoice,
    payment_detail_from,
)
from integrations.fortnox.client.limiter import Gate, Limiter
from integrations.fortnox.client.lists import PAGE_RECORDS, Listing, ListWarning, read_list
from integrations.fortnox.client.new_voucher import BookedVoucher, NewVoucher, json_of
from integrations.fortnox.client.payloads import (
    Account,
    Company,
    CompanySettings,
    CostCentre,
    FinancialYear,
    PredefinedAccount,
    PredefinedSeries,
    Project,
    Voucher,
    VoucherHead,
    VoucherSeries,
    company_from,
    company_settings_from,
    voucher_from,
    voucher_head_from,
)
from integrations.fortnox.client.record import Record
from integrations.fortnox.client.sie_file import Progress

T = TypeVar("T")
Params = Mapping[str, str | int | date | datetime | None]
_NOTHING: Params = {}


class FortnoxClient:
    """Asks one company's Fortnox; not to be shared among threads.

    Every method may raise a FortnoxError, or what the giver of tokens raises. Amounts are in öre, or in hundredths of
    the currency that stands beside them. A year is named by Fortnox's Id of it, and always named.

    Args:
        tokens: gives access tokens; the token alone decides which company answers.
        address: of the interface; that of the settings unless a test says otherwise.
        limiter: how often it may ask; `limiter_of(tenant)` where others in the process ask the same company.
        when: the clock.
    """

    def __init__(
        self,
        tokens: TokenGiver,
        *,
        address: str | None = None,
        limiter: Gate | None = None,
        when: Time = REAL_TIME,
    ) -> None:
        root = api_url() if address is None else checked(address)
        self._calls = Calls(tokens, root=root, limiter=limiter or Limiter(), when=when)
        self._warnings: list[ListWarning] = []

    @property
    def warnings(self) -> tuple[ListWarning, ...]:
        """The lists so far that did not hold as many records as they said."""
        return tuple(self._warnings)

    def company(self) -> Company:
        """Tell which company the token opens."""
        return company_from(self._one(Call("companyinformation"), "CompanyInformation"))

    def company_settings(self) -> CompanySettings:
        """Tell what the company's own settings say of it."""
        return company_settings_from(self._one(Call("settings/company"), "CompanySettings"))

    def locked_until(self) -> date | None:
        """Tell the last day that is locked for booking; None when none is."""
        try:
            record = self._one(Call("settings/lockedperiod"), "LockedPeriod")
        except MissingError:
            return None
        return record.optional_day("EndDate")

    def financial_years(self) -> tuple[FinancialYear, ...]:
        """List the fiscal years, in no order of time."""
        return self._all(registers.FINANCIAL_YEARS)

    def financial_year_at(self, day: date) -> FinancialYear | None:
        """Find the fiscal year that holds a day."""
        years = self._all(registers.FINANCIAL_YEARS, {"date": day})
        return next((year for year in years if year.start <= day <= year.end), None)

    def sie(
        self, year_id: int, to: Path, *, progress: Progress | None = None, limit: int = sie_file.MAX_SIE_BYTES
    ) -> int:
        """Put the SIE 4 file of a fiscal year into a place, whole or not at all.

        Args:
            year_id: Fortnox's Id of the year.
            to: the file; its folder must be there.
            progress: told how many bytes have come; what it raises stops the call.
            limit: the most bytes.

        Returns:
            How many bytes it has.
        """
        call = sie_file.sie_call(year_id, limit=limit)
        return self._calls.read(call, partial(sie_file.save, call=call, to=to, progress=progress))

    def accounts(self, year_id: int) -> tuple[Account, ...]:
        """List the chart of accounts of a fiscal year."""
        return self._all(registers.ACCOUNTS, {"financialyear": year_id, "sortby": "number"})

    def voucher_series(self, year_id: int) -> tuple[VoucherSeries, ...]:
        """List the voucher series of a fiscal year; which are manual differs from year to year."""
        return self._all(registers.VOUCHER_SERIES, {"financialyear": year_id})

    def next_voucher_number(self, year_id: int, series: str) -> int | None:
        """Tell which number the next voucher of a series gets in a fiscal year; None where Fortnox does not say.

        Raises:
            MissingError: the year has no such series.
        """
        call = Call("voucherseries/{code}", {"code": series}, {"financialyear": year_id})
        return self._one(call, "VoucherSeries", name=series).optional_number("NextVoucherNumber")

    def vouchers(
        self, year_id: int, *, series: str = "", start: date | None = None, end: date | None = None
    ) -> tuple[VoucherHead, ...]:
        """List vouchers of a fiscal year, of one series or of all, with dates from `start` to `end`."""
        listing = registers.vouchers_of(series)
        heads = self._all(listing, {"financialyear": year_id, "fromdate": start, "todate": end})
        return tuple(head for head in heads if series in ("", head.series))

    def voucher(self, year_id: int, series: str, number: int) -> Voucher:
        """Give a voucher with its rows.

        Raises:
            MissingError: there is none with that number in that series and year.
        """
        pieces: dict[str, str | int] = {"series": series, "number": number}
        call = Call("vouchers/{series}/{number}", pieces, {"financialyear": year_id})
        record = self._one(call, "Voucher", name=f"{series} {number}")
        found = voucher_from(record)
        if found.head.year_id != year_id:
            raise record.unreadable("Year")
        return found

    def create_voucher(self, year_id: int, voucher: NewVoucher) -> BookedVoucher:
        """Book a voucher: one POST, whatever comes of it.

        Raises:
            OutcomeUnknownError: it may have been booked; look before sending anything again.
            FortnoxError: every other one means that it was not booked.
        """
        call = Call("vouchers", params={"financialyear": year_id}, body=json_of(voucher), patience=BOOKING)

        def booked(pieces: Iterator[bytes]) -> BookedVoucher:
            head = voucher_head_from(_record(call, pieces, "Voucher"))
            return BookedVoucher(head.year_id, head.series, head.number)

        return self._calls.change(call, booked)

    def customer_invoices(
        self,
        *,
        state: InvoiceState | None = None,
        start: date | None = None,
        end: date | None = None,
        settled_from: date | None = None,
        changed_since: datetime | None = None,
    ) -> tuple[CustomerInvoice, ...]:
        """List customer invoices; what is not asked for does not limit.

        Args:
            state: by one state.
            start: the first date of invoices.
            end: the last date of invoices.
            settled_from: settled on that day or later.
            changed_since: changed at that moment or later, in Swedish local time.
        """
        params = {"filter": state, "fromdate": start, "todate": end, "fromfinalpaydate": settled_from}
        return self._all(
            registers.CUSTOMER_INVOICES, {**params, "lastmodified": changed_since, "sortby": "documentnumber"}
        )

    def supplier_invoices(
        self,
        *,
        state: InvoiceState | None = None,
        start: date | None = None,
        end: date | None = None,
        changed_since: datetime | None = None,
    ) -> tuple[SupplierInvoice, ...]:
        """List supplier invoices; what is not asked for does not limit, see `customer_invoices`."""
        params = {"filter": state, "fromdate": start, "todate": end, "lastmodified": changed_since}
        return self._all(registers.SUPPLIER_INVOICES, params)

    def customer_payments(self, *, invoice: str = "", changed_since: datetime | None = None) -> tuple[Payment, ...]:
        """List payments of customers, of one invoice or of all."""
        payments = self._all(
            registers.CUSTOMER_PAYMENTS, {"invoicenumber": invoice or None, "lastmodified": changed_since}
        )
        return tuple(payment for payment in payments if invoice in ("", payment.invoice))

    def supplier_payments(self, *, changed_since: datetime | None = None) -> tuple[Payment, ...]:
        """List payments to suppliers; by date they cannot be asked for."""
        return self._all(registers.SUPPLIER_PAYMENTS, {"lastmodified": changed_since})

    def customer_payment(self, number: str) -> PaymentDetail:
        """Give a payment of a customer, with its voucher and what was written off."""
        call = Call("invoicepayments/{number}", {"number": number})
        return payment_detail_from(self._one(call, "InvoicePayment", name=number))

    def supplier_payment(self, number: str) -> PaymentDetail:
        """Give a payment to a supplier, with its voucher and what was written off."""
        call = Call("supplierinvoicepayments/{number}", {"number": number})
        return payment_detail_from(self._one(call, "SupplierInvoicePayment", name=number))

    def cost_centres(self) -> tuple[CostCentre, ...]:
        """List the cost centres."""
        return self._all(registers.COST_CENTRES)

    def projects(self) -> tuple[Project, ...]:
        """List the projects."""
        return self._all(registers.PROJECTS)

    def predefined_accounts(self) -> tuple[PredefinedAccount, ...]:
        """List which account is used for what."""
        return self._all(registers.PREDEFINED_ACCOUNTS)

    def predefined_voucher_series(self) -> tuple[PredefinedSeries, ...]:
        """List which voucher series is used for what."""
        return self._all(registers.PREDEFINED_SERIES)

    def _one(self, call: Call, key: str, *, name: str = "") -> Record:
        """Read an answer that holds one record."""
        return self._calls.read(call, lambda pieces: _record(call, pieces, key, name=name))

    def _all(self, listing: Listing[T], params: Params = _NOTHING) -> tuple[T, ...]:
        """Read a list to its end, and remember when it does not add up."""
        given = {name: _text(value) for name, value in params.items() if value is not None}

        def page_of(number: int) -> Mapping[str, object]:
            paging: dict[str, str | int] = {**given, "limit": PAGE_RECORDS, "page": number}
            call = Call(listing.path, listing.pieces, paging)
            return self._calls.read(call, partial(_content, call))

        records, warning = read_list(listing, page_of)
        if warning:
            self._warnings.append(warning)
        return records


def _content(call: Call, pieces: Iterator[bytes]) -> Mapping[str, object]:
    """Read the JSON of an answer; an error of Fortnox's is one whatever the status says."""
    return answers.content(call, b"".join(pieces))


def _record(call: Call, pieces: Iterator[bytes], key: str, *, name: str = "") -> Record:
    """Read the one record of an answer."""
    return Record(call.register, name, _content(call, pieces)).record(key)


def _text(value: str | int | date | datetime) -> str | int:
    """Write a value as Fortnox reads it in a query."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else value
