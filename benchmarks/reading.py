"""How much the guarded read costs beside calamine alone: ``python benchmarks/reading.py``.

Prints, for the same sheet in the same run, the ratio of ``source_from_path`` + ``read_book`` (a process of
its own, limits, frames) to ``CalamineSheet.to_python()`` (workbook opened included), and that of
``pandas.read_excel(engine="calamine")``. Exit code 1 when the ratio is above 1.6, or 10,000 rows take a
second.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pandas as pd
import python_calamine as calamine

from grm_data.intake.reading import read_book
from grm_data.intake.source import source_from_path
from tests.intake import making

COLUMNS = 15
WORDS = ("Facebook", "Website", "Email", "Resolved", "Resolving", "Request", "Clarification")
MOST = 1.6


def register(rows: int) -> bytes:
    """A register of 15 columns: numbers, three dates, two counts, four words, two long texts, names."""
    chance = random.Random(1)
    texts: dict[str, int] = {}

    def shared(text: str) -> str:
        return f't="s"><v>{texts.setdefault(text, len(texts))}'

    def values(row: int) -> Iterator[str]:
        if row == 1:
            yield from (shared(f"Heading {n}") for n in range(COLUMNS))
            return
        yield shared(f"f-2020/{row:06}")
        yield from (f's="1"><v>{43831 + chance.randrange(1500)}' for _ in range(3))
        yield from (f"><v>{chance.randrange(100)}" for _ in range(2))
        yield from (shared(chance.choice(WORDS)) for _ in range(4))
        yield from (shared(f"Issue {row}: text about the service counter in a district") for _ in range(2))
        yield from (shared(f"Person {chance.randrange(5000)}") for _ in range(3))

    letters = [making.column_letters(n) for n in range(1, COLUMNS + 1)]
    sheet = making.sheet_xml(
        f'<row r="{row}">'
        + "".join(f'<c r="{c}{row}" {v}</v></c>' for c, v in zip(letters, values(row), strict=True))
        + "</row>"
        for row in range(1, rows + 2)
    )
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    table = f'{making.DECLARATION}<sst xmlns="{making.MAIN}">{strings}</sst>'
    return making.zipped(making.xlsx_parts({"Register": sheet}, shared=table), method=zipfile.ZIP_DEFLATED)


def seconds(times: int, *calls: Callable[[], object]) -> list[float]:
    """The best time of each call, taking turns so that all meet the same machine."""
    best = [float("inf")] * len(calls)
    for _ in range(times):
        for n, call in enumerate(calls):
            begin = time.perf_counter()
            call()
            best[n] = min(best[n], time.perf_counter() - begin)
    return best


def measure(rows: int, times: int) -> tuple[float, float]:
    """(ratio to calamine alone, seconds of the guarded read); printed too."""
    content = register(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "register.xlsx")
        path.write_bytes(content)
        guarded, alone, through_pandas = seconds(
            times,
            lambda: read_book(source_from_path(path)),
            lambda: (
                calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
            ),
            lambda: pd.read_excel(io.BytesIO(content), engine="calamine", header=None),
        )
    print(
        f"{rows:>7} rows x {COLUMNS}: guarded read {guarded:.3f} s, to_python {alone:.3f} s, "
        f"read_excel {through_pandas:.3f} s; "
        f"ratio {guarded / alone:.2f} (read_excel {through_pandas / alone:.2f})"
    )
    return guarded / alone, guarded


def main() -> int:
    """Measures and compares with what was promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    _, small = measure(10_000, times)
    ratio, _ = measure(100_000, times)
    return 0 if ratio <= MOST and small < 1 else 1


if __name__ == "__main__":
    raise SystemExit(main())
