"""Bytes to text: encodings named rightly, wrongly and not at all, and compressed files."""

import gzip
import zlib

import pytest

from ingest.decode import MAX_BYTES, Decoded, Unreadable
from ingest.pages.encoding import decode_page, known_codec
from ingest.pages.unpack import unpacked, unpacked_start

CHINESE = "深度求索发布新版模型，参数6710亿，昇腾910C用于推理。许可证允许商用，也允许蒸馏别的模型。"
GERMAN = "Größe des Modells: 70 Milliarden Parameter – „offen“ für Übungen und Prüfungen in Zürich"
RUSSIAN = "Модель обучена на двух тысячах ускорителей, сообщает компания из Москвы и её партнёры"


def text_of(data: bytes, charset: str | None = None) -> str:
    found = decode_page(data, charset)
    assert isinstance(found, Decoded), found
    return found.text


@pytest.mark.parametrize("codec", ["gb18030", "gb2312", "big5", "utf-8"])
@pytest.mark.parametrize("by", ["meta", "http-equiv", "server"])
def test_a_named_encoding(codec: str, by: str) -> None:
    text = "新版模型支持商用" if codec == "big5" else CHINESE.replace("昇", "升")
    named = {
        "meta": f'<meta charset="{codec}">',
        "http-equiv": f"<meta http-equiv=Content-Type content='text/html; charset={codec}'>",
        "server": "",
    }[by]
    page = f"<html><head>{named}</head><body><p>{text}</p></body></html>"
    assert text_of(page.encode(codec), codec if by == "server" else None) == page


def test_a_page_that_says_gb_2312_and_uses_more_characters() -> None:
    page = f"<meta charset=gb2312><p>{CHINESE}</p>"
    assert text_of(page.encode("gb18030")) == page


def test_latin_1_is_read_as_windows_does() -> None:
    page = "<meta charset=iso-8859-1><p>“smart” – €5</p>"
    assert text_of(page.encode("cp1252")) == page


@pytest.mark.parametrize("label", ["iso-8859-1", "gb2312", "windows-1251", "shift_jis"])
@pytest.mark.parametrize("text", [CHINESE, GERMAN, RUSSIAN])
def test_utf_8_under_another_name_is_utf_8(label: str, text: str) -> None:
    found = decode_page(f"<p>{text}</p>".encode(), label)
    assert isinstance(found, Decoded)
    assert found.text == f"<p>{text}</p>"
    assert any("UTF-8" in repair for repair in found.repairs)


@pytest.mark.parametrize(
    ("text", "codec"), [(CHINESE, "gb18030"), (GERMAN, "cp1252"), (RUSSIAN, "cp1251")], ids=["zh", "de", "ru"]
)
def test_an_encoding_that_nobody_names(text: str, codec: str) -> None:
    assert (
        text_of(f"<html><body><p>{text}</p></body></html>".encode(codec)) == f"<html><body><p>{text}</p></body></html>"
    )


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_characters_with_and_without_a_mark(codec: str) -> None:
    assert text_of(f"<html>{CHINESE}</html>".encode(codec)) == f"<html>{CHINESE}</html>"


def test_a_mark_goes_before_every_label() -> None:
    assert text_of(b"\xef\xbb\xbf" + CHINESE.encode(), "gb2312") == CHINESE


def test_bad_bytes_are_replaced_and_said() -> None:
    found = decode_page(GERMAN.encode() * 20 + b"\xff\xfe" + b"abc")
    assert isinstance(found, Decoded)
    assert found.text.count("\ufffd") == 2
    assert found.repairs


@pytest.mark.parametrize("label", ["", "nonsense", "rot13", "zip", "utf-7", "unicode_escape", "\ud800", "x" * 10_000])
def test_a_label_that_is_no_encoding_of_pages_is_passed_over(label: str) -> None:
    assert known_codec(label) is None
    assert text_of(CHINESE.encode(), label) == CHINESE


def test_what_was_compressed_is_unpacked() -> None:
    page = CHINESE.encode() * 100
    assert unpacked(gzip.compress(page)) == page
    assert unpacked(gzip.compress(page) + gzip.compress(b"more")) == page + b"more"
    assert unpacked(page) == page
    assert unpacked_start(gzip.compress(page)).startswith(page[:1000])


def test_damaged_and_cut_off_files_say_so() -> None:
    packed = gzip.compress(bytes(range(256)) * 100)
    for data in (packed[:-9], packed[:30], packed[:20] + b"\xff" * 40):
        found = unpacked(data)
        assert isinstance(found, Unreadable)
        assert found.reason == "the compressed file is damaged"
    assert unpacked_start(b"\x1f\x8b\xff\xff\xff") == b""


def test_a_bomb_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1_000_000)
    bomb = b"".join(packer.compress(zeros) for _ in range(3 * MAX_BYTES // 1_000_000)) + packer.flush()
    assert len(bomb) < 100_000
    found = unpacked(bomb)
    assert isinstance(found, Unreadable)
    assert found.reason == "the file is too large"
