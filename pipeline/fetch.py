"""Pages that a person names by address: fetched only when asked for, and only from public addresses.

Each name is looked up once, every address that it has is checked, and the connection goes to the very address that was
checked, so that a name that changes its mind in between ("rebinding") gains nothing. A redirect is a new address and is
checked like the first. No proxy, no cookies, no credentials; robots.txt is respected (RFC 9309).
"""

from __future__ import annotations

import csv
import ipaddress
import re
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from pipeline import __version__, knowledge
from pipeline.deadline import within
from pipeline.errors import InputError, OutputError

AGENT = "crosscheck"
USER_AGENT = f"{AGENT}/{__version__} (compares figures in news articles; fetches single pages that a person names)"
PORTS = {"http": 80, "https": 443}
_KINDS = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
    "text/xml",
)
_SUFFIX = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
}

Lookup = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: ``address`` is the last one of its redirects, ``suffix`` what a file of its kind is
    called."""

    address: str
    data: bytes
    suffix: str


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
        raise _refused(address, "holds characters that no address has")
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise _refused(address, "is no address") from error
    if parts.scheme not in PORTS:
        raise _refused(address, "is neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise _refused(address, "holds a user name or a password")
    if not host or "%" in host or any(ord(c) > 127 for c in host):
        raise _refused(address, "names no host in plain letters")
    if port not in (None, PORTS[parts.scheme], *ports):
        raise _refused(address, f"goes to port {port}")
    last = host.rpartition(".")[2]
    bare = last.removeprefix("0x")
    if last.isdigit() or (last.startswith("0x") and all(c in "0123456789abcdef" for c in bare)):
        try:
            ipaddress.IPv4Address(host)  # 127.1, 2130706433, 0x7f.1 and 017700000001 are other ways to write 127.0.0.1
        except ValueError as error:
            raise _refused(address, "writes an IP address in an unusual way") from error
    return parts


def _refused(address: str, reason: str) -> InputError:
    shown = "".join(c for c in address if c.isprintable())[:200]
    return InputError(
        f"{reason}; it is not fetched", where=shown, hint="Only public http and https pages are; save this one yourself"
    )


class Fetcher:
    """Fetches pages one after the other. What is given to it is given in tests only."""

    def __init__(
        self, look_up: Lookup = look_up, allowed: Callable[[str], bool] = is_public, ports: Sequence[int] = ()
    ) -> None:
        self._look_up, self._allowed, self._ports = look_up, allowed, ports
        self._limits = knowledge.settings("limits")["fetch"]
        self._robots: dict[tuple[str, str], Any] = {}

    def fetch(self, address: str) -> Page:
        """The page at an address. Raises InputError when it may not or cannot be fetched, or is larger or slower than
        ``data/limits.toml`` allows."""
        with within(self._limits["seconds"] + 1):  # a server may send its headers a letter at a time
            return self._fetch(address, time.monotonic() + self._limits["seconds"])

    def _fetch(self, address: str, until: float) -> Page:
        for _ in range(self._limits["max_redirects"] + 1):
            parts = check(address, self._ports)
            if not self._may(parts, until):
                raise _refused(address, "is closed to programs by its site's robots.txt")
            status, headers, data = self._get(address, parts, until, self._limits["max_bytes"])
            if status in (301, 302, 303, 307, 308):
                address = urljoin(address, headers.get("location", ""))
                continue
            if status != 200:
                raise InputError(f"answers {status}", where=address, hint="Save the page yourself")
            kind = headers.get("content-type", "text/html").partition(";")[0].strip().lower()
            if kind not in _KINDS:
                raise InputError(
                    f"is of the kind {kind[:60]}", where=address, hint="Only pages, texts, feeds and PDF are fetched"
                )
            return Page(address, data, _SUFFIX.get(kind, ".html"))
        raise _refused(address, f"is redirected over {self._limits['max_redirects']} times")

    def _may(self, parts: SplitResult, until: float) -> bool:
        """Does robots.txt allow it? Missing means yes; one that cannot be reached means no (RFC 9309, 2.3.1)."""
        from urllib.robotparser import RobotFileParser

        site = (parts.scheme, parts.netloc)
        if site not in self._robots:
            rules = RobotFileParser()
            address = f"{parts.scheme}://{parts.netloc}/robots.txt"
            for _ in range(self._limits["max_redirects"] + 1):
                status, headers, data = self._get(
                    address, check(address, self._ports), until, self._limits["robots_bytes"], cut=True
                )
                if status not in (301, 302, 303, 307, 308):
                    break
                address = urljoin(address, headers.get("location", ""))
            if status == 200:
                rules.parse(data.decode("utf-8", "replace").splitlines())
            else:
                rules.parse(["User-agent: *", "Disallow: /"] if status >= 500 else [])
            self._robots[site] = rules
        allowed: bool = self._robots[site].can_fetch(AGENT, parts.geturl())
        return allowed

    def _get(
        self, address: str, parts: SplitResult, until: float, most: int, cut: bool = False
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one answer; no redirect is followed."""
        import urllib3

        host, port = str(parts.hostname).rstrip("."), parts.port or PORTS[parts.scheme]
        ip = self._address(host, port, address)
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        headers = {
            "Host": parts.netloc.rpartition("@")[2],
            "User-Agent": USER_AGENT,
            "Accept": ", ".join(_KINDS),
            "Accept-Encoding": "identity",
        }
        left = until - time.monotonic()
        if left <= 0:
            raise self._slow(address)
        timeout = urllib3.Timeout(total=left)
        pool: Any
        if parts.scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                ip, port, timeout=timeout, retries=False, server_hostname=host, assert_hostname=host
            )
        else:
            pool = urllib3.HTTPConnectionPool(ip, port, timeout=timeout, retries=False)
        try:
            with pool:
                answer = pool.urlopen(
                    "GET", target, headers=headers, redirect=False, preload_content=False, assert_same_host=False
                )
                try:
                    body = self._body(answer, address, until, most, cut)
                finally:
                    answer.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            words = " ".join(str(error).split())[:160]
            raise InputError(f"cannot be fetched: {words}", where=address, hint="Save the page yourself") from error
        return answer.status, {k.lower(): v for k, v in answer.headers.items()}, body

    def _address(self, host: str, port: int, address: str) -> str:
        found = [host] if _is_ip(host) else list(self._look_up(host, port))
        if not found:
            raise InputError("has a name that is not known", where=address, hint="Check the address")
        for ip in found:
            if not self._allowed(ip):
                raise _refused(address, f"lies at {ip}, which is not public")
        return found[0]

    def _body(self, answer: Any, address: str, until: float, most: int, cut: bool) -> bytes:
        parts, size = [], 0
        while chunk := answer.read1(65_536):
            parts.append(chunk)
            size += len(chunk)
            if time.monotonic() > until:
                raise self._slow(address)
            if size > most:
                if cut:
                    break
                raise InputError(f"has over {most:,} bytes", where=address, hint="Save the page yourself")
        return b"".join(parts)

    def _slow(self, address: str) -> InputError:
        return InputError(
            f"takes longer than {self._limits['seconds']} seconds", where=address, hint="Save the page yourself"
        )


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def save(page: Page, folder: Path) -> Path:
    """Writes a page to a new file of ``folder``, and its address to the folder's ``articles.csv``; the file's path.

    Raises OutputError when it cannot, or when the table there has no columns ``file`` and ``url``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        table, header = folder / "articles.csv", ["file", "url"]
        if table.exists():
            with table.open(encoding="utf-8-sig", newline="") as file:
                header = [name.strip().lower() for name in next(csv.reader(file), [])]
            if not {"file", "url"} <= set(header):
                raise OutputError("has no columns file and url", where=str(table), hint="Name another folder with -o")
        host = re.sub(r"[^a-z0-9.-]", "-", (urlsplit(page.address).hostname or "page").lower())[:60]
        number = 1
        while (path := folder / f"{host}-{number:03d}{page.suffix}").exists():
            number += 1
        path.write_bytes(page.data)
        new = not table.exists()
        with table.open("a", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, header, restval="")
            if new:
                rows.writeheader()
            rows.writerow({"file": path.name, "url": page.address})
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise OutputError(reason, where=str(folder), hint="Name another folder with -o") from error
    return path
