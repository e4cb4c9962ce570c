"""Servers that answer too much, too slowly, too little, or not as announced."""

import contextlib
import gzip
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetch import Fetcher
from ingest.fetch.body import Bounds, unpacked
from ingest.fetch.types import Trouble
from tests.fetch.expect import came, missed
from tests.fetch.site import JumpingClock, Reply, Script, Site, Visit, fetcher_for, local_names, settings_for

TEXT = b"The model has 671B parameters. " * 200
MEGABYTE = 1 << 20


def endless(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not visit.stopped.is_set():
        visit.send(b"x" * 65536)


def dripping(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not visit.stopped.wait(0.02):
        visit.send(b"x")


def dripping_headers(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\n")
    while not visit.stopped.wait(0.02):
        visit.send(b"X-A: b\r\n")


def endless_interim(visit: Visit) -> None:
    while not visit.stopped.wait(0.001):
        visit.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def silent(visit: Visit) -> None:
    visit.stopped.wait()


@pytest.mark.parametrize("script", [dripping, dripping_headers, endless_interim])
def test_a_slow_drip_ends_at_the_limit(site: Site, cache: Path, script: Script) -> None:
    url = site.put("/page", script)
    with fetcher_for(site, cache, max_seconds=0.4) as hasty:
        assert missed(hasty.get(url)).reason == "it took too long"
    assert len(site.came("/page")) == 1


def test_a_silent_server_is_asked_again_and_left(site: Site, cache: Path) -> None:
    url = site.put("/page", silent)
    with fetcher_for(site, cache, idle_seconds=0.1, retries=1) as hasty:
        assert missed(hasty.get(url)).reason == "it took too long"
    assert len(site.came("/page")) == 2


def test_a_slow_name_server_ends_at_the_limit(site: Site, cache: Path) -> None:
    def slow(host: str, port: int) -> list[str]:
        site.stopped.wait(10)
        return ["127.0.0.1"]

    settings = settings_for(site, max_seconds=0.2, retries=0, obey_robots=False)
    with Fetcher(cache, settings, JumpingClock(), slow) as hasty:
        assert missed(hasty.get(site.put("/page", Reply()))).reason == "it took too long"


def test_an_endless_answer_is_cut(site: Site, cache: Path) -> None:
    url = site.put("/page", endless)
    with fetcher_for(site, cache) as fetcher:
        assert missed(fetcher.get(url, max_bytes=MEGABYTE)).reason == "the answer is too large"
        assert fetcher.cached(url) is None


def test_an_answer_that_is_announced_too_large_is_not_read(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/page", Reply(body=b"x", headers={"Content-Length": "9" * 30}))
    answer = missed(fetcher.get(url))
    assert answer.reason in ("the answer is too large", "the answer is not HTTP")
    assert (
        missed(fetcher.get(site.put("/2", Reply(body=b"x" * 1000)), max_bytes=999)).reason == "the answer is too large"
    )
    assert came(fetcher.get(site.put("/3", Reply(body=b"x" * 1000)), max_bytes=1000)).data == b"x" * 1000


def test_endless_headers_are_cut(site: Site, fetcher: Fetcher) -> None:
    def script(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\n")
        while not visit.stopped.is_set():
            visit.send(b"X-A: " + b"b" * 8000 + b"\r\n")

    assert missed(fetcher.get(site.put("/page", script))).reason == "the answer is not HTTP"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("X-GZip", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]) + b"\0" * 20),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("identity", TEXT),
    ],
)
def test_packed_answers_are_unpacked(site: Site, fetcher: Fetcher, encoding: str, body: bytes) -> None:
    url = site.put("/page", Reply(body=body, headers={"Content-Encoding": encoding}))
    assert came(fetcher.get(url)).data == TEXT
    assert site.came("/page")[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "aes128gcm"])
def test_other_packings_are_refused(site: Site, fetcher: Fetcher, encoding: str) -> None:
    url = site.put("/page", Reply(body=gzip.compress(TEXT), headers={"Content-Encoding": encoding}))
    assert missed(fetcher.get(url)).reason == "the answer is packed in a way that was not asked for"


