"""Files that are not SIE files at all."""

import codecs

import pytest

import sie


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\0\0\0", b"\x1a", codecs.BOM_UTF8])
def test_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(sie.SieEmptyError):
        sie.read(content)


@pytest.mark.parametrize(
    "content",
    [
        "#FLAGGA 0\n".encode("utf-16"),
        "#FLAGGA 0\n".encode("utf-16-le"),
        "#FLAGGA 0\n".encode("utf-16-be"),
        "\r\n#FLAGGA 0\n".encode("utf-16-be"),
        "<Sie/>".encode("utf-16-le"),
        "#FLAGGA 0\n".encode("utf-32"),
    ],
)
def test_wide_characters_are_refused_by_name(content: bytes) -> None:
    with pytest.raises(sie.SieWideCharactersError) as caught:
        sie.read(content)

    assert str(caught.value.facts["encoding"]).startswith("utf-")


@pytest.mark.parametrize(
    ("content", "root"),
    [
        (b'<?xml version="1.0"?>\n<!-- SIE 5 --><Sie xmlns="http://www.sie.se/sie5">', "Sie"),
        (b"\xef\xbb\xbf<sie:SieEntry>", "SieEntry"),
        (b"  <!DOCTYPE html><html>", "html"),
        (b"<", ""),
    ],
)
def test_xml_is_refused_with_its_root(content: bytes, root: str) -> None:
    with pytest.raises(sie.SieXmlError) as caught:
        sie.read(content)

    assert caught.value.facts == {"root": root}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"PK\x03\x04rest", ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Excel\0", ""),
        (b"Konto\tNamn\x1a", "Konto\tNamn\x1a"),
        (b"%PDF-1.7\n#KONTOPLAN 1", "%PDF-1.7"),
        (b"Konto;Namn\r\n1930;Bank", "Konto;Namn"),
        (b"# FLAGGA 0", "# FLAGGA 0"),
    ],
)
def test_file_without_a_record_of_the_standard_is_refused(content: bytes, text: str) -> None:
    with pytest.raises(sie.NotSieError) as caught:
        sie.read(content)

    assert caught.value.facts == {"text": text}


@pytest.mark.parametrize(
    "content", [b"\n\n  #flagga 0", b"Export\r#FLAGGA 0", b"\x00\x00#FLAGGA 0", b"{#VER A 1 20250101}"]
)
def test_one_record_anywhere_at_the_beginning_is_enough(content: bytes) -> None:
    assert sie.read(content).head.sietyp == "1"
