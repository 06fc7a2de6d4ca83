"""Data quality: what was understood, what was noticed, what is in no figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from grm_dashboard.blocks import quality
from grm_dashboard.people.roles import Access, Role
from tests.intake.making import rows_of, sheet_xml, xlsx_parts, zipped
from tests.pages.conftest import Open, go_to, plain_texts, wrapped, write_register
from tests.pages.test_publish import GOOD, at, give, ran

HEADER = "Registered No.,Date received,Status,Sensitive"


def test_what_was_understood_of_the_sample(open_app: Open) -> None:
    app = open_app("data_quality")
    text = plain_texts(app).replace("**", "")
    assert "Sheet Register, header on row 5." in text
    assert "Rows read: 29 = 29 used + 0 excluded." in text
    understood = wrapped(app)[0]
    assert ["Date received", "Date received"] in understood[["Heading", "Read as"]].to_numpy().tolist()
    assert "The whole register, whatever the filters" in text


def test_findings_are_listed_and_narrowed_by_severity(open_app: Open, tmp_path: Path) -> None:
    rows = [
        "1,2020-12-03,request,email,Resolved,2020-12-01,,",
        "2,soon,request,email,Resolved,,,",
        "3,2020-12-05,request,Carrier pigeon,Resolved,2020-12-07,1,",
    ]
    app = open_app("data_quality", register=write_register(tmp_path, rows))
    table = wrapped(app)[1]
    assert table["Severity"].tolist() == sorted(table["Severity"], key=["Error", "Warning", "Info"].index)
    app.pills(key="severity").set_value(["error"]).run()
    assert set(wrapped(app)[1]["Severity"]) == {"Error"}
    assert app.dataframe[0].value.to_numpy().tolist() == [[3, "The received date can't be read."]]
    assert "Rows read: 3 = 2 used + 1 excluded." in plain_texts(app).replace("**", "")


def write_sensitive(folder: Path, n: int) -> Path:
    lines = [HEADER, "f-0,2020-07-01,Resolved,No"]
    lines += [f"f-{i},2020-08-01,Resolved,Yes" for i in range(1, n + 1)]
    path = folder / "register.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_few_sensitive_cases_are_neither_counted_nor_to_be_subtracted(open_app: Open, tmp_path: Path) -> None:
    app = open_app("data_quality", register=write_sensitive(tmp_path, 3))
    text = plain_texts(app).replace("**", "")
    assert "2020 H2: fewer than five" in text
    assert "Rows used: 1; excluded: 0; besides these, the sensitive cases below" in text
    assert "Rows read" not in text
    assert "No row was left out for any other reason." in text


def test_five_sensitive_cases_are_one_number_and_never_rows(open_app: Open, tmp_path: Path) -> None:
    app = open_app("data_quality", register=write_sensitive(tmp_path, 5))
    text = plain_texts(app).replace("**", "")
    assert "2020 H2: 5" in text
    assert "Rows read: 6 = 1 used + 0 excluded + 5 sensitive" in text


def test_the_sum_is_not_told_where_one_half_year_has_few(open_app: Open, tmp_path: Path) -> None:
    register = write_sensitive(tmp_path, 6)
    register.write_text(f"{register.read_text('utf-8')}f-9,2021-02-01,Resolved,Yes\n", "utf-8")
    text = plain_texts(open_app("data_quality", register=register)).replace("**", "")
    assert "2020 H2: 6" in text
    assert "2021 H1: fewer than five" in text
    assert "Rows read" not in text


def test_a_clean_register_has_nothing_noticed(open_app: Open, tmp_path: Path) -> None:
    row = "1,2020-12-03,request,email,Resolved,2020-12-04,2,x"
    settings = "[project]\nstart = 2020-01-01\n"
    app = open_app("data_quality", register=write_register(tmp_path, [row], settings))
    assert [one.value for one in app.success] == [
        "Nothing was noticed: every row and every value was understood."
    ]


def test_a_visitor_gets_the_own_workbook_back_with_its_problems_marked(open_app: Open) -> None:
    app = open_app("data_quality")
    content = b"Registered No.,Date received,Status,Channel,Complainant\n1,2020-07-31,Rejected,Email,CANARY\n"
    app.file_uploader(key="marked_0").upload("mine.csv", content)
    app.run()
    assert not app.exception
    assert "errors 1" in plain_texts(app)
    assert "marked copy" in str(app.get("download_button")[-1].proto)
    app.run()
    assert "errors 1" not in plain_texts(app), "nothing of it is kept"


def test_a_workbook_that_cannot_be_marked_is_one_sentence(open_app: Open) -> None:
    app = open_app("data_quality")
    app.file_uploader(key="marked_0").upload("mine.xlsx", b"broken")
    app.run()
    assert not app.exception
    assert len(app.error) == 1


def test_no_row_points_at_a_sensitive_case(open_app: Open, tmp_path: Path) -> None:
    content = (
        "Registered No.,Date received,Status,GBV\n1,2020-07-31,Resolving,perhaps\n2,2020-07-31,Resolving,no\n"
    )
    (tmp_path / "r.csv").write_text(content, "utf-8")
    app = open_app("data_quality", register=tmp_path / "r.csv")
    findings = wrapped(app)[1]
    told = findings[findings["What, and what to do"].str.contains("neither yes nor no")]
    assert len(told) == 1
    assert (told[["Rows", "Which rows"]] == "–").all(axis=None)


def workbook(**sheets: list[str]) -> bytes:
    parts = {name: sheet_xml(rows_of([line.split(",") for line in lines])) for name, lines in sheets.items()}
    return zipped(xlsx_parts(parts))


def test_one_cause_is_one_line_with_its_rows(open_app: Open, tmp_path: Path) -> None:
    lines = [
        f"{i},2020-12-03,request,{'' if i in (2, 3, 6) else 'email'},Resolved,2020-12-04,2,"
        for i in range(1, 8)
    ]
    settings = "[project]\nstart = 2020-01-01\n"
    app = open_app("data_quality", register=write_register(tmp_path, lines, settings))
    noticed = wrapped(app)[1]
    assert noticed[["Rows", "Which rows", "Heading"]].iloc[0].tolist() == ["3", "3-4, 7", "Channel"]
    assert [one for one in app.pills(key="severity").options if "warning" in one] == ["1 warning"]


@pytest.mark.parametrize(("role", "named"), [(Role.STAFF, "Words"), (Role.REVIEWER, "other (not shown yet)")])
def test_every_sheet_is_listed_and_only_staff_read_what_others_are_called(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, role: Role, named: str
) -> None:
    head, words = (
        "Registered No.,Date received,Status",
        ["Channels,Types", "Email,Request", "Phone,Complaint"],
    )
    (tmp_path / "r.xlsx").write_bytes(
        workbook(y2024=[head, "A1,2024-03-01,Resolved"], y2025=[head, "B1,2025-03-01,Resolved"], Words=words)
    )
    monkeypatch.setattr(quality, "current_access", lambda: Access(role))
    sheets = open_app("data_quality", register=tmp_path / "r.xlsx").dataframe[0].value
    assert sheets["Sheet"].tolist() == ["y2024", "y2025", named]
    assert sheets["What became of it"].tolist() == ["read", "read", "not part of the register"]


def test_the_columns_of_a_spreadsheet_on_its_way_are_settled_here_too(open_app: Open) -> None:
    app = go_to(give(open_app("publish"), GOOD), "data_quality")
    next(one for one in app.selectbox if one.label == "Channel").set_value("location")
    ran(app)
    settings = app.session_state["_work"].settings
    assert dict(settings.columns) == {"location": "Channel"}
    app = go_to(app, "publish")
    assert next(one for one in at(app, "columns").selectbox if one.label == "Channel").value == "location"


def test_a_finding_names_the_place_on_project_and_no_key_of_a_file(open_app: Open, tmp_path: Path) -> None:
    register = write_register(tmp_path, ["1,2020-12-03,request,pigeon,Perhaps,2020-12-04,2,x"])
    app = open_app("data_quality", register=register)
    told = " ".join(one.to_csv() for one in wrapped(app))
    assert "Meanings of words on the page Project" in told
    assert "[values" not in told
