"""GET /sie/{type}: the bytes of a SIE file."""

from integrations.fortnox.simulator.books.companies import company_of
from integrations.fortnox.simulator.books.sie_export.asked import file_asked
from integrations.fortnox.simulator.books.sie_export.file import SieExport
from integrations.fortnox.simulator.exchange import Answer, Call
from integrations.fortnox.simulator.storage import Storage

LINE_END = "\r\n"
ENCODING = "cp437"
CONTENT_TYPE = "application/octet-stream"
"""What Fortnox itself sends is not known; others' stand-ins send this."""


def export_sie(storage: Storage, call: Call) -> Answer:
    """Answer with a file in code page 437, with CR LF between its lines and nothing after the last."""
    with storage.reading() as connection:
        asked = file_asked(connection, call)
        company = company_of(connection, call.tenant)
        export = SieExport(connection, company, asked=asked, today=call.now.date())
        content = LINE_END.join(export.lines()).encode(ENCODING)
    return Answer(raw=content, content_type=CONTENT_TYPE)
