"""Which addresses of machines are never asked: private, local, reserved, and IPv4 in disguise."""

import ipaddress
import socket

from ingest.fetch.policy import load_policy

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system finds them, each once, in the system's order.

    Raises OSError where there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def why_refused(text: str, *, literal: bool = False) -> str | None:
    """Return why an address is never asked, in a few words; None: it is public.

    An IPv6 address that stands for an IPv4 one behind a translator is as good as that one where a name resolved to
    it, and refused where it stands as a ``literal`` in an address of the web.
    """
    try:
        address: Ip = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "no address"
    policy = load_policy()
    if isinstance(address, ipaddress.IPv6Address) and address in policy.translation_block:
        return (
            "an IPv4 address in IPv6" if literal else why_refused(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        )
    for block, why in policy.refused_blocks:
        if address.version == block.version and address in block:
            return why
    # What the registries have not given to anybody yet is not public either.
    given = address.version == 4 or address in policy.given_block
    return None if given and address.is_global else "not public"
