"""Guests that keep their distance: robots.txt, turns at hosts, patience with failing servers."""

import threading
from email.utils import formatdate
from pathlib import Path

import pytest

from ingest.fetch import Fetcher
from ingest.fetch.journey import seconds_to_wait
from ingest.fetch.policy import load_policy
from ingest.fetch.turns import Turns
from ingest.fetch.types import Trouble
from tests.fetch.expect import came, missed
from tests.fetch.site import BEGIN, JumpingClock, Reply, Site, Visit, fetcher_for

DAY = 86_400.0


def rules(text: str) -> Reply:
    return Reply(body=text.encode(), headers={"Content-Type": "text/plain"})


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /\nAllow: /public$", "/public", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: Sextant\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: Other\nDisallow: /", "/a", True),
        ("\ufeffUser-agent: *\r\nDisallow: /a", "/a", False),
        ("<html>not found</html>", "/a", True),
        ("", "/a", True),
        ("\0\0\0", "/a", True),
    ],
)
def test_robots_txt_decides(site: Site, fetcher: Fetcher, text: str, path: str, allowed: bool) -> None:
    site.put("/robots.txt", rules(text))
    answer = fetcher.get(site.put(path, Reply(body=b"x")))
    assert bool(site.came(path)) is allowed
    if not allowed:
        assert missed(answer).reason == "robots.txt does not allow it"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_missing_robots_txt_allows_all(site: Site, fetcher: Fetcher, status: int) -> None:
    site.put("/robots.txt", Reply(status=status))
    assert came(fetcher.get(site.put("/a", Reply(body=b"x"))))


@pytest.mark.parametrize("answer", [Reply(status=500), Reply(status=503), Visit.hang_up])
def test_a_robots_txt_that_cannot_be_read_allows_nothing(site: Site, fetcher: Fetcher, answer: Reply) -> None:
    site.put("/robots.txt", answer)
    assert missed(fetcher.get(site.put("/a", Reply()))).reason == "robots.txt cannot be read"
    assert not site.came("/a")


def test_a_robots_txt_is_asked_for_once_a_day(site: Site, cache: Path, clock: JumpingClock) -> None:
    site.put("/robots.txt", rules("User-agent: *\nDisallow: /a"))
    url = site.put("/b", Reply(body=b"x"))
    for _ in range(2):
        with fetcher_for(site, cache, clock) as fetcher:
            assert came(fetcher.get(url))
            assert missed(fetcher.get(site.url("/a"))).reason == "robots.txt does not allow it"
    assert len(site.came("/robots.txt")) == 1
    clock.wait(DAY + 1)
    with fetcher_for(site, cache, clock) as fetcher:
        fetcher.get(url)
    assert len(site.came("/robots.txt")) == 2


def test_an_old_robots_txt_holds_while_the_server_fails(site: Site, cache: Path, clock: JumpingClock) -> None:
    site.put("/robots.txt", rules("User-agent: *\nDisallow: /a"), Reply(status=500))
    url = site.put("/b", Reply(body=b"x"))
    with fetcher_for(site, cache, clock) as fetcher:
        fetcher.get(url)
        clock.wait(2 * DAY)
        assert came(fetcher.get(url))
        assert missed(fetcher.get(site.url("/a"))).reason == "robots.txt does not allow it"
        clock.wait(40 * DAY)
        assert missed(fetcher.get(url)).reason == "robots.txt cannot be read"


def test_a_long_robots_txt_is_read_to_its_limit(site: Site, cache: Path) -> None:
    text = "User-agent: *\nDisallow: /a\n" + "# and so on\n" * 1000 + "Disallow: /b\n"
    site.put("/robots.txt", rules(text))
    with fetcher_for(site, cache, robots_bytes=5000) as fetcher:
        assert came(fetcher.get(site.put("/b", Reply(body=b"x"))))
        assert missed(fetcher.get(site.put("/a", Reply()))).reason == "robots.txt does not allow it"


def test_a_redirected_robots_txt_counts_and_so_does_a_redirect_into_what_it_forbids(
    site: Site, fetcher: Fetcher
) -> None:
    site.put("/robots.txt", Reply(status=301, headers={"Location": "/rules"}))
    site.put("/rules", rules("User-agent: *\nDisallow: /private"))
    site.put("/private", Reply(body=b"x"))
    url = site.put("/out", Reply(status=302, headers={"Location": "/private"}))
    assert missed(fetcher.get(url)).reason == "robots.txt does not allow it"
    assert not site.came("/private")


def test_robots_txt_can_be_left_aside(site: Site, cache: Path) -> None:
    site.put("/robots.txt", rules("User-agent: *\nDisallow: /"))
    with fetcher_for(site, cache, obey_robots=False) as fetcher:
        assert came(fetcher.get(site.put("/a", Reply(body=b"x"))))
    assert not site.came("/robots.txt")


def test_each_exemption_has_a_reason_and_is_no_whole_host() -> None:
    assert [one.host for one in load_policy().robots_exempt if not one.why or len(one.path) < 2] == []


def test_requests_to_a_host_keep_their_distance(site: Site, fetcher: Fetcher, clock: JumpingClock) -> None:
    site.put("/a", Reply(body=b"x"))
    for _ in range(4):
        fetcher.get(site.url("/a"))
    assert clock.waits == [1.0, 1.0, 1.0]


