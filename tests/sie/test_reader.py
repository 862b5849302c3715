"""A SIE file read whole."""

import gc
from pathlib import Path

import pytest

import sie
from sie.records import Posting, Voucher
from tests.sie.sample import HEAD, VOUCHER, codes, only, read_text

ROWS = '#TRANS 5010 {} 100.00 "" "öre"\n#TRANS 1930 {} -100.00\n'


def rows_of(file: sie.SieFile) -> list[list[int]]:
    """List the amounts of each voucher."""
    return [[row.amount_ore for row in voucher.postings] for voucher in file.vouchers]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_lines_end_in_three_ways_and_the_last_need_not(end: str, last: bool) -> None:  # noqa: FBT001 -- a table's column
    text = (HEAD + VOUCHER * 2).replace("\n", end)

    file = read_text(text if last else text.removesuffix(end))

    assert codes(file) == []
    assert file == read_text(HEAD + VOUCHER * 2)
    assert [voucher.line for voucher in file.vouchers] == [8, 13]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "\n\n" + VOUCHER,
        HEAD + VOUCHER.replace("#TRANS", "\t#TRANS").replace("{\n", "{\t\n").replace("}\n", "  }\n"),
        HEAD + VOUCHER.replace(" ", "\t"),
        HEAD + VOUCHER.replace("\n", "  \n"),
        HEAD + VOUCHER.replace("\n", "\n\n"),
        HEAD.lower().replace("räksmörgås ab", "Räksmörgås AB")
        + VOUCHER.replace("#TRANS", "#trans").replace("#VER", "#ver"),
        HEAD + VOUCHER + "\x1a",
        HEAD + VOUCHER + "\x00\x00\x00",
        HEAD + VOUCHER + "\n \n\x1a\n",
    ],
)
def test_blanks_and_case_and_padding_make_no_difference(text: str) -> None:
    file = read_text(text)

    assert codes(file) == []
    assert file.vouchers == read_text(HEAD + VOUCHER).vouchers
    assert file.head.company == "Räksmörgås AB"


@pytest.mark.parametrize(
    ("body", "noted"),
    [
        ('#VER A 1 20250131 "x" {\n' + ROWS + "}\n", ["brace-glued"]),
        ('#VER A 1 20250131 "x"\n{' + ROWS + "}\n", ["brace-glued"]),
        ('#VER A 1 20250131 "x"\n{\n' + ROWS.removesuffix("\n") + "}\n", ["brace-glued"]),
        ('#VER A 1 20250131 "x"\n' + ROWS + "}\n", ["brace-missing"]),
        ('#VER A 1 20250131 "x"\n' + ROWS, ["brace-missing"]),
        ('#VER A 1 20250131 "x"\n{\n{\n' + ROWS + "}\n", ["brace-stray"]),
        ('#VER A 1 20250131 "x"\n{\n' + ROWS + "}\n}\n", ["brace-stray"]),
        ('}\n#VER A 1 20250131 "x"\n{\n' + ROWS + "}\n", ["brace-stray"]),
        ('#VER A 1 20250131 "x"\n{\n}\n' + ROWS, ["row-outside-voucher"]),
    ],
)
def test_rows_belong_to_the_voucher_before_them_whatever_the_braces_say(body: str, noted: list[str]) -> None:
    file = read_text(HEAD + body)

    assert rows_of(file) == [[10000, -10000]]
    assert codes(file) == noted


def test_new_voucher_closes_the_one_before() -> None:
    file = read_text(HEAD + VOUCHER.replace("}\n", "") + VOUCHER)

    assert rows_of(file) == [[10000, -10000], [10000, -10000]]
    assert only(file, "brace-missing").facts == {"found": "}", "count": 1}


def test_vouchers_without_any_braces_are_read() -> None:
    file = read_text(HEAD + VOUCHER.replace("{\n", "").replace("}\n", "") * 3)

    assert rows_of(file) == [[10000, -10000]] * 3
    assert only(file, "brace-missing").facts == {"found": "{", "count": 3}


def test_voucher_without_rows_stays() -> None:
    file = read_text(HEAD + "#VER A 1 20250131\n{\n}\n" + VOUCHER)

    assert [len(voucher.postings) for voucher in file.vouchers] == [0, 2]


def test_braces_in_quoted_texts_are_text() -> None:
    file = read_text(HEAD + VOUCHER.replace("100.00\n", '100.00 "" "a } b { c"\n', 1))

    assert file.vouchers[0].postings[0].text == "a } b { c"
    assert codes(file) == []


def test_text_broken_over_two_lines_costs_no_figures() -> None:
    file = read_text(HEAD + VOUCHER.replace('"Hyra"', '"Hyra för\nmaj"'))

    assert rows_of(file) == [[10000, -10000]]
    assert sorted(codes(file)) == ["line-without-label", "quote-unclosed"]


