"""The command line by its contract, on the real sample files."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from grm_data import cli
from tests.running import ROOT, ran, ran_alone, run

SAMPLE = ROOT / "sample_data"
XLSX, CSV, SETTINGS = (
    SAMPLE / "smart_government_register.xlsx",
    SAMPLE / "smart_government_register.csv",
    SAMPLE / "grm.toml",
)
GOLDEN = Path(__file__).parent / "golden"
PERIOD = ("--from", "2020-06-25", "--to", "2020-12-31")


def summary(*arguments: object) -> dict[str, Any]:
    return dict(json.loads(run("summary", *arguments, "--json")))


@pytest.fixture(scope="module", params=[XLSX, CSV], ids=["xlsx", "csv"])
def report(request: pytest.FixtureRequest) -> dict[str, Any]:
    return summary(request.param, "--settings", SETTINGS, *PERIOD)


def test_the_table_of_feedback_received_is_the_report_s(report: dict[str, Any]) -> None:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("period", "from", "to", "received", "status", "count", "channels", "types"))
    for period in report["periods"]:
        for status in ("unrelated", "resolving", "resolved"):
            group = {"unrelated": "unrelated", "resolved": "addressed"}.get(status)
            words = [
                "; ".join(f"{name} {n}" for name, n in period[kind][group].items()) if group else ""
                for kind in ("channels", "types")
            ]
            row = (
                period["name"],
                period["from"],
                period["to"],
                period["received"],
                status,
                period[status],
                *words,
            )
            writer.writerow(row)
    assert written.getvalue() == (GOLDEN / "received_2020H2.csv").read_text("utf-8")


def test_the_ratios_are_the_report_s(report: dict[str, Any]) -> None:
    assert [(p["received_to_addressed"], p["addressed_to_resolved"], p["resolved_share"]) for p in report["periods"]] == [
        ("9:6", "6:6", 1.0), ("20:8", "8:8", 1.0), ("29:14", "14:14", 1.0),
    ]  # fmt: skip
    assert [(p["addressed"], p["unrecognised"]) for p in report["periods"]] == [(6, 0), (8, 0), (14, 0)]


def test_the_working_days_are_the_report_s(report: dict[str, Any]) -> None:
    assert report["periods"][0]["working_days"] == {
        "n": 6,
        "min": 1,
        "median": 1.0,
        "mean": 2.83,
        "p90": 6.5,
        "max": 11,
    }


def test_the_register_s_own_figures_stand_beside(report: dict[str, Any]) -> None:
    register = report["register"]
    assert (register["rows_read"], register["rows_used"], register["rows_excluded"]) == (29, 29, 0)
    assert (register["findings"]["error"], register["findings"]["warning"]) == (0, 0)
    assert (register["first_received"], register["last_received"]) == ("2015-10-20", "2020-12-17")
    assert register["sheet"] in ("Register", "smart_government_register.csv")
    assert report["as_of"] == "2020-12-31"
    assert report["calendar"] == {"country": "MN", "weekend": ["Sat", "Sun"], "both_ends_count": True}


@pytest.mark.parametrize("file", [XLSX, CSV])
def test_the_table_of_feedback_addressed_is_the_report_s(file: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("records", file, "--settings", SETTINGS, "--format", "csv"))))
    assert len(rows) == 29
    golden = list(csv.DictReader(io.StringIO((GOLDEN / "addressed_2020H2.csv").read_text("utf-8"))))
    addressed = [row for row in rows if row["received_on"] >= "2020-06-25" and row["status"] != "unrelated"]
    assert [{name: row[name] for name in golden[0]} for row in addressed] == golden
    assert addressed[0]["issue"] == "Request a draft law on Open data"


def test_records_as_json_hold_null_where_there_is_nothing() -> None:
    rows = json.loads(run("records", XLSX, "--settings", SETTINGS, "--format", "json"))
    assert list(rows[0]) == [
        "registered_no", "received_on", "type", "channel", "status", "resolved_on", "way", "working_days",
        "reported_working_days", "issue", "action", "sheet_row", "sheet", "acknowledged_on", "due_on", "days_left",
        "age", "category", "priority", "outcome", "responsible", "location", "sex", "age_group", "group",
        "satisfaction", "escalated_to", "appealed", "reopened", "anonymous", "benefit_related",
    ]  # fmt: skip
    assert rows[0]["type"] is rows[0]["working_days"] is rows[0]["resolved_on"] is None
    assert rows[0]["sheet_row"] == 6
    assert rows[-2]["working_days"] == 11


def test_texts_are_withheld_by_default(tmp_path: Path) -> None:
    alone = tmp_path / "register.csv"
    alone.write_bytes(CSV.read_bytes())
    rows = json.loads(run("records", alone, "--format", "json"))
    assert {row["issue"] for row in rows} == {row["action"] for row in rows} == {None}
    found = summary(alone)
    assert found["calendar"]["country"] is None
    assert [period["name"] for period in found["periods"]] == ["total"]
    assert found["as_of"] == date.today().isoformat()


def test_without_a_period_there_is_one_total() -> None:
    (total,) = summary(XLSX, "--settings", SETTINGS)["periods"]
    assert (total["name"], total["from"], total["to"], total["received"]) == (
        "total",
        "2015-09-15",
        "2020-12-31",
        29,
    )


def test_as_of_an_earlier_day_a_case_is_still_resolving() -> None:
    new, *_ = summary(XLSX, "--settings", SETTINGS, *PERIOD, "--as-of", "2020-12-09")["periods"]
    assert (new["received"], new["resolving"], new["resolved"]) == (8, 1, 5)
    assert new["addressed_to_resolved"] == "6:5"


def test_the_settings_beside_the_register_are_used() -> None:
    assert summary(XLSX)["calendar"]["country"] == "MN"


def test_check_of_the_sample_finds_nothing_to_do() -> None:
    result = json.loads(run("check", XLSX, "--json"))
    assert (result["rows_read"], result["rows_used"], result["rows_excluded"]) == (29, 29, 0)
    assert result["columns"]["received_on"] == "Date received"
    assert {finding["severity"] for finding in result["findings"]} == {"info"}
    assert list(result["findings"][0]) == [
        "code", "severity", "sheet", "row", "column", "rows", "row_numbers", "message",
    ]  # fmt: skip
    assert result["cases"] == 29
    dropped = [finding["column"] for finding in result["findings"] if finding["code"] == "identity-dropped"]
    assert dropped == ["Complainant name", "Phone", "E-mail"]


def test_check_ends_with_1_where_the_data_hold_errors(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("Registered No.,Date received,Type,Channel,Status\n1,2020-07-31,Request,Email,Rejected\n")
    result = json.loads(run("check", file, "--json", code=1))
    assert "status-offered" in [finding["code"] for finding in result["findings"]]
    table = run("check", file, code=1)
    assert "1 rows read = 1 used + 0 excluded" in table
    assert "error" in table


def test_no_identity_is_in_what_is_printed() -> None:
    printed = run("records", XLSX, "--settings", SETTINGS) + run("check", XLSX) + run("summary", XLSX)
    with CSV.open(encoding="utf-8", newline="") as file:
        people = [(row["Complainant name"], row["Phone"], row["E-mail"]) for row in csv.DictReader(file)]
    assert len(people) == 29
    for person in people:
        for identity in person:
            assert identity not in printed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("summary", "nowhere.xlsx"), "nowhere.xlsx"), (("summary", XLSX, "--from", "2020-06-25"), "--to"),
        (("summary", XLSX, "--to", "2020-06-25"), "--from"), (("summary", XLSX, "--from", "2020-13-01", "--to", "2020-12-31"), "--from"),
        (("summary", XLSX, "--from", "2020-12-31", "--to", "2020-06-25"), "before"), (("summary",), "FILE"), ((), "COMMAND"),
        (("dance", XLSX), "dance"), (("summary", XLSX, "--sheet", "Nowhere"), "Register"), (("records", XLSX, "--format", "pdf"), "pdf"),
        (("summary", XLSX, "--settings", "nowhere.toml"), "nowhere.toml"), (("summary", XLSX, "--colour"), "--colour"), (("check", ROOT), "folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line_and_ends_with_2(arguments: tuple[object, ...], words: str) -> None:
    assert words in run(*arguments, code=2)


def test_an_unknown_setting_is_refused_with_its_name(tmp_path: Path) -> None:
    settings = tmp_path / "grm.toml"
    settings.write_text("[project]\ncolour = 'blue'\n")
    assert "project.colour" in run("summary", XLSX, "--settings", settings, code=2)


def test_help_is_printed() -> None:
    assert "summary" in run("--help")
    assert "--as-of" in run("summary", "--help")


def test_an_empty_register_has_figures(tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_text("Registered No.,Date received,Type,Channel,Status\n")
    found = summary(file, *PERIOD)
    assert found["register"]["first_received"] is None
    assert [period["received"] for period in found["periods"]] == [0, 0, 0]
    assert found["periods"][0]["working_days"] == {
        "n": 0,
        "min": None,
        "median": None,
        "mean": None,
        "p90": None,
        "max": None,
    }
    assert found["periods"][0]["resolved_share"] is None
    assert (found["periods"][1]["from"], found["periods"][1]["to"]) == (None, None)


@pytest.mark.parametrize("arguments", [
    ("summary", XLSX, *PERIOD, "--json"), ("records", XLSX, "--format", "csv"), ("check", XLSX, "--json"), ("--help",),
    ("summary", "nowhere.xlsx"), ("dance",),
])  # fmt: skip
def test_a_process_of_its_own_ends_and_prints_as_the_other_tests_see_it(
    arguments: tuple[object, ...],
) -> None:
    alone, here = ran_alone(*arguments), ran(*arguments)
    assert (alone.returncode, alone.stdout, alone.stderr) == (here.returncode, here.stdout, here.stderr)


def test_every_module_with_a_command_is_known_by_its_name() -> None:
    found = {
        one.stem for one in (ROOT / "grm_data" / "cli").glob("*.py") if "def add(" in one.read_text("utf-8")
    }
    assert found == {*cli._COMMANDS}
