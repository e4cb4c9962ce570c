"""Zip archives: what is read of them, what is set aside, what is refused."""

import contextlib
import io
import stat
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.record.types import SetAside
from ingest.archive import Archive, Limits, Refused, open_archive
from ingest.items import Item
from tests.ingest.zipping import zipped


def opened(tmp_path: Path, data: bytes, limits: Limits | None = None) -> Archive | Refused:
    path = tmp_path / "archive.zip"
    path.write_bytes(data)
    return open_archive(path, limits)


def items(archive: Archive | Refused) -> list[Item | SetAside]:
    assert isinstance(archive, Archive), archive
    return list(archive.items("https://a.test/x", "network", "2026-11-25T08:00:00Z"))


def test_members_are_items_that_find_the_files_beside_them(tmp_path: Path) -> None:
    table, law = b"AGORA ID\n7\n", "Law. § 1".encode()
    members = {"agora/documents.csv": table, "agora/fulltext/7.txt": law, "agora/.hidden": b"", "__MACOSX/x": b""}
    found = items(opened(tmp_path, zipped({"agora/": b"", **members})))
    first, text = found
    assert isinstance(first, Item)
    assert isinstance(text, Item)
    assert first.head.address == "https://a.test/x!/agora/documents.csv"
    assert (text.head.name, text.head.folders, text.head.start) == ("7.txt", ("fulltext", "agora"), law)
    assert (text.load(1_000), text.load(3)) == (law, b"Law")
    beside = text.beside(("../documents.csv", "../../../etc/passwd", "../none.csv"))
    assert beside("../documents.csv") == table
    assert [beside(name) for name in ("../none.csv", "../../../etc/passwd", "7.txt")] == [None, None, None]


def test_a_name_of_other_letters_is_quoted_in_the_address(tmp_path: Path) -> None:
    (found,) = items(opened(tmp_path, zipped({"法律/规定 #1?.txt": b"x"})))
    assert isinstance(found, Item)
    assert found.head.address == "https://a.test/x!/%E6%B3%95%E5%BE%8B/%E8%A7%84%E5%AE%9A%20%231%3F.txt"
    assert found.head.name == "规定 #1?.txt"


@pytest.mark.parametrize("name", ["../up.txt", "/root.txt", "a/../../b.txt", "C:/x.txt", "a\\..\\b.txt", "x" * 600])
def test_a_path_that_leads_out_is_set_aside_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    outside, inside = items(opened(tmp_path, zipped({name: b"x", "fine.txt": b"y"})))
    assert isinstance(outside, SetAside)
    assert outside.reason == "the archive's member leads elsewhere"
    assert isinstance(inside, Item)


def test_a_link_is_set_aside_and_is_nothing_beside_another(tmp_path: Path) -> None:
    link = zipped({"documents.csv": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16)
    path = tmp_path / "archive.zip"
    path.write_bytes(link)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("texts/1.txt", "x")
    found, text = items(open_archive(path))
    assert isinstance(found, SetAside)
    assert isinstance(text, Item)
    assert text.beside(("../documents.csv",))("../documents.csv") is None


def test_a_member_that_is_encrypted_or_packed_otherwise_is_set_aside(tmp_path: Path) -> None:
    plain = zipped({"a.txt": b"x" * 50})
    locked, at = bytearray(plain), plain.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    (found,) = items(opened(tmp_path, bytes(locked)))
    assert isinstance(found, SetAside)
    assert found.reason == "the archive's member is encrypted"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", "x" * 50)
    (found,) = items(opened(tmp_path, packed.getvalue()))
    assert isinstance(found, SetAside)
    assert "method 14" in found.detail


def test_a_name_that_stands_there_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "second")
    first, second = items(open_archive(path))
    assert isinstance(first, Item)
    assert first.load(100) == b"first"
    assert isinstance(second, SetAside)


def test_a_damaged_member_is_set_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": bytes(range(256)) * 4, "b.txt": b"fine"}))
    at = data.index(b"a.txt") + 5
    data[at : at + 20] = b"\xff" * 20
    damaged, fine = items(opened(tmp_path, bytes(data)))
    assert isinstance(damaged, SetAside)
    assert damaged.reason == "the archive is damaged"
    assert isinstance(fine, Item)


SMALL = Limits(members=3, directory=1_000, unpacked=10_000, ratio=20, ratio_from=1_000)


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"bomb.txt": b"\0" * 9_000}, "20 to one"),
        ({"big.txt": bytes(range(256)) * 50}, "10,000 are unpacked"),
        ({f"{at}.txt": b"" for at in range(4)}, "4 members"),
        ({"n" * 500: b"", "m" * 490: b""}, "1,000 are read"),
    ],
)
def test_a_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path, members: Mapping[str, bytes], told: str) -> None:
    refused = opened(tmp_path, zipped(members), SMALL)
    assert isinstance(refused, Refused)
    assert refused.reason == "the archive unpacks to too much"
    assert told in refused.detail


def test_a_list_of_members_that_lies_about_its_length_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"x"}))
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into("<L", data, end + 12, 0xFFFFFF00)
    refused = opened(tmp_path, bytes(data))
    assert isinstance(refused, Refused)
    plain = zipped({"a.txt": b"x"})
    assert isinstance(opened(tmp_path, plain[:-22] + b"PK\x06\x07" + b"\0" * 16 + plain[-22:]), Refused)


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all" * 10, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    refused = opened(tmp_path, data)
    assert isinstance(refused, Refused)
    assert refused.detail


def test_an_archive_cut_off_anywhere_raises_nothing(tmp_path: Path) -> None:
    whole = zipped({"a/b.txt": b"x" * 300, "c.txt": b"y" * 40})
    for length in range(len(whole)):
        archive = opened(tmp_path, whole[:length])
        assert isinstance(archive, Refused), length


WHOLE = zipped({"a/b.txt": b"x" * 300, "a/c.csv": bytes(range(256)), "../d.txt": b"", "e/": b""})


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_whatever_the_bytes_are_nothing_but_words_comes_of_it(tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    archive = opened(tmp_path, bytes(data))
    for found in [] if isinstance(archive, Refused) else items(archive):
        assert isinstance(found, Item) or found.reason
        if isinstance(found, Item):
            # A member may be damaged after its beginning: that is said when it is read.
            with contextlib.suppress(OSError):
                assert len(found.load(100)) <= 100