def test_the_distance_that_robots_txt_asks_for_is_kept_within_limits(site: Site, cache: Path) -> None:
    for delay, kept in (("7", 7.0), ("100000", 30.0), ("0.1", 1.0), ("-5", 1.0), ("nan", 1.0), ("inf", 1.0)):
        site.put("/robots.txt", rules(f"User-agent: *\nCrawl-delay: {delay}"))
        url = site.put("/a", Reply(body=b"x"))
        with fetcher_for(site, cache / delay, clock := JumpingClock()) as fetcher:
            fetcher.get(url)
            fetcher.get(url)
        assert clock.waits == [kept]


def test_the_distance_is_kept_by_all_who_share_a_cache(site: Site, cache: Path, clock: JumpingClock) -> None:
    url = site.put("/a", Reply(body=b"x"))
    for _ in range(3):
        with fetcher_for(site, cache, clock) as fetcher:
            fetcher.get(url)
    assert clock.waits == [1.0, 1.0]


def test_threads_take_turns_one_after_the_other(cache: Path) -> None:
    class Standing(JumpingClock):
        def wait(self, seconds: float) -> None:
            self.waits.append(seconds)

    turns = Turns(cache, clock := Standing(), 60.0)
    threads = [threading.Thread(target=turns.take, args=("a.example", 1.0)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    turns.take("b.example", 1.0)
    assert sorted(clock.waits) == [0, 0, 1, 2, 3, 4, 5, 6, 7]


def test_turns_survive_a_damaged_file_and_a_clock_that_was_set_back(cache: Path, clock: JumpingClock) -> None:
    Turns(cache, clock, 60.0).take("a.example", 1.0)
    (file,) = cache.glob("*.json")
    for damage in (b"", b"{", b"[]", b'{"free": "x", "closed": 0}', b'{"free": 9e99, "closed": 9e99}'):
        file.write_bytes(damage)
        Turns(cache, clock, 60.0).take("a.example", 1.0)
    assert clock.waits == []


def test_turns_are_kept_where_nothing_can_be_written(tmp_path: Path, clock: JumpingClock) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    turns = Turns(tmp_path / "file", clock, 60.0)
    turns.take("a.example", 1.0)
    turns.take("a.example", 1.0)
    assert clock.waits == [1.0]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_failing_server_is_asked_again_later_each_time(
    site: Site, fetcher: Fetcher, clock: JumpingClock, status: int
) -> None:
    failing = Reply(status=status)
    assert came(fetcher.get(site.put("/a", failing, failing, Reply(body=b"x")))).data == b"x"
    # Between two tries lie the backoff, which varies, and what it leaves of the distance between requests.
    first, second = clock.waits[0], clock.waits[-1]
    assert 0.5 <= first <= 1.0 <= second <= 2.0
    assert 2.0 <= sum(clock.waits) <= 3.0


def test_a_server_that_keeps_failing_is_left(site: Site, fetcher: Fetcher, clock: JumpingClock) -> None:
    assert missed(fetcher.get(site.put("/a", Reply(status=503)))).reason == "the server fails"
    assert len(site.came("/a")) == 4
    assert 3.5 <= sum(clock.waits) <= 7.0


def test_retry_after_is_kept(site: Site, fetcher: Fetcher, clock: JumpingClock) -> None:
    busy = Reply(status=429, headers={"Retry-After": "17"})
    assert came(fetcher.get(site.put("/a", busy, Reply(body=b"x")))).data == b"x"
    assert clock.waits == [17.0]


def test_retry_after_as_a_date_is_kept(site: Site, fetcher: Fetcher, clock: JumpingClock) -> None:
    busy = Reply(status=503, headers={"Retry-After": formatdate(BEGIN + 20, usegmt=True)})
    assert came(fetcher.get(site.put("/a", busy, Reply(body=b"x")))).data == b"x"
    assert clock.waits == [20.0]


def test_a_long_retry_after_is_told_and_holds_for_all(site: Site, cache: Path, clock: JumpingClock) -> None:
    busy = Reply(status=429, headers={"Retry-After": "600"})
    url = site.put("/a", busy, Reply(body=b"x"))
    with fetcher_for(site, cache, clock) as fetcher:
        answer = missed(fetcher.get(url))
    assert (answer.reason, answer.retry_after) == ("the server asks to come later", 600.0)
    with fetcher_for(site, cache, clock) as another:
        assert missed(another.get(site.put("/b", Reply()))).retry_after == 600.0
        assert not site.came("/b")
        clock.wait(600)
        assert came(another.get(url)).data == b"x"


@pytest.mark.parametrize("text", [None, "", "soon", "-1", "1e9", "Mon, 99 Foo 2025", "٣", "9" * 400])
def test_any_retry_after_is_read_or_left(text: str | None) -> None:
    seconds = seconds_to_wait(text, BEGIN)
    assert seconds is None or 0 <= seconds < 1e9


def test_a_closed_host_is_told_from_a_busy_one(cache: Path, clock: JumpingClock) -> None:
    turns = Turns(cache, clock, 5.0)
    turns.close("a.example", 6.0)
    with pytest.raises(Trouble) as caught:
        turns.take("a.example", 1.0)
    assert caught.value.retry_after == 6.0
    turns.take("b.example", 100.0)
    turns.take("b.example", 100.0)
    assert clock.waits == [100.0]
