"""Which addresses are of this machine alone."""

import ipaddress


def is_local(address: str) -> bool:
    """Say whether only this machine can reach a server at an address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
