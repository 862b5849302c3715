"""Writing many rows of a table at once."""

from datetime import date

import pytest
from django.db import connection, models

from closing.books.models import Account, ObjectList, PostingDetail, Snapshot, StruckPosting, Voucher
from closing.books.storing.blocks import Cells, Columns
from closing.books.storing.tables import long_load
from tests.books.made_books import make_year


def put(model: type[models.Model], columns: Columns) -> None:
    """Write rows within the test's transaction."""
    with long_load() as load:
        load.write(model, columns)


def voucher_columns(count: int, **columns: Cells) -> dict[str, Cells]:
    """Give the columns of vouchers, some of them as wanted."""
    texts = ("series", "number", "text", "sign", "registered")
    numbers = ("snapshot_id", "number_value", "difference_ore", "fingerprint", "is_filled", "first_row", "row_count")
    return {
        "id": list(range(1, count + 1)),
        "date": ["2025-01-31"] * count,
        **dict.fromkeys(texts, [""] * count),
        **dict.fromkeys(numbers, [0] * count),
        **columns,
    }


@pytest.mark.django_db
def test_rows_are_stored_as_given() -> None:
    put(Voucher, voucher_columns(2, series=["A", "Å"], number_value=[1, 2**62], registered=["2025-02-01", ""]))

    fields = ("id", "series", "number_value", "date", "registered")
    assert list(Voucher.objects.order_by("id").values_list(*fields)) == [
        (1, "A", 1, date(2025, 1, 31), date(2025, 2, 1)),
        (2, "Å", 2**62, date(2025, 1, 31), None),
    ]


@pytest.mark.django_db
def test_no_rows_are_no_trouble() -> None:
    put(Voucher, voucher_columns(0))

    assert Voucher.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\\N", "\\.", "a\tb", "a\nb", "a\r\nb", "C:\\new\\table", "%s %d", "' ; --", "🂡"])
def test_any_text_comes_back_as_it_was(text: str) -> None:
    put(Voucher, voucher_columns(2, text=[text, ""]))

    assert list(Voucher.objects.order_by("id").values_list("text", flat=True)) == [text, ""]


@pytest.mark.django_db
def test_what_no_database_stores_is_left_out() -> None:
    put(Voucher, voucher_columns(1, text=["a\0b"]))

    assert Voucher.objects.get().text == "ab"


@pytest.mark.django_db
def test_texts_are_cut_to_their_column() -> None:
    put(Voucher, voucher_columns(2, series=["é" * 41, "B"], text=["x" * 5_000, ""]))

    assert list(Voucher.objects.order_by("id").values_list("series", flat=True)) == ["é" * 40, "B"]
    assert len(Voucher.objects.get(pk=1).text) == 5_000


@pytest.mark.django_db
def test_null_is_none_or_empty() -> None:
    snapshot = Snapshot.objects.create(fiscal_year=make_year())
    names = [field.attname for field in Account._meta.concrete_fields]
    columns: dict[str, Cells] = {name: [0, 0] for name in names}
    columns |= {name: ["", ""] for name in ("name", "kind", "unit", "sru")}
    columns |= {"id": [1, 2], "number": ["1", "2"], "snapshot_id": [snapshot.pk] * 2, "file_closing_ore": [None, -5]}

    put(Account, columns)

    assert list(Account.objects.order_by("id").values_list("file_closing_ore", flat=True)) == [None, -5]


@pytest.mark.django_db
def test_lists_of_objects_are_stored_as_json() -> None:
    put(ObjectList, {"id": [1], "snapshot_id": [1], "pairs": ['[["1", "K\\\\1 \\"å\\""]]']})

    assert ObjectList.objects.get().pairs == [["1", 'K\\1 "å"']]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Voucher, PostingDetail, StruckPosting])
def test_keys_are_found_in_the_table_itself(model: type[models.Model]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the key of a table in an index always.")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA index_list({model._meta.db_table})")
        indexes = [name for _, name, *_ in cursor.fetchall()]

    assert [name for name in indexes if name.startswith("sqlite_autoindex")] == []


def settings_of_connection() -> list[object]:
    """Ask the connection how it writes."""
    questions = {
        "sqlite": ["PRAGMA wal_autocheckpoint"],
        "postgresql": ["SHOW synchronous_commit"],
    }
    with connection.cursor() as cursor:
        return [cursor.execute(question).fetchone()[0] for question in questions[connection.vendor]]


@pytest.mark.django_db(transaction=True)
def test_a_long_load_sets_the_connection_back() -> None:
    before = settings_of_connection()

    with long_load() as load:
        within = settings_of_connection()
        load.write(Voucher, voucher_columns(30_000))

    assert within == ([100_000] if connection.vendor == "sqlite" else ["off"])
    assert before == ([1_000] if connection.vendor == "sqlite" else ["on"])
    assert settings_of_connection() == before
    assert Voucher.objects.count() == 30_000


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_while_writing_is_raised() -> None:
    rows = voucher_columns(2, id=[7, 7])

    with pytest.raises(Exception, match=r"(?i)unique"), long_load() as load:
        load.write(Voucher, rows)

    assert Voucher.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_long_load_that_fails_sets_the_connection_back() -> None:
    before = settings_of_connection()

    with pytest.raises(InterruptedError), long_load():
        raise InterruptedError

    assert settings_of_connection() == before


@pytest.mark.django_db
def test_a_load_inside_a_transaction_leaves_the_connection_alone() -> None:
    before = settings_of_connection()

    with long_load():
        within = settings_of_connection()

    assert within == before
