"""Serves the dashboard of one build, on this machine only unless told otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

_PALETTE = {"primaryColor": "#2f7fc1", "linkUnderline": True, "showWidgetBorder": True}

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
} | {f"theme.{mode}.{key}": value for mode in ("light", "dark") for key, value in _PALETTE.items()}

HOSTS = ("localhost", "127.0.0.1")


def command(port: int, address: str = "127.0.0.1") -> list[str]:
    """The command line that serves the dashboard at ``address:port``."""
    app = Path(__file__).with_name("app.py")
    settings = SETTINGS | {"server.address": address, "server.port": port, "browser.serverAddress": address}
    flags = [f"--{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in settings.items()]
    flags += [f"--server.allowedHosts={host}" for host in dict.fromkeys((*HOSTS, address))]
    return [sys.executable, "-m", "streamlit", "run", str(app), *flags]


def environment(build: Path) -> dict[str, str]:
    """This process's environment with the build to show and the folder that our packages lie in."""
    root = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(dict.fromkeys(p for p in (root, os.environ.get("PYTHONPATH", "")) if p))
    return {**os.environ, "CROSSCHECK_BUILD": str(build.resolve()), "PYTHONPATH": path}


def serve(build: Path, port: int = 8501, address: str = "127.0.0.1") -> NoReturn:
    """Serves ``build`` until stopped; gives this process over to the server."""
    line, env = command(port, address), environment(build)
    print(f"crosscheck dashboard: http://{'localhost' if address in HOSTS else address}:{port}  (stop with Ctrl+C)", flush=True)
    if os.name == "posix":
        os.execve(line[0], line, env)
    sys.exit(subprocess.run(line, env=env, check=False).returncode)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8501)
