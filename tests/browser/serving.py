"""The dashboard and an identity provider, each a process of its own on loopback."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from grm_data.places import is_server
from grm_data.store import Store

__all__ = [
    "COOKIE",
    "LARGEST_MB",
    "PEOPLE",
    "PROBED",
    "ROOT",
    "SECRET",
    "Server",
    "cookie_of",
    "free_port",
    "provide",
    "serve",
    "serve_with_log_in",
    "wait_for",
]

ROOT = Path(__file__).resolve().parents[2]
STREAMLIT = (sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.headless", "true",
             "--server.port")  # fmt: skip
LARGEST_MB = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"][
    "maxUploadSize"
]
"""Megabytes of the largest file that may be sent."""

SECRET = "0123456789abcdef" * 4
"""The cookie secret of the servers under test."""

COOKIE = "_streamlit_user"

PEOPLE = {
    "staff": {"email": "staff@example.org", "email_verified": True},
    "reviewer": {"email": "reviewer@example.org", "email_verified": True},
    "outsider": {"email": "outsider@example.org", "email_verified": True},
    "unverified": {"email": "staff@example.org", "email_verified": False},
    "member": {"email": "member@example.org", "email_verified": True, "groups": ["grm-staff"]},
}


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    address: str
    folder: Path
    log: Path
    pid: int
    provider: str = ""

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def database(self) -> Path:
        return self.folder / "versions.sqlite"


_PORTS = range(first := 11_000 + os.getpid() % 200 * 100, first + 100)
"""Below those that the system hands out to whoever asks or connects: while a server starts, none may take its
port. Each worker begins at another."""


def free_port() -> int:
    """The lowest port that nobody listens on: to a tab, one server after another is the same, whose files it has."""
    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(
                socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
            )  # connections that just ended don't count
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("every port is taken")


@contextmanager
def serve(
    folder: Path,
    register: Path | None = None,
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
    provider: str = "",
    start: Sequence[str] = STREAMLIT,
) -> Iterator[Server]:
    """``streamlit run app.py`` started from another folder, with a database of its own there.

    ``start`` is another command that takes the port at its end. A server's database is made before.
    """
    address = f"http://127.0.0.1:{(port := port or free_port())}"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRM_", "STREAMLIT_"))}
    clean["GRM_DATABASE_URL"] = f"sqlite:///{folder / 'versions.sqlite'}"
    if register is not None:
        clean["GRM_REGISTER"] = str(register)
    if is_server(environment or {}):
        Store(clean["GRM_DATABASE_URL"], make=True).close()
    log = folder / f"server-{port}.log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [*start, str(port)],
            cwd=folder, env=clean | dict(environment or {}), stdout=file, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_for(f"{address}/_stcore/health", server, log)
            yield Server(address, folder, log, server.pid, provider)
        finally:
            server.terminate()
            server.wait(60)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until an address answers; the log is told where its server ended."""
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")


@contextmanager
def provide(folder: Path) -> Iterator[str]:
    """An identity provider that lets everybody be any of PEOPLE; the result is its address."""
    port = free_port()
    users = [json.dumps({"sub": name, **claims}) for name, claims in PEOPLE.items()]
    program = Path(sys.executable).with_name("oidc-provider-mock")
    log = folder / "provider.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [
                str(program),
                "--port",
                str(port),
                *(part for user in users for part in ("--user-claims", user)),
            ],
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/.well-known/openid-configuration", process, log)
            yield address
        finally:
            process.terminate()
            process.wait(60)


@contextmanager
def serve_with_log_in(folder: Path, provider: str) -> Iterator[Server]:
    """The dashboard with a log-in: staff and a group publish, a reviewer reads."""
    port = free_port()
    (folder / ".streamlit").mkdir(exist_ok=True)
    (folder / ".streamlit" / "secrets.toml").write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "grm-monitor"
client_secret = "only on loopback"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""",
        "utf-8",
    )
    people = {"GRM_STAFF": "Staff@example.org group:grm-staff", "GRM_REVIEWERS": "reviewer@example.org"}
    with serve(folder, environment=people, port=port, provider=provider) as server:
        yield server


def cookie_of(
    server: Server, name: str, age: float, secret: str = SECRET, **claims: object
) -> dict[str, str]:
    """The cookie that a log-in of one of PEOPLE some seconds ago would have left, for a browser."""
    found = {
        **PEOPLE[name],
        "sub": name,
        "iss": server.provider,
        "iat": int(time.time() - age),
        "origin": server.address,
        "is_logged_in": True,
        "provider": "default",
        **claims,
    }
    value = create_signed_value(secret, COOKIE, json.dumps(found)).decode()
    return {"name": COOKIE, "value": value, "url": server.address}


PROBED = re.compile(r"/[a-z_]+/_stcore/(health|host-config)$")
"""Streamlit looks for its server under the page's own path first; the 404 is part of that."""
