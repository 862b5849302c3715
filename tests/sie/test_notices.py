"""The collector of notices stays within bounds."""

from sie.notices import LISTED_PER_CODE, Notes, NoticeCode
from sie.records import Notice


def test_notices_come_in_the_order_of_the_file() -> None:
    notes = Notes()

    notes.add(NoticeCode.QUOTE_INSIDE, line=9)
    notes.once(NoticeCode.UNKNOWN_RECORD, line=3, kind="#X")
    notes.add(NoticeCode.FORMAT_MISSING)

    assert [one.line for one in notes.notices()] == [0, 3, 9]


def test_kinds_of_a_code_are_counted_apart_with_their_first_line() -> None:
    notes = Notes()

    notes.once(NoticeCode.UNKNOWN_RECORD, line=3, kind="#X", label="#X")
    notes.once(NoticeCode.UNKNOWN_RECORD, line=4, kind="#Y", label="#Y", times=7)
    notes.once(NoticeCode.UNKNOWN_RECORD, line=5, kind="#X", label="#X", times=2)

    assert notes.notices() == (
        Notice("unknown-record", 3, {"label": "#X", "count": 3}),
        Notice("unknown-record", 4, {"label": "#Y", "count": 7}),
    )


def test_code_with_more_notices_than_are_listed_ends_with_their_number() -> None:
    notes = Notes()

    for line in range(1, LISTED_PER_CODE + 8):
        notes.add(NoticeCode.AMOUNT_FORM, line=line)
        notes.once(NoticeCode.UNKNOWN_RECORD, line=line, kind=f"#X{line}")

    found = notes.notices()
    assert len(found) == 2 * LISTED_PER_CODE + 2
    assert found[-2:] == (
        Notice("more-of-kind", 0, {"code": "amount-form", "count": 7}),
        Notice("more-of-kind", 0, {"code": "unknown-record", "count": 7}),
    )


def test_rejected_lines_are_listed_to_a_hundred_and_counted_beyond() -> None:
    notes = Notes()

    for line in range(300, 0, -1):
        notes.reject(NoticeCode.AMOUNT_UNREADABLE, line=line, found="x")

    assert (len(notes.rejected()), notes.rejected_count) == (100, 300)
    assert notes.rejected()[0].line == 201


def test_texts_in_facts_are_cut() -> None:
    notes = Notes()

    notes.add(NoticeCode.QUOTE_INSIDE, line=1, text="x" * 10_000, count=5)

    assert notes.notices()[0].facts == {"text": "x" * 200, "count": 5}
