"""The mark that an entry's voucher carries."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from closing.entries.marker import marked, marker_of, markers_in

MARKER = "KV-ABCDEFG234"


def test_marker_is_made_of_the_last_bytes_of_the_id() -> None:
    assert marker_of(UUID("00000000-0000-4000-8000-000000000001")) == "KV-AAAAAAAAAA"
    assert marker_of(UUID("ffffffff-ffff-ffff-ffff-ffffffffffff")) == "KV-7777777777"


@given(st.uuids(), st.text(max_size=400))
def test_mark_stands_whole_at_the_end_of_any_text(entry: UUID, text: str) -> None:
    marker = marker_of(entry)

    written = marked(text, marker, longest=200)

    assert written.endswith(f" [{marker}]")
    assert len(written) <= 200
    assert markers_in(written) == (marker,)


def test_text_is_cut_and_the_mark_is_not() -> None:
    assert marked("Periodisering av hyra", MARKER, longest=30) == "Periodisering [KV-ABCDEFG234]"
    assert marked("x" * 200, MARKER, longest=20) == f"xxxx [{MARKER}]"


def test_text_that_just_fits_is_whole() -> None:
    assert marked("Hyra", MARKER, longest=20) == f"Hyra [{MARKER}]"
    assert marked("Hyran", MARKER, longest=20) == f"Hyra [{MARKER}]"


def test_marks_copied_into_a_text_go() -> None:
    assert marked("Rättar [KV-ZZZZZZZZZZ] hyra [KV-ZZZZZZZZZZ]", MARKER, longest=200) == f"Rättar  hyra [{MARKER}]"


def test_marks_are_found_in_their_order() -> None:
    assert markers_in("[KV-BBBBBBBBBB] och [KV-AAAAAAAAAA]") == ("KV-BBBBBBBBBB", "KV-AAAAAAAAAA")
    assert markers_in("KV-BBBBBBBBBB [KV-BBBB] [KV-0000000000] [kv-aaaaaaaaaa]") == ()
