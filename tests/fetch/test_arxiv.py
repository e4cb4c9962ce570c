"""arXiv's interface, answered by a server on this machine in the shape that arXiv has."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from graph.errors import InvalidValue
from ingest.fetch import Fetched, Fetcher, FetchSettings, NotFetched
from ingest.fetch.arxiv import fetch_papers, query_address
from tests.fetch.site import JumpingClock, Reply, Script, Site, Visit


def feed(total: int, entries: int) -> bytes:
    entry = "<entry><id>http://arxiv.org/abs/2501.12948v1</id></entry>"
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<opensearch:totalResults>{total}</opensearch:totalResults>{entry * entries}</feed>"
    ).encode()


def searched(total: int) -> Script:
    def script(visit: Visit) -> None:
        asked = parse_qs(urlsplit(visit.path).query)
        start, size = int(asked["start"][0]), int(asked["max_results"][0])
        visit.reply(Reply(body=feed(total, max(0, min(size, total - start)))))

    return script


def pages(found: list[Fetched | NotFetched]) -> list[int]:
    """How many papers each page holds."""
    return [one.data.count(b"<entry>") if isinstance(one, Fetched) else -1 for one in found]


def test_an_address_holds_what_is_asked_for() -> None:
    address = query_address(ids=["2501.12948v2", "https://arxiv.org/abs/cs/0112017", "arXiv:2304.08480"])
    assert address == (
        "https://export.arxiv.org/api/query?id_list=2501.12948v2%2Ccs%2F0112017%2C2304.08480&start=0&max_results=100"
    )
    asked = parse_qs(urlsplit(query_address(search='cat:cs.CL AND ti:"open & free"', start=50, size=25)).query)
    assert asked == {"search_query": ['cat:cs.CL AND ti:"open & free"'], "start": ["50"], "max_results": ["25"]}


@pytest.mark.parametrize("ids", [["2304.0848"], ["x"], ["2501.12948", "1&start=0"], [""]])
def test_what_is_no_id_is_not_asked_for(ids: list[str]) -> None:
    with pytest.raises(InvalidValue, match="not an id"):
        query_address(ids=ids)


def test_nothing_to_ask_for_is_said() -> None:
    with pytest.raises(InvalidValue, match="nothing to ask for"):
        query_address(search=" ")


@pytest.mark.parametrize(
    ("total", "limit", "expected"),
    [(250, None, [100, 100, 50]), (100, None, [100]), (0, None, [0]), (250, 120, [100, 20]), (50, 120, [50])],
)
def test_a_search_comes_page_by_page(
    site: Site, fetcher: Fetcher, total: int, limit: int | None, expected: list[int]
) -> None:
    site.put("/api/query", searched(total))
    found = list(fetch_papers(fetcher, search="cat:cs.CL", limit=limit, endpoint=site.url("")))
    assert pages(found) == expected


def test_many_ids_are_asked_for_in_parts(site: Site, fetcher: Fetcher) -> None:
    site.put("/api/query", lambda visit: visit.reply(Reply(body=feed(100, 100))))
    ids = [f"2501.{number:05}" for number in range(250)]
    assert len(list(fetch_papers(fetcher, ids=ids, endpoint=site.url("")))) == 3
    asked = [parse_qs(urlsplit(visit.path).query)["id_list"][0].split(",") for visit in site.visits[1:]]
    assert [one for part in asked for one in part] == ids


def test_an_empty_page_before_the_end_is_asked_for_again(site: Site, fetcher: Fetcher) -> None:
    empty = Reply(body=feed(120, 0), headers={"ETag": '"a"'})
    site.put("/api/query", empty, empty, searched(120))
    found = list(fetch_papers(fetcher, search="cat:cs.CL", endpoint=site.url("")))
    assert pages(found) == [100, 20]
    site.put("/api/query", empty)
    (answer,) = fetch_papers(fetcher, search="cat:cs.LG", endpoint=site.url(""))
    assert isinstance(answer, NotFetched)
    assert answer.reason == "the answer is shorter than announced"


def test_a_page_that_does_not_come_is_the_last(site: Site, fetcher: Fetcher) -> None:
    site.put("/api/query", Reply(body=feed(500, 100)), Reply(status=404))
    found = list(fetch_papers(fetcher, search="cat:cs.CL", endpoint=site.url("")))
    assert pages(found) == [100, -1]


def test_three_seconds_lie_between_two_requests(site: Site, cache: Path, clock: JumpingClock) -> None:
    site.put("/api/query", searched(300))
    here = f"export.arxiv.org:{site.port}"
    settings = FetchSettings(allowed_hosts=frozenset({here}))
    with Fetcher(cache, settings, clock, lambda host, port: ["127.0.0.1"]) as fetcher:
        assert len(list(fetch_papers(fetcher, search="cat:cs.CL", endpoint=f"http://{here}"))) == 3
    assert clock.waits == [3.0, 3.0]
