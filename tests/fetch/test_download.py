"""Large files: taken up again, compared with what is known of them, in place only when whole."""

import gzip
import hashlib
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.fetch import Fetcher
from tests.fetch.expect import landed, missed
from tests.fetch.site import Reply, Script, Site, Visit, fetcher_for

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = random.Random(7).randbytes(700_000)
DIGEST = hashlib.sha256(DATA).hexdigest()


def sends(data: bytes, etag: str | None = '"a"', stop_after: int | None = None, ranges: bool = True) -> Script:
    """A script that serves ``data`` with ranges, and leaves after ``stop_after`` bytes of each answer."""

    def script(visit: Visit) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", visit.headers.get("range", ""))
        confirmed = visit.headers.get("if-range", etag) == etag
        start = int(asked[1]) if asked and confirmed and ranges else 0
        if etag is not None and visit.headers.get("if-none-match") == etag:
            return visit.reply(Reply(status=304))
        head = {"Content-Length": str(len(data) - start), **({"ETag": etag} if etag else {})}
        if start >= len(data):
            return visit.reply(Reply(status=416, headers={"Content-Range": f"bytes */{len(data)}"}))
        if start:
            head["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        body = data[start:] if stop_after is None else data[start : start + stop_after]
        visit.reply(Reply(status=206 if start else 200, body=body, headers=head))
        if stop_after is not None and start + stop_after < len(data):
            visit.hang_up()
        return None

    return script


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "models.csv"


def beside(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()}


def test_a_file_lands_with_progress(site: Site, fetcher: Fetcher, target: Path) -> None:
    told: list[tuple[int, int | None]] = []
    url = site.put("/f", sends(DATA))
    got = landed(fetcher.download(url, target, lambda done, total: told.append((done, total)), sha256=DIGEST.upper()))
    assert target.read_bytes() == DATA
    assert (got.status, got.size, got.sha256, got.etag, got.path) == ("new", len(DATA), DIGEST, '"a"', target)
    assert told[-1] == (len(DATA), len(DATA))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert beside(target) == {"models.csv"}


def test_a_file_that_breaks_off_again_and_again_lands(site: Site, fetcher: Fetcher, target: Path) -> None:
    url = site.put("/f", sends(DATA, stop_after=70_000))
    assert landed(fetcher.download(url, target)).sha256 == DIGEST
    visits = site.came("/f")
    assert len(visits) == 10
    assert [visit.headers.get("range") for visit in visits[:3]] == [None, "bytes=70000-", "bytes=140000-"]
    assert {visit.headers.get("if-range") for visit in visits[1:]} == {'"a"'}


def test_a_file_without_headway_is_left(site: Site, fetcher: Fetcher, target: Path) -> None:
    url = site.put("/f", sends(DATA, stop_after=1000))
    assert missed(fetcher.download(url, target)).reason == "the answer is shorter than announced"
    assert not target.exists()
    assert target.with_name("models.csv.part").stat().st_size == 4000


def test_a_file_that_changed_meanwhile_begins_anew(site: Site, fetcher: Fetcher, target: Path) -> None:
    first, other = sends(DATA, stop_after=200_000), sends(DATA[::-1], etag='"b"')
    url = site.put("/f", first, other)
    assert landed(fetcher.download(url, target)).etag == '"b"'
    assert target.read_bytes() == DATA[::-1]


@pytest.mark.parametrize("etag", [None, 'W/"a"'])
def test_a_part_that_nobody_can_confirm_begins_anew(
    site: Site, fetcher: Fetcher, target: Path, etag: str | None
) -> None:
    url = site.put("/f", sends(DATA, etag=etag, stop_after=200_000), sends(DATA[::-1], etag=etag))
    assert landed(fetcher.download(url, target)).size == len(DATA)
    assert target.read_bytes() == DATA[::-1]
    assert "range" not in site.came("/f")[1].headers


def test_a_part_with_a_known_hash_is_continued_without(site: Site, fetcher: Fetcher, target: Path) -> None:
    url = site.put("/f", sends(DATA, etag=None, stop_after=400_000))
    assert landed(fetcher.download(url, target, sha256=DIGEST)).size == len(DATA)
    assert site.came("/f")[1].headers["range"] == "bytes=400000-"


def test_a_server_without_ranges_sends_all_again(site: Site, fetcher: Fetcher, target: Path) -> None:
    url = site.put("/f", sends(DATA, stop_after=200_000), sends(DATA, ranges=False))
    assert landed(fetcher.download(url, target)).sha256 == DIGEST


def test_a_wrong_range_is_not_appended(site: Site, fetcher: Fetcher, target: Path) -> None:
    wrong = Reply(status=206, body=b"x" * 10, headers={"Content-Range": "bytes 5-14/15"})
    url = site.put("/f", sends(DATA, stop_after=200_000), wrong, sends(DATA))
    assert landed(fetcher.download(url, target)).sha256 == DIGEST


@pytest.mark.parametrize("what", [{"size": 1_000_000}, {"size": 5}, {"sha256": "0" * 64}])
def test_another_file_than_the_one_that_is_known_is_not_taken(
    site: Site, fetcher: Fetcher, target: Path, what: dict[str, object]
) -> None:
    target.parent.mkdir()
    target.write_bytes(b"old")
    url = site.put("/f", sends(DATA))
    answer = missed(fetcher.download(url, target, **what))  # type: ignore[arg-type]
    assert answer.reason in ("what came is not what was announced", "the answer is too large")
    assert target.read_bytes() == b"old"
    assert fetcher.forget(url) is False


def test_a_file_that_did_not_change_is_not_sent_again(site: Site, fetcher: Fetcher, target: Path) -> None:
    url = site.put("/f", sends(DATA), sends(DATA), sends(DATA, etag='"b"'))
    first, again = landed(fetcher.download(url, target)), landed(fetcher.download(url, target))
    third = landed(fetcher.download(url, target))
    assert (third.status, third.etag, third.retrieved) == ("unchanged", '"b"', first.retrieved)
    assert (again.status, again.sha256, again.retrieved) == ("unchanged", DIGEST, first.retrieved)
    assert again.checked > first.checked
    assert site.came("/f")[1].headers["if-none-match"] == '"a"'


def test_a_file_that_is_there_and_known_is_not_asked_for(site: Site, fetcher: Fetcher, target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(DATA)
    got = landed(fetcher.download(site.put("/f", sends(DATA)), target, sha256=DIGEST))
    assert (got.status, site.visits) == ("unchanged", [])


def test_a_file_that_somebody_changed_is_sent_again(site: Site, fetcher: Fetcher, target: Path) -> None:
    url = site.put("/f", sends(DATA))
    fetcher.download(url, target)
    target.write_bytes(b"x" * len(DATA))
    assert landed(fetcher.download(url, target)).sha256 == DIGEST
    assert target.read_bytes() == DATA


def test_a_packed_file_is_unpacked_and_never_continued(site: Site, fetcher: Fetcher, target: Path) -> None:
    packed = gzip.compress(DATA)
    cut = Reply(body=packed[:5000], headers={"Content-Encoding": "gzip", "ETag": '"a"'})
    whole = Reply(body=packed, headers={"Content-Encoding": "gzip", "ETag": '"a"'})
    got = landed(fetcher.download(site.put("/f", cut, whole), target))
    assert (got.sha256, target.read_bytes() == DATA) == (DIGEST, True)
    assert "range" not in site.came("/f")[1].headers


def test_a_downloaded_file_is_forgotten_with_its_bytes(site: Site, fetcher: Fetcher, target: Path) -> None:
    url = site.put("/f", sends(DATA))
    fetcher.download(url, target)
    assert fetcher.forget(url)
    assert not target.exists()


def test_a_file_below_the_cache_moves_with_it(site: Site, tmp_path: Path) -> None:
    url = site.put("/f", sends(DATA))
    with fetcher_for(site, tmp_path / "old") as fetcher:
        fetcher.download(url, tmp_path / "old" / "downloads" / "f")
    (tmp_path / "old").rename(tmp_path / "new")
    with fetcher_for(site, tmp_path / "new") as fetcher:
        assert landed(fetcher.download(url, tmp_path / "new" / "downloads" / "f")).status == "unchanged"


def test_a_slow_download_ends_and_a_steady_one_has_the_time_it_needs(site: Site, cache: Path, target: Path) -> None:
    def steady(visit: Visit) -> None:
        visit.send(f"HTTP/1.1 200 OK\r\nContent-Length: {len(DATA)}\r\n\r\n".encode())
        for at in range(0, len(DATA), 50_000):
            visit.send(DATA[at : at + 50_000])
            visit.stopped.wait(0.05)

    site.put("/steady", steady)
    site.put("/slow", steady)
    with fetcher_for(site, cache, max_seconds=0.3, least_bytes_per_second=100_000) as fetcher:
        assert landed(fetcher.download(site.url("/steady"), target)).sha256 == DIGEST
    with fetcher_for(site, cache, max_seconds=0.3, least_bytes_per_second=10_000_000) as fetcher:
        assert missed(fetcher.download(site.url("/slow"), target)).reason == "it took too long"
    assert target.read_bytes() == DATA


DOWNLOAD = """
import sys
from pathlib import Path
from ingest.fetch import Fetcher, FetchSettings
cache, target, site = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
with Fetcher(cache, FetchSettings(allowed_hosts=frozenset({site}), interval=0.0)) as fetcher:
    fetcher.download(f"http://{site}/f", target, lambda done, total: print(done, flush=True))
"""


def test_what_a_kill_cut_off_is_taken_up_again(site: Site, cache: Path, target: Path) -> None:
    def stalls(visit: Visit) -> None:
        visit.send(f'HTTP/1.1 200 OK\r\nETag: "a"\r\nContent-Length: {len(DATA)}\r\n\r\n'.encode() + DATA[:300_000])
        visit.stopped.wait()

    site.put("/f", stalls, sends(DATA))
    here = f"127.0.0.1:{site.port}"
    command = [sys.executable, "-c", DOWNLOAD, str(cache), str(target), here]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        while int(run.stdout.readline()) < 300_000:
            pass
        run.kill()
    assert beside(target) == {"models.csv.part", "models.csv.part.json"}
    with fetcher_for(site, cache, allowed_hosts=frozenset({here})) as fetcher:
        got = landed(fetcher.download(site.url("/f", "127.0.0.1"), target))
    assert (got.sha256, beside(target)) == (DIGEST, {"models.csv"})
    assert site.came("/f")[1].headers["range"] == "bytes=300000-"


def test_a_kill_before_the_last_step_costs_no_second_transfer(site: Site, fetcher: Fetcher, target: Path) -> None:
    cut = sends(DATA, stop_after=len(DATA) - 1)
    url = site.put("/f", cut, Reply(status=404), sends(DATA))
    missed(fetcher.download(url, target))
    with target.with_name("models.csv.part").open("ab") as part:
        part.write(DATA[-1:])
    assert landed(fetcher.download(url, target)).sha256 == DIGEST
    assert site.came("/f")[-1].headers["range"] == f"bytes={len(DATA)}-"


def test_a_full_disk_leaves_the_old_file(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    url = site.put("/f", sends(DATA))
    assert missed(fetcher.download(url, tmp_path / "file" / "f")).reason == "the disk cannot be written"


def test_a_download_takes_no_address_that_a_page_does_not(fetcher: Fetcher, target: Path) -> None:
    assert missed(fetcher.download("http://127.0.0.1/f", target)).reason == "the host is private or local"
