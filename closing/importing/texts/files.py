"""Sentences about the file as a whole: what it is, whose, of which year."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from closing.importing.catalogue import Code
from closing.importing.texts.sentence import NOTHING_TO_DO, Words
from sie.notices import NoticeCode

NOT_TEXT: Words = (
    _("This is not a SIE file. It is not even text: perhaps a picture, a program or a damaged file."),
    _("Choose a file that the bookkeeping program exported as SIE; its name mostly ends in .se or .si."),
)
"""What is said of a file that is no SIE file and whose beginning nobody could read."""

FILES: dict[str, Words] = {
    Code.FILE_TOO_LARGE: (
        _("The file has %(size)s bytes; at most %(limit)s are taken."),
        _("Export one fiscal year at a time, without its history, and import that file."),
    ),
    Code.FILE_COMPRESSED: (
        _("The file is compressed (%(kind)s)."),
        _("Unpack it and import the file that is in it."),
    ),
    Code.FILE_EMPTY: (
        _("The file is empty."),
        _("Export it from the bookkeeping program again."),
    ),
    Code.NOT_SIE: (
        _("This is not a SIE file. It begins “%(text)s”."),
        _("Choose a file that the bookkeeping program exported as SIE; its name mostly ends in .se or .si."),
    ),
    Code.SIE_XML: (
        _("The file is XML (its first element is “%(root)s”). SIE 5 is another format and is not read."),
        _("Export as SIE 4 (or SIE 1 for balances only) instead."),
    ),
    Code.WIDE_CHARACTERS: (
        _("The file is written in %(encoding)s, which no SIE file may be."),
        _("Export it again, or save it as CP437 (PC8), Windows-1252 or UTF-8."),
    ),
    Code.LINE_TOO_LONG: (
        _("A line is longer than %(longest)s characters."),
        _("Export the file again: no bookkeeping program writes lines of that length."),
    ),
    Code.TOO_MANY_RECORDS: (
        _("The file has more than %(most)s accounts, objects and balances; no company has that many."),
        _("Export the file again, and one fiscal year at a time."),
    ),
    Code.FILE_TRUNCATED: (
        _("The end of the file is missing: %(label)s is opened and never closed."),
        _("Export or send the file again, and import the whole of it."),
    ),
    Code.READ_FAILED: (
        _("The file could not be read to its end."),
        _("Start the import again. If it fails once more, tell whoever runs the installation."),
    ),
    Code.ENCODING_UNKNOWN: (
        _("“%(encoding)s” is not a character encoding that is read here."),
        _("Choose one of CP437, UTF-8, Windows-1252, Latin-1 and CP850."),
    ),
    Code.TYPE_NOT_TAKEN: (
        _("The file is of SIE type %(sietyp)s, but the data source takes %(takes)s."),
        _("Export a file of the right type, or change the data source under Maintenance."),
    ),
    Code.BALANCES_ONLY: (
        _("The file is of SIE type %(sietyp)s: balances without vouchers."),
        _("Nothing to do. Transaction analysis and drill-down to vouchers need a SIE 4 file."),
    ),
    Code.FLAG_IMPORTED: (
        _("The file says that it has been imported before (#FLAGGA 1)."),
        _("Import it anyway if its vouchers are not in the books yet."),
    ),
    Code.SAME_FILE: (
        _("The same file was imported on %(imported)s."),
        _("Nothing to do: the books of the year stay the same."),
    ),
    Code.CURRENCY_FOREIGN: (
        _("The amounts of the file are in %(currency)s, not in kronor."),
        _("Check that the company keeps its books in that currency."),
    ),
    Code.ORGANISATION_NUMBER_OTHER: (
        _(
            "The file belongs to another company: its organisation number is %(file_number)s, and the engagement's "
            "is %(number)s.",
        ),
        _("Choose the file of this company, or open the right engagement."),
    ),
    Code.ORGANISATION_NUMBER_MISSING: (
        _("The file does not say whose books it holds (#ORGNR is missing)."),
        _("Import it anyway if you know that it belongs to this company."),
    ),
    Code.ORGANISATION_NUMBER_CHECK_DIGIT: (
        _("The check digit of the organisation number %(file_number)s is wrong."),
        _("Check the number of the company in the bookkeeping program."),
    ),
    Code.SERIAL_NUMBER_OTHER: (
        _(
            "The file belongs to another business of the same person: its serial number is %(file_number)s, and the"
            " engagement's is %(number)s.",
        ),
        _("Choose the file of this business, or open the right engagement."),
    ),
    Code.YEAR_MISSING: (
        _("The file does not say which fiscal year it holds (#RAR 0 is missing), and its vouchers do not tell."),
        _("Choose the fiscal year in the import dialog and import again."),
    ),
    Code.YEAR_IMPOSSIBLE: (
        _(
            "The fiscal year of the file, %(start)s to %(end)s, cannot be one: it must end after its start and be "
            "at most 18 months long.",
        ),
        _("Correct the fiscal year in the bookkeeping program and export again."),
    ),
    Code.YEAR_OVERLAPS: (
        _(
            "The fiscal year of the file, %(start)s to %(end)s, overlaps the engagement's %(other_start)s to "
            "%(other_end)s without being the same.",
        ),
        _(
            "Correct the fiscal year in the bookkeeping program, or the engagement's under Maintenance, and import "
            "again.",
        ),
    ),
    Code.YEAR_TWICE: (
        _("Two files of the same import hold the fiscal year %(start)s to %(end)s: this one and %(other)s."),
        _("Import one of them."),
    ),
    Code.YEAR_ASSUMED: (
        _("The file does not say which fiscal year it holds; it is taken as %(start)s to %(end)s."),
        _("Check that the year is right."),
    ),
    Code.YEAR_CREATED: (
        _("The fiscal year %(start)s to %(end)s is new and is added to the engagement."),
        NOTHING_TO_DO,
    ),
    Code.IMPORT_FILE_REPLACES_BOOKS: (
        _(
            "The file holds vouchers but no balances (type 4I), and would replace the whole books of %(start)s to "
            "%(end)s.",
        ),
        _("Import a complete export (type 4E). Import this one anyway only if its vouchers are all there is."),
    ),
    NoticeCode.KSUMMA_WRONG: (
        _(
            "The checksum of the file (#KSUMMA) is %(found)s, but its contents give %(computed)s: something in it "
            "was changed after the export.",
        ),
        _("Export the file again. Import it anyway if you know what was changed."),
    ),
    NoticeCode.KSUMMA_STRAY: (
        _("A checksum (#KSUMMA) closes that was never opened; it is not checked."),
        NOTHING_TO_DO,
    ),
    NoticeCode.KSUMMA_REPEATED: (
        _("The file has more #KSUMMA records than an opening and a closing one."),
        NOTHING_TO_DO,
    ),
    NoticeCode.ENCODING_DETECTED: (
        _("The text is read as %(encoding)s: %(words)s."),
        _("If the words look wrong, choose another encoding and import again."),
    ),
    NoticeCode.ENCODING_MIXED: (
        ngettext_lazy(
            "%(count)s character is written in another encoding than the rest of the file, which is %(encoding)s.",
            "%(count)s characters are written in another encoding than the rest of the file, which is %(encoding)s.",
            "count",
        ),
        _("Look through the texts; export the file again if they matter."),
    ),
    NoticeCode.CHARACTERS_LOST: (
        ngettext_lazy(
            "%(count)s letter was lost already by the program that wrote the file.",
            "%(count)s letters were lost already by the program that wrote the file.",
            "count",
        ),
        _("Export the file again if the texts matter."),
    ),
}
