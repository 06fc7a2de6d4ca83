"""The command line in a process of its own, with what it says on both streams."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / "sample_data" / "smart_government_register.csv"


def ran(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command's end; it never prints a traceback, and Python never ends it on its own."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "grm_data",
            *(one if isinstance(one, bytes) else str(one) for one in arguments),
        ],
        cwd=ROOT,
        encoding="utf-8",
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
    )
    assert done.returncode in (0, 1, 2), done.stderr
    assert not any(word in done.stderr for word in ("Traceback", "Exception ignored", "lost sys.stderr"))
    return done


def refused(*arguments: object, **options: Any) -> str:
    """The one line on standard error of what can't be done."""
    done = ran(*arguments, **options)
    assert (done.returncode, done.stdout or "", done.stderr.count("\n")) == (2, "", 1), done
    return done.stderr
