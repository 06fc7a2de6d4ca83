"""The processes themselves: what they know of us, what they leave behind, and with whom they end."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grm_data.errors import RegisterError
from grm_data.guarded import Job, running, starting
from grm_data.guarded.running import Kept, keep, run
from tests.guarded.work import job, outcome

ROOT = Path(__file__).parents[2]
CANARIES = ("GRM_DATABASE_URL", "GRM_SECRET", "PYTHONPATH", "AWS_SECRET_ACCESS_KEY", "STREAMLIT_AUTH", "HOME")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a template process")


def seen() -> dict[str, Any]:
    """What a process sees of the world."""
    return run(job("environment"), {}, []).values


# --- one way only -----------------------------------------------------------------------------


def _starts_processes(source: str) -> Iterator[str]:
    """Whatever in a module starts a process, or could."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom):
            if (node.module or "").split(".")[0] in MODULES:
                yield node.module or ""
            yield from (name.name for name in node.names if node.module == "os" and _is_start(name.name))
        elif isinstance(node, ast.Attribute) and _is_start(node.attr) and ast.unparse(node.value) in OWNERS:
            yield node.attr


MODULES = frozenset({"subprocess", "multiprocessing", "pty", "pickle", "marshal", "shelve"})

OWNERS = frozenset({"os", "asyncio", "futures", "concurrent.futures"})


def _is_start(name: str) -> bool:
    return name.startswith(("fork", "spawn", "posix_spawn", "exec", "popen")) or name in (
        "system",
        "startfile",
        "ProcessPoolExecutor",
        "create_subprocess_exec",
        "create_subprocess_shell",
    )


def test_no_other_module_of_the_package_starts_a_process_or_unpickles() -> None:
    starts = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "grm_data").rglob("*.py")
        if set(_starts_processes(path.read_text("utf-8")))
    }
    assert starts == {"grm_data/guarded/starting.py", "grm_data/guarded/nursery.py"}


def test_the_check_would_see_another_way() -> None:
    for code in (
        "import subprocess",
        "from multiprocessing import Pool",
        "import os\nos.fork()",
        "from os import system",
    ):
        assert set(_starts_processes(code))


# --- what it sees -----------------------------------------------------------------------------


