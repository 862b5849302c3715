"""Fields to vouchers and their rows, with every repair that can be made with certainty.

Fields are positional (SIE 4B/4C): `#VER series number date text registered sign` and
`#TRANS account {objects} amount date text quantity sign`. A row whose amount or account cannot be read, and a voucher
whose date cannot, is collected as a rejected line; everything else that is odd is read and noted.
"""

import re
from dataclasses import replace
from datetime import date

from sie.amounts import ore_from_text
from sie.dates import date_from_text, is_empty_date
from sie.errors import SieFieldError
from sie.fields import Fields, Value
from sie.notices import Notes, NoticeCode
from sie.records import ObjectList, Posting, PostingKind, Voucher

_VOUCHER_FIELDS = 6
_FIELDS_AFTER_TEXT = 2  # quantity and sign
_DATE_DIGITS = 8
_DATE_AT = 2
_THOUSANDS_START = re.compile(r"[-+]?[0-9]{1,3}", re.ASCII)
_THOUSANDS_GROUP = re.compile(r"[0-9]{3}(?:[.,][0-9]{1,2})?", re.ASCII)
_QUANTITY = re.compile(r"[-+]?[0-9 ]*+(?:[.,][0-9]*+)?+-?", re.ASCII)


def note(code: NoticeCode, *, fields: Fields, notes: Notes, **facts: str | int) -> None:
    """Note a repair of a record; each line counts."""
    notes.add(code, line=fields.line, label=fields.label, **facts)


def note_kind(code: NoticeCode, *, fields: Fields, notes: Notes) -> None:
    """Note an oddity that is told once for each label."""
    notes.once(code, line=fields.line, kind=fields.label, label=fields.label, text=fields.text)


def reject(error: SieFieldError, *, fields: Fields, notes: Notes) -> None:
    """Collect a line that cannot be read."""
    code = NoticeCode(error.notice_code)
    notes.reject(code, line=fields.line, label=fields.label, found=error.found, text=fields.text)


def note_quirks(fields: Fields, *, notes: Notes) -> None:
    """Pass on what the tokenizer found odd about the line."""
    for code in fields.quirks:
        if code is NoticeCode.BRACE_GLUED:
            notes.once(code, line=fields.line, text=fields.text)
        else:
            note(code, fields=fields, notes=notes, text=fields.text)


def pairs(value: tuple[str, ...], *, fields: Fields, notes: Notes) -> ObjectList:
    """Pair dimensions with objects; a dimension without an object says nothing and is left out."""
    found = ((value[at].strip(), value[at + 1].strip()) for at in range(0, len(value) - 1, 2))
    complete = tuple((dimension, code) for dimension, code in found if dimension and code)
    if len(complete) * 2 != len(value):
        note_kind(NoticeCode.OBJECT_INCOMPLETE, fields=fields, notes=notes)
    return complete


def amount(text: str, *, fields: Fields, notes: Notes) -> int | None:
    """Read an amount as öre; what was odd is noted, what cannot be read is rejected and gives None."""
    try:
        ore, odd = ore_from_text(text)
    except SieFieldError as error:
        reject(error, fields=fields, notes=notes)
        return None
    if odd:
        note(odd, fields=fields, notes=notes, found=text, read_ore=ore)
    return ore


def lenient_date(text: str, *, fields: Fields, notes: Notes) -> date | None:
    """Read a date that can be done without."""
    if is_empty_date(text):
        return None
    try:
        day, odd = date_from_text(text)
    except SieFieldError:
        note(NoticeCode.DATE_IGNORED, fields=fields, notes=notes, found=text)
        return None
    if odd:
        note(odd, fields=fields, notes=notes, found=text)
    return day


