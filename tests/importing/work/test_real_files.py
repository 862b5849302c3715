"""Real files of many programs, imported: the books hold exactly what an independent reader found in them."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db.models import Sum
from django_scopes import scopes_disabled

import sie
from closing.books.models import Posting, PostingDetail, Snapshot, StruckPosting, Voucher
from closing.engagements.models import Engagement
from closing.importing.models import ImportRun
from closing.importing.runs import Choices
from sie.organisation_number import normalised
from tests.factories import make_engagement, make_fiscal_year
from tests.importing.conftest import import_files

EVERY_DECISION = ("organisation-number-missing", "voucher-unbalanced", "flag-imported", "ksumma-wrong")
ALL_FILES = 24
OPENINGS_TAKEN = ("Sie_3_+_4.se",)
RESULTS_REPEATED = ("XE_SIE_4_20151125095119.SE",)


def _company(scan: sie.Scan) -> Engagement:
    """Make the engagement that a file belongs to."""
    number = scan.head.organisation_number.strip('"').strip()
    own = normalised(number) if number.strip("0-") else "5560360793"
    return make_engagement(
        organisation_number=own, data_source="sie_file" if scan.head.sietyp == "4" else "sie_balances"
    )


def _imported(path: Path) -> tuple[ImportRun, Snapshot]:
    scan = sie.scan(path)
    company = _company(scan)
    day = scan.figures.first_date or date(2025, 1, 1)
    has_year = any(year.index == 0 for year in scan.head.years)
    chosen = None if has_year else make_fiscal_year(company, date(day.year, 1, 1), date(day.year, 12, 31))
    choices = Choices(accepted=EVERY_DECISION, year=chosen)
    run = import_files(company, [ContentFile(path.read_bytes(), name=path.name)], choices=choices)
    return run, Snapshot.objects.get(run_id=run.pk)


@pytest.mark.django_db(transaction=True)
def test_books_hold_what_the_real_files_hold(shared_data: Path) -> None:
    expected = json.loads((shared_data / "sie" / "expected.json").read_text())

    differing = {}
    for name, figures in expected.items():
        with scopes_disabled():
            run, snapshot = _imported(shared_data / "sie" / name)
            stored = _figures(snapshot)
        wanted = {key: figures["counts"][key] for key in ("accounts", "vouchers", "postings", "added", "struck")}
        wanted |= {"debit_ore": figures["debit_ore"], **_sums(figures["sums_ore"], name)}
        if stored != wanted or run.state not in ImportRun.IMPORTED:
            differing[name] = (run.state, stored, wanted)
    assert differing == {}
    assert len(expected) == ALL_FILES


def _sums(sums: dict[str, dict[str, int]], name: str) -> dict[str, int]:
    """Give the sums of this year as they are stored.

    Where the file leaves out #IB 0, last year's #UB stands for it; a #RES that repeats its account's #UB counts once.
    """
    opening = sums["UB"]["-1"] if name in OPENINGS_TAKEN else sums["IB"]["0"]
    result = 0 if name in RESULTS_REPEATED else sums["RES"]["0"]
    return {"opening_ore": opening, "closing_and_result_ore": sums["UB"]["0"] + result}


def _figures(snapshot: Snapshot) -> dict[str, int]:
    postings = Posting.objects.filter(pk__range=snapshot.keys)
    accounts = snapshot.accounts.all()
    return {
        "accounts": accounts.filter(is_declared=True).count(),
        "vouchers": Voucher.objects.filter(snapshot=snapshot).count(),
        "postings": postings.count(),
        "added": PostingDetail.objects.filter(posting__in=postings, is_added=True).count(),
        "struck": StruckPosting.objects.filter(pk__range=snapshot.keys).count(),
        "debit_ore": postings.filter(amount_ore__gt=0).aggregate(sum=Sum("amount_ore"))["sum"] or 0,
        "opening_ore": accounts.aggregate(sum=Sum("opening_ore"))["sum"] or 0,
        "closing_and_result_ore": accounts.aggregate(sum=Sum("file_closing_ore"))["sum"] or 0,
    }
