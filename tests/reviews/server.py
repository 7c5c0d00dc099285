"""A PostgreSQL server of our own for the tests, from Debian's packages, run as the user postgres."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path
from urllib.parse import quote

import psycopg

BIN = next(
    (p.parent for p in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: -float(p.parts[4]))), None
)
WHY_NOT = "no PostgreSQL server here (Debian: apt-get install postgresql)"


class Server:
    """Listens on a socket in its own folder, on no port. ``durable`` syncs every commit to disk, as a real one does."""

    def __init__(self, durable: bool = False) -> None:
        assert BIN is not None
        self.folder = Path(tempfile.mkdtemp(prefix="crosscheck-pg-"))
        self.user = "postgres" if os.geteuid() == 0 else None  # initdb refuses to run as root
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        flags = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c max_connections=60"
        if not durable:
            flags += " -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", flags, "start")

    def _run(self, name: str, *args: str) -> None:
        done = subprocess.run(
            [str(BIN / name), *args],  # type: ignore[operator]
            cwd=self.folder,
            user=self.user,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )
        assert done.returncode == 0, f"{name}: {done.stderr}"

    def create(self) -> str:
        """An empty schema of its own; gives the address that leads to it."""
        name = f"t{uuid.uuid4().hex[:16]}"
        address = f"postgresql://postgres@/postgres?host={quote(str(self.folder))}"
        with psycopg.connect(address, autocommit=True) as db:
            db.execute(f"CREATE SCHEMA {name}".encode())
        return f"{address}&options={quote(f'-csearch_path={name}')}"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
