"""Two dashboards behind a real nginx on one PostgreSQL: browsers stay with theirs, and outlive it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from os import kill
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.serving import ROOT, SECRET, Server, free_port, serve, wait_for
from tests.browser.visiting import TITLES, Visit
from tests.installing import NGINX
from tests.postgresql import Cluster

SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"
BROWSERS = 24
OFFERED = 20_000
"""Milliseconds after which a version that was published elsewhere is offered."""


def configuration(folder: Path, port: int, replicas: list[Server]) -> str:
    """docs/nginx.conf for these replicas: without TLS, on loopback, its files in a folder; it names the replica."""
    site = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
    before, rest = site.split("server {\n    listen 80;", 1)
    secured = "server {\n    listen 443" + rest.split("server {\n    listen 443", 1)[1]
    secured = re.sub(
        r"^ *(ssl_|listen|add_header Strict|proxy_cookie_flags).*\n", "", secured, flags=re.MULTILINE
    )
    secured = secured.replace(
        "{", f"{{\n    listen 127.0.0.1:{port};\n    add_header X-Replica $upstream_addr;", 1
    )
    listed = "".join(f"    server 127.0.0.1:{one.port};\n" for one in replicas)
    before = before.replace("    server 127.0.0.1:8501;\n", listed).replace(" Secure;", "")
    inside = (before + secured).replace("/var/log/nginx/", f"{folder}/")
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    return f"{head}http {{\n{paths}{inside}}}\n"


@contextmanager
def nginx(folder: Path, replicas: list[Server]) -> Iterator[str]:
    """The address of an nginx in front of the replicas."""
    NGINX.require()
    port, file = free_port(), folder / "nginx.conf"
    file.write_text(configuration(folder, port, replicas), "utf-8")
    command = ["/usr/sbin/nginx", "-c", str(file), "-p", str(folder)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    process = subprocess.Popen(command)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, folder / "error.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def publish(url: str, note: str) -> None:
    """What somebody publishes at another machine."""
    command = [sys.executable, "-m", "grm_data", "publish", str(SAMPLE), "--note", note]
    subprocess.run(command, cwd=ROOT, env={"GRM_DATABASE_URL": url, "GRM_SECRET": SECRET}, check=True)


def asked(address: str, cookie: str = "") -> tuple[str, str]:
    """(the replica that answered, the cookie that was set)."""
    with urlopen(Request(address, headers={"Cookie": cookie} if cookie else {}), timeout=60) as answer:
        given = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
        ours = [one for one in given if one.startswith("grm_browser=")]
        return answer.headers.get("X-Replica", ""), "".join(ours)


@pytest.fixture
def database(cluster: Cluster) -> str:
    """A PostgreSQL with one version of the sample."""
    url = cluster.new_database()
    environment = {"GRM_DATABASE_URL": url, "GRM_SECRET": SECRET}
    subprocess.run([sys.executable, "-m", "grm_data", "init"], cwd=ROOT, env=environment, check=True)
    publish(url, "first")
    return url


def test_a_browser_stays_with_its_replica_and_goes_on_at_the_other_when_that_dies(
    visit: Callable[..., Visit], servers: ExitStack, database: str, tmp_path: Path
) -> None:
    public = {"GRM_PUBLIC": "1", "GRM_DATABASE_URL": database, "GRM_SECRET": SECRET}
    replicas = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        replicas.append(servers.enter_context(serve(tmp_path / name, environment=public)))
    address = servers.enter_context(nginx(tmp_path, replicas))

    given = [asked(address) for _ in range(BROWSERS)]
    assert len({replica for replica, _ in given}) == len(replicas), "both are used"
    for replica, cookie in given:
        assert [asked(address, cookie) for _ in range(3)] == [(replica, "")] * 3

    one = visit(address)
    one.open("/overview?period=2020-H2&channel=facebook")
    figures = one.main.locator("[data-testid=stMetricValue], td")
    before = figures.all_inner_texts()
    assert len(before) > 10
    (mine,) = [cookie for cookie in one.context.cookies() if cookie["name"] == "grm_browser"]
    replica, _ = asked(address, f"grm_browser={mine['value']}")
    (serving,) = [server for server in replicas if replica.endswith(f":{server.port}")]
    kill(serving.pid, signal.SIGKILL)
    one.page.locator("[data-test-connection-state=CONNECTED]").wait_for(state="detached")
    one.settle(TITLES["overview"])
    expect(figures).to_have_text(before)
    assert one.page.url == f"{address}/overview?period=2020-H2&channel=facebook"

    publish(database, "second")
    expect(one.page.get_by_text("Version 2 was published")).to_be_visible(timeout=OFFERED)
    one.complaints.clear()  # the browser notes a connection that broke, as it did here
