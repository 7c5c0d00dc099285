"""Limits on how long another machine may take, in any thread: connections are cut off, look-ups are not waited for."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self, TypeVar

T = TypeVar("T")


class Watch:
    """Cuts off the connections that are opened inside it when its time is over, whoever waits on them.

    A timeout of a socket is one of a single wait: a server that sends a letter a second never meets it.
    """

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._over = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            for one in self._sockets:
                one.close()
            self._sockets.clear()

    def over(self, kind: Any) -> Any:
        """A class of urllib3's connections whose sockets are watched."""
        watch = self

        class Watched(kind):  # type: ignore[misc]
            def _new_conn(self) -> socket.socket:
                opened: socket.socket = super()._new_conn()
                watch._add(opened)
                return opened

        return Watched

    def _add(self, opened: socket.socket) -> None:
        with self._lock:
            self._sockets.append(opened.dup())  # TLS takes the socket itself over
        if self._over:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            self._over = True
            for one in self._sockets:
                with suppress(OSError):  # it has ended by itself
                    one.shutdown(socket.SHUT_RDWR)


def in_time(do: Callable[[], T], seconds: float) -> T | None:
    """What ``do`` returns, or None when it takes longer; it is left to end by itself. Raises what ``do`` raises."""
    done: list[T] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(do())
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    return done[0] if done else None
