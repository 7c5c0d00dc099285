"""Serves the dashboard of one build, on this machine only unless told otherwise."""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import sys
import time
import urllib.request
from pathlib import Path
from typing import NoReturn

# Chosen options are written in the primary colour: at least 4.5:1 on the page (WCAG 2.2, 1.4.3).
_PRIMARY = {"light": "#1f66a3", "dark": "#7ab8ef"}

# Streamlit's own defaults would listen on every address, phone home, take 200 MB uploads and show stack traces.
SETTINGS: dict[str, str | int | bool] = {
    "server.headless": True,
    "server.maxUploadSize": 20,  # megabytes
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "logger.level": "warning",
    "logger.hideWelcomeMessage": True,  # one address is printed: ours
}
for _mode, _colour in _PRIMARY.items():
    SETTINGS |= {f"theme.{_mode}.primaryColor": _colour, f"theme.{_mode}.showWidgetBorder": True}

HOSTS = ("localhost", "127.0.0.1")

# Loaded before the first visitor comes: together they take seconds on a cold disk.
_HEAVY = (
    "pandas",
    "pyarrow.parquet",
    "duckdb",
    "altair",
    "dashboard.state",
    "dashboard.comparing",
    "dashboard.reading",
    "dashboard.searching",
)


def arguments(port: int, address: str = "127.0.0.1") -> list[str]:
    """The arguments of Streamlit's command line that serve the dashboard at ``address:port``."""
    app = Path(__file__).with_name("app.py")
    settings = SETTINGS | {"server.address": address, "server.port": port, "browser.serverAddress": address}
    flags = [f"--{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in settings.items()]
    flags += [f"--server.allowedHosts={host}" for host in dict.fromkeys((*HOSTS, address))]
    return ["run", str(app), *flags]


def serve(build: Path, port: int = 8501, address: str = "127.0.0.1", fetch: bool = False) -> NoReturn:
    """Serves ``build`` until stopped; gives this process over to the server. ``fetch``: may *Add articles* fetch?"""
    from streamlit.web import cli

    os.environ["CROSSCHECK_BUILD"] = str(build.resolve())
    os.environ.pop("CROSSCHECK_FETCH", None)
    if fetch:
        os.environ["CROSSCHECK_FETCH"] = "1"
    root = str(Path(__file__).resolve().parent.parent)
    if root not in sys.path:
        sys.path.insert(0, root)
    _load()
    host = "localhost" if address in HOSTS else address
    print(f"crosscheck dashboard: http://{host}:{port}  (stop with Ctrl+C)", flush=True)
    cli.main(arguments(port, address), prog_name="streamlit")
    raise SystemExit(0)


def answers(address: str, seconds: float = 60) -> bool:
    """Waits until a dashboard answers at ``address``; False when it does not within ``seconds``."""
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return True
        time.sleep(0.25)
    return False


def _load() -> None:
    """Imports what is heavy before the server runs; that it does not run yet is no news."""
    caches = logging.getLogger("streamlit.runtime.caching.cache_data_api")
    caches.addFilter(_has_runtime)
    for name in _HEAVY:
        importlib.import_module(name)
    caches.removeFilter(_has_runtime)


def _has_runtime(record: logging.LogRecord) -> bool:
    return "No runtime found" not in record.getMessage()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8501)
