"""Data quality: what was understood, what was noticed, what is in no figure."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Open, plain_texts, write_register

HEADER = "Registered No.,Date received,Status,Sensitive"


def test_what_was_understood_of_the_sample(open_app: Open) -> None:
    app = open_app("data_quality")
    text = plain_texts(app).replace("**", "")
    assert "Sheet Register, header on row 5." in text
    assert "Rows read: 29 = 29 used + 0 excluded." in text
    understood = app.dataframe[0].value
    assert ["Date received", "Date received"] in understood.to_numpy().tolist()
    assert "The whole register, whatever the filters" in text


def test_findings_are_listed_and_narrowed_by_severity(open_app: Open, tmp_path: Path) -> None:
    rows = [
        "1,2020-12-03,request,email,Resolved,2020-12-01,,",
        "2,soon,request,email,Resolved,,,",
        "3,2020-12-05,request,Carrier pigeon,Resolved,2020-12-07,1,",
    ]
    app = open_app("data_quality", register=write_register(tmp_path, rows))
    table = app.dataframe[1].value
    assert table["Severity"].tolist() == sorted(table["Severity"], key=["Error", "Warning", "Info"].index)
    app.pills(key="severity").set_value(["error"]).run()
    assert set(app.dataframe[1].value["Severity"]) == {"Error"}
    assert app.dataframe[2].value.to_numpy().tolist() == [[3, "The received date can't be read."]]
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
    findings = app.dataframe[1].value
    told = findings[findings.iloc[:, 3].str.contains("neither yes nor no")]
    assert len(told) == 1
    assert told.iloc[:, 1].isna().all()
