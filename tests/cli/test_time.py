"""Days on the command line: as of which day a number is, what is open by then, and when a case is due."""

from __future__ import annotations

import csv
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from grm_data.cli import main
from tests.running import refused

TODAY = date.today()
HEAD = "Registered No.,Date received,Type,Channel,Status,Resolved date"
STANDARD = "[service_standard]\nresolve = { days = 10, unit = 'working' }\n"


def _days_ago(n: int) -> date:
    return TODAY - timedelta(days=n)


def _register(folder: Path, *rows: str, settings: str = "") -> Path:
    """A register of rows "received,status,resolved" with its settings beside it."""
    lines = [HEAD]
    for i, one in enumerate(rows, 1):
        received, status, resolved = one.split(",")
        lines.append(f"N-{i},{received},Complaint,Email,{status},{resolved}")
    file = folder / "r.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "grm.toml").write_text(
        f"[project]\nname = 'Made-up Roads'\nstart = 2019-01-01\n{settings}", "utf-8"
    )
    return file


def _printed(*arguments: object) -> str:
    """What a command prints that can be done; in this process, since there are many."""
    out, said = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(said):
        code = main([str(one) for one in arguments])
    assert (code, said.getvalue()) == (0, "")
    return out.getvalue()


def _json(*arguments: object) -> Any:
    return json.loads(_printed(*arguments, "--json"))


def _records(*arguments: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_printed("records", *arguments))))


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """Two long open, one answered since, one unrelated."""
    return _register(
        tmp_path, "2021-03-01,Resolving,", "2021-05-03,Resolving,", "2021-09-01,Resolved,2022-02-01",
        "2021-09-02,Unrelated,", settings=STANDARD,
    )  # fmt: skip


def test_open_is_every_case_without_an_answer_on_the_day_the_same_in_each_period(waiting: Path) -> None:
    late, early = (
        ("--from", "2021-07-01", "--to", "2021-12-31"),
        ("--from", "2021-01-01", "--to", "2021-04-30"),
    )
    for period, expected in ((late, 3), (early, 1), ((*late, "--as-of", TODAY), 2), ((), 2)):
        found = _json("summary", waiting, *period)
        assert {one["open"] for one in found["periods"]} == {expected}
    assert "2 addressed cases are open" in _printed("summary", waiting)


def test_a_case_waits_until_the_as_of_day_and_not_until_the_last_entry(waiting: Path) -> None:
    first, *_ = _records(waiting, "--as-of", "2021-03-12")
    assert (first["age"], first["days_left"], first["due_on"]) == ("10", "0", "2021-03-12")
    assert len(_records(waiting, "--as-of", "2021-03-12")) == 1
    monday = next(TODAY - timedelta(days=n) for n in range(7) if (TODAY - timedelta(days=n)).weekday() == 0)
    weeks = (monday - date(2021, 3, 1)).days // 7
    now, *_ = _records(waiting)
    assert int(now["age"]) == 5 * weeks + min((TODAY - monday).days + 1, 5)
    assert int(now["days_left"]) == 10 - int(now["age"])
    (answered,) = (one for one in _records(waiting) if one["status"] == "resolved")
    assert (answered["age"], answered["days_left"], answered["due_on"]) == ("", "", "2021-09-14")


@pytest.mark.parametrize(
    ("complete_to", "last", "expected"),
    [
        (None, _days_ago(90), _days_ago(90)),
        (None, TODAY + timedelta(days=90), TODAY),
        (_days_ago(120), _days_ago(90), _days_ago(120)),
        (_days_ago(30), _days_ago(90), _days_ago(90)),
        (TODAY + timedelta(days=9), TODAY + timedelta(days=90), TODAY),
        (_days_ago(30), None, _days_ago(30)),
        (None, None, TODAY),
    ],
)
def test_as_of_is_the_earliest_of_to_complete_to_and_today(
    tmp_path: Path, complete_to: date | None, last: date | None, expected: date
) -> None:
    settings = "" if complete_to is None else f"[register]\ncomplete_to = {complete_to}\n"
    file = _register(tmp_path, "2019-05-02,Resolving,", settings=settings)
    period = () if last is None else ("--from", "2019-01-01", "--to", last)
    assert _json("summary", file, *period)["as_of"] == expected.isoformat()


@pytest.mark.parametrize("command", ["summary", "records", "indicators", "report"])
def test_no_number_is_as_of_a_day_that_has_not_come(command: str, waiting: Path, tmp_path: Path) -> None:
    more = (
        ("--from", "2021-01-01", "--to", "2021-06-30", "--out", tmp_path / "out")
        if command == "report"
        else ()
    )
    said = refused(command, waiting, "--as-of", TODAY + timedelta(days=1), *more)
    assert "hasn't come yet" in said


