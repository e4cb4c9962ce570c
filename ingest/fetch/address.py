"""Addresses of the web: their canonical form, and which of them are never asked, whatever their host resolves to."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import idna

from ingest.fetch.networks import why_refused
from ingest.fetch.policy import load_policy
from ingest.fetch.types import Trouble

_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")
_CREDENTIALS = re.compile(r"^(\s*(?:[a-z][a-z0-9+.-]*:)?[\\/]*)[^\\/?#]*@", re.IGNORECASE)
_HOST = re.compile(r"//(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)")
_LIKE = "give one like https://example.org/page"
_KEEP = "/:@!$&'()*+,;=~-._%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address in its canonical form."""

    scheme: str
    """``http`` or ``https``."""
    host: str
    """In small ASCII letters; an IPv6 address without brackets."""
    port: int
    target: str
    """Path and query."""

    @property
    def site(self) -> str:
        """Host, and port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole, as one text."""
        return f"{self.scheme}://{self.site}{self.target}"

    @property
    def path(self) -> str:
        """The path without the query."""
        return self.target.partition("?")[0]

    def __str__(self) -> str:
        return self.url


def is_allowed(url: str, allowed_hosts: frozenset[str] = frozenset()) -> bool:
    """Return whether an address may be asked as far as its text tells; the host's addresses are checked later."""
    try:
        parse(url, allowed_hosts)
    except Trouble:
        return False
    return True


def parse(url: str, allowed_hosts: frozenset[str] = frozenset()) -> Address:
    """Return the canonical form of ``url``: no fragment, no dots in the path, all characters ASCII.

    Raises Trouble where it is no address of the web or names a place that is never asked.
    """
    url = url.strip()
    limit = int(load_policy().limits["address_length"])
    if len(url) > limit:
        raise Trouble("it is not an http or https address", f"it is longer than {limit} characters")
    try:
        parts = urlsplit(_CONTROL.sub(lambda found: quote(found[0]), url))
        scheme, name, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError as error:
        raise Trouble("it is not an http or https address", _LIKE) from error
    if scheme not in _DEFAULT_PORTS or not name:
        raise Trouble("it is not an http or https address", _LIKE)
    if "@" in parts.netloc:
        raise Trouble("the address holds credentials", "take them out; pages behind a login are not fetched")
    target = _target(parts.path, parts.query)
    address = Address(
        scheme=scheme, host=_host(name), port=_DEFAULT_PORTS[scheme] if port is None else port, target=target
    )
    _check(address, allowed_hosts)
    return address


def join(base: Address, location: str, allowed_hosts: frozenset[str] = frozenset()) -> Address:
    """Return where a link that stands at ``base`` leads. Raises Trouble as ``parse`` does."""
    try:
        whole = urljoin(base.url, _CONTROL.sub(lambda found: quote(found[0]), location.strip()))
    except ValueError as error:
        raise Trouble("it is not an http or https address", _LIKE) from error
    return parse(whole, allowed_hosts)


def without_credentials(url: str) -> str:
    """Return the text of an address without user and password, for messages."""
    return _CREDENTIALS.sub(r"\1", url)


def host_of(url: str) -> str:
    """Return the host as it stands in an address, in small letters; empty where none stands there."""
    found = _HOST.search(url)
    return found[1].lower() if found else ""


def is_named(host: str, port: int, allowed_hosts: frozenset[str]) -> bool:
    """Return whether a user named the host, or the host with its port."""
    bracketed = f"[{host}]" if ":" in host else host
    return bool({host, bracketed, f"{bracketed}:{port}"} & {one.lower() for one in allowed_hosts})


def _check(address: Address, allowed_hosts: frozenset[str]) -> None:
    if is_named(address.host, address.port, allowed_hosts):
        return
    why = _why_local(address.host)
    if why:
        raise Trouble("the host is private or local", f"{address.host} is {why}; allow it by name where it is meant")
    allowed = load_policy().ports
    if address.port not in allowed:
        ports = ", ".join(str(port) for port in sorted(allowed))
        raise Trouble("the port is not allowed", f"{address.port} of {address.host}; allowed: {ports}")


def _why_local(host: str) -> str | None:
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        local = [name for name in load_policy().local_names if host == name or host.endswith("." + name)]
        return f"a name of this machine or network ({local[0]})" if local else None
    return why_refused(str(literal), literal=True)


def _host(name: str) -> str:
    if ":" in name:
        try:
            if "%" in name:
                raise ValueError("it names an interface of this machine")
            return str(ipaddress.IPv6Address(name))
        except ValueError as error:
            raise Trouble("it is not an http or https address", f"{name} is no address of IPv6") from error
    host = _ascii(name).removesuffix(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise Trouble("it is not an http or https address", f"{name!r} is no name of a host")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _plain_number(host)
    return host


def _ascii(name: str) -> str:
    if name.isascii():
        return name.lower()
    try:
        # The mapping turns look-alike digits and dots into plain ones before they are judged.
        return idna.encode(name, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise Trouble("it is not an http or https address", f"{name!r} is no name of a host") from error


def _plain_number(host: str) -> str:
    """Refuse 2130706433, 0x7f.1 and 0177.0.0.1: what they mean depends on who reads them."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError as error:
        raise Trouble("the host is private or local", f"{host} is a number that is no plain IPv4 address") from error


def _target(path: str, query: str) -> str:
    kept: list[str] = []
    segments = _quoted(path, _KEEP).split("/")[1:]
    for segment in segments:
        plain = segment.lower().replace("%2e", ".")
        if plain == "..":
            kept[-1:] = []
        elif plain != ".":
            kept.append(segment)
    if segments and segments[-1].lower().replace("%2e", ".") in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept) + ("?" + _quoted(query, _KEEP + "?") if query else "")


def _quoted(text: str, keep: str) -> str:
    """Quote what may not stand in an address; a percent sign that quotes nothing is quoted itself."""
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(text, safe=keep, errors="replace"))
