"""Counting the pages of what strangers made, in a process that is held back."""

import time

import pytest

from closing.entries.attachments.errors import UnreadablePdfError
from closing.entries.attachments.page_count import page_count
from tests.entries.attachments.made_files import pdf

LOOP = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj
trailer<</Root 1 0 R>>
startxref
0
%%EOF"""
LYING = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>
startxref
0
%%EOF"""


def test_pages_are_counted_and_not_taken_from_what_the_file_says() -> None:
    assert (page_count(pdf(7)), page_count(LYING)) == (7, 2)


@pytest.mark.parametrize("content", [b"%PDF-1.7", LOOP, pdf(3)[:300], pdf(0)], ids=["head", "loop", "cut", "no page"])
def test_what_cannot_be_read_is_told(content: bytes) -> None:
    with pytest.raises(UnreadablePdfError):
        page_count(content)


def test_counting_ends_when_it_takes_too_long() -> None:
    began = time.monotonic()

    with pytest.raises(UnreadablePdfError):
        page_count(pdf(), most_seconds=0.001)

    assert time.monotonic() - began < 10
