"""Find PostgreSQL, or install Debian's where we may: ``python -m tests.store.install``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.store.postgresql import programs

__all__ = ["MISSING"]

MISSING = "no PostgreSQL server on this machine: install one (Debian: apt install postgresql)"


def _may_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def _install() -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "postgresql"]):
        subprocess.run(["apt-get", "-qq", *command], check=False, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """1 where there is no server and there must be one."""
    if programs() is None and _may_install():
        print("Installing PostgreSQL for the tests of the store (once) …")
        _install()
    found = programs()
    print(f"Tests on PostgreSQL: {found}" if found else f"Tests on PostgreSQL are skipped: {MISSING}")
    return int(found is None and bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
