"""Find a Chromium, or install Debian's where we may: ``python -m tests.browser.install``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["MISSING", "find_browser"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
MISSING = "no Chromium or Chrome on this machine: install one (Debian: apt install chromium)"


def find_browser() -> str | None:
    """The path of an installed Chromium, Chrome or Edge; ``GRM_BROWSER`` names another."""
    found = [os.environ.get("GRM_BROWSER"), *map(shutil.which, NAMES)]
    found += [path for path in ELSEWHERE if Path(path).is_file()]
    return next(filter(None, found), None)


def _may_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def _install() -> None:
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, **quiet
    )


def main() -> int:
    """1 where there is no browser and there must be one."""
    if find_browser() is None and _may_install():
        print("Installing Chromium for the browser tests (once) …")
        _install()
    found = find_browser()
    must = bool(os.environ.get("CI"))
    if found:
        print(f"Browser tests run in {found}")
    else:
        print(f"Browser tests {'fail' if must else 'are skipped'}: {MISSING}")
    return int(found is None and must)


if __name__ == "__main__":
    sys.exit(main())
