"""What a running server refuses: files nobody asked for, foreign names and origins, an unsafe start."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus

from grm_data.store import Store
from tests.browser.serving import ROOT, SECRET, Server, free_port, serve
from tests.browser.visiting import APP, Visit
from tests.browser.wire import PATIENCE, browser_cookies, cookie_header, put, session, xsrf

Start = Callable[..., Visit]
SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"
MEGABYTES_20 = 20 * 1024 * 1024
LINUX = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="memory and sockets are read from /proc"
)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that everybody may read."""
    folder = tmp_path_factory.mktemp("public")
    with serve(folder, SAMPLE, {"GRM_PUBLIC": "1"}) as server:
        yield server


def memory(server: Server) -> int:
    """Resident bytes of the server's process."""
    status = Path(f"/proc/{server.pid}/status").read_text("utf-8")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024  # type: ignore[index]


def links(server: Server) -> list[str]:
    """What the server's process has open."""
    found = []
    for link in Path(f"/proc/{server.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found.append(str(link.readlink()))
    return found


@LINUX
def test_a_hundred_files_that_nobody_asked_for_are_refused_unread(public: Server) -> None:
    cookies = browser_cookies()
    with session(public, cookies) as own:
        assert b"sample data" in own.run("overview")
        for _ in range(10):
            put(public, own.number, MEGABYTES_20, cookies)
        before = memory(public)
        found = [put(public, own.number, MEGABYTES_20, cookies) for _ in range(100)]
        grown = memory(public) - before
    assert found == [403] * 100
    assert grown < 2_000_000, f"{grown:,} bytes"


@LINUX
def test_files_that_nobody_opens_are_taken_only_as_far_as_there_is_room(laptop: Server) -> None:
    """300 MB of them, sent by a program to a session of its own."""
    cookies = browser_cookies()
    with session(laptop, cookies) as own:
        own.run("publish")
        before = memory(laptop)
        found = [send_file(laptop, own.number, number, cookies) for number in range(15)]
        grown = memory(laptop) - before
    assert found == [204] * 3 + [413] * 12
    assert grown < 5 * MEGABYTES_20, f"{grown:,} bytes"


def send_file(server: Server, number: str, file: int, cookies: Sequence[dict[str, str]]) -> int:
    """The status that a file of 20 MB gets, sent as a browser does."""
    start = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\n'
    body = start + b"x" * (MEGABYTES_20 - 1000) + b"\r\n--b--\r\n"
    headers = {
        "X-Xsrftoken": xsrf(cookies),
        "Cookie": cookie_header(cookies),
        "Content-Type": "multipart/form-data; boundary=b",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before the end
            connection.request("PUT", f"/_stcore/upload_file/{number}/{file}", body, headers)
        return connection.getresponse().status


@LINUX
def test_a_spreadsheet_on_its_way_is_in_no_file(laptop: Server) -> None:
    cookies = browser_cookies()
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\n'
    with session(laptop, cookies) as own:
        own.run("publish")
        headers = {
            "X-Xsrftoken": xsrf(cookies),
            "Cookie": cookie_header(cookies),
            "Content-Type": "multipart/form-data; boundary=b",
            "Content-Length": str(10 * 1024 * 1024),
        }
        with closing(http.client.HTTPConnection("127.0.0.1", laptop.port, timeout=PATIENCE)) as connection:
            connection.putrequest("PUT", f"/_stcore/upload_file/{own.number}/forged")
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders(head)
            connection.send(b"x" * 5 * 1024 * 1024)
            for _ in range(20):  # the server reads it meanwhile
                assert [link for link in links(laptop) if link.endswith("(deleted)")] == []
                time.sleep(0.1)


@LINUX
def test_a_start_without_configuration_listens_on_this_machine_only(laptop: Server) -> None:
    inodes = {link[8:-1] for link in links(laptop) if link.startswith("socket:")}
    listening = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                listening.append((table, fields[1]))
    address = socket.inet_aton("127.0.0.1")[::-1].hex().upper()
    assert listening == [("tcp", f"{address}:{laptop.port:04X}")]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Host": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_foreign_names_and_origins_are_refused(laptop: Server, headers: dict[str, str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", laptop.port, timeout=PATIENCE)
    connection.putrequest("GET", "/overview", skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 403
    assert b"\n" not in answer.read()
    connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "https://evil.example"},
        {"Origin": None},
    ],
    ids=str,
)
def test_a_websocket_of_another_site_or_of_no_site_is_refused(
    laptop: Server, headers: dict[str, str]
) -> None:
    with pytest.raises(InvalidStatus) as refused, session(laptop, [], **headers):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("name", ["X_Forwarded_For", "Forwarded", "Via"])
