"""Publishing by several processes that are killed, race each other, or find no room: run as a process of its own.

``python -m tests.store.processes kill URL ROUNDS``, ``race URL WRITERS EACH``, ``create URL WRITERS``,
``step URL FORMAT``, ``decide URL WRITERS EACH``, ``full FILE`` and ``readonly FILE`` print what happened as JSON. Children are forked, so that 200 of them
don't each load pandas; the parent opens no database before it forks.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grm_data.messages import has_message
from grm_data.store import PublishedMeanwhile, Store, StoreError, migrations
from tests.store.drafts import big_draft, draft


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """(process id, where its output is read) of a child that does the work, given where it writes."""
    readable, writable = os.pipe()
    child = os.fork()
    if child:
        os.close(writable)
        return child, readable
    code = 1
    try:
        os.close(readable)
        work(writable)
        code = 0
    finally:
        os._exit(code)


def everything(readable: int) -> str:
    with os.fdopen(readable) as stream:
        return stream.read()


def in_child(work: Callable[[], Any]) -> Any:
    """What the work gives, done in a child."""
    child, readable = forked(lambda out: void(os.write(out, json.dumps(work()).encode())))
    text = everything(readable)
    _, status = os.waitpid(child, 0)
    assert status == 0, f"child ended with {status}"
    return json.loads(text)


def void(_: object) -> None:
    """Nothing."""


def kill(url: str, rounds: int) -> dict[str, int]:
    """Kill a publisher so often at a random moment; every version that it was told of must be there."""
    acknowledged: list[int] = []
    what = draft("The well is dry", "The road is closed")

    def publish_on(out: int) -> None:
        store = Store(url)
        while True:
            version = store.publish(what, by="killed", base=store.current_number())
            os.write(out, f"{version.number}\n".encode())

    for _ in range(rounds):
        child, readable = forked(publish_on)
        first = os.read(readable, 1)  # it is publishing now
        time.sleep(random.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = (first + everything(readable).encode()).decode().split("\n")
        acknowledged += [int(line) for line in lines[:-1]]

    def look() -> dict[str, int]:
        store = Store(url)
        numbers = {version.number for version in store.history()}
        breaks = len(store.verify())
        store.publish(what, by="after", base=store.current_number())
        return {"versions": len(numbers), "lost": len(set(acknowledged) - numbers), "breaks": breaks}

    return {"rounds": rounds, "acknowledged": len(acknowledged), **in_child(look)}


def race(url: str, writers: int, each: int) -> dict[str, int]:
    """So many writers publish so often each, at once; a loser is told by whom and tries again."""
    what = draft("The well is dry")

    def write(out: int) -> None:
        store, lost, done = Store(url), 0, 0
        while done < each:
            base = store.current_number()
            try:
                store.publish(what, by=f"writer {os.getpid()}", base=base)
                done += 1
            except PublishedMeanwhile as meanwhile:
                first, last = meanwhile.versions[0], meanwhile.versions[-1]
                lost += first.number == base + 1 and last.by in str(meanwhile)
        os.write(out, str(lost).encode())

    children = [forked(write) for _ in range(writers)]
    lost = sum(int(everything(readable) or -(10**9)) for _, readable in children)
    codes = [os.waitpid(child, 0)[1] for child, _ in children]

    def look() -> dict[str, int]:
        store = Store(url)
        history = store.history()
        in_line = [version.number for version in history] == list(range(1, len(history) + 1))
        return {"versions": len(history), "in_line": in_line, "breaks": len(store.verify())}

    return {"failed": sum(map(bool, codes)), "told": lost, **in_child(look)}


def create(url: str, writers: int) -> dict[str, int]:
    """So many processes make the table at once."""
    children = [forked(lambda out: Store(url).close()) for _ in range(writers)]
    return {"failed": sum(bool(os.waitpid(child, 0)[1]) for child, _ in children)}


def step(url: str, form: int) -> dict[str, int]:
    """Be killed within the step to a format of the database, after all that the step does."""
    taken = migrations._STEPS[form]

    def killed(connection: Any) -> None:
        taken(connection)
        os._exit(9)

    migrations._STEPS = {**migrations._STEPS, form: killed}
    child, readable = forked(lambda out: Store(url).close())
    everything(readable)
    return {"code": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}


def decide(url: str, writers: int, each: int) -> dict[str, Any]:
    """So many writers decide so often each, at once, always about the same two words and one of their own."""
    same, other = "aa" * 32, "bb" * 32

    def write(out: int) -> None:
        store = Store(url)
        for i in range(each):
            own = f"{os.getpid():032x}{i:032x}"
            store.decide("word", {same: ("show", "hide")[i % 2], other: "hide", own: "show"}, by="a writer")

    children = [forked(write) for _ in range(writers)]
    codes = [(everything(readable), os.waitpid(child, 0)[1])[1] for child, readable in children]

    def look() -> dict[str, Any]:
        store = Store(url)
        found = store.decisions("word", [same, other])
        said = [found[key].decision for key in (same, other)]
        return {"decisions": store.decisions_end()[0], "breaks": len(store.verify()), "last": said}

    return {"failed": sum(map(bool, codes)), **in_child(look)}


def key_of(work: Callable[[], Any]) -> str | None:
    try:
        work()
    except StoreError as error:
        return error.key
    return None


def full(file: str) -> dict[str, Any]:
    """Publish where there is no room, then where there is again."""
    store = Store(f"sqlite:///{file}")
    store.publish(draft("kept"), by="a", base=0)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    side = Path(f"{file}-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (side.stat().st_size + 50_000, hard))
    keys = [key_of(lambda: store.publish(big_draft(400_000), by="b", base=1)) for _ in range(3)]
    readable = store.read(1) is not None and len(store.history()) == 1 and store.current_number() == 1
    again = Store(f"sqlite:///{file}")
    readable = readable and again.read(1) is not None
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    after = store.publish(big_draft(400_000), by="b", base=1).number
    return {"keys": keys, "readable": readable, "after": after, "breaks": len(again.verify())}


def readonly(file: str) -> dict[str, Any]:
    """Read and publish by a user who may only read the file, then by one who may write."""
    path = Path(file)
    with Store(f"sqlite:///{path}") as store:
        store.publish(draft("kept"), by="a", base=0)
    has_message("error.store-read-only")  # read while the sources may be
    path.chmod(0o444)
    if os.geteuid() == 0:
        os.chown(path.parent, 65534, 65534)
        os.chown(path, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
    store = Store(f"sqlite:///{path}")
    readable = store.read() is not None and len(store.history()) == 1
    key = key_of(lambda: store.publish(draft("new"), by="b", base=1))
    path.chmod(0o600)
    after = store.publish(draft("new"), by="b", base=1).number
    return {"readable": readable, "key": key, "after": after}


def main(name: str, where: str, *numbers: str) -> None:
    actions: dict[str, Callable[..., dict[str, Any]]] = {
        "kill": kill, "race": race, "create": create, "step": step, "decide": decide, "full": full, "readonly": readonly,
    }  # fmt: skip
    print(json.dumps(actions[name](where, *map(int, numbers))))


if __name__ == "__main__":
    main(*sys.argv[1:])
