"""Changed files for as long as is asked: ``python -m tests.fuzz_reading --seconds 600``."""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from tests.intake.mutations import end_of, mutations


def main() -> int:
    """Prints how many files ended how; 1 when any ended otherwise than in a book or a sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=float(os.environ.get("GRM_FUZZ_SECONDS", "60")))
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    files, ends, faults = mutations(options.seed), Counter[str](), 0
    stop = time.monotonic() + options.seconds
    with ThreadPoolExecutor(2) as pool:
        while time.monotonic() < stop:
            batch = list(islice(files, 50))
            for content, end in zip(batch, pool.map(_end, batch), strict=True):
                ends[end] += 1
                if end.startswith("FAULT"):
                    faults += 1
                    Path(f"fuzz-{options.seed}-{faults}.bin").write_bytes(content)
    print(f"seed {options.seed}: {ends.total()} files, {faults} faults")
    for end, count in ends.most_common():
        print(f"{count:>8}  {end}")
    return 1 if faults else 0


def _end(content: bytes) -> str:
    try:
        return end_of(content)
    except BaseException as error:  # noqa: BLE001 - that is what is looked for
        return f"FAULT {type(error).__name__}"


if __name__ == "__main__":
    raise SystemExit(main())