def separate_objects(fields: Fields, *, before: int, notes: Notes) -> tuple[ObjectList, Fields]:
    """Take the object list out of a record that has one after its first fields.

    Args:
        fields: the record.
        before: how many fields stand before the list.
        notes: where a missing or misplaced list is noted.

    Returns:
        The pairs, and the record without the list.
    """
    at = next((index for index, value in enumerate(fields.values) if isinstance(value, tuple)), -1)
    if at != before:
        note_kind(NoticeCode.OBJECTS_MISSING, fields=fields, notes=notes)
    value: Value = fields.values[at] if at >= 0 else ()
    if at < 0 and fields.text_at(before) == "" and len(fields.values) > before + 1:
        at = before
    objects = pairs(value, fields=fields, notes=notes) if isinstance(value, tuple) else ()
    return objects, _without(fields, at) if at >= 0 else fields


def posting(fields: Fields, *, notes: Notes) -> Posting | None:
    """Make a row of a voucher; None, with the line rejected, when account or amount cannot be read."""
    note_quirks(fields, notes=notes)
    objects, row = separate_objects(fields, before=1, notes=notes)
    account = row.text_at(0).strip()
    row = join_thousands(row, at=1)
    ore = amount(row.text_at(1), fields=row, notes=notes)
    if not account:
        notes.reject(NoticeCode.ACCOUNT_MISSING, line=row.line, label=row.label, text=row.text)
    if ore is None or not account:
        return None
    day, text, rest = _date_and_text(row, notes=notes)
    if len(rest) > _FIELDS_AFTER_TEXT:
        note_kind(NoticeCode.EXTRA_FIELDS, fields=row, notes=notes)
    quantity, sign = (*rest, "", "")[:_FIELDS_AFTER_TEXT]
    return Posting(account, ore, objects, day, text, quantity, sign, PostingKind(row.label[1:]), row.line)


def voucher(fields: Fields, *, notes: Notes) -> Voucher | None:
    """Make a voucher without its rows; None, with the line rejected, when its date cannot be read."""
    note_quirks(fields, notes=notes)
    record = _with_all_keys(fields, notes=notes)
    try:
        day, odd = date_from_text(record.text_at(_DATE_AT))
    except SieFieldError as error:
        reject(error, fields=record, notes=notes)
        return None
    if odd:
        note(odd, fields=record, notes=notes, found=record.text_at(_DATE_AT))
    record = _with_whole_text(record, notes=notes)
    registered = lenient_date(record.text_at(4), fields=record, notes=notes)
    if len(record.values) > _VOUCHER_FIELDS:
        note_kind(NoticeCode.EXTRA_FIELDS, fields=record, notes=notes)
    series, number = record.text_at(0).strip(), record.text_at(1).strip()
    return Voucher(series, number, day, record.text_at(3), registered, record.text_at(5), (), record.line)


def join_thousands(fields: Fields, *, at: int, comma_only: bool = False) -> Fields:
    """Join an amount that was written with blanks between its thousands, and without quotes.

    Args:
        fields: the record without its object list.
        at: where the amount begins.
        comma_only: join only when a decimal comma proves it, because a quantity may follow the amount.
    """
    texts = _texts(fields, 0)
    if at >= len(texts) or fields.quoted[at] or not _THOUSANDS_START.fullmatch(texts[at]):
        return fields
    end = at + 1
    while end < len(texts) and not fields.quoted[end] and _THOUSANDS_GROUP.fullmatch(texts[end]):
        end += 1
        if not texts[end - 1].isdigit():
            break
    if end == at + 1 or (comma_only and "," not in texts[end - 1]):
        return fields
    return _replaced(fields, start=at, end=end, text=" ".join(texts[at:end]))


def joined_text(fields: Fields, *, at: int, notes: Notes) -> str:
    """Return the text a record ends with, put together when it was written in several words without quotes."""
    if len(fields.values) <= at + 1:
        return fields.text_at(at)
    if fields.quoted[at] and NoticeCode.QUOTE_INSIDE not in fields.quirks:
        note_kind(NoticeCode.EXTRA_FIELDS, fields=fields, notes=notes)
        return fields.text_at(at)
    words = " ".join(_texts(fields, at))
    note(NoticeCode.TEXT_JOINED, fields=fields, notes=notes, found=words)
    return words


