"""What stops the reading or writing of a SIE file.

    SieError
    ├── SieFileError                the file cannot be read at all
    │   ├── SieEmptyError           nothing in it
    │   ├── NotSieError             no record of the standard
    │   ├── SieXmlError             XML: SIE 5, which is another format
    │   ├── SieWideCharactersError  UTF-16 or UTF-32
    │   ├── SieLineTooLongError     a line of more than 64 kB
    │   ├── SieTooManyRecordsError  more accounts, objects and balances than any company has
    │   ├── SieTruncatedError       the end is missing
    │   ├── SieUnreadableError      lines that cannot be read; all of them, with their numbers
    │   └── SieReadFailedError      the operating system or the reading process failed
    ├── SieEncodingUnknownError     an encoding this package does not know was asked for
    ├── SieFieldError               a field that cannot be read (collected into SieUnreadableError)
    ├── SieUnwritableError          a record that cannot be put into a SIE file
    ├── SieWriteFailedError         the operating system failed
    └── OrganisationNumberError     not an organisation number

Each carries a stable `code`, the `line` (0 when the whole file is meant) and `facts` for a sentence about it.
"""

from collections.abc import Callable

from sie.records import Head, Notice


class SieError(Exception):
    """Anything that stops this package, and the base of all its exceptions."""

    code = "sie-error"

    def __init__(self, line: int = 0, /, **facts: str | int) -> None:
        """Keep where it happened and the facts of it."""
        super().__init__(line, facts)
        self.line = line
        self.facts: dict[str, str | int] = facts

    def __reduce__(self) -> tuple[Callable[..., "SieError"], tuple[object, ...]]:
        """Let the error pass from one process to another."""
        return _remade, (type(self), self.__dict__)

    def __str__(self) -> str:
        """Say what stopped the work, for a developer or a log."""
        where = f"line {self.line}: " if self.line else ""
        what = ", ".join(f"{name} {fact!r}" for name, fact in self.facts.items())
        return f"{where}{self.code}" + (f" ({what})" if what else "")


class SieFileError(SieError):
    """A file that cannot be read at all."""

    code = "file-unreadable"


class SieEmptyError(SieFileError):
    """A file with nothing in it."""

    code = "file-empty"


class NotSieError(SieFileError):
    """A file without any record of the standard. Facts: `text`, its first line; empty when it is not text at all."""

    code = "not-sie"


class SieXmlError(SieFileError):
    """An XML file: SIE 5 is another format. Facts: `root`, the name of the first element."""

    code = "sie-xml"


class SieWideCharactersError(SieFileError):
    """A file in UTF-16 or UTF-32, which no SIE file may be. Facts: `encoding`."""

    code = "wide-characters"


class SieLineTooLongError(SieFileError):
    """A line longer than any record. Facts: `longest`, the most characters a line may have."""

    code = "line-too-long"


class SieTooManyRecordsError(SieFileError):
    """More accounts, objects and balances than any company has. Facts: `most`, the most that are read."""

    code = "too-many-records"


class SieTruncatedError(SieFileError):
    """The end of the file is missing. Facts: `label`, the record that was never closed (#VER or #KSUMMA)."""

    code = "file-truncated"


class SieReadFailedError(SieFileError):
    """The file could not be fetched from where it lies. Facts: `reason`."""

    code = "read-failed"


class SieUnreadableError(SieFileError):
    """Lines that cannot be read, all of the file.

    `lines` lists the first hundred, `count` says how many there are, `notices` what else was odd. `head` is what could
    be read of everything but the vouchers: whose file it is, and of which year.
    """

    code = "lines-unreadable"

    def __init__(
        self, lines: tuple[Notice, ...], /, *, count: int, notices: tuple[Notice, ...] = (), head: Head | None = None
    ) -> None:
        """Keep the lines; the error itself stands at the first of them."""
        super().__init__(lines[0].line if lines else 0, count=count)
        self.lines = lines
        self.notices = notices
        self.head = head
        self.count = count

    def __str__(self) -> str:
        """Name the first line and how many there are."""
        return f"{super().__str__()}; " + "; ".join(f"line {one.line}: {one.code}" for one in self.lines[:3])


class SieEncodingUnknownError(SieError):
    """An encoding was asked for that this package does not read. Facts: `encoding`."""

    code = "encoding-unknown"


class SieFieldError(SieError):
    """A field that cannot be read; `notice_code` is the code under which the line is collected. Facts: `found`."""

    code = "field-unreadable"

    def __init__(self, notice_code: str, found: str, /) -> None:
        """Keep the code of the notice and the text that was found."""
        super().__init__(0, found=found)
        self.notice_code = notice_code
        self.found = found


class SieUnwritableError(SieError):
    """A record that has no form in the file asked for. Facts: `label`, `reason`, `voucher`."""

    code = "unwritable"


class SieWriteFailedError(SieError):
    """The file could not be written where it should. Facts: `reason`."""

    code = "write-failed"


class OrganisationNumberError(SieError):
    """Text that is not an organisation number. Facts: `found`."""

    code = "organisation-number"


def _remade(kind: type[SieError], attributes: dict[str, object]) -> SieError:
    """Make an error again from what it carried."""
    error = kind.__new__(kind)
    error.__dict__.update(attributes)
    return error