def test_whoever_comes_through_a_proxy_is_not_the_person_at_the_machine(laptop: Server, name: str) -> None:
    with session(laptop, [], **{name: "10.1.2.3"}) as own:
        answer = own.run("overview")
    assert b"so it answers only there" in answer
    assert b"sample data" not in answer


def test_the_person_at_the_machine_may_do_all(laptop: Server, visit: Start) -> None:
    one = visit(laptop.address)
    one.open("/publish")
    expect(one.main.locator("input[type=file]")).to_have_count(1)


def test_everybody_may_read_a_public_dashboard_and_nobody_publish(public: Server, visit: Start) -> None:
    one = visit(public.address)
    one.open("/overview")
    expect(one.page.locator("input[type=file]")).to_have_count(0)
    for page in ("history", "data_quality"):
        one.follow(page)
        expect(one.page.locator("input[type=file]")).to_have_count(0)
    one.open("/publish", APP)
    one.shows("Only staff of the project publish")
    expect(one.page.locator("input[type=file]")).to_have_count(0)
    with Store(f"sqlite:///{public.database}") as store:
        assert store.current_number() == 0


AUTH = f"""[auth]
redirect_uri = "https://grm.example.org/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "x"
client_secret = "x"
server_metadata_url = "https://id.example.org/.well-known/openid-configuration"
"""


@pytest.mark.parametrize(
    ("environment", "secrets", "told"),
    [
        ({"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, None, "would let everybody in"),
        ({"STREAMLIT_SERVER_ADDRESS": "::"}, None, "would let everybody in"),
        ({}, AUTH, "nobody is listed"),
        ({"GRM_STAFF": "a@example.org"}, AUTH.replace(SECRET, "short"), "at least 32"),
        ({"GRM_STAFF": "a@example.org"}, AUTH + "oops", "can't be read"),
        ({"GRM_STAFF": "a@example.org"}, None, "no log-in is set up"),
        (
            {"GRM_PUBLIC": "1", "STREAMLIT_SERVER_TRUSTED_USER_HEADERS": '{"X-User": "email"}'},
            None,
            "trustedUserHeaders",
        ),
    ],
    ids=[
        "all addresses",
        "all addresses, IPv6",
        "nobody listed",
        "short secret",
        "broken secrets",
        "no secrets",
        "user headers",
    ],
)
def test_an_unsafe_start_is_one_sentence(
    tmp_path: Path, environment: dict[str, str], secrets: str | None, told: str
) -> None:
    if secrets is not None:
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit" / "secrets.toml").write_text(secrets, "utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRM_", "STREAMLIT_"))}
    found = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(free_port()), "--server.headless", "true"],
        cwd=tmp_path, env=clean | environment, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert found.returncode != 0
    lines = [line for line in found.stderr.splitlines() if "GRM Monitor was not started" in line]
    assert len(lines) == 1
    assert told in lines[0]
    assert "Traceback" not in found.stderr


def test_a_public_start_on_all_addresses_is_allowed_where_it_was_asked_for(tmp_path: Path) -> None:
    everywhere = {"GRM_PUBLIC": "1", "STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}
    with serve(tmp_path, SAMPLE, everywhere) as server, session(server, []) as own:
        assert b"sample data" in own.run("overview")
