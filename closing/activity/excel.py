"""The activity log as an Excel workbook; every text is written as text, so nothing in it can become a formula."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from closing.activity.reading import Line

MOST_ROWS = 1_048_575
"""Rows of an Excel sheet below its heading."""

LONGEST_CELL = 32_767
"""Characters of an Excel cell; one with more would be left empty.

Source: Microsoft, Excel specifications and limits.
"""

_WIDTHS = (20, 26, 30, 80, 18)


def workbook(lines: Iterable[Line]) -> bytes:
    """Write the lines to a workbook with a heading row that stays in sight."""
    memory = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(memory, {**options, "constant_memory": True}) as book:
        sheet = book.add_worksheet(_("Activity log")[:31])
        bold = book.add_format({"bold": True})
        for column, (heading, width) in enumerate(zip(_headings(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        sheet.freeze_panes(1, 0)
        for row, line in enumerate(lines, start=1):
            if row == MOST_ROWS:
                sheet.write_string(row, 0, _("The log is longer than a sheet. Choose fewer days."))
                break
            for column, text in enumerate(_cells(line)):
                sheet.write_string(row, column, text[:LONGEST_CELL])
    return memory.getvalue()


def _headings() -> list[str]:
    return [_("Time"), _("Person"), _("Engagement"), _("Event"), _("Result")]


def _cells(line: Line) -> list[str]:
    event = line.event
    at = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S")
    person = str(event.actor) if event.actor else _("System")
    company = str(event.engagement) if event.engagement else ""
    return [at, person, company, line.sentence, str(event.get_result_display())]
