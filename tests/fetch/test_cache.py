"""The cache: whole or not there, shared by threads and processes, forgotten for good."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ingest.fetch import Fetcher, stored_fetches
from ingest.fetch.fetcher import pages
from tests.fetch.expect import came, landed, missed
from tests.fetch.site import JumpingClock, Reply, Site, fetcher_for

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = Reply(body=b"<p>Qwen2.5 and its bytes</p>", headers={"Content-Type": "text/html", "ETag": '"a"'})


def files(cache: Path, pattern: str = "pages/??/*") -> list[Path]:
    return sorted(cache.glob(pattern))


def holds(cache: Path, text: bytes) -> list[str]:
    """Names of all files of a cache in which a text stands, or its address."""
    return [path.name for path in cache.rglob("*") if path.is_file() and text in path.read_bytes()]


@pytest.mark.parametrize("what", ["body", "json"])
@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"form": 1}', b"\0" * 28, None])
def test_a_damaged_entry_is_fetched_anew(site: Site, fetcher: Fetcher, cache: Path, what: str, damage: bytes) -> None:
    url = site.put("/page", PAGE)
    fetcher.get(url)
    (file,) = files(cache, f"pages/??/*.{what}")
    file.unlink() if damage is None else file.write_bytes(damage)
    assert fetcher.cached(url) is None
    again = came(fetcher.get(url))
    assert (again.data, again.from_cache) == (PAGE.body, False)
    assert "if-none-match" not in site.came("/page")[1].headers
    held = fetcher.cached(url)
    assert held is not None
    assert held.data == PAGE.body


def test_facts_of_another_form_are_as_good_as_none(site: Site, fetcher: Fetcher, cache: Path) -> None:
    fetcher.get(site.put("/page", PAGE))
    (facts,) = files(cache, "pages/??/*.json")
    found = json.loads(facts.read_bytes())
    for change in ({"form": 2}, {"size": "1"}, {"etag": 7}, {"etag": ["x"]}, {"more": "x"}):
        facts.write_text(json.dumps({**found, **change}), encoding="utf-8")
        assert fetcher.cached(site.url("/page")) is None


def test_facts_that_somebody_changed_do_no_harm(site: Site, fetcher: Fetcher, cache: Path) -> None:
    fetcher.get(site.put("/page", PAGE))
    (facts,) = files(cache, "pages/??/*.json")
    found = json.loads(facts.read_bytes())
    for change in ({"etag": '"中"'}, {"etag": "a\r\nX-Evil: 1"}, {"last_modified": "\x00"}, {"file": "../../x"}):
        facts.write_text(json.dumps({**found, **change}), encoding="utf-8")
        assert came(fetcher.get(site.url("/page"))).data == PAGE.body
    assert [visit.headers for visit in site.visits if "x-evil" in visit.headers] == []


def test_one_version_is_kept(site: Site, fetcher: Fetcher, cache: Path) -> None:
    url = site.put("/page", PAGE, Reply(body=b"other"), Reply(body=b"third"))
    for _ in range(3):
        fetcher.get(url)
    assert [path.suffix for path in files(cache)] == [".body", ".json"]
    assert holds(cache, PAGE.body) == []


def test_the_cache_answers_without_the_network(site: Site, fetcher: Fetcher, cache: Path) -> None:
    url = site.put("/page", PAGE)
    assert fetcher.cached(url) is None
    fetcher.get(url)
    held = fetcher.cached(url + "#part")
    assert held is not None
    assert (held.data, held.media_type, held.from_cache, held.status) == (PAGE.body, "text/html", True, "unchanged")
    assert len(site.came("/page")) == 1
    assert fetcher.cached("no address") is None


def test_what_is_forgotten_is_gone(site: Site, fetcher: Fetcher, cache: Path) -> None:
    url, other = site.put("/page", PAGE), site.put("/other", Reply(body=b"other"))
    fetcher.get(url)
    fetcher.get(url, accept="text/html")
    fetcher.get(other)
    body = next(path for path in files(cache, "pages/??/*.body") if path.read_bytes() == PAGE.body)
    body.with_name(body.name + ".1-0.tmp").write_bytes(PAGE.body)
    assert fetcher.forget(url + "#part")
    assert holds(cache, PAGE.body) == []
    assert holds(cache, url.encode()) == []
    assert fetcher.cached(url) is None
    assert fetcher.cached(other) is not None
    assert not fetcher.forget(url)


def test_a_document_is_forgotten_by_each_of_its_addresses(site: Site, fetcher: Fetcher, cache: Path) -> None:
    site.put("/page", PAGE)
    asked = site.put("/old", Reply(status=301, headers={"Location": "/page"}))
    for url in (asked, site.url("/page")):
        got = came(fetcher.get(asked))
        assert (got.asked, got.address) == (asked, site.url("/page"))
        assert fetcher.forget(url)
        assert holds(cache, PAGE.body) == []


@pytest.mark.parametrize("url", ["", "file:///a", "no address", "https://user:secret@a.example/", "http://["])
def test_what_was_never_fetched_is_nothing_to_forget(fetcher: Fetcher, url: str) -> None:
    assert not fetcher.forget(url)


def test_what_was_fetched_from_a_private_host_is_forgotten_under_other_settings(site: Site, cache: Path) -> None:
    url = site.put("/page", PAGE)
    with fetcher_for(site, cache) as fetcher:
        fetcher.get(url)
    with fetcher_for(site, cache, allowed_hosts=frozenset()) as strict:
        assert missed(strict.get(url)).reason == "the port is not allowed"
        assert strict.forget(url)


def test_what_came_is_listed(site: Site, fetcher: Fetcher, cache: Path, clock: JumpingClock) -> None:
    url = site.put("/page", PAGE)
    fetcher.get(url)
    fetcher.get(site.put("/other", Reply(body=b"xyz")), accept="application/json")
    landed(fetcher.download(site.put("/big", Reply(body=b"bytes")), cache / "downloads" / "big.csv"))
    listed = {one.asked: one for one in stored_fetches(cache)}
    assert sorted(listed) == [site.url("/big"), site.url("/other"), url]
    page, other, big = listed[url], listed[site.url("/other")], listed[site.url("/big")]
    assert (page.can_be_confirmed, page.accept, page.media_type, page.is_download) == (True, None, "text/html", False)
    assert page.path.read_bytes() == PAGE.body
    assert (other.accept, other.can_be_confirmed, other.size) == ("application/json", False, 3)
    assert (big.is_download, big.accept, big.path.read_bytes()) == (True, None, b"bytes")
    assert list(stored_fetches(cache / "nowhere")) == []


def test_two_threads_fetch_the_same_page(site: Site, cache: Path) -> None:
    url = site.put("/page", PAGE, Reply(body=b"b"), Reply(body=b"c"), Reply(body=b"d"))
    answers = []
    with fetcher_for(site, cache) as fetcher:
        threads = [threading.Thread(target=lambda: answers.append(came(fetcher.get(url)))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {answer.data for answer in answers} <= {PAGE.body, b"b", b"c", b"d"}
        held = fetcher.cached(url)
    assert len(answers) == 8
    assert held is not None
    assert [path.suffix for path in files(cache)] == [".body", ".json"]


FETCH = """
import sys
from pathlib import Path
from ingest.fetch import Fetcher, FetchSettings
cache, site, paths = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
settings = FetchSettings(allowed_hosts=frozenset({site}), interval=0.0, obey_robots=False)
with Fetcher(cache, settings) as fetcher:
    for path in paths:
        answer = fetcher.get(f"http://{site}{path}")
        print(path, getattr(answer, "reason", "came"))
