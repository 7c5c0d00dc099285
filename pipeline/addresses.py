"""Which addresses may be fetched: http and https, written plainly, of names that lie at public IP addresses only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from pipeline.errors import InputError

PORTS = {"http": 80, "https": 443}


def look_up(host: str, port: int) -> list[str]:
    """All addresses of a name. Raises InputError when it has none."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise InputError("has a name that is not known", where=host, hint="Check the address") from error


def is_public(address: str) -> bool:
    """May this IP address be fetched from? Only what is globally reachable: no loopback, private, link-local (where
    clouds keep their metadata), shared, multicast or reserved range, and none of them inside an IPv6 address."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = _inner(found)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local:
            return False
    return found.is_global and not (
        found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback
    )


def _inner(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, compatible, NAT64 (RFC 6052, 8215), 6to4 (RFC 3056), Teredo (RFC
    4380)."""
    if found.ipv4_mapped or found.sixtofour:
        return found.ipv4_mapped or found.sixtofour
    if found.teredo:
        return found.teredo[1]
    last = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    for network in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96"):
        if found in ipaddress.IPv6Network(network) and int(found) > 1:
            return last
    return None


def check(address: str, ports: Sequence[int] = ()) -> SplitResult:
    """The parts of an address that may be fetched. Raises InputError for another scheme, a port that is not the
    scheme's, credentials, an IP address written as no IP address is, or characters that no address has."""
    if any(c.isspace() or not c.isprintable() for c in address) or "\\" in address or len(address) > 2_000:
        raise refused(address, "holds characters that no address has")
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise refused(address, "is no address") from error
    if parts.scheme not in PORTS:
        raise refused(address, "is neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise refused(address, "holds a user name or a password")
    if not host or "%" in host or any(ord(c) > 127 for c in host):
        raise refused(address, "names no host in plain letters")
    if port not in (None, PORTS[parts.scheme], *ports):
        raise refused(address, f"goes to port {port}")
    last = host.rpartition(".")[2]
    bare = last.removeprefix("0x")
    if last.isdigit() or (last.startswith("0x") and all(c in "0123456789abcdef" for c in bare)):
        try:
            ipaddress.IPv4Address(host)  # 127.1, 2130706433, 0x7f.1 and 017700000001 are other ways to write 127.0.0.1
        except ValueError as error:
            raise refused(address, "writes an IP address in an unusual way") from error
    return parts


def refused(address: str, reason: str) -> InputError:
    """The error of an address that may not be fetched."""
    shown = "".join(c for c in address if c.isprintable())[:200]
    return InputError(
        f"{reason}; it is not fetched", where=shown, hint="Only public http and https pages are; save this one yourself"
    )


def is_ip(host: str) -> bool:
    """Is it an IP address and no name?"""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
