"""Every text of the interface stands in Swedish."""

from tests.catalogue import read, untranslated


def test_catalogue_is_complete() -> None:
    assert untranslated(read()) == []
