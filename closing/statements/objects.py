"""What the postings of one page carry: cost centres, projects and other objects, and what few postings have besides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from closing.books.models import BookObject, Dimension, ObjectList, PostingDetail, Snapshot

DIMENSIONS_SHOWN = 4
"""What the field's own account analysis shows; more than four are not told apart on a row."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An object on a posting, with its names where the file gives them."""

    dimension: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Belongings:
    """What postings carry.

    Attributes:
        objects: the number of a combination of objects to the objects.
        details: the key of a posting to what only few have.
    """

    objects: Mapping[int, tuple[Carried, ...]]
    details: Mapping[int, PostingDetail]


def belongings(snapshot: Snapshot, object_lists: Collection[int], postings: Collection[int] = ()) -> Belongings:
    """Find what postings carry: at most four queries, however many they are."""
    details = PostingDetail.objects.in_bulk(list(postings)) if postings else {}
    return Belongings(_objects(snapshot, set(object_lists) - {0}), details)


def _objects(snapshot: Snapshot, lists: set[int]) -> dict[int, tuple[Carried, ...]]:
    if not lists:
        return {}
    keys = {snapshot.first_key + one: one for one in lists}
    pairs = {keys[one.pk]: one.pairs[:DIMENSIONS_SHOWN] for one in ObjectList.objects.filter(pk__in=keys)}
    dimensions = {one.number: one.name for one in Dimension.objects.filter(snapshot=snapshot)}
    codes = {code for list_pairs in pairs.values() for _dimension, code in list_pairs}
    names = {
        (one.dimension.number, one.code): one.name
        for one in BookObject.objects.select_related("dimension").filter(dimension__snapshot=snapshot, code__in=codes)
    }
    return {one: tuple(_named(pair, dimensions, names) for pair in list_pairs) for one, list_pairs in pairs.items()}


def _named(pair: Sequence[str], dimensions: Mapping[str, str], names: Mapping[tuple[str, str], str]) -> Carried:
    number, code = pair
    return Carried(dimensions.get(number, ""), code, names.get((number, code), ""))
