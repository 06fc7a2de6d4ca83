"""Check a report: pasted or sent, its figures beside the register's; nothing of its text is kept."""

from __future__ import annotations

import dataclasses
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from grm_dashboard.session import checks
from grm_data.intake.opening import open_bytes, open_path
from grm_data.reconcile import check, document_from_bytes
from grm_data.reconcile.letter import letter
from grm_data.reconcile.telling import workbook
from grm_data.settings import settings_for
from grm_data.store import Store, draft_of
from tests.pages.conftest import SAMPLE, Open

REPORT = (SAMPLE.parent / "half-yearly-report-2020H2.txt").read_text("utf-8")


def said(app: AppTest) -> str:
    shown = [*app.markdown, *app.caption, *app.success, *app.warning, *app.error, *app.header, *app.subheader]
    return "\n".join(str(one.value) for one in shown).replace("\\", "")


def pasted(app: AppTest, text: str) -> AppTest:
    app.text_area(key="check_text").set_value(text)
    next(one for one in app.button if one.label == "Check").click().run()
    assert not app.exception
    return app


def test_a_report_that_agrees_is_said_to_first(open_app: Open) -> None:
    app = pasted(open_app("check_report"), REPORT)
    assert "102 figures of the report agree with the register; none differs" in said(app)
    assert "25 Jun 2020 in both periods" in said(app)
    assert [one.proto.label for one in app.get("download_button")][:2] == [
        "Excel, every figure", "PDF, one page to attach",
    ]  # fmt: skip


def test_what_differs_is_listed_with_its_rows_for_staff(open_app: Open) -> None:
    app = pasted(open_app("check_report"), REPORT.replace("email-1\n", "email-2\n", 1))
    assert "1 differs" in app.warning[0].value
    (row,) = app.dataframe[0].value.to_dict("records")
    assert row["Figure"] == "New period: unrelated, Email"
    assert (row["Report"], row["Register"], row["Register's rows"]) == ("2", "1", "31")


def test_a_sent_file_is_checked_and_forgotten(open_app: Open) -> None:
    app = open_app("check_report")
    (place,) = [one for one in app.file_uploader if "report itself" in one.label]
    place.upload("report.txt", REPORT.encode()).run()
    assert not app.exception
    assert "none differs" in app.success[0].value
    kept = app.session_state[checks._KEPT][1]
    assert {one.name for one in dataclasses.fields(kept)} == {"source", "checked", "shown", "number_shown"}
    app.button(key="check_again").click().run()
    assert app.text_area(key="check_text")


def test_what_can_t_be_read_is_said_in_one_sentence(open_app: Open) -> None:
    app = pasted(open_app("check_report"), "9 of Mr Bat")
    assert "names no period" in app.error[0].value
    assert "Bat" not in app.error[0].value


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_no_report(open_app: Open, text: str) -> None:
    app = pasted(open_app("check_report"), text)
    assert not app.error
    assert not app.success


def test_both_files_are_made() -> None:

    settings = settings_for(SAMPLE)
    text = REPORT.replace("9 feedbacks", "10 feedbacks").replace("f-2020/0", "g-1999/0")
    checked = check(document_from_bytes(text.encode()), open_path(SAMPLE, settings), settings)
    (sheet,) = load_workbook(BytesIO(workbook(checked, with_rows=True))).worksheets
    assert sheet.max_row > len(checked.figures)
    pages = PdfReader(BytesIO(letter(checked, "Register: a.xlsx.", date(2021, 1, 15)))).pages
    assert len(pages) == 1
    assert "New period: received 10 9 differs" in pages[0].extract_text().replace("\n", " ")


def publish(content: bytes, base: int) -> None:
    settings = settings_for(SAMPLE)
    register = open_bytes("register.csv", content, settings)
    with Store() as store:
        store.publish(draft_of(register, settings, None), by="Oyun", base=base)


def test_it_starts_from_the_version_of_the_report_s_time_and_says_what_the_shown_one_would_give(
    open_app: Open,
) -> None:
    content = SAMPLE.with_suffix(".csv").read_bytes()
    publish(content, 0)
    publish(content.replace(b"f-2020/09,2020-11-12,,Facebook page", b"f-2020/09,2020-11-12,,email"), 1)
    app = pasted(open_app("check_report"), REPORT)
    assert "none differs" in app.success[0].value
    assert "Checked against version 1" in said(app)
    assert "By version 2, which is shown now, the results of 4 figures are different" in said(app)
    other = app.dataframe[0].value
    assert set(other["Figure"]) == {
        f"{period}: unrelated, {word}"
        for period in ("New period", "Total")
        for word in ("Facebook page", "Email")
    }


def test_readers_paste_only_and_are_told_no_rows(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(SAMPLE.with_suffix(".csv").read_bytes(), 0)
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = open_app("check_report")
    assert not app.file_uploader
    app = pasted(app, REPORT.replace("email-1\n", "email-2\n", 1))
    assert "1 differs" in app.warning[0].value
    assert "Register's rows" not in app.dataframe[0].value.columns


def test_a_check_of_staff_isn_t_shown_to_whoever_comes_after_them(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(SAMPLE.with_suffix(".csv").read_bytes(), 0)
    app = pasted(open_app("check_report"), REPORT)
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app.run()
    assert not app.success
