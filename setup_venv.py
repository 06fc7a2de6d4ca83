"""Make the virtual environment, also where Debian's python3-venv is missing: ``setup_venv.py .venv``."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

OLDEST = (3, 11)


def make(folder: Path) -> str | None:
    """Make the environment with pip in it; the result is what to tell the user, None when it is ready."""
    if sys.version_info < OLDEST:
        return f"Python {OLDEST[0]}.{OLDEST[1]} or later is needed; this is {sys.version.split()[0]}."
    try:
        import ensurepip  # noqa: F401  Debian keeps it in python3-venv
    except ImportError:
        return _make_without_ensurepip(folder)
    venv.create(folder, with_pip=True, clear=folder.exists())
    return None


def _make_without_ensurepip(folder: Path) -> str | None:
    """An environment whose pip comes from the system's own pip."""
    venv.create(folder, with_pip=False, clear=folder.exists())
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    borrowed = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "pip"]
    try:
        done = subprocess.run(borrowed, check=False, capture_output=True).returncode == 0
    except OSError:
        done = False
    if done:
        return None
    python.unlink(missing_ok=True)  # so that the next make tries again
    return (
        "Python can't make virtual environments here. "
        "Run this once, then try again: sudo apt install python3-venv"
    )


if __name__ == "__main__":
    problem = make(Path(sys.argv[1] if len(sys.argv) > 1 else ".venv"))
    if problem:
        sys.exit(problem)
