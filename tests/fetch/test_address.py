"""Which addresses are never asked, and in which form the others are kept."""

import ipaddress
import string
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidValue, SourceError
from ingest.fetch import FetchSettings, is_allowed
from ingest.fetch.address import join, parse
from ingest.fetch.networks import why_refused
from ingest.fetch.policy import FILE, load_policy
from ingest.fetch.types import Trouble

CANONICAL = [
    ("HTTP://Example.ORG", "http://example.org/"),
    (" https://example.org:443/a b/ü?q=ä b#part ", "https://example.org/a%20b/%C3%BC?q=%C3%A4%20b"),
    ("http://example.org:8080", "http://example.org:8080/"),
    ("http://example.org./a", "http://example.org/a"),
    ("http://example.org/a/./b/../c/%2e%2e/d", "http://example.org/a/d"),
    ("http://example.org/a/..", "http://example.org/"),
    ("http://example.org/../../x", "http://example.org/x"),
    ("http://example.org//x//y", "http://example.org//x//y"),
    ("http://example.org/100%/%zz/%41", "http://example.org/100%25/%25zz/%41"),
    ("http://bücher.example/", "http://xn--bcher-kva.example/"),
    ("http://under_score.example/", "http://under_score.example/"),
    ("http://8.8.8.8/", "http://8.8.8.8/"),
    ("http://８.８.８.８/", "http://8.8.8.8/"),
    ("http://[2606:4700:0::1]/", "http://[2606:4700::1]/"),
    ("http://example.org?x=1", "http://example.org/?x=1"),
    ("http://example.org/a\r\nX-Evil: 1", "http://example.org/a%0D%0AX-Evil:%201"),
]

REFUSED = {
    "it is not an http or https address": [
        "", "example.org", "//example.org/", "ftp://example.org/", "file:///etc/hosts", "data:text/html,x", "http://",
        "http:///path", "http://[::1", "http://[zz]/", "http://exa mple.org/", "http://-.org/", "http://a..b/",
        "http://example.org:99999/", "http://example.org:x/", "http://%65xample.org/", "http://evil\\.example.org/",
        "http://" + "a" * 64 + ".org/", "http://a/" + "x" * 9000, "http://\x00/", "https://[2606:4700::1%25eth0]/",
    ],
    "the address holds credentials": [
        "http://user@example.org/", "http://user:password@example.org/", "http://@example.org/",
        "http://example.org\\@127.0.0.1/", "http://127.0.0.1%2f@example.org/",
    ],
    "the port is not allowed": ["http://example.org:22/", "http://example.org:25/", "http://example.org:0/"],
    "the host is private or local": [
        "http://127.0.0.1/", "http://127.1/", "http://127.0.0.1./", "http://0/", "http://0.0.0.0/", "http://2130706433/",
        "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/", "http://127.0.0.01/",
        "http://１２７.０.０.１/", "http://127。0。0。1/", "http://①②⑦.0.0.1/", "http://10.0.0.1/", "http://172.16.0.1/",
        "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/", "http://224.0.0.1/",
        "http://168.63.129.16/", "http://255.255.255.255/", "http://[::]/", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:8.8.8.8]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::808:808]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2001:0:1::]/",
        "http://[fe80::1]/", "http://[fc00::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/",
        "http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://printer.local/", "http://db.internal/",
        "http://127.0.0.1:22/", "http://1.2.3/", "http://1.2.3.4.5/", "http://example.1/",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("url", "canonical"), CANONICAL)
def test_an_address_has_one_form(url: str, canonical: str) -> None:
    assert parse(url).url == canonical
    assert parse(canonical).url == canonical


@pytest.mark.parametrize(("reason", "url"), [(reason, url) for reason, urls in REFUSED.items() for url in urls])
def test_an_address_is_refused_for_its_reason(reason: str, url: str) -> None:
    with pytest.raises(Trouble) as caught:
        parse(url)
    assert caught.value.reason == reason
    assert "password" not in str(caught.value)
    assert not is_allowed(url)


@pytest.mark.parametrize("named", ["127.0.0.1:1234", "127.0.0.1"])
def test_a_host_that_a_user_names_may_be_private(named: str) -> None:
    assert is_allowed("http://127.0.0.1:1234/", frozenset({named}))
    assert not is_allowed("http://127.0.0.2:1234/", frozenset({named}))
    assert not is_allowed("http://10.0.0.1/", frozenset({named}))


@pytest.mark.parametrize("named", ["[::1]:1234", "::1", "[::1]"])
def test_a_host_of_ipv6_can_be_named(named: str) -> None:
    assert is_allowed("http://[0::1]:1234/", frozenset({named}))


