"""However a guarded process ends, it is an answer or one sentence of ours; and nothing of it is left."""

from __future__ import annotations

import builtins
import io
import struct
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grm_data.errors import RegisterError, UsageError
from grm_data.guarded import limits as limiting
from grm_data.guarded.limits import Limits, set_limits
from grm_data.guarded.running import run
from grm_data.guarded.wire import Garbled, Message, read_message
from tests.guarded.work import job, outcome, sent

pytestmark = pytest.mark.usefixtures("way")
linux = pytest.mark.skipif(sys.platform != "linux", reason="signals and limits as Linux has them")
MIB = 1 << 20


def test_a_job_has_its_bytes_and_answers() -> None:
    assert outcome("", content=b"x" * 5_000_000) == 5_000_000


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("os._exit(0)", "file-damaged"),
        ("os._exit(3)", "file-damaged"),
        ("sys.exit('CANARY')", "file-damaged"),
        ("raise ValueError('CANARY')", "file-damaged"),
        ("raise BaseException('a panic with a CANARY')", "file-damaged"),
        ("raise MemoryError", "read-too-big"),
        ("import errno; raise OSError(errno.ENOMEM, 'x')", "read-too-big"),
        ('raise RuntimeError("can\'t start new thread")', "read-too-big"),
        ("raise ValueError('Memory allocation failed : CANARY')", "read-too-big"),
        (
            "try: raise MemoryError\nexcept MemoryError: raise GrmError('file-damaged') from None",
            "read-too-big",
        ),
        ("raise GrmError('file-blank')", "file-blank"),
        ("print('CANARY' * 10000, file=sys.stderr); say(b'CANARY')", "file-damaged"),
        ("say(b'CANARY' * 10000)", "file-damaged"),
        ("os.closerange(0, 64); time.sleep(60)", "file-damaged"),
        pytest.param("os.kill(os.getpid(), signal.SIGABRT)", "read-too-big", marks=linux),
        pytest.param("os.kill(os.getpid(), signal.SIGKILL)", "read-too-big", marks=linux),
        pytest.param("os.kill(os.getpid(), signal.SIGXCPU)", "read-too-long", marks=linux),
        pytest.param("os.kill(os.getpid(), signal.SIGSEGV)", "file-damaged", marks=linux),
    ],
)
def test_however_a_process_ends_it_is_one_sentence(
    code: str, key: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert outcome(code) == key
    assert capfd.readouterr() == ("", "")


def test_a_print_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome("print('CANARY' * 10000)") == 1
    assert capfd.readouterr() == ("", "")


def test_a_process_that_hangs_is_stopped_by_the_wall_clock() -> None:
    begin = time.perf_counter()
    assert outcome("time.sleep(60)", Limits(wall_seconds=1.5)) == "read-too-long"
    assert time.perf_counter() - begin < 40


def test_a_process_that_takes_no_bytes_is_stopped_by_the_wall_clock() -> None:
    asleep = replace(job(""), target="tests.guarded.asleep:nothing")  # its import takes a minute
    with pytest.raises(RegisterError) as caught:
        run(asleep, {}, [b"x" * 5_000_000], Limits(wall_seconds=1.5))
    assert caught.value.key == "read-too-long"


@pytest.mark.parametrize(
    "said",
    [
        "'refused', {'key': 'no such key', 'values': {}}",
        "'refused', {'key': 5, 'values': {}}",
        "'refused', {'key': 'file-damaged', 'values': 'CANARY'}",
        "'refused', {'key': 'file-too-large', 'values': {'limit': 'CANARY'}}",
        "'refused', {'key': 'file-too-large', 'values': {'limit': [1]}}",
        "'refused', {}",
        "'nonsense', {}",
        "'done', 5",
    ],
)
def test_messages_that_make_no_sense_are_one_sentence(said: str) -> None:
    assert outcome(f"say(sent({said}))") == "file-damaged"


def test_only_numbers_of_a_refusal_are_said() -> None:
    refused = "say(sent('refused', {{'key': 'file-too-large', 'values': {}}}))"
    assert outcome(refused.format("{'limit': 1}")) == "file-too-large"
    assert outcome(refused.format("{'limit': 1, 'x': 'CANARY'}")) == "file-damaged"
    with pytest.raises(RegisterError) as caught:
        run(job("misbehave"), {"code": "raise GrmError('no-date-column-offer', column='B')"}, [])
    assert caught.value.key == "file-damaged"


def test_a_text_of_a_refusal_is_said_where_the_job_names_it_and_it_is_short() -> None:
    named = job("misbehave", texts={"column": 3})
    for column, key in (("B", "no-date-column-offer"), ("CANARY", "file-damaged")):
        with pytest.raises(RegisterError) as caught:
            run(named, {"code": f"raise GrmError('no-date-column-offer', column='{column}')"}, [])
        assert caught.value.key == key
        assert "CANARY" not in str(caught.value)


def test_more_bytes_than_an_answer_may_have_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grm_data.guarded.running._ANSWER_BYTES", 1000)
    assert outcome("say(sent('done', {'size': 1}, [bytes(1001)]))") == "file-damaged"
    assert outcome("say(sent('done', {'size': 1}, [bytes(1000)]))") == 1


@linux
def test_the_limits_are_those_of_the_process() -> None:
    assert outcome("x = bytes(90 << 20)", Limits(memory_bytes=50 * MIB)) == "read-too-big"
    assert outcome("x = bytes(90 << 20)", Limits(memory_bytes=200 * MIB)) == 1
    assert outcome("", Limits(memory_bytes=MIB), content=b"x" * 8 * MIB) == "read-too-big", (
        "not even the bytes"
    )
    thread = "import threading; threading.Thread(target=print, daemon=True).start()"
    assert outcome(thread, Limits(memory_bytes=MIB)) == "read-too-big"
    long = Limits(cpu_seconds=1, wall_seconds=60)
    assert outcome("while True: pass", long) == "read-too-long"
    assert outcome("import resource; assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)") == 1


def test_threads_and_open_files_are_left_as_they_were() -> None:
    outcome("")
    before, files = threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))
    for code in ("", "os._exit(1)", "raise ValueError"):
        outcome(code)
    assert threading.active_count() == before
    assert len(list(Path("/proc/self/fd").iterdir())) == files


