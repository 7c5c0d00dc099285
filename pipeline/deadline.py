"""A limit on how long one article may take, so that a slow one is set aside and the batch goes on."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.errors import InputError

_AGAIN = 0.5  # seconds until the alarm rings once more, should a library have swallowed it


class _Overtime(BaseException):
    """No Exception, so that nothing on its way catches it for an error of its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises InputError when what is done inside takes longer than ``seconds``.

    It rests on the alarm signal: on systems without it, and outside of a process's main thread, nothing is limited.
    An alarm that was set before (a test's, say) rings when it should have.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return
    began, over = time.monotonic(), False

    def ring(_number: int, _frame: FrameType | None) -> None:
        if not over:
            raise _Overtime

    previous = signal.signal(signal.SIGALRM, ring)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    except _Overtime:
        raise InputError(
            f"took longer than {seconds:g} seconds and was set aside",
            hint="Split it, or raise the limit in limits.toml",
        ) from None
    finally:
        over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - (time.monotonic() - began)), interval)