def test_a_port_that_is_named_does_not_open_others() -> None:
    assert not is_allowed("http://127.0.0.1:4321/", frozenset({"127.0.0.1:1234"}))
    assert not is_allowed("http://127.0.0.1/", frozenset({"127.0.0.1:1234"}))


def test_links_are_read_from_where_they_stand() -> None:
    base = parse("https://example.org/a/b?x=1")
    assert join(base, "../c").url == "https://example.org/c"
    assert join(base, "//other.example/d").url == "https://other.example/d"
    assert join(base, "?y=2").url == "https://example.org/a/b?y=2"


ADDRESSES = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6))


@given(ADDRESSES)
def test_no_number_that_is_not_public_is_allowed(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    host = f"[{address}]" if address.version == 6 else str(address)
    private = not address.is_global or address.is_multicast or address.is_reserved
    if private or address.is_loopback or address.is_link_local or why_refused(str(address), literal=True):
        assert not is_allowed(f"http://{host}/")
    else:
        assert is_allowed(f"http://{host}/")


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:", "::", "64:ff9b::", "2002:{:04x}:{:04x}::", "::ffff:0:"]))
def test_no_ipv4_in_ipv6_is_allowed(address: ipaddress.IPv4Address, form: str) -> None:
    high, low = divmod(int(address), 65536)
    text = form.format(high, low) if "{" in form else f"{form}{high:x}:{low:x}"
    assert not is_allowed(f"http://[{text}]/")


@given(st.ip_addresses(v=4), st.sampled_from(["{0}", "0x{0:x}", "0{0:o}", "{1}.{2}", "0x{1:x}.{2}", "{1}.0{3:o}.0.1"]))
def test_no_other_way_to_write_a_number_is_allowed(address: ipaddress.IPv4Address, form: str) -> None:
    number = int(address)
    host = form.format(number, number >> 24, number & 0xFFFFFF, number >> 16 & 255)
    assert not is_allowed(f"http://{host}/")


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["http", "https", "://", "//", ":", "@", "/", "\\", "?", "#", "%", "[", "]", ".", ".."]),
        st.sampled_from(["127", "0", "0x7f", "::1", "localhost", "example", "org", "１", "。", "ß"]),
        st.sampled_from(["\u200b", "\t", "\n", "\x00", " ", "user", "%2e", "%00", "80", "443"]),
        st.text(max_size=4),
    ),
    max_size=14,
).map("".join)


@given(st.one_of(st.text(), PIECES, PIECES.map(lambda rest: "http://" + rest)))
def test_any_text_is_judged_and_what_is_allowed_is_safe(text: str) -> None:
    if not is_allowed(text):
        return
    address = parse(text)
    assert parse(address.url) == address
    assert set(address.url) <= set(string.printable) - set(string.whitespace)
    parts = urlsplit(address.url)
    assert (parts.scheme, parts.hostname, parts.username) == (address.scheme, address.host, None)
    assert parts.port in (None, address.port)
    assert "localhost" not in address.host.split(".")[-1]
    if address.host.replace(".", "").isdigit() or ":" in address.host:
        assert ipaddress.ip_address(address.host).is_global


def test_an_address_behind_a_translator_is_as_good_as_the_one_inside() -> None:
    assert why_refused("64:ff9b::808:808") is None
    assert why_refused("64:ff9b::7f00:1") == "loopback"
    assert why_refused("fe80::1%eth0") == "link-local"
    assert why_refused("no address") == "no address"


@pytest.mark.parametrize("contact", ["a\nb", "ä", "a\x00"])
def test_a_contact_is_one_plain_line(contact: str) -> None:
    with pytest.raises(InvalidValue, match="contact"):
        FetchSettings(contact=contact)


@pytest.mark.parametrize("proxy", ["socks5://proxy.example:1080", "http://user:secret@proxy.example", "proxy"])
def test_a_proxy_is_an_address_without_credentials(proxy: str) -> None:
    with pytest.raises(InvalidValue, match="proxy") as caught:
        FetchSettings(proxy=proxy)
    assert "secret" not in str(caught.value)


def test_the_policy_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    for change, told in (
        (text + "more: 1\n", "more"),
        (text.replace("ports:", "parts:"), "ports"),
        ("[", "does not hold"),
    ):
        file = tmp_path / f"{told}.yaml"
        file.write_text(change, encoding="utf-8")
        with pytest.raises(SourceError, match=told):
            load_policy(file)
