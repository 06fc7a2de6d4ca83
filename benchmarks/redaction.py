"""How much of what identifies a person the scrubber finds in the labelled texts, and how much else it takes.

``python benchmarks/redaction.py [--faults]``; the texts and what counts are in ``tests/intake/redaction``.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.intake.redaction.labelled import FILES, HOSTILE, UNSEEN, Score, labelled, measure

LEAST = 0.95


def line(name: str, n: int, score: Score) -> None:
    missed = ", ".join(f"{kind} {count}" for kind, count in score.missed.items()) or "none"
    found, wrong = score.found.total(), score.wrong
    print(
        f"{name:<34} {n:>4} texts  recall {score.recall:.3f} ({found} of {found + score.missed.total()})"
        f"  precision {score.precision:.3f} ({wrong} of {score.right + wrong} wrong)  missed: {missed}"
    )


def main() -> int:
    for name in FILES:
        texts = labelled(name)
        line(name, len(texts), measure(texts))
    line("hostile (not part of the limit)", len(labelled(HOSTILE)), measure(labelled(HOSTILE)))
    unseen, everything = labelled(*UNSEEN), labelled(*FILES)
    line("both unseen", len(unseen), measure(unseen))
    line("all, country not known", len(everything), measure(everything, None))
    start = time.perf_counter()
    score = measure(everything)
    took = (time.perf_counter() - start) / len(everything) / 2  # each text is read twice
    line("all", len(everything), score)
    print(f"{took * 1e6:.0f} microseconds a text")
    if "--faults" in sys.argv:
        print("\n".join(measure(labelled(*FILES[:2])).faults))
    return 0 if min(score.recall, score.precision) >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
