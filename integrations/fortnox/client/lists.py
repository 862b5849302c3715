"""Lists of Fortnox, read page by page to their end, and counted.

A list that is paged by number can skip or repeat a record when it changes meanwhile. So what was read is held against
@TotalResources; when they differ the list is read once more, and when they still differ that is told, not repeated:
filtered lists are known to announce too many. Source: fortnox.se/developer, parameters; observed answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from integrations.fortnox.client.errors import UnreadableAnswerError
from integrations.fortnox.client.record import Record

PAGE_RECORDS = 500
"""Source: fortnox.se/developer, parameters: limit is 1 to 500."""
MOST_PAGES = 4_000
"""Two million records; a list that goes on longer does not end."""

T = TypeVar("T")
_ADDRESS = "@url"


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list and how its records are read.

    Attributes:
        path: what follows /3/.
        key: the name of the list in the answer.
        names: the fields that tell its records apart.
        read: reads a record.
        pieces: what stands for the names in braces of the path.
    """

    path: str
    key: str
    names: tuple[str, ...]
    read: Callable[[Record], T]
    pieces: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def register(self) -> str:
        """The register, as errors name it."""
        return self.path.split("/{")[0]


@dataclass(frozen=True, slots=True)
class ListWarning:
    """A list that does not hold as many records as it says, also when it was read again.

    Attributes:
        register: which one.
        read: how many records came.
        announced: how many it says there are.
    """

    register: str
    read: int
    announced: int


@dataclass(slots=True)
class _Reading(Generic[T]):
    """What has been read of a list."""

    records: dict[tuple[str, ...], T] = field(default_factory=dict)
    announced: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.announced in (None, len(self.records))


def read_list(
    listing: Listing[T], page_of: Callable[[int], Mapping[str, object]]
) -> tuple[tuple[T, ...], ListWarning | None]:
    """Read a list to its end.

    Args:
        listing: which one.
        page_of: gives the JSON of a page by its number, from 1.

    Returns:
        Its records in their order, each once; and a warning when their number is not the one announced.

    Raises:
        UnreadableAnswerError: an answer is no such list, or a record is not understood.
    """
    reading = _read_once(listing, page_of)
    if not reading.is_whole:
        reading = _read_once(listing, page_of)
    records = tuple(reading.records.values())
    if reading.announced is None or reading.is_whole:
        return records, None
    return records, ListWarning(listing.register, len(records), reading.announced)


def _read_once(listing: Listing[T], page_of: Callable[[int], Mapping[str, object]]) -> _Reading[T]:
    """Read pages until the last one, or until one brings nothing new: some lists give the same page for ever."""
    reading: _Reading[T] = _Reading()
    for number in range(1, MOST_PAGES + 1):
        answer = Record(listing.register, "", page_of(number))
        before = len(reading.records)
        rows = answer.records(listing.key)
        for row in rows:
            name = _name(row, listing.names)
            if name not in reading.records:
                reading.records[name] = listing.read(row.named(*listing.names))
        pages = _announced(answer, reading)
        if len(reading.records) == before or (len(rows) < PAGE_RECORDS if pages is None else number >= pages):
            return reading
    raise UnreadableAnswerError(listing.register, field="@TotalPages")


def _announced(answer: Record, reading: _Reading[T]) -> int | None:
    """Take down how many records there are; give how many pages, None when nothing is said."""
    if not answer.has("MetaInformation"):
        return None
    information = answer.record("MetaInformation")
    reading.announced = information.number("@TotalResources")
    return information.number("@TotalPages")


def _name(row: Record, names: tuple[str, ...]) -> tuple[str, ...]:
    """Tell a record apart from the others of its list."""
    return tuple(row.key(name) for name in names if row.has(name)) or (row.key(_ADDRESS),)
