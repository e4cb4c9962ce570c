"""Bytes to text: what is mended is said, what cannot be read has its reason."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decode import MAX_BYTES, Decoded, Unreadable, decode


def decoded(data: bytes) -> Decoded:
    found = decode(data)
    assert isinstance(found, Decoded), found
    return found


@given(st.text().filter(lambda text: bool(text.strip()) and not any(c < " " or c == "\x7f" for c in text)))
def test_valid_text_comes_back_unchanged_in_every_encoding(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decoded(text.encode()) == Decoded(text=text)
    assert decoded(codecs.BOM_UTF8 + text.encode()) == Decoded(text=text)
    assert decoded(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).text == text
    assert decoded(codecs.BOM_UTF16_BE + text.encode("utf-16-be")).text == text
    assert decoded(codecs.BOM_UTF32_LE + text.encode("utf-32-le")).text == text


def test_invalid_bytes_are_counted_and_placed() -> None:
    assert decoded(b"Le mod\xe8le \xff") == Decoded(
        text="Le mod\ufffdle \ufffd", repairs=("2 bytes that are not UTF-8 replaced, first at byte 6",)
    )
    assert decoded(codecs.BOM_UTF8 + b"a\xff").repairs == ("1 byte that is not UTF-8 replaced, first at byte 4",)


def test_a_replacement_character_of_the_text_itself_is_no_repair() -> None:
    assert decoded("it was \ufffd before".encode()).repairs == ()


def test_nul_characters_are_replaced_and_said() -> None:
    assert decoded(b"license: mit and more text\0") == Decoded(
        text="license: mit and more text\ufffd", repairs=("1 NUL character replaced",)
    )


def test_half_a_character_of_utf_16_is_said() -> None:
    (repair,) = decoded(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00").repairs
    assert repair == "UTF-16 decoded; what is not UTF-16 replaced, first at byte 4"


def test_line_ends_stay() -> None:
    assert decoded(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "the file holds nothing but white space"),
        (codecs.BOM_UTF8, "the file holds nothing but white space"),
        (codecs.BOM_UTF16_LE, "the file holds nothing but white space"),
        (b"GGUF\x03\0\0\0\x1f\0\0\0\0\0\0\0", "the file is binary"),
        ("a card".encode("utf-16-le"), "the file is binary"),
        (b"a" * (MAX_BYTES + 1), "the file is too large"),
    ],
)
def test_what_cannot_be_read_has_its_reason(data: bytes, reason: str) -> None:
    found = decode(data)
    assert isinstance(found, Unreadable)
    assert found.reason == reason