def test_no_more_jobs_work_at_once_than_there_is_memory_for() -> None:
    begin = time.time()
    ends: list[Any] = []
    jobs = [
        threading.Thread(target=lambda: ends.append(outcome("time.sleep(1)", Limits(wall_seconds=30))))
        for _ in range(5)
    ]
    for one in jobs:
        one.start()
    for one in jobs:
        one.join()
    assert ends == [1] * 5
    assert time.time() - begin >= 2


# --- limits -----------------------------------------------------------------------------------


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    standard = Limits()
    assert Limits.from_environment() == standard == Limits(1 << 30, 120, 180)
    monkeypatch.setenv("GRM_READ_MEMORY_MB", "512")
    monkeypatch.setenv("GRM_READ_CPU_S", "2.5")
    monkeypatch.setenv("GRM_READ_WALL_S", "30")
    assert Limits.from_environment() == Limits(512 << 20, 2.5, 30)
    monkeypatch.setenv("GRM_READ_CPU_S", "")
    assert Limits.from_environment().cpu_seconds == standard.cpu_seconds
    for nonsense in ("many", "-1", "0", "inf", "nan"):
        monkeypatch.setenv("GRM_READ_CPU_S", nonsense)
        with pytest.raises(UsageError, match="GRM_READ_CPU_S"):
            Limits.from_environment()


def test_a_process_without_limits_of_its_own_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def without_resource(name: str, *more: Any, **named: Any) -> Any:
        if name == "resource":
            raise ImportError
        return original(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without_resource)
    monkeypatch.setattr(limiting, "_allowed", limiting.memory_allowed())  # later tests have theirs
    set_limits(1, 1)


@linux
@pytest.mark.parametrize("ceiling", [-1, 100])
def test_limits_are_never_raised_above_the_systems_own(ceiling: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    told: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda _: (ceiling, ceiling))
    monkeypatch.setattr(resource, "setrlimit", told.__setitem__)
    monkeypatch.setattr(limiting, "_mapped", lambda: 500)
    monkeypatch.setattr(limiting, "_allowed", limiting.memory_allowed())
    monkeypatch.setattr("time.process_time", lambda: 0.4)  # what the process took before
    set_limits(1_000, 2.4, 10)
    most = 1_500 if ceiling == -1 else 100
    assert told == {
        resource.RLIMIT_AS: (most, most),
        resource.RLIMIT_CPU: (3, 26),
        resource.RLIMIT_CORE: (0, 0),
    }


# --- the wire ---------------------------------------------------------------------------------


def test_a_message_comes_as_it_was_sent() -> None:
    stream = io.BytesIO(sent("column", {"n": 1}, [b"ab", b"", b"c"]))
    assert read_message(stream, 10) == Message("column", {"n": 1}, [b"ab", b"", b"c"])
    assert read_message(stream, 10) is None


@pytest.mark.parametrize(
    "garbled",
    [
        b"x",
        b"GRM1",
        b"NOPE" + sent("a", {})[4:],
        sent("a", {})[:-1],
        sent("a", {}, [b"abc"])[:-1],
        sent("a", {}, [b"x" * 11]),
        struct.pack(">4sIQ", b"GRM1", 0xFFFFFFFF, 0),
        struct.pack(">4sIQ", b"GRM1", 2, 0) + b"{}",
        struct.pack(">4sIQ", b"GRM1", 2, 0) + b"[]",
        struct.pack(">4sIQ", b"GRM1", 2, 0) + b"\xff\xff",
        struct.pack(">4sIQ", b"GRM1", 41, 0) + b'{"kind": "a", "values": {}, "sizes": [5]}',
        struct.pack(">4sIQ", b"GRM1", 45, 0) + b'{"kind": "a", "values": {}, "sizes": [5, -5]}',
    ],
)
def test_what_is_no_message_is_garbled(garbled: bytes) -> None:
    with pytest.raises(Garbled):
        read_message(io.BytesIO(garbled), 10)
