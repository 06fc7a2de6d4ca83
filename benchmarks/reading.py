"""How much the guarded intake costs beside the same work in this process: ``python benchmarks/reading.py``.

Prints, for the same register in the same run, seconds and ratio of ``open_path`` (a fork of the template
process, limits, reading, decoding, checks, scrubbing, the register's body back) to the job's own function
called here, and beside them ``CalamineSheet.to_python()`` alone (workbook opened included). Exit code 1 when
the ratio at 100,000 rows is above 1.35, or 10,000 rows take two seconds.
"""

from __future__ import annotations

import argparse
import csv
import gc
import io
import os
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import openpyxl
import pandas as pd
import python_calamine as calamine

from benchmarks._measuring import cheapest, note, of_process
from grm_data.guarded import to_plain
from grm_data.intake.jobs import read, warm_up
from grm_data.intake.opening import TextPolicy, open_path
from grm_data.register.body import register_of_body
from grm_data.settings import parse_settings
from tests.intake import making

HEADINGS = (
    "Registered No.", "Date received", "Acknowledged on", "Resolved date", "Working days", "Age",
    "Channel", "Status", "Type", "Way", "Summary of issue", "Summary of actions taken",
    "Complainant name", "Phone", "Location",
)  # fmt: skip
WORDS = {
    6: ("Facebook", "Website", "Email"),
    7: ("Resolved", "Resolving", "Unrelated"),
    8: ("Request", "Clarification"),
    9: ("email", "phone"),
}
SETTINGS = parse_settings(b"[project]\ncountry = 'MN'")
TODAY = date(2026, 11, 24)
MOST = 1.35


def register(rows: int) -> bytes:
    """A register of 15 columns: three dates, two counts, four words, two long texts, names and phones."""
    chance = random.Random(1)
    texts: dict[str, int] = {}

    def shared(text: str) -> str:
        return f't="s"><v>{texts.setdefault(text, len(texts))}'

    def values(row: int) -> Iterator[str]:
        if row == 1:
            yield from map(shared, HEADINGS)
            return
        day = 43831 + row * 2000 // rows
        yield shared(f"f-2020/{row:06}")
        yield from (f's="1"><v>{day + more}' for more in (0, 1, chance.randrange(2, 40)))
        yield from (f"><v>{chance.randrange(100)}" for _ in range(2))
        yield from (shared(chance.choice(WORDS[n])) for n in range(6, 10))
        yield from (shared(f"Issue {row}: text about the service counter in a district") for _ in range(2))
        yield shared(f"Person {chance.choice('ABCDEFGH')}. Family{chance.randrange(5000)}")
        yield shared(f"99{chance.randrange(1_000_000):06}")
        yield shared(f"District {chance.randrange(9)}")

    letters = [making.column_letters(n) for n in range(1, len(HEADINGS) + 1)]
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
    """(ratio to the same work here, seconds of the guarded intake); printed too."""
    os.environ["GRM_READ_WALL_S"] = "3600"  # a busy machine is no reason to stop
    content = register(rows)
    arguments = {
        "name": "register.xlsx",
        "settings": to_plain(SETTINGS),
        "sheets": None,
        "today": TODAY.isoformat(),
        "texts": TextPolicy.AS_DECLARED.value,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "register.xlsx")
        path.write_bytes(content)
        open_path(path, SETTINGS, today=TODAY)  # the template process is there
        guarded, here, alone = seconds(
            times,
            lambda: open_path(path, SETTINGS, today=TODAY),
            lambda: register_of_body(bytes(read(arguments, [memoryview(path.read_bytes())]).blobs[0])),
            lambda: (
                calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
            ),
        )
    print(
        f"{rows:>7} rows x {len(HEADINGS)}: guarded {guarded:.2f} s, the same here {here:.2f} s, "
        f"to_python alone {alone:.2f} s; ratio {guarded / here:.2f}"
    )
    return guarded / here, guarded


def as_others_write_it(content: bytes) -> tuple[bytes, bytes]:
    """The same register as XlsxWriter and as CSV has it."""
    rows = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    text, workbook = io.StringIO(), io.BytesIO()
    csv.writer(text).writerows(rows)
    pd.DataFrame(rows[1:], columns=rows[0]).to_excel(workbook, index=False, engine="xlsxwriter")
    return workbook.getvalue(), text.getvalue().encode()


def beside_peers(rows: int, times: int) -> None:
    """A whole register in one process beside what others take to read the cells alone; written down, too.

    As in the guarded process: our spellings are ready, and nobody collects garbage, for the peers neither.
    """
    warm_up({}, [])
    gc.disable()
    workbook, text = as_others_write_it(register(rows))

    def reading(name: str, content: bytes, texts: TextPolicy) -> Callable[[], object]:
        values = {"name": name, "settings": to_plain(SETTINGS), "sheets": None, "today": TODAY.isoformat()}
        return lambda: read({**values, "texts": texts.value}, [memoryview(content)])

    def by_openpyxl() -> None:
        for _ in openpyxl.load_workbook(io.BytesIO(workbook), read_only=True).active.values:
            pass

    def by_calamine() -> None:
        calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()

    peers = {"openpyxl": by_openpyxl, "calamine": by_calamine}
    for what, texts in (("texts withheld", TextPolicy.AS_DECLARED), ("to publish", TextPolicy.KEPT)):
        taken = cheapest(times, ours=reading("register.xlsx", workbook, texts), **peers)
        note(f"xlsx of {rows:,} rows to a register, {what}", taken)
    taken = cheapest(
        times,
        ours=reading("register.csv", text, TextPolicy.AS_DECLARED),
        pandas_read_csv=lambda: pd.read_csv(io.BytesIO(text)),
    )
    note(f"csv of {rows:,} rows to a register, texts withheld", taken)
    gc.enable()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "register.xlsx")
        path.write_bytes(workbook)
        processes(path, rows)


def processes(path: Path, rows: int) -> None:
    """Whole command-line processes beside the import of pandas, and beside LibreOffice."""
    summary, sample = (sys.executable, "-m", "grm_data", "summary"), ROOT / "sample_data"
    commands = {
        "ours": (*summary, str(sample / "smart_government_register.xlsx")),
        "import_pandas": (sys.executable, "-c", "import pandas"),
    }
    turns = [{name: of_process(*command) for name, command in commands.items()} for _ in range(7)]
    taken = {name: min(turn[name] for turn in turns) for name in commands}
    note("the command summary of the sample, whole process", taken)
    if (office := shutil.which("soffice")) is not None:
        convert = (office, f"-env:UserInstallation=file://{path.parent}/office", "--headless", "--convert-to")
        taken = {
            "ours": of_process(*summary, str(path)),
            "libreoffice_to_csv": of_process(*convert, "csv", "--outdir", str(path.parent), str(path)),
        }
        note(f"the command summary of an xlsx of {rows:,} rows, whole process", taken)


def main() -> int:
    """Measures and compares with what was promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    beside_peers(100_000, times)
    _, small = measure(10_000, times)
    ratio, _ = measure(100_000, times)
    return 0 if ratio <= MOST and small < 2 else 1


if __name__ == "__main__":
    raise SystemExit(main())
