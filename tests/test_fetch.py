"""Fetching: what a public page gives, and that no trick reaches an address that is not public."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline import addresses, articles, fetch, fetching
from pipeline.errors import InputError
from pipeline.fetch import Fetcher
from tests.readers import make

SECRET = b"the inside of a private network"


class Site(BaseHTTPRequestHandler):
    """A site that redirects to whatever its path says; ``asked`` lists who asked for what."""

    asked: list[tuple[str, str, str]] = []  # noqa: RUF012 (emptied by the fixture)
    robots = b""
    robots_status = 200

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
        assert "Cookie" not in self.headers
        assert "Authorization" not in self.headers
        if self.path == "/robots.txt":
            self.answer(self.robots_status, "text/plain", self.robots)
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Set-Cookie", "a=b")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(301)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/large":
            self.answer(200, "text/html", b"x" * 12_000_000)
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            threading.Event().wait(3)
        elif self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            self.drip(b"x")
        elif self.path == "/drip-head":
            self.drip(b"X-Y: z\r\n", b"HTTP/1.0 200 OK\r\n")
        elif self.path == "/picture":
            self.answer(200, "image/png", b"\x89PNG")
        elif self.path == "/secret":
            self.answer(200, "text/html", SECRET)
        elif self.path == "/gone":
            self.answer(404, "text/html", b"")
        else:
            self.answer(200, "text/html; charset=utf-8", make.page().encode())

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # the other side has had enough
            self.wfile.write(body)

    def drip(self, drop: bytes, first: bytes = b"") -> None:
        """A little at a time: no single wait is long."""
        self.close_connection = True
        with suppress(OSError):
            self.wfile.write(first)
            for _ in range(60):
                self.wfile.write(drop)
                self.wfile.flush()
                time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Site.asked.clear()
    Site.robots, Site.robots_status = b"", 200
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


PUBLIC = "127.0.0.1"  # where the tests' one public site, news.test, lies; every other address is judged as in earnest


def fetcher(port: int, **names: list[str] | str) -> Fetcher:
    """Knows news.test, at loopback and allowed there, and the ``names`` given, with "_" for a dot.

    The site's address is let through once a look-up: what else lies there is as forbidden as ever.
    """
    known = {"news.test": [PUBLIC]} | {n.replace("_", "."): [a] if isinstance(a, str) else a for n, a in names.items()}
    passes: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        if host == "news.test":
            passes.append(PUBLIC)
        return known.get(host, []) if host in known else addresses.look_up(host, _port)

    def allowed(address: str) -> bool:
        if passes and address == PUBLIC:
            passes.pop()
            return True
        return addresses.is_public(address)

    return Fetcher(look_up, allowed, [port])


def test_a_page_is_fetched_saved_and_read(port: int, tmp_path: Path) -> None:
    page = fetcher(port).fetch(f"http://news.test:{port}/to//story?x=1#top")
    assert page.address == f"http://news.test:{port}/story?x=1"
    fetch.save(page, tmp_path)
    path = fetch.save(page, tmp_path)
    assert path.name == "news.test-002.html"
    article, again = articles.read(tmp_path).articles
    assert again.text == article.text
    assert "At least 45 people died" in article.text
    assert article.url == page.address
    assert {agent for *_, agent in Site.asked} == {fetch.USER_AGENT}
    assert Site.asked[0][0] == "/robots.txt"


def test_a_page_that_was_fetched_before_is_not_fetched_again(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "Fetcher", lambda: fetcher(port))
    addresses = [f"http://news.test:{port}/to//story", f"http://news.test:{port}/gone"]
    saved: list[Path] = []
    missed: list[InputError] = []
    steps: list[tuple[str, int, int]] = []
    for failed in (1, 1):
        told = fetching.fetched(addresses, tmp_path, saved.append, missed.append, lambda *step: steps.append(step))
        assert told == failed
    assert [path.name for path in saved] == ["news.test-001.html"]
    assert [error.reason for error in missed] == ["answers 404", "answers 404"]
    assert steps == [("Fetching pages", 1, 2), ("Fetching pages", 2, 2), ("Fetching pages", 1, 1)]
    with pytest.raises(InputError, match="are too many at once"):
        fetching.fetched([f"{addresses[1]}{n}" for n in range(5_000)], tmp_path, saved.append, missed.append, print)


# Each leads, or pretends to lead, to the secret at loopback or into another network that is not public. PORT is the
# server's.
TRICKS = {
    "loopback": "http://127.0.0.1:PORT/secret",
    "loopback by name": "http://localhost:PORT/secret",
    "loopback, short": "http://127.1:PORT/secret",
    "loopback, decimal": "http://2130706433:PORT/secret",
    "loopback, hexadecimal": "http://0x7f000001:PORT/secret",
    "loopback, hexadecimal parts": "http://0x7f.0.0.1:PORT/secret",
    "loopback, octal": "http://0177.0.0.1:PORT/secret",
    "loopback, IPv6": "http://[::1]:PORT/secret",
    "mapped into IPv6": "http://[::ffff:127.0.0.1]:PORT/secret",
    "mapped, in hexadecimal": "http://[::ffff:7f00:1]:PORT/secret",
    "compatible with IPv4": "http://[::127.0.0.1]:PORT/secret",
    "NAT64": "http://[64:ff9b::7f00:1]:PORT/secret",
    "6to4": "http://[2002:7f00:1::]:PORT/secret",
    "unspecified": "http://0.0.0.0:PORT/secret",
    "trailing dot": "http://localhost.:PORT/secret",
    "private": "http://10.0.0.1/secret",
    "cloud metadata": "http://169.254.169.254/latest/meta-data/",
    "cloud metadata, IPv6": "http://[fd00:ec2::254]/latest/meta-data/",
    "link-local with a zone": "http://[fe80::1%25lo]:PORT/secret",
    "shared address space": "http://100.64.0.1/secret",
    "credentials that look like a host": "http://news.test:PORT@127.0.0.1:PORT/secret",
    "backslash": "http://news.test:PORT\\@127.0.0.1:PORT/secret",
    "a name that lies at loopback": "http://inside.test:PORT/secret",
    "a name of which one address is private": "http://mixed.test:PORT/secret",
    "a name that changes its mind": "http://rebinding.test:PORT/secret",
    "full-width digits": "http://１２７.０.０.１:PORT/secret",
    "a file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:PORT/_GET%20/secret",
    "another port": "http://news.test:22/",
    "a line break": "http://news.test:PORT/\r\nHost: inside.test",
}


@pytest.mark.parametrize("name", TRICKS)
@pytest.mark.parametrize("by", ["named", "redirected"])
def test_no_trick_gets_through(port: int, name: str, by: str) -> None:
    address = TRICKS[name].replace("PORT", str(port))
    answers = {"rebinding": iter([["93.184.216.34"], ["127.0.0.1"]])}
    found = fetcher(port, inside_test="127.0.0.1", mixed_test=["93.184.216.34", "10.0.0.1"])
    look_up = found._look_up
    if name == "a name that changes its mind":
        # the second look-up would give loopback: the address of the first is the one that is connected to
        found._look_up = lambda host, at: next(answers["rebinding"]) if host == "rebinding.test" else look_up(host, at)
        found._limits = {**found._limits, "seconds": 1}
    if by == "redirected":
        if any(c.isspace() for c in address):
            pytest.skip("no server can send it in a header")
        address = f"http://news.test:{port}/to/{address}"
    try:
        page = found.fetch(address)
    except (InputError, UnicodeError):
        page = None
    assert page is None or SECRET not in page.data
    assert not [asked for asked in Site.asked if asked[0] == "/secret" or "meta-data" in asked[0].partition("/to/")[0]]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("loop", "is redirected over 5 times"),
        ("large", "has over 10,000,000 bytes"),
        ("picture", "is of the kind image/png"),
        ("gone", "answers 404"),
    ],
)
def test_what_is_not_taken(port: int, path: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        fetcher(port).fetch(f"http://news.test:{port}/{path}")


@pytest.mark.parametrize("path", ["slow", "drip", "drip-head", "name"])
@pytest.mark.parametrize("thread", ["main", "other"])
def test_a_slow_site_is_left_in_any_thread(port: int, path: str, thread: str) -> None:
    slow = fetcher(port)
    slow._limits = {**slow._limits, "seconds": 1}

    def late(_host: str, _port: int) -> list[str]:
        time.sleep(6)
        return [PUBLIC]

    if path == "name":
        slow._look_up = late

    def go() -> str:
        with pytest.raises(InputError) as error:
            slow.fetch(f"http://news.test:{port}/{path}")
        return str(error.value)

    began = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        said = go() if thread == "main" else pool.submit(go).result()
    assert "takes longer than 1 seconds" in said
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("robots", "status", "open_to_us"),
    [
        (b"User-agent: *\nDisallow: /private", 200, True),
        (b"User-agent: *\nDisallow: /", 200, False),
        (b"User-agent: crosscheck\nDisallow: /\n\nUser-agent: *\nAllow: /", 200, False),
        (b"User-agent: other\nDisallow: /", 200, True),
        (b"", 404, True),
        (b"", 503, False),
    ],
)
def test_robots_are_respected(port: int, robots: bytes, status: int, open_to_us: bool) -> None:
    Site.robots, Site.robots_status = robots, status
    if open_to_us:
        assert fetcher(port).fetch(f"http://news.test:{port}/story").data
    else:
        with pytest.raises(InputError, match=r"robots\.txt"):
            fetcher(port).fetch(f"http://news.test:{port}/story")
        assert [path for path, *_ in Site.asked] == ["/robots.txt"]
