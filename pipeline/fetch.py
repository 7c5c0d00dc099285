"""Pages that a person names by address: fetched only when asked for, and only from public addresses.

Each name is looked up once, every address that it has is checked, and the connection goes to the very address that was
checked, so that a name that changes its mind in between ("rebinding") gains nothing. A redirect is a new address and is
checked like the first. No proxy, no cookies, no credentials; robots.txt is respected (RFC 9309).
"""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from pipeline import __version__, knowledge
from pipeline.addresses import PORTS, check, is_ip, is_public, look_up, refused
from pipeline.errors import InputError, OutputError
from pipeline.overtime import Watch, in_time

AGENT = "crosscheck"
USER_AGENT = f"{AGENT}/{__version__} (compares figures in news articles; fetches single pages that a person names)"
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
        return self._fetch(address, time.monotonic() + self._limits["seconds"])

    def _fetch(self, address: str, until: float) -> Page:
        for _ in range(self._limits["max_redirects"] + 1):
            parts = check(address, self._ports)
            try:
                allowed = self._may(parts, until)
            except InputError as error:  # of robots.txt; the page is what was asked for
                raise InputError(error.reason, where=address, hint=error.hint) from error
            if not allowed:
                raise refused(address, "is closed to programs by its site's robots.txt")
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
        raise refused(address, f"is redirected over {self._limits['max_redirects']} times")

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
        ip = self._address(host, port, address, until)
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        headers = {
            "Host": parts.netloc.rpartition("@")[2],
            "User-Agent": USER_AGENT,
            "Accept": ", ".join(_KINDS),
            "Accept-Encoding": "identity",
        }
        left = self._left(until, address)
        timeout = urllib3.Timeout(total=left)  # of one wait: what comes a letter at a time is ended by the watch
        pool: Any
        if parts.scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                ip, port, timeout=timeout, retries=False, server_hostname=host, assert_hostname=host
            )
        else:
            pool = urllib3.HTTPConnectionPool(ip, port, timeout=timeout, retries=False)
        watch = Watch(left)
        pool.ConnectionCls = watch.over(pool.ConnectionCls)
        try:
            with pool, watch:
                answer = pool.urlopen(
                    "GET", target, headers=headers, redirect=False, preload_content=False, assert_same_host=False
                )
                try:
                    body = self._body(answer, address, until, most, cut)
                finally:
                    answer.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            self._left(until, address)
            words = " ".join(str(error).split())[:160]
            raise InputError(f"cannot be fetched: {words}", where=address, hint="Save the page yourself") from error
        self._left(until, address)
        return answer.status, {k.lower(): v for k, v in answer.headers.items()}, body

    def _address(self, host: str, port: int, address: str, until: float) -> str:
        left = self._left(until, address)
        found = [host] if is_ip(host) else in_time(lambda: list(self._look_up(host, port)), left)
        if found is None:
            raise self._slow(address)
        if not found:
            raise InputError("has a name that is not known", where=address, hint="Check the address")
        for ip in found:
            if not self._allowed(ip):
                raise refused(address, f"lies at {ip}, which is not public")
        return found[0]

    def _body(self, answer: Any, address: str, until: float, most: int, cut: bool) -> bytes:
        parts, size = [], 0
        while chunk := answer.read1(65_536):
            parts.append(chunk)
            size += len(chunk)
            self._left(until, address)
            if size > most:
                if cut:
                    break
                raise InputError(f"has over {most:,} bytes", where=address, hint="Save the page yourself")
        return b"".join(parts)

    def _left(self, until: float, address: str) -> float:
        """Seconds that are left. Raises InputError when there are none."""
        left = until - time.monotonic()
        if left <= 0:
            raise self._slow(address)
        return left

    def _slow(self, address: str) -> InputError:
        return InputError(
            f"takes longer than {self._limits['seconds']} seconds", where=address, hint="Save the page yourself"
        )


def save(page: Page, folder: Path, asked: str = "") -> Path:
    """Writes a page to a new file of ``folder``, and its address to the folder's ``articles.csv``; the file's path.
    ``asked``: the address that was asked for, where it led to another.

    Raises OutputError when it cannot, or when the table there has no columns ``file`` and ``url``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        table, header = folder / "articles.csv", ["file", "url", "asked"]
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
            rows = csv.DictWriter(file, header, restval="", extrasaction="ignore")
            if new:
                rows.writeheader()
            rows.writerow({"file": path.name, "url": page.address, "asked": asked})
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise OutputError(reason, where=str(folder), hint="Name another folder with -o") from error
    return path
