"""Books that begin to count, and what is seen of the entries after that."""

from pathlib import Path

from closing.activity.models import Event
from closing.books.models import Snapshot
from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry
from closing.entries.recognition.recognising import Told, hold, recognise
from tests.books.made_books import HEAD, import_text

NEWER = HEAD.replace("#GEN 20260115", "#GEN 20991231")
LESS = (("1710", "900.00"), ("5010", "-900.00"))


def count(folder: Path, year: FiscalYear, *vouchers: str, head: str = HEAD) -> tuple[Told, ...]:
    """Let books of these vouchers count for the year, as an import does; give what is told."""
    return recognised(import_text(folder, head + "".join(vouchers), year=year))


def recognised(snapshot: Snapshot) -> tuple[Told, ...]:
    """Recognise the entries of the year of a snapshot."""
    return recognise([snapshot], hold([snapshot]), actor=None)


def told(news: tuple[Told, ...]) -> list[tuple[str, str, str]]:
    """Shorten what is told to what, which entry and which voucher."""
    return [(one.what, one.entry, one.voucher) for one in news]


def stands(entry: ClosingEntry) -> tuple[str, str]:
    """Read how an entry stands, and as which voucher."""
    entry = ClosingEntry.objects.select_related("transfer").get(pk=entry.pk)
    return entry.status, str(entry.transfer) if hasattr(entry, "transfer") else "-"


def logged() -> list[tuple[str, str]]:
    """List what the log says of recognised and missed entries."""
    events = Event.objects.filter(code__in=("entry:recognised", "entry:missed")).order_by("sequence")
    return [(one.code, one.facts.get("voucher", "")) for one in events]