def test_without_a_day_every_row_is_a_record_with_its_status_of_today(tmp_path: Path) -> None:
    tomorrow = TODAY + timedelta(days=1)
    file = _register(
        tmp_path, f"{tomorrow},Resolving,", f"{_days_ago(9)},Resolved,{tomorrow}", settings=STANDARD
    )
    later, resolved_later = _records(file)
    assert (later["age"], later["days_left"]) == ("", "")
    assert resolved_later["status"] == "resolving"
    assert [one["registered_no"] for one in _records(file, "--as-of", TODAY)] == ["N-2"]


def _names(file: Path, first: date, last: date, out: Path, *more: object) -> list[str]:
    said = _printed("report", file, "--from", first, "--to", last, "--format", "xlsx", "--out", out, *more)
    return [Path(line).name for line in said.splitlines()]


def test_a_report_is_named_interim_until_its_period_is_over(waiting: Path, tmp_path: Path) -> None:
    first, soon = _days_ago(60), TODAY + timedelta(days=20)
    assert _names(waiting, first, soon, tmp_path) == [f"made-up-roads-{first}-{soon}-interim.xlsx"]
    assert _names(waiting, first, TODAY, tmp_path) == [f"made-up-roads-{first}-{TODAY}.xlsx"]
    later = TODAY + timedelta(days=200)
    assert _names(waiting, soon, later, tmp_path) == [f"made-up-roads-{soon}-{later}-interim.xlsx"]
    past = (date(2021, 1, 1), date(2021, 6, 30))
    assert _names(waiting, *past, tmp_path, "--as-of", "2021-06-29")[0].endswith("-interim.xlsx")
    assert _names(waiting, *past, tmp_path, "--as-of", TODAY) == ["made-up-roads-2021-01-01-2021-06-30.xlsx"]


@pytest.mark.parametrize(("as_of", "resolved_on"), [("2022-06-29", None), ("2022-06-30", "2022-06-30")])
def test_a_date_after_the_as_of_day_is_not_known_yet(
    tmp_path: Path, as_of: str, resolved_on: str | None
) -> None:
    file = _register(tmp_path, "2022-05-02,Resolved,2022-06-30")
    (found,) = _records(file, "--as-of", as_of)
    assert (found["resolved_on"] or None) == resolved_on
    assert found["status"] == ("resolved" if resolved_on else "resolving")


def test_a_report_as_of_a_day_before_its_period_is_refused(waiting: Path, tmp_path: Path) -> None:
    period = ("--from", "2021-07-01", "--to", "2021-12-31", "--out", tmp_path / "out")
    assert "--from" in refused("report", waiting, *period, "--as-of", "2021-06-30")


def test_a_period_that_has_not_begun_is_all_zero(waiting: Path) -> None:
    period = ("--from", TODAY + timedelta(days=10), "--to", TODAY + timedelta(days=99))
    new, previous, total = _json("summary", waiting, *period)["periods"]
    assert (new["received"], new["addressed"], new["resolved_share"], new["open"]) == (0, 0, None, 2)
    assert previous["received"] == total["received"] == 4
    found = {one["code"]: one["value"] for one in _json("indicators", waiting, *period)}
    assert (found["received"], found["resolved"], found["open"], found["flow_ratio"]) == (0, 0, 2, None)


@pytest.mark.parametrize(("days", "unit"), [(15, "working"), (21, "calendar")])
def test_three_weeks_are_in_time_until_their_last_day(tmp_path: Path, days: int, unit: str) -> None:
    rows = ["2022-05-02,Resolved,2022-05-20", "2022-05-02,Resolved,2022-05-23", "2022-05-03,Resolved,"]
    standard = f"[service_standard]\nresolve = {{ days = {days}, unit = '{unit}' }}\n"
    file = _register(tmp_path, *rows, settings=standard)
    found = {one["code"]: one for one in _json("indicators", file, "--as-of", "2022-12-31")}
    headline = found["within_standard"]
    assert (headline["numerator"], headline["denominator"], headline["value"]) == (1, 2, 0.5)
    assert (headline["recorded"], headline["of"]) == (2, 3)
    assert found["within_standard_of_addressed"]["denominator"] == 3
    assert all(one["due_on"] for one in _records(file))


def test_indicators_are_objects_of_the_contract_or_a_table_for_a_person(waiting: Path) -> None:
    found = _json("indicators", waiting, "--from", "2021-07-01", "--to", "2021-12-31")
    assert {tuple(one) for one in found} == {("code", "numerator", "denominator", "value", "recorded", "of")}
    assert found[0] == {
        "code": "received",
        "numerator": 2,
        "denominator": None,
        "value": 2,
        "recorded": 2,
        "of": 2,
    }
    by_code = {one["code"]: one for one in found}
    assert by_code["anonymous"]["value"] is None
    assert by_code["anonymous"]["recorded"] == 0
    lines = _printed("indicators", waiting, "--as-of", "2021-12-31").splitlines()
    assert "as of 2021-12-31" in lines[0]
    assert len(lines) == 2 + len(found)
    assert any(line.startswith("Open ") and " 3 " in line for line in lines)


def test_indicators_of_half_a_period_are_refused(waiting: Path) -> None:
    assert "--to" in refused("indicators", waiting, "--from", "2021-07-01")
