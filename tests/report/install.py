"""Install what the report's tests check with, where we may: ``python -m tests.report.install``.

LibreOffice recalculates the workbook and opens the Word file; poppler reads the PDF. The program needs neither.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

__all__ = ["MISSING", "is_installed"]

PROGRAMS = ("soffice", "pdftotext", "pdfinfo", "pdffonts")
PACKAGES = ("libreoffice-calc", "libreoffice-writer", "poppler-utils")
MISSING = f"no LibreOffice or poppler on this machine (Debian: apt install {' '.join(PACKAGES)})"


def is_installed() -> bool:
    """Whether every program is there."""
    return all(map(shutil.which, PROGRAMS))


def _may_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def _install() -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL, env=environment)


def main() -> int:
    """1 where a program is missing and there must be one."""
    if not is_installed() and _may_install():
        print("Installing LibreOffice and poppler for the report's tests (once) …")
        _install()
    if not is_installed():
        print(f"The report's files are not checked by other programs: {MISSING}")
    return int(not is_installed() and bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
