"""``publish`` of a file that isn't the register that it follows: refused until somebody says why."""

from __future__ import annotations

from pathlib import Path

from grm_data.store import Store
from tests.running import ran, refused

HEADER = "Registered No.,Date received,Type,Channel,Status\n"


def register(path: Path, *numbers: str) -> str:
    rows = (f"{number},2020-12-{i:02d},request,email,Resolving\n" for i, number in enumerate(numbers, 1))
    path.write_text(HEADER + "".join(rows), "utf-8")
    return str(path)


def test_an_empty_template_over_cases_takes_a_reason(tmp_path: Path) -> None:
    full = register(tmp_path / "full.csv", "a", "b", "c", "d", "e", "f")
    few = register(tmp_path / "few.csv", "a", "b", "c", "d")
    assert ran("publish", full).returncode == 0
    assert refused("publish", few).startswith(
        "Nothing was published. 2 of the 6 cases of the last version are gone."
    )
    assert refused("publish", few, "--accept", " ").startswith("Nothing was published.")
    assert ran("publish", few, "--accept", "two were the neighbour's").returncode == 0
    with Store() as store:
        assert [one.accepted for one in store.history()] == [None, "two were the neighbour's"]


def test_our_own_list_of_cases_takes_a_reason_also_the_first_time(tmp_path: Path) -> None:
    full = register(tmp_path / "full.csv", "a", "b")
    records = tmp_path / "records.csv"
    records.write_text(ran("records", full, "--format", "csv").stdout, "utf-8")
    assert "a list of cases that this program wrote" in refused("publish", str(records))
