"""The wheel, built here and installed in an empty environment outside the tree, does what the tree does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

import grm_data
from tests.browser.serving import Server, serve
from tests.browser.wire import Session, session
from tests.licences import NOTICE, licences, needed, table
from tests.linking import environment_of, needed_by

ROOT = Path(__file__).parents[1]
OTHER_SETTINGS = """\
[server]
address = "0.0.0.0"
[client]
toolbarMode = "developer"
[browser]
gatherUsageStats = true
"""
PERIOD = ("--from", "2020-06-25", "--to", "2020-12-31")


@dataclass(frozen=True)
class Installed:
    """The package as a user has it, and an empty folder to work in."""

    programs: Path
    folder: Path

    def run(self, program: str, *arguments: object) -> str:
        """What a program of the environment prints; it must be done."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GRM_", "PYTHON"))}
        done = subprocess.run(
            [self.programs / program, *map(str, arguments)],
            cwd=self.folder, env=kept, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check", "--no-deps",
             "--no-build-isolation", "-w", str(folder), str(ROOT)]  # fmt: skip
    subprocess.run(build, check=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(ROOT / "sample_data" / "smart_government_register.xlsx", folder / "register.xlsx")
    shutil.copy(ROOT / "sample_data" / "grm.toml", folder)
    return Installed(environment_of(wheel, tmp_path_factory.mktemp("environment")), folder)


def serving(installed: Installed, folder: Path, *register: str) -> AbstractContextManager[Server]:
    """``grm dashboard`` in a folder."""
    start = [str(installed.programs / "grm"), "dashboard", *register, "--port"]
    return serve(folder, environment={"PYTHONPATH": ""}, start=start)


@pytest.fixture(scope="module")
def dashboard(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard, started in a folder that holds nothing but settings for another program of Streamlit's."""
    folder = tmp_path_factory.mktemp("nowhere")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(OTHER_SETTINGS, "utf-8")
    with serving(installed, folder) as server:
        yield server


@pytest.fixture(scope="module")
def visitor(dashboard: Server) -> Iterator[Session]:
    """Somebody who has opened the page Overview."""
    with session(dashboard, ()) as visitor:
        visitor.run("overview", wait=30)
        yield visitor


def names(wheel: Path) -> list[str]:
    with ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_brings_two_names_and_no_more(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"grm_data", "grm_dashboard"}


def test_the_wheel_holds_every_file_of_the_tree_that_runs_and_no_secret(wheel: Path) -> None:
    inside = {"grm_data": "grm_data", "grm_dashboard": "grm_dashboard", "pages": "grm_dashboard/pages",
              "sample_data": "grm_dashboard/sample_data"}  # fmt: skip
    wanted = {
        f"{there}/{path.relative_to(ROOT / here).as_posix()}"
        for here, there in inside.items()
        for path in (ROOT / here).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wanted |= {"grm_dashboard/app.py", "grm_dashboard/.streamlit/config.toml"}
    assert {name for name in names(wheel) if ".dist-info/" not in name} == wanted


def test_it_carries_the_licences(wheel: Path) -> None:
    said = {Path(name).name for name in names(wheel) if ".dist-info/licenses/" in name}
    assert said == {"LICENSE", "NOTICE", "OFL.txt"}


def test_notice_quotes_the_licence_of_everything_that_requirements_txt_installs() -> None:
    assert NOTICE.read_text("utf-8").endswith("\n\n" + table()), "python -m tests.licences writes it"
    copyleft = {name for name, licence in licences().items() if "GPL" in licence}
    assert copyleft == {"docxtpl", "psycopg", "psycopg-binary"}


def test_requirements_txt_pins_everything_that_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["postgresql"]]
    assert set(needed_by(asked)) <= set(needed())


def test_one_version_everywhere(wheel: Path, installed: Installed) -> None:
    with ZipFile(wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith("METADATA")]
        told = Parser().parsestr(archive.read(metadata).decode())
    assert told["Version"] == grm_data.__version__
    expected = f"GRM Monitor {grm_data.__version__}\n"
    assert installed.run("grm", "--version") == expected
    assert installed.run("python", "-m", "grm_data", "--version") == expected


def test_summary_prints_the_figures_of_the_source_report(installed: Installed) -> None:
    told = json.loads(installed.run("grm", "summary", "register.xlsx", *PERIOD, "--json"))
    assert [period["received"] for period in told["periods"]] == [9, 20, 29]
    assert [period["resolved"] for period in told["periods"]] == [6, 8, 14]


def test_the_report_names_the_program_s_version(installed: Installed) -> None:
    written = installed.run("grm", "report", "register.xlsx", *PERIOD, "--out", "reports").split()
    assert sorted(Path(name).suffix for name in written) == [".docx", ".pdf", ".xlsx"]
    (word,) = [name for name in written if name.endswith(".docx")]
    with ZipFile(installed.folder / word) as archive:
        feet = [archive.read(name).decode() for name in archive.namelist() if "footer" in name]
    assert any(f"GRM Monitor {grm_data.__version__}" in foot for foot in feet)


def test_what_is_published_lies_in_the_working_folder(installed: Installed) -> None:
    package = installed.programs.parent
    before = {path for path in package.rglob("*") if "__pycache__" not in path.parts}
    assert json.loads(installed.run("grm", "publish", "register.xlsx", "--json")) == {"version": 1}
    assert (installed.folder / "data" / "grm.sqlite").is_file()
    assert {path for path in package.rglob("*") if "__pycache__" not in path.parts} == before


def test_the_dashboard_shows_the_sample_that_it_brings(dashboard: Server, visitor: Session) -> None:
    with urlopen(f"{dashboard.address}/overview") as answer:
        assert answer.status == 200
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    shown = b"".join(visitor.received)
    assert b"sample data" in shown
    assert b"29 received" in shown


def test_the_dashboard_keeps_its_settings_in_a_folder_with_others(
    dashboard: Server, visitor: Session
) -> None:
    begun = next(one.new_session for one in visitor.messages if one.HasField("new_session"))
    assert (dashboard.folder / ".streamlit" / "config.toml").is_file()
    assert begun.config.toolbar_mode == begun.config.VIEWER
    assert not begun.config.gather_usage_stats
    with urlopen(f"{dashboard.address}/_stcore/health") as answer:
        assert answer.status == 200


def test_a_register_named_to_the_dashboard_is_shown(installed: Installed) -> None:
    with serving(installed, installed.folder, "register.xlsx") as server, session(server, ()) as visitor:
        shown = visitor.run("overview", wait=30)
    assert b"29 received" in shown
    assert b"sample data" not in shown


def test_a_dashboard_whose_port_is_taken_says_so_in_one_line(installed: Installed, dashboard: Server) -> None:
    start = [installed.programs / "grm", "dashboard", "--port", str(dashboard.port)]
    done = subprocess.run(start, cwd=installed.folder, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"Port {dashboard.port} is in use" in done.stderr