"""


def test_two_processes_fetch_into_one_cache(site: Site, cache: Path) -> None:
    paths = [f"/{at}" for at in range(20)]
    for path in paths:
        site.put(path, Reply(body=path.encode() * 1000))
    command = [sys.executable, "-c", FETCH, str(cache), f"127.0.0.1:{site.port}", *paths]
    both = [subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate(timeout=60)[0].split() for one in both]
    assert said == [[word for path in paths for word in (path, "came")]] * 2
    store = pages(cache)
    kept = list(store.entries())
    assert len(kept) == 20
    assert [one.asked for one in kept if store.read(one) is None] == []


FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
"""


def test_a_disk_that_cannot_be_written_has_a_reason_and_keeps_what_was(site: Site, cache: Path) -> None:
    pytest.importorskip("resource", reason="a full disk is played by a limit that this system does not have")
    here = f"127.0.0.1:{site.port}"
    site.put("/page", PAGE, Reply(body=b"y" * 200_000))
    command = [sys.executable, "-c", FULL + FETCH, str(cache), here, "/page", "/page"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert run.stdout.splitlines() == ["/page came", "/page the disk cannot be written"], run.stderr
    with fetcher_for(site, cache, allowed_hosts=frozenset({here})) as fetcher:
        held = fetcher.cached(site.url("/page", "127.0.0.1"))
    assert held is not None
    assert held.data == PAGE.body
    assert files(cache, "pages/??/*.tmp") == []


def test_what_a_crash_left_is_swept_after_a_day(site: Site, fetcher: Fetcher, cache: Path) -> None:
    fetcher.get(site.put("/page", PAGE))
    (body,) = files(cache, "pages/??/*.body")
    old, new = body.with_name("old.tmp"), body.with_name("new.tmp")
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (1e9, 1e9))
    fetcher_for(site, cache).close()
    assert [old.exists(), new.exists(), body.exists()] == [False, True, True]
