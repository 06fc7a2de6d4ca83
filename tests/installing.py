"""The programs that tests drive, and Debian's packages of them: ``python -m tests.installing``.

What is missing is installed where we may (root and apt). In CI a missing program is a failure; elsewhere
the tests that need it are skipped with the reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

__all__ = ["BROWSER", "NGINX", "OFFICE", "POSTGRESQL", "Program", "find_browser", "find_postgresql"]

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
_ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_SBIN = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
_OFFICE = ("soffice", "pdftotext", "pdfinfo", "pdffonts")


def find_browser() -> str | None:
    """The path of an installed Chromium, Chrome or Edge; ``GRM_BROWSER`` names another."""
    found = [os.environ.get("GRM_BROWSER"), *map(shutil.which, _BROWSERS)]
    found += [path for path in _ELSEWHERE if Path(path).is_file()]
    return next(filter(None, found), None)


def find_postgresql() -> Path | None:
    """The folder with initdb and pg_ctl, the newest release first; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    folders = [*reversed(found), *(Path(p) for p in os.environ.get("PATH", "").split(os.pathsep))]
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


def _drives() -> bool:
    """Whether Playwright's driver starts here."""
    node, _ = compute_driver_executable()
    return subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Program:
    """A program that tests need: how to find it, and where Debian has it."""

    name: str
    is_there: Callable[[], bool]
    packages: tuple[str, ...]

    @property
    def missing(self) -> str:
        """Why tests are skipped, and what to do."""
        return f"no {self.name} on this machine (Debian: apt install {' '.join(self.packages)})"

    def require(self) -> None:
        """Skip the test that asks where the program is missing; in CI the test fails."""
        if not self.is_there():
            if os.environ.get("CI"):
                pytest.fail(self.missing)
            pytest.skip(self.missing)  # never in CI: only where a person may not install it


BROWSER = Program(
    "Chromium or Chrome",
    lambda: find_browser() is not None and _drives(),
    ("chromium", "libatomic1"),  # a bare Debian lacks a library of Playwright's driver
)
OFFICE = Program(
    "LibreOffice and poppler",
    lambda: all(map(shutil.which, _OFFICE)),
    ("libreoffice-calc", "libreoffice-writer", "poppler-utils"),
)
NGINX = Program("nginx", lambda: shutil.which("nginx", path=_SBIN) is not None, ("nginx-light",))
POSTGRESQL = Program("PostgreSQL server", lambda: find_postgresql() is not None, ("postgresql",))


def _install(programs: list[Program]) -> None:
    packages = [package for program in programs for package in program.packages]
    print(f"Installing {', '.join(program.name for program in programs)} for the tests (once) …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL, env=environment)


def main() -> int:
    """1 where something is missing that must be there."""
    missing = [program for program in (BROWSER, OFFICE, NGINX, POSTGRESQL) if not program.is_there()]
    if missing and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing)
    still = [program for program in missing if not program.is_there()]
    for program in still:
        print(f"Some tests will be skipped: {program.missing}")
    return int(bool(still) and bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
