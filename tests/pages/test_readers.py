"""What the public gets of a register with sensitive cases: no row of the sheet, and no name nobody let out."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from grm_data.intake.opening import TextPolicy, open_bytes
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.pages.conftest import Open, go_to, plain_texts, wrapped
from tests.pages.test_publish_readers import HEADER, ROWS

UNDATED = "A-4,,request,email,Resolving,,,"


def columns_of_tables(app: AppTest) -> list[set[str]]:
    return [set(one.columns) for one in (*wrapped(app), *(frame.value for frame in app.dataframe))]


def test_the_public_reads_no_rows_of_the_sheet_where_cases_are_held_back(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "\n".join([HEADER, *ROWS, UNDATED]).encode()
    register = open_bytes("Orsolya.csv", content, Settings(), texts=TextPolicy.KEPT)
    with Store() as store:
        store.publish(draft_of(register, Settings(name="Roads"), None), by="Oyun", base=0, accepted="tried")
    columns = columns_of_tables(open_app("data_quality"))
    assert any("Which rows" in found for found in columns), "staff read where"
    assert any("Row" in found for found in columns)
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = go_to(open_app(), "data_quality")
    columns = columns_of_tables(app)
    assert any("Reason" in found for found in columns)
    assert not any({"Which rows", "Row"} & found for found in columns)
    assert "Orsolya" not in plain_texts(app)


def test_an_earlier_version_counts_the_withheld_texts_of_the_cases_that_it_still_shows(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = "No.,Date received,Status,Sensitive,Summary of issue"
    with Store() as store:
        for base, sensitive in enumerate(((), (2, 5))):
            rows = [f"{i},2020-08-0{i},Resolving,{i in sensitive},Dust {i}" for i in range(1, 9)]
            content = "\n".join([header, *rows]).encode()
            register = open_bytes("r.csv", content, Settings(), texts=TextPolicy.KEPT)
            draft = draft_of(register, Settings(), None)
            store.publish(draft, by="O", base=base, accepted="x", complete_to=date(2020, 12, 31))
    monkeypatch.setenv("GRM_PUBLIC", "1")
    assert "6 texts of this version are withheld" in plain_texts(open_app("cases", version="1"))
