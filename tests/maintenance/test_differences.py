"""After a change of source the books are compared with those they replaced."""

from pathlib import Path

from closing.books.models import AccountMapping
from closing.engagements.models import FiscalYear
from closing.maintenance.differences import differences, is_switched
from tests.books.made_books import HEAD, SALES
from tests.maintenance.conftest import import_from

LATER = HEAD.replace('#KONTO 5010 "Lokalhyra"\n', '#KONTO 5020 "El"\n') + SALES.replace("5010", "5020").replace(
    "#TRANS 1930 {} 500.00\n#TRANS 3001 {} -500.00", "#TRANS 1930 {} 700.00\n#TRANS 3001 {} -700.00"
)


def test_differences_name_what_appeared_vanished_and_changed(year: FiscalYear, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)
    import_from("trial_balance", tmp_path, year=year, text=LATER)

    found = differences(year)

    assert found is not None
    assert (found.before, found.after, found.is_switched) == ("sie_file", "trial_balance", True)
    assert [(line.number, line.name, line.after_ore) for line in found.appeared] == [("5020", "El", 10_000)]
    assert [(line.number, line.name, line.before_ore) for line in found.vanished] == [("5010", "Lokalhyra", 10_000)]
    assert [(line.number, line.change_ore) for line in found.changed] == [("1930", 20_000), ("3001", -20_000)]


def test_differences_name_the_mappings_to_confirm(year: FiscalYear, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)
    import_from("trial_balance", tmp_path, year=year, text=LATER)
    for number in ("1510", "1930", "2440", "3001"):
        AccountMapping.objects.create(engagement=year.engagement, account_number=number, is_confirmed=True)

    found = differences(year)

    assert found is not None
    assert found.unconfirmed == (("5020", "El"),)


def test_one_import_has_nothing_to_differ_from(year: FiscalYear, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)

    assert differences(year) is None
    assert not is_switched(year)


def test_same_source_twice_is_no_switch(year: FiscalYear, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)
    import_from("sie_file", tmp_path, year=year, text=LATER)

    assert not is_switched(year)


def test_another_source_is_a_switch(year: FiscalYear, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)
    import_from("sie_balances", tmp_path, year=year, text=LATER)

    assert is_switched(year)