def test_a_page_that_is_packed_wrong_has_a_reason(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/page", Reply(body=b"no gzip at all", headers={"Content-Encoding": "gzip"}))
    assert missed(fetcher.get(url)).reason == "the answer is packed in a way that was not asked for"


def test_a_bomb_is_noticed_by_its_ratio(site: Site, fetcher: Fetcher) -> None:
    bomb = gzip.compress(b"\0" * (40 * MEGABYTE), 9)
    assert len(bomb) < 50_000
    url = site.put("/page", Reply(body=bomb, headers={"Content-Encoding": "gzip"}))
    assert missed(fetcher.get(url)).reason == "the answer is packed too tightly"


def test_a_loose_bomb_is_noticed_by_its_size(site: Site, fetcher: Fetcher) -> None:
    line = os.urandom(4000)
    url = site.put("/page", Reply(body=gzip.compress(line * 2000), headers={"Content-Encoding": "gzip"}))
    assert missed(fetcher.get(url, max_bytes=4 * MEGABYTE)).reason == "the answer is too large"


def test_a_packing_without_an_end_is_too_short(site: Site, cache: Path) -> None:
    url = site.put("/page", Reply(body=gzip.compress(TEXT)[:-9], headers={"Content-Encoding": "gzip"}))
    with fetcher_for(site, cache, retries=0) as fetcher:
        assert missed(fetcher.get(url)).reason == "the answer is shorter than announced"


@pytest.mark.parametrize("header", ["Content-Length: 100", "Transfer-Encoding: chunked"])
def test_an_answer_that_breaks_off_is_asked_again(site: Site, fetcher: Fetcher, header: str) -> None:
    def broken(visit: Visit) -> None:
        visit.send(f"HTTP/1.1 200 OK\r\n{header}\r\n\r\n".encode() + b"5\r\nhello\r\n")
        visit.hang_up()

    assert came(fetcher.get(site.put("/page", broken, Reply(body=b"whole")))).data == b"whole"
    answer = missed(fetcher.get(site.put("/never", broken)))
    assert answer.reason == "the answer is shorter than announced"
    assert len(site.came("/never")) == 4


def test_a_server_that_hangs_up_is_asked_again(site: Site, fetcher: Fetcher) -> None:
    assert came(fetcher.get(site.put("/page", Visit.hang_up, Reply(body=b"whole")))).data == b"whole"
    assert missed(fetcher.get(site.put("/never", Visit.hang_up))).reason == "the connection broke"


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"\0" * 400,
        b"HTTP/1.1 OK 200\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    ],
)
def test_what_is_no_http_has_a_reason(site: Site, fetcher: Fetcher, said: bytes) -> None:
    def script(visit: Visit) -> None:
        visit.send(said)
        visit.hang_up()

    assert missed(fetcher.get(site.put("/page", script))).reason == "the answer is not HTTP"


def test_nobody_at_home_has_a_reason(cache: Path) -> None:
    with Site().running() as gone:
        settings = settings_for(gone, retries=1)
    with Fetcher(cache, settings, clock := JumpingClock(), local_names) as fetcher:
        assert missed(fetcher.get(gone.url("/page"))).reason == "the server cannot be reached"
    assert len(clock.waits) == 1


@given(st.binary(max_size=300), st.integers(1, 400), st.sampled_from(["gzip", "deflate", "", "br"]))
def test_any_body_is_unpacked_or_has_a_reason(body: bytes, step: int, encoding: str) -> None:
    pieces = [body[at : at + step] for at in range(0, len(body), step)]
    came: list[bytes] = []
    with contextlib.suppress(Trouble):
        came.extend(unpacked(pieces, encoding, Bounds(max_bytes=500, max_ratio=50, ratio_from=100)))
    assert sum(len(part) for part in came) <= 500


@given(st.binary(max_size=3000), st.integers(1, 700), st.sampled_from(["gzip", "deflate", "raw", ""]))
def test_a_body_in_any_pieces_is_the_same(body: bytes, step: int, how: str) -> None:
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": lambda data: zlib.compress(data)[2:-4]}
    sent = packed.get(how, bytes)(body)
    pieces = [sent[at : at + step] for at in range(0, len(sent), step)]
    bounds = Bounds(max_bytes=5000, max_ratio=1e9, ratio_from=0)
    assert b"".join(unpacked(pieces, "deflate" if how == "raw" else how, bounds)) == body
