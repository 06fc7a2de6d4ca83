"""The command line as its user sees it: the exit code, and what it says on both streams."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from grm_data.cli import main

ROOT = Path(__file__).parents[1]
REGISTER = ROOT / "sample_data" / "smart_government_register.csv"


def ran(*arguments: object, **options: Any) -> CompletedProcess[str]:
    """The command's end, in this process: most of a new one's time goes into imports."""
    said, told = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    if options:
        return ran_alone(*arguments, **options)
    argv = [os.fsdecode(one) if isinstance(one, bytes) else str(one) for one in arguments]
    with redirect_stdout(said), redirect_stderr(told):
        try:
            code = main(argv)
        except SystemExit as end:
            code = int(end.code or 0)
    return _checked(CompletedProcess(argv, code, _text(said), _text(told)))


def ran_alone(*arguments: object, **options: Any) -> CompletedProcess[str]:
    """The same in a process of its own, where the test is about the process, its streams or its environment."""
    argv = [one if isinstance(one, bytes) else str(one) for one in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "grm_data", *argv],
        cwd=ROOT,
        encoding="utf-8",
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
    )
    assert not any(word in done.stderr for word in ("Traceback", "Exception ignored", "lost sys.stderr"))
    return _checked(done)


def refused(*arguments: object, **options: Any) -> str:
    """The one line on standard error of what can't be done."""
    done = ran(*arguments, **options)
    assert (done.returncode, done.stdout or "", done.stderr.count("\n")) == (2, "", 1), done
    return done.stderr


def run(*arguments: object, code: int = 0) -> str:
    """What a command prints that ends with ``code``: its result, or the one line of what can't be done."""
    if code == 2:
        said = refused(*arguments)
        assert len(said.strip()) > 20
        return said
    done = ran(*arguments)
    assert (done.returncode, done.stderr) == (code, "")
    return done.stdout


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.detach().getvalue().decode("utf-8")  # type: ignore[attr-defined]


def _checked(done: CompletedProcess[str]) -> CompletedProcess[str]:
    assert done.returncode in (0, 1, 2), done.stderr
    return done