def test_vouchers_keep_order_series_numbers_and_lines() -> None:
    body = VOUCHER + VOUCHER.replace("A 1", '"LEV" "0007"') + VOUCHER.replace("A 1", "A 1")

    file = read_text(HEAD + body)

    assert [(one.series, one.number, one.line) for one in file.vouchers] == [
        ("A", "1", 8),
        ("LEV", "0007", 13),
        ("A", "1", 18),
    ]
    assert [row.line for row in file.vouchers[1].postings] == [15, 16]


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        (HEAD + VOUCHER + VOUCHER.replace("}\n", ""), "#VER", 13),
        (HEAD + "#VER A 1 20250131\n{\n#TRANS 1930 {} 5", "#VER", 8),
        (HEAD + VOUCHER + '#VER A 2 20250131 "x"', "#VER", 13),
        (HEAD + VOUCHER + "#VER A 2 20250131\n#TRANS 1930 {} 5\n", "#VER", 13),
        ("#FLAGGA 0\n#KSUMMA\n" + HEAD.removeprefix("#FLAGGA 0\n") + VOUCHER, "#KSUMMA", 2),
    ],
)
def test_file_whose_end_is_missing_is_refused(text: str, label: str, line: int) -> None:
    with pytest.raises(sie.SieTruncatedError) as caught:
        read_text(text)

    assert (caught.value.line, caught.value.facts) == (line, {"label": label})


def test_every_line_that_cannot_be_read_is_told_at_once() -> None:
    text = (
        HEAD + "#IB 0 1930 fem\n#VER A 1 20250229\n{\n#TRANS 1930 {} x\n#TRANS 1910 {} 5\n}\n" + VOUCHER + "#UB x 1 1\n"
    )

    with pytest.raises(sie.SieUnreadableError) as caught:
        read_text(text)

    assert caught.value.count == 4
    assert [(one.line, one.code) for one in caught.value.lines] == [
        (8, "amount-unreadable"),
        (9, "date-unreadable"),
        (11, "amount-unreadable"),
        (19, "year-unreadable"),
    ]
    assert caught.value.line == 8


def test_a_hundred_unreadable_lines_are_listed_and_the_rest_counted() -> None:
    with pytest.raises(sie.SieUnreadableError) as caught:
        read_text(HEAD + "#IB 0 1930 x\n" * 250)

    assert (len(caught.value.lines), caught.value.count) == (100, 250)


def test_row_before_any_voucher_is_rejected() -> None:
    with pytest.raises(sie.SieUnreadableError) as caught:
        read_text(HEAD + "#TRANS 1930 {} 5\n")

    assert [one.code for one in caught.value.lines] == ["row-without-voucher"]


def test_a_hundred_repairs_of_a_kind_are_listed_and_the_rest_counted() -> None:
    file = read_text(HEAD + "#IB 0 1930 5,00\n" * 250)

    assert sum(one.code == "amount-form" for one in file.notices) == 100
    assert only(file, "more-of-kind").facts == {"code": "amount-form", "count": 150}


def test_file_is_read_from_a_path_or_its_name(tmp_path: Path) -> None:
    path = tmp_path / "böcker.se"
    path.write_bytes((HEAD + VOUCHER).encode("cp437"))

    assert sie.read(path) == sie.read(str(path)) == read_text(HEAD + VOUCHER)


@pytest.mark.parametrize("name", [".", "missing.se", "a\0b"])
def test_file_that_cannot_be_fetched_is_an_error_of_ours(name: str, tmp_path: Path) -> None:
    with pytest.raises(sie.SieReadFailedError) as caught:
        sie.read(f"{tmp_path}/{name}")

    assert caught.value.facts["reason"] != ""


def test_voucher_and_its_rows_are_frozen_records() -> None:
    (voucher,) = read_text(HEAD + VOUCHER).vouchers

    assert type(voucher) is Voucher
    assert {type(row) for row in voucher.postings} == {Posting}
    with pytest.raises(AttributeError):
        voucher.postings[0].amount_ore = 5  # type: ignore[misc]  # that it cannot be done is the point
    assert hash(voucher.postings[0]) == hash(Posting("5010", 10000))


@pytest.mark.parametrize("was_enabled", [True, False])
def test_garbage_collection_is_left_as_it_was(was_enabled: bool) -> None:  # noqa: FBT001 -- a table's column
    before = gc.isenabled()
    (gc.enable if was_enabled else gc.disable)()

    read_text(HEAD + VOUCHER)
    after = gc.isenabled()

    (gc.enable if before else gc.disable)()
    assert after is was_enabled
