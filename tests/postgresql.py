"""A private PostgreSQL for the tests: its own data, reached by a socket in a folder of its own only."""

from __future__ import annotations

import os
import pwd
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg

__all__ = ["Cluster"]


class Cluster:
    """A running PostgreSQL server."""

    def __init__(self, folder: Path) -> None:
        self._programs = folder
        self._as = self._owner()
        self.folder = Path(tempfile.mkdtemp(prefix="grm-pg-"))
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        self._data, self._databases = self.folder / "data", 0
        self._run(
            "initdb",
            "-D",
            self._data,
            "-U",
            "grm",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--wal-segsize=1",
        )
        self.start()

    @staticmethod
    def _owner() -> dict[str, Any]:
        """PostgreSQL refuses to run as root: then it runs as a user without rights."""
        if os.geteuid() != 0:
            return {}
        names = {user.pw_name: user for user in pwd.getpwall()}
        user = names.get("postgres") or names["nobody"]
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _run(self, program: str, *arguments: object, largest_file: int | None = None) -> None:
        def limit() -> None:
            if largest_file is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY))

        command = [str(self._programs / program), *map(str, arguments)]
        log = self.folder / f"{program}.log"
        with log.open("ab") as output:
            done = subprocess.run(
                command,
                stdout=output,
                stderr=output,
                cwd=self.folder,
                check=False,
                preexec_fn=limit,
                **self._as,
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {log.read_text()}")

    def start(self, largest_file: int | None = None) -> None:
        """Start the server and wait until it answers; it can write no file larger than that."""
        options = f"-c listen_addresses='' -k {self.folder} -c max_wal_size=64MB"
        self._run(
            "pg_ctl",
            "-D",
            self._data,
            "-w",
            "-l",
            self.folder / "server.log",
            "-o",
            options,
            "start",
            largest_file=largest_file,
        )

    def stop(self, mode: str = "immediate") -> None:
        """Stop it at once, as when the machine dies."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def remove(self) -> None:
        """Stop it and delete its data."""
        self.stop()
        shutil.rmtree(self.folder)

    def new_database(self) -> str:
        """The address of a place without a table: a schema of its own, which is quicker than a database."""
        self._databases += 1
        name = f"grm{self._databases}"
        server = f"postgresql://grm@/postgres?host={self.folder}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")  # type: ignore[call-overload]
        return f"{server}&options=-csearch_path%3D{name}"
