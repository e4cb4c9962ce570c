"""Documents: fetched, fetched again, redirected."""

from pathlib import Path

import pytest

from ingest.fetch import Fetcher
from tests.fetch.expect import came, missed
from tests.fetch.site import JumpingClock, Reply, Site, settings_for

PAGE = Reply(body=b"<p>Qwen</p>", headers={"Content-Type": "Text/HTML; Charset=GB18030", "ETag": '"a"'})


def test_a_document_comes_with_what_the_server_says_of_it(site: Site, fetcher: Fetcher) -> None:
    got = came(fetcher.get(site.put("/page", PAGE)))
    assert (got.data, got.media_type, got.charset) == (b"<p>Qwen</p>", "text/html", "gb18030")
    assert (got.status, got.etag, got.from_cache) == ("new", '"a"', False)
    assert got.asked == got.address == got.final == site.url("/page")
    assert got.retrieved == got.checked == "2025-06-15T15:06:40.000000Z"


def test_a_server_without_a_type_says_none(site: Site, fetcher: Fetcher) -> None:
    got = came(fetcher.get(site.put("/page", Reply(body=b"x"))))
    assert (got.media_type, got.charset, got.etag) == ("", None, None)


def test_requests_bear_a_name_and_take_no_cookies(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/page", Reply(body=b"x", headers={"Set-Cookie": "id=1"}))
    fetcher.get(url)
    fetcher.get(url)
    first, second = site.came("/page")
    assert first.headers["user-agent"].startswith("Sextant/")
    assert first.headers["host"] == f"site.test:{site.port}"
    assert "cookie" not in second.headers


def test_what_the_server_confirms_comes_from_the_cache(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/page", PAGE, Reply(status=304, headers={"ETag": '"a"'}))
    first, second = came(fetcher.get(url)), came(fetcher.get(url))
    assert site.came("/page")[1].headers["if-none-match"] == '"a"'
    assert (second.status, second.from_cache, second.data) == ("unchanged", True, first.data)
    assert (second.media_type, second.charset) == (first.media_type, first.charset)
    assert second.retrieved == first.retrieved < second.checked


def test_a_date_serves_where_there_is_no_tag(site: Site, fetcher: Fetcher) -> None:
    date = "Wed, 01 Jan 2025 00:00:00 GMT"
    url = site.put("/page", Reply(body=b"x", headers={"Last-Modified": date}), Reply(status=304))
    fetcher.get(url)
    assert came(fetcher.get(url)).last_modified == date
    assert site.came("/page")[1].headers["if-modified-since"] == date


def test_a_new_tag_brings_new_bytes(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/page", PAGE, Reply(body=b"new", headers={"ETag": '"b"'}), Reply(status=304))
    fetcher.get(url)
    second, third = came(fetcher.get(url)), came(fetcher.get(url))
    assert (second.status, second.data, second.etag) == ("new", b"new", '"b"')
    assert second.retrieved == second.checked
    assert (third.status, third.data) == ("unchanged", b"new")
    assert site.came("/page")[2].headers["if-none-match"] == '"b"'


def test_the_same_bytes_are_unchanged_whatever_the_server_says(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/page", PAGE, Reply(body=PAGE.body, headers={"ETag": '"b"'}))
    fetcher.get(url)
    again = came(fetcher.get(url))
    assert (again.status, again.from_cache, again.etag) == ("unchanged", False, '"b"')


def test_without_conditions_all_is_sent_again(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/page", PAGE)
    fetcher.get(url)
    assert came(fetcher.get(url, conditional=False)).status == "unchanged"
    assert "if-none-match" not in site.came("/page")[1].headers


def test_each_kind_of_answer_is_kept_for_itself(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/page", PAGE, Reply(body=b"{}", headers={"ETag": '"j"'}))
    fetcher.get(url)
    assert came(fetcher.get(url, accept="application/json")).status == "new"
    second = site.came("/page")[1].headers
    assert (second["accept"], "if-none-match" in second) == ("application/json", False)
    held, other = fetcher.cached(url), fetcher.cached(url, accept="application/json")
    assert held is not None
    assert other is not None
    assert (held.data, other.data) == (PAGE.body, b"{}")


def test_permanent_redirects_move_the_address_and_passing_ones_do_not(site: Site, fetcher: Fetcher) -> None:
    start = site.put("/1", Reply(status=301, headers={"Location": "2?x=1"}))
    site.put("/2?x=1", Reply(status=308, headers={"Location": "/3"}))
    site.put("/3", Reply(status=302, headers={"Location": site.url("/4#part")}))
    site.put("/4", Reply(status=301, headers={"Location": "/5"}))
    site.put("/5", PAGE, Reply(status=304))
    got = came(fetcher.get(start))
    assert (got.asked, got.address, got.final) == (site.url("/1"), site.url("/3"), site.url("/5"))
    assert came(fetcher.get(start)).status == "unchanged"
    assert "if-none-match" not in site.came("/1")[1].headers
    assert site.came("/5")[1].headers["if-none-match"] == '"a"'


def test_a_long_chain_ends(site: Site, fetcher: Fetcher) -> None:
    for at in range(9):
        site.put(f"/{at}", Reply(status=302, headers={"Location": f"/{at + 1}"}))
    answer = missed(fetcher.get(site.url("/0")))
    assert answer.reason == "there are too many redirects"
    assert site.came("/5")
    assert not site.came("/6")


def test_a_loop_ends_when_it_closes(site: Site, fetcher: Fetcher) -> None:
    site.put("/a", Reply(status=302, headers={"Location": "/b"}))
    site.put("/b", Reply(status=302, headers={"Location": "/a"}))
    assert missed(fetcher.get(site.url("/a"))).reason == "there are too many redirects"
    assert len(site.came("/a")) == 1


def test_a_redirect_without_a_place_leads_nowhere(site: Site, fetcher: Fetcher) -> None:
    assert missed(fetcher.get(site.put("/a", Reply(status=302)))).reason == "a redirect leads nowhere"


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "[::1]", "0.0.0.0", "2130706433", "localhost"])
def test_a_redirect_into_this_machine_is_refused(site: Site, fetcher: Fetcher, host: str) -> None:
    site.put("/inside", PAGE)
    for place in (site.url("/inside", host), f"http://{host}/inside"):
        answer = missed(fetcher.get(site.put("/out", Reply(status=302, headers={"Location": place}))))
        assert answer.reason == "the host is private or local"
        assert site.url("/out") in answer.detail
    assert not site.came("/inside")


def test_a_redirect_to_a_name_of_this_machine_is_refused(site: Site, fetcher: Fetcher) -> None:
    site.put("/out", Reply(status=302, headers={"Location": "http://other.test/inside"}))
    answer = missed(fetcher.get(site.url("/out")))
    assert answer.reason == "the host is private or local"
    assert "other.test leads to 127.0.0.1, which is loopback" in answer.detail


@pytest.mark.parametrize("place", ["ftp://site.test/a", "file:///etc/hosts", "javascript:1", "http://["])
def test_a_redirect_to_what_is_no_page_is_refused(site: Site, fetcher: Fetcher, place: str) -> None:
    answer = missed(fetcher.get(site.put("/out", Reply(status=302, headers={"Location": place}))))
    assert answer.reason == "it is not an http or https address"


def test_a_redirect_with_credentials_is_refused_and_they_are_not_repeated(site: Site, fetcher: Fetcher) -> None:
    place = site.url("/a", "user:secret@site.test")
    answer = missed(fetcher.get(site.put("/out", Reply(status=302, headers={"Location": place}))))
    assert answer.reason == "the address holds credentials"
    assert "secret" not in str(answer)


@pytest.mark.parametrize(
    "url",
    [
        "https://user:secret@example.org/page",
        "https:\\\\user:secret@example.org/page",
        "user:secret@example.org/page",
        "https://user:secret@example.org:x/page",
        "https://user:secret@[/page",
        "https://us\u2100er:secret@example.org/page",
    ],
)
def test_credentials_in_an_address_are_not_repeated(fetcher: Fetcher, url: str) -> None:
    answer = missed(fetcher.get(url))
    assert answer.reason in ("the address holds credentials", "it is not an http or https address")
    assert "secret" not in str(answer)


def test_a_name_in_a_path_is_not_taken_for_credentials(site: Site, fetcher: Fetcher) -> None:
    assert missed(fetcher.get("https://127.0.0.1/@user/post")).asked == "https://127.0.0.1/@user/post"
    assert came(fetcher.get(site.put("/@user/post", PAGE))).data == PAGE.body


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "it is not there"),
        (410, "it is not there"),
        (401, "the server refuses it"),
        (403, "the server refuses it"),
        (451, "the server refuses it"),
        (400, "the server refuses it"),
        (204, "the server's answer has an unexpected status"),
        (206, "the server's answer has an unexpected status"),
        (304, "the server's answer has an unexpected status"),
        (501, "the server fails"),
    ],
)
def test_other_statuses_have_a_reason_and_are_not_tried_again(
    site: Site, fetcher: Fetcher, status: int, reason: str
) -> None:
    assert missed(fetcher.get(site.put("/page", Reply(status=status)))).reason == reason
    assert len(site.came("/page")) == 1


def test_a_host_without_an_address_has_a_reason(site: Site, cache: Path) -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with Fetcher(cache, settings_for(site), JumpingClock(), nobody) as lost:
        assert missed(lost.get("https://nowhere.example/")).reason == "the host's name is not found"
