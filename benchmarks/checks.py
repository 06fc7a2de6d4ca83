"""All rules on a register of 10,000 rows, beside pandas finding duplicated rows in the same cells."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from grm_data.intake.build import build_register
from grm_data.intake.checks import check_rows
from grm_data.intake.choosing import choose_columns
from grm_data.intake.exclusion import exclude
from grm_data.intake.headers import find_header
from grm_data.intake.laid_out import LaidOut
from grm_data.intake.rows import decode
from grm_data.intake.table import table_under
from tests.intake.books import HEADINGS, SETTINGS, TODAY, book_of, sheet_of
from tests.intake.test_planted import clean_row, written

ROWS = 10_000


def best(run: Callable[[], object], times: int = 5) -> float:
    """The shortest of some runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print the seconds and the ratio."""
    rows = [[written(value, False) for value in clean_row(i % 500)] for i in range(ROWS)]
    for i, row in enumerate(rows, 1):
        row[0] = f"f-{i:05d}"
    book = book_of(sheet_of([HEADINGS, *rows]))
    table = table_under(find_header(book, None, {}))
    decoded = decode(LaidOut(table, choose_columns(table, {})), SETTINGS, book.name)
    excluded = exclude(decoded)
    checks = best(lambda: check_rows(decoded, excluded, SETTINGS, TODAY))
    whole = best(lambda: build_register(book, SETTINGS, None, TODAY), 3)
    peer = best(lambda: book.sheets[0].cells.astype(str).duplicated())
    print(f"checks on {ROWS:,} rows          {checks:.3f} s  (bound 0.2 s)")
    print(f"cells to Register, {ROWS:,} rows {whole:.3f} s")
    print(f"pandas duplicated rows           {peer:.3f} s  ratio checks : pandas {checks / peer:.2f}")


if __name__ == "__main__":
    main()