def is_date(text: str) -> bool:
    """Tell whether the text is a date of the calendar."""
    try:
        date_from_text(text)
    except SieFieldError:
        return False
    return True


def _date_and_text(row: Fields, *, notes: Notes) -> tuple[date | None, str, list[str]]:
    """Read a row's own date and its text, wherever they stand; also return the fields after them."""
    found = row.text_at(2)
    if is_empty_date(found) or is_date(found) or (found.isdigit() and len(found) == _DATE_DIGITS):
        day = lenient_date(found, fields=row, notes=notes)
        row = _join_words(row, at=3, notes=notes)
        return day, row.text_at(3), _texts(row, 4)
    note(NoticeCode.TEXT_IN_DATE_POSITION, fields=row, notes=notes, found=found)
    if is_date(row.text_at(3)):
        return lenient_date(row.text_at(3), fields=row, notes=notes), found, _texts(row, 4)
    row = _join_words(row, at=2, notes=notes)
    return None, row.text_at(2), _texts(row, 3)


def _join_words(row: Fields, *, at: int, notes: Notes) -> Fields:
    """Join the words of a row's text that was written without quotes, up to the quantity or a quoted field."""
    end = at + 1
    while end < len(row.values) and not row.quoted[end] and not row.quoted[at]:
        if _QUANTITY.fullmatch(row.text_at(end)):
            break
        end += 1
    if end <= at + 1 or not row.text_at(at):
        return row
    return _with_joined_text(row, start=at, end=end, notes=notes)


def _with_all_keys(fields: Fields, *, notes: Notes) -> Fields:
    """Put an empty series or number where a program left it out instead of writing ""."""
    at = next((index for index in (_DATE_AT, 1, 0) if is_date(fields.text_at(index))), _DATE_AT)
    missing = _DATE_AT - at
    if not missing:
        return fields
    note(NoticeCode.VOUCHER_FIELD_MISSING, fields=fields, notes=notes, text=fields.text)
    values = (*fields.values[:at], *[""] * missing, *fields.values[at:])
    return replace(fields, values=values, quoted=(*fields.quoted[:at], *[True] * missing, *fields.quoted[at:]))


def _with_whole_text(fields: Fields, *, notes: Notes) -> Fields:
    """Join a voucher's text that falls into several fields, up to the date after it or to the end."""
    registered = fields.text_at(4)
    if is_empty_date(registered) or is_date(registered):
        return fields
    end = next((at for at in range(5, len(fields.values)) if is_date(fields.text_at(at))), 0)
    if not end and not fields.quoted[3]:
        end = len(fields.values)
    return _with_joined_text(fields, start=3, end=end, notes=notes) if end else fields


def _with_joined_text(fields: Fields, *, start: int, end: int, notes: Notes) -> Fields:
    """Return the record with several fields joined to one text."""
    words = " ".join(_texts(fields, start)[: end - start])
    note(NoticeCode.TEXT_JOINED, fields=fields, notes=notes, found=words)
    return _replaced(fields, start=start, end=end, text=words)


def _texts(fields: Fields, start: int) -> list[str]:
    """Return the fields from there on as text."""
    return [fields.text_at(index) for index in range(start, len(fields.values))]


def _replaced(fields: Fields, *, start: int, end: int, text: str) -> Fields:
    """Return the record with one text in place of several fields."""
    values = (*fields.values[:start], text, *fields.values[end:])
    return replace(fields, values=values, quoted=(*fields.quoted[:start], True, *fields.quoted[end:]))


def _without(fields: Fields, at: int) -> Fields:
    """Return the record without the field there."""
    values = (*fields.values[:at], *fields.values[at + 1 :])
    return replace(fields, values=values, quoted=(*fields.quoted[:at], *fields.quoted[at + 1 :]))
