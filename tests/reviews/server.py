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
    """Listens on a socket in its own folder, on no port. ``durable`` syncs every commit to disk, as a real one does.

    ``folder``: an empty folder that exists, else one is made.
    """

    def __init__(self, durable: bool = False, folder: Path | None = None) -> None:
        assert BIN is not None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="crosscheck-pg-"))
        self.user = "postgres" if os.geteuid() == 0 else None  # initdb refuses to run as root
        if self.user:
            shutil.chown(self.folder, self.user)
        auth = ("-U", "postgres", "-A", "trust", "-E", "UTF8")
        self._run("initdb", "-D", "data", *auth, "--wal-segsize=1", "--no-sync")
        flags = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c max_connections=60"
        if not durable:
            flags += " -c fsync=off -c full_page_writes=off"
        self._flags = f"{flags} -c min_wal_size=2MB -c max_wal_size=4MB"
        self.start()

    def start(self) -> None:
        """Starts it, also again after :meth:`halt`."""
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", self._flags, "start")

    def halt(self) -> None:
        """Stops it as a crash would; its data stay."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")

    def file_of(self, address: str, table: str) -> Path:
        """The file in which a table of the store at ``address`` lies."""
        with psycopg.connect(address) as db:
            row = db.execute("SELECT pg_relation_filepath(%s)", (table,)).fetchone()
        assert row
        return self.folder / "data" / row[0]

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
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)
