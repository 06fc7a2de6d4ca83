"""A golden database by the program of any release, and the figures that it must show ever after.

``python tests/store/golden/making.py TREE NAME`` runs the program in the folder TREE and writes ``NAME.sqlite``
and ``NAME.json`` beside this module; the registers are the sample and two that are made up.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from inspect import signature
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
COLUMNS = (
    "registered_no", "received_on", "type", "channel", "status", "resolved_on", "way", "working_days",
    "reported_working_days", "issue", "action", "sheet_row",
)  # fmt: skip
"""Those of ``records`` that every release has."""
PERIOD = (date(2020, 6, 25), date(2020, 12, 31))


def figures_of(store: Any) -> list[dict[str, Any]]:
    """What the program shows of each version whose register is there."""
    from grm_data.analysis.records import records
    from grm_data.analysis.selection import select
    from grm_data.analysis.summary import summarise_periods
    from grm_data.cli.summary import _period_json

    found = []
    for version in store.history():
        if version.purge is not None:
            continue
        published = store.read(version.number)
        selection = select(published.register, published.settings.calendar, PERIOD[1])
        periods = summarise_periods(selection, *PERIOD, published.settings.start)
        frame = records(select(published.register, published.settings.calendar, date.max))
        reading = published.register.reading
        found.append(
            {
                "version": version.number,
                "periods": [_before_it_told_of_open(_period_json, period) for period in periods],
                "records": json.loads(frame[list(COLUMNS)].to_json(orient="values", force_ascii=False)),
                "sensitive": dict(published.register.sensitive_by_half_year),
                "rows": [reading.rows_read, len(published.register), len(reading.excluded)],
                "findings": [[item.code, item.severity, item.row] for item in reading.findings],
            }
        )
    return found


def _before_it_told_of_open(period_json: Any, period: Any) -> dict[str, Any]:
    """A period's figures as every release has them: from 0.2 on the caller counts what is open."""
    waiting = (0,) * (len(signature(period_json).parameters) - 1)
    shown = dict(period_json(period, *waiting))
    shown.pop("open", None)
    return shown


def entries_of(store: Any) -> list[dict[str, Any]]:
    """What the program says of each version, its register aside."""
    return [
        {
            "version": version.number,
            "note": version.note,
            "counts": dict(version.counts),
            "findings": dict(version.findings),
            "accepted": version.accepted,
            "texts_withheld": version.texts_withheld,
            "again": version.again,
            "settings": version.settings_toml,
            "chain": version.chain,
            "purged": version.purge and [version.purge.by, version.purge.reason],
        }
        for version in store.history()
    ]


def _publish(tree: Path) -> None:
    """Five versions: the sample, texts withheld, an undo, one to be taken out, places with errors accepted."""
    from grm_data.cli import main
    from grm_data.store import Store

    sample = tree / "sample_data" / "smart_government_register.xlsx"
    withheld = (HERE / "withheld.csv", "--settings", HERE / "withheld.toml")
    places = (HERE / "places.csv", "--settings", HERE / "places.toml", "--accept", "known since March")
    _done(main, "publish", sample, "--by", "Made-up Oyun", "--note", "the half-year")
    _done(main, "publish", *withheld, "--by", "Made-up Bold")
    with Store() as store:
        store.publish_again(1, by="Made-up Oyun", note="the wrong register", base=2)
    _done(main, "publish", *withheld, "--by", "Made-up Bold", "--note", "to be taken out")
    _done(main, "publish", *places, "--by", "Made-up Saraa", "--note", "with places")
    with Store() as store:
        store.purge(4, by="Made-up Oyun", reason="a made-up request")


def _done(main: Any, *arguments: object) -> None:
    if main(list(map(str, arguments))):
        raise SystemExit("the program refused")


def make(tree: Path, name: str) -> None:
    """Write the database and what it shows."""
    sys.path.insert(0, str(tree))
    database = HERE / f"{name}.sqlite"
    database.unlink(missing_ok=True)
    os.environ["GRM_DATABASE_URL"] = f"sqlite:///{database}"
    _publish(tree)
    from grm_data.cli.history import _entry
    from grm_data.store import Store

    with Store() as store:
        told = {
            "history": [_entry(version) for version in store.history()],
            "entries": entries_of(store),
            "figures": figures_of(store),
        }
    with (HERE / f"{name}.json").open("w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)
        file.write("\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]).resolve(), sys.argv[2])