def test_it_sees_no_secret_of_ours(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    starting.end()  # so that a template process starts under these
    for name in CANARIES:
        monkeypatch.setenv(name, "CANARY")
    world = seen()
    assert "CANARY" not in repr(world["environment"])
    known = {"PATH", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "LC_CTYPE", *starting._SET}
    assert set(world["environment"]) <= known
    environ = Path(f"/proc/{world['parent']}/environ")
    if way == "fork":
        assert b"CANARY" not in environ.read_bytes()
    starting.end()


@linux
def test_no_job_of_ours_sees_one_either(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real jobs run where the one above runs: by the same door, in the same kind of process."""
    from grm_data.intake import opening, upload
    from grm_data.intake.annotated import copy
    from grm_data.report import docx

    jobs = [opening._READ, upload._OPEN, copy._ANNOTATE, docx._RENDER]
    assert all(isinstance(one, Job) and one.target.startswith("grm_data.") for one in jobs)
    monkeypatch.setenv("GRM_DATABASE_URL", "CANARY")
    assert "GRM_DATABASE_URL" not in seen()["environment"]


@linux
def test_it_has_no_file_of_ours_open(way: str, tmp_path: Path) -> None:
    with (tmp_path / "CANARY").open("wb") as held:
        os.set_inheritable(held.fileno(), False)
        world = seen()
    assert "CANARY" not in repr(world["open"])
    assert len(world["open"]) <= 5


@linux
def test_a_fork_shares_nothing_with_other_forks() -> None:
    _, kept = keep(job("counting", ended="upload-ended"), {}, [b"CANARY"])
    try:
        world = seen()
    finally:
        kept.close()
    sockets = [name for name in world["open"].values() if name.startswith("socket:")]
    assert len(sockets) == 1
    assert world["threads"] <= 2  # its own, and the clock of its next question


@linux
def test_the_template_process_is_whole_and_small() -> None:
    world = seen()
    tasks = list(Path(f"/proc/{world['parent']}/task").iterdir())
    assert len(tasks) == 1  # a fork has no other thread, so there may be none
    assert {"pandas", "pyarrow", "python_calamine"} <= set(world["modules"])
    assert not {"streamlit", "sqlalchemy", "plotly"} & set(world["modules"])


# --- with whom it ends ------------------------------------------------------------------------


@linux
def test_a_template_process_that_died_is_replaced() -> None:
    world = seen()
    os.kill(world["parent"], signal.SIGKILL)
    time.sleep(0.2)
    again = seen()
    assert again["parent"] != world["parent"]


@linux
def test_one_that_dies_under_a_job_is_replaced_and_the_job_done_again() -> None:
    once = "import pathlib\np = pathlib.Path({!r})\nif not p.exists(): p.touch(); os.kill(os.getppid(), 9); time.sleep(60)"
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        assert outcome(once.format(f"{folder}/done")) == 1
    assert outcome("os.kill(os.getppid(), 9); time.sleep(60)") == "file-damaged"


@linux
def test_a_fork_that_ended_is_no_zombie() -> None:
    world = seen()
    outcome("os._exit(1)")
    time.sleep(0.3)
    states = [
        (entry / "stat").read_text().rpartition(")")[2].split()[:2]
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and (entry / "stat").exists()
    ]
    children = [state for state, parent in states if int(parent) == world["parent"]]
    assert "Z" not in children


@linux
@pytest.mark.parametrize("how", ["sys.exit()", "os.kill(os.getpid(), signal.SIGKILL)", "os._exit(1)"])
def test_all_of_them_end_with_who_started_them(how: str) -> None:
    code = (
        "import os, signal, sys\n"
        "from grm_data.guarded import keep\n"
        "from tests.guarded.work import job\n"
        "said, kept = keep(job('counting', ended='upload-ended'), {}, [])\n"
        "from grm_data.guarded import starting\n"
        "print(said.values['process'], starting._nursery._process.pid, flush=True)\n" + how
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    processes = [int(number) for number in done.stdout.split()]
    assert len(processes) == 2
    for _ in range(50):
        alive = [number for number in processes if _is_alive(number)]
        if not alive:
            return
        time.sleep(0.1)
    raise AssertionError(alive)


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@linux
def test_a_fork_of_the_server_has_a_template_process_of_its_own() -> None:
    first = seen()["parent"]
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, str(seen()["parent"]).encode())
            starting.end()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    other = int(os.read(reader, 20))
    os.close(reader)
    os.close(writer)
    assert other != first
    assert seen()["parent"] == first


# --- kept -------------------------------------------------------------------------------------


COUNTING = job("counting", ended="upload-ended")


def key_of(kept: Kept, code: str = "") -> str:
    with pytest.raises(RegisterError) as caught:
        kept.ask({"code": code})
    return caught.value.key


def test_a_kept_process_answers_one_question_after_another(way: str) -> None:
    said, kept = keep(COUNTING, {}, [b"a"])
    assert (said.values["n"], [bytes(blob) for blob in said.blobs]) == (1, [b"a"])
    assert [kept.ask({}).values["n"] for _ in range(3)] == [2, 3, 4]
    kept.close()
    assert key_of(kept) == "upload-ended"


def test_closed_it_is_gone(way: str) -> None:
    said, kept = keep(COUNTING, {}, [])
    kept.close()
    time.sleep(0.3)
    assert not _is_alive(said.values["process"])


def test_left_alone_it_ends_by_itself(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "IDLE_SECONDS", 5)
    said, kept = keep(COUNTING, {}, [])
    for _ in range(300):
        if not _is_alive(said.values["process"]):
            break
        time.sleep(0.1)
    assert not _is_alive(said.values["process"])
    assert key_of(kept) == "upload-ended"


@linux
def test_a_question_that_breaks_it_is_said_and_then_it_is_gone(way: str) -> None:
    _, kept = keep(COUNTING, {}, [])
    assert key_of(kept, "os.abort()") == "read-too-big"
    assert key_of(kept) == "upload-ended"


def test_a_refusal_ends_it(way: str) -> None:
    _, kept = keep(COUNTING, {}, [])
    assert key_of(kept, "raise GrmError('file-blank')") == "file-blank"
    assert key_of(kept) == "upload-ended"


def test_beyond_the_most_that_are_kept_the_one_unused_for_longest_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "MOST_KEPT", 2)
    kept = [keep(COUNTING, {}, [])[1] for _ in range(2)]
    kept[0].ask({})
    kept.append(keep(COUNTING, {}, [])[1])
    assert [kept[0].ask({}).values["n"], kept[2].ask({}).values["n"]] == [3, 2]
    assert key_of(kept[1]) == "upload-ended"
    for one in kept:
        one.close()


def test_it_ends_once_nobody_wants_it_for_several_looks_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LOOK_SECONDS", 0.05)
    looks = [True, False, False, False, True, False, False, False, False]  # a browser may come back
    seen: list[bool] = []

    def wanted() -> bool:
        seen.append(looks[len(seen)])
        return seen[-1]

    _, kept = keep(COUNTING, {}, [])
    kept.end_unless(wanted)
    assert kept._ended.wait(30)
    assert seen == looks
    assert key_of(kept) == "upload-ended"


def test_nobody_waits_longer_than_a_minute() -> None:
    assert (running._LOOKS + 1) * running.LOOK_SECONDS <= 60


@linux
def test_the_processor_s_limit_is_for_each_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRM_READ_CPU_S", "1")
    spin = "end = time.process_time() + {}\nwhile time.process_time() < end: pass"
    _, kept = keep(COUNTING, {"code": spin.format(0.6)}, [])
    for _ in range(3):  # together more than the limit, which ends on a whole second
        kept.ask({"code": spin.format(0.6)})
    assert key_of(kept, spin.format(60)) == "read-too-long"
