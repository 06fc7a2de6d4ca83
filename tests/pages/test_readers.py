"""What the public gets of a register with sensitive cases: no row of the sheet, and no name nobody let out."""

from __future__ import annotations

import pytest

from grm_data.intake.opening import TextPolicy, open_bytes
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.pages.conftest import Open, go_to, plain_texts
from tests.pages.test_publish_readers import HEADER, ROWS

UNDATED = "A-4,,request,email,Resolving,,,"


def test_the_public_reads_no_rows_of_the_sheet_where_cases_are_held_back(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "\n".join([HEADER, *ROWS, UNDATED]).encode()
    register = open_bytes("Orsolya.csv", content, Settings(), texts=TextPolicy.KEPT)
    with Store() as store:
        store.publish(draft_of(register, Settings(name="Roads"), None), by="Oyun", base=0, accepted="tried")
    columns = [set(frame.value.columns) for frame in open_app("data_quality").dataframe]
    assert any("Which rows" in found for found in columns), "staff read where"
    assert any("Row" in found for found in columns)
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = go_to(open_app(), "data_quality")
    columns = [set(frame.value.columns) for frame in app.dataframe]
    assert any("Reason" in found for found in columns)
    assert not any({"Which rows", "Row"} & found for found in columns)
    assert "Orsolya" not in plain_texts(app)
