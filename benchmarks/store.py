"""How long publishing takes, beside what it must not exceed; also the choice of the stored form.

``python benchmarks/store.py [--runs N]`` publishes a register of 700 KB so often and prints p50 and p99.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grm_data.register import Register
from grm_data.register.body import body_of, register_of_body
from grm_data.store import Store
from tests.store.drafts import big_draft

PUBLISHED = 735_000
"""Bytes asked for; the stored register is a little smaller. Random letters stay as many when compressed."""

MOST_PUBLISHING, MOST_READING = 50.0, 1.0  # ms


def milliseconds(work: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """p50, p99 and the longest of so many runs."""
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return float(np.percentile(took, 50)), float(np.percentile(took, 99)), max(took)


def line(name: str, times: tuple[float, float, float], most: float | None = None) -> bool:
    """Print one line; whether p99 is within the limit."""
    p50, p99, longest = times
    limit = "" if most is None else f"   limit {most:.0f} ms: {'kept' if p99 <= most else 'BROKEN'}"
    print(f"{name:<44} p50 {p50:7.2f} ms   p99 {p99:7.2f} ms   longest {longest:7.2f} ms{limit}")
    return most is None or p99 <= most


def as_json(register: Register) -> bytes:
    columns = {
        name: [None if entry is None else str(entry) for entry in getattr(register, name)]
        for name in ("received", "resolved", "status", "registered_no", "way", "issue", "action", "sheet_row")
    }
    return zlib.compress(json.dumps(columns).encode(), 6)


def as_parquet(register: Register) -> bytes:
    sink = BytesIO()
    names = ("received", "resolved", "status", "registered_no", "way", "issue", "action", "sheet_row")
    columns = {name: pa.array(getattr(register, name), from_pandas=True) for name in names}
    pq.write_table(pa.table(columns), sink, compression="zstd")
    return sink.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    draft = big_draft(PUBLISHED)
    register = draft.register
    body = body_of(register)
    print(f"{len(register)} rows, stored as {len(body) / 1000:.0f} KB")
    ratios = [
        ("Arrow, zstd (ours)", body_of, body),
        ("Parquet, zstd", as_parquet, as_parquet(register)),
        ("JSON, zlib", as_json, as_json(register)),
    ]
    for name, write, content in ratios:
        line(
            f"  written as {name}, {len(content) / 1000:.0f} KB",
            milliseconds(lambda w=write: w(register), 20),
        )
    line("  read back", milliseconds(lambda: register_of_body(body), 20))
    with (
        tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder,
        Store(f"sqlite:///{folder}/grm.sqlite") as store,
    ):
        store.publish(draft, by="bench", base=0)
        bases = iter(range(1, runs + 1))
        published = milliseconds(lambda: store.publish(draft, by="bench", base=next(bases)), runs)
        kept = [line("published", published, MOST_PUBLISHING)]
        kept.append(line("current number", milliseconds(store.current_number, 1000), MOST_READING))
        line("current version with its register", milliseconds(store.read, 20))
        line(f"history of {runs + 1}", milliseconds(store.history, 20))
        line("verified", milliseconds(store.verify, 2))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
