"""The page: choose a period, see the report as it will read, fill *Other*, download each format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard.blocks import preview
from grm_dashboard.session import reports
from grm_data.register import Period
from grm_data.store import Store, StoreError
from tests.pages.conftest import Open, go_to, opened_whole, plain_texts, wrapped
from tests.pages.test_publish import published

H2_2020 = Period("2020 H2", date(2020, 7, 1), date(2020, 12, 31))
PUBLISHED = b"Registered No.,Date received,Type,Channel,Status\nf-1,2020-07-01,Request,email,Resolving\n"


@pytest.fixture
def page(open_app: Open) -> AppTest:
    """The page of the sample register."""
    return open_app("report")


def _said(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.header, *app.subheader)).replace(
        "\\", ""
    )


def test_the_latest_half_year_stands_there_at_first(page: AppTest) -> None:
    box = page.selectbox(key="report_period")
    assert box.options[0] == "2020 H2 (1 Jul – 31 Dec 2020)"
    assert box.options[-2:] == ["2015 H2 (1 Jul – 31 Dec 2015)", "Other days"]
    assert "In the period of this report, 9 feedbacks were received." in _said(page)
    assert page.success[0].value == "Nothing is missing: the report can be sent."
    page = opened_whole(page)
    assert [one.shape for one in wrapped(page)[:3]] == [(4, 2), (2, 4), (9, 4)]
    assert list(wrapped(page)[5]["Registered No."]) == [
        f"f-2020/{n}" for n in ("03", "04", "05", "06", "07", "10")
    ]


def test_of_many_cases_the_page_shows_the_first_and_says_so(
    open_whole: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "_MOST_CASES", 4)
    page = open_whole("report")
    shown = wrapped(page)[5]["Registered No."]
    assert list(shown) == [f"f-2020/{n}" for n in ("03", "04", "05", "06")]
    assert "The first 4 of 6" in _said(page)


def test_the_same_report_is_made_once(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    build = reports.build_report
    monkeypatch.setattr(reports, "build_report", lambda *a, **more: made.append(a) or build(*a, **more))
    page = open_app("report")
    page.run()
    assert len(made) == 1
    page.selectbox(key="report_period").set_value("2019 H2").run()
    assert len(made) == 2


def test_another_half_year_is_another_report(page: AppTest) -> None:
    page.selectbox(key="report_period").set_value("2019 H2").run()
    assert not page.exception
    assert "Summary Report, July 1, 2019 – December 31, 2019" in _said(page)
    assert "3 feedbacks were received" in _said(page)


def test_any_days_can_be_chosen(page: AppTest) -> None:
    page.selectbox(key="report_period").set_value("custom").run()
    assert "Summary Report, July 1, 2020 – December 31, 2020" in _said(page)
    page.date_input(key="report_dates").set_value(("2020-06-25", "2020-12-31")).run()
    assert not page.exception
    assert "Summary Report, June 25, 2020 – December 31, 2020" in _said(page)


def test_what_is_written_is_shown_as_text_with_its_styles_and_kept(page: AppTest) -> None:
    page.button(key="write").click().run()
    assert (
        not page.get("download_button")[:1]
        or page.get("download_button")[0].proto.label != "Word, to edit and send"
    )
    page.text_area[1].set_value("Shown at **Expo** ![x](http://evil.example/p.png) <b>y</b>").run()
    assert not page.exception
    assert any(one.value == r"Shown at **Expo** x \<b\>y\<\/b\>" for one in page.markdown)
    page.button(key="written").click().run()
    page.selectbox(key="report_period").set_value("2019 H2").run()
    assert not any("Expo" in one.value for one in page.markdown)
    page.selectbox(key="report_period").set_value("2020 H2").run()
    assert any("Expo" in one.value for one in page.markdown)
    assert page.get("download_button")[0].proto.label == "Word, to edit and send"


def written() -> dict[str, str]:
    with Store() as store:
        return store.texts_of(H2_2020)


def test_what_is_written_a_second_time_is_in_the_report_too(page: AppTest) -> None:
    """The words of a file's report lie in one mapping, which changes under whoever keeps it."""
    page.button(key="write").click().run()
    for words in ("Reply sooner.", "Reply on the same day."):
        page.text_area[0].set_value(words).run()
        assert words in _said(page)


def test_words_typed_last_are_kept_whatever_is_clicked_at_once(open_app: Open) -> None:
    app = go_to(published(open_app(), PUBLISHED), "report")
    app.button(key="write").click().run()
    app.text_area[0].set_value("Reply sooner.")
    app.button(key="written").click().run()
    assert written() == {"lessons": "Reply sooner."}
    assert "Reply sooner." in plain_texts(app)
    app.button(key="write").click().run()
    assert app.text_area[0].value == "Reply sooner."
    app.text_area[1].set_value("A training.")
    go_to(app, "history")
    assert written() == {"lessons": "Reply sooner.", "other": "A training."}
    with Store() as store:
        store.write_texts(H2_2020, {"other": "Two trainings."}, by="somebody else")
    go_to(app, "overview")
    assert written()["other"] == "Two trainings.", "what this session typed before was said again"


def test_what_the_store_refuses_stays_until_it_takes_it(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = go_to(published(open_app(), PUBLISHED), "report")
    app.button(key="write").click().run()
    with monkeypatch.context() as broken:

        def refuse(*_: object, **__: object) -> None:
            raise StoreError("sent-not-staff")

        broken.setattr(Store, "write_texts", refuse)
        app.text_area[0].set_value("Reply sooner.").run()
        assert [one.value.replace("\\", "") for one in app.error] == [str(StoreError("sent-not-staff"))]
        go_to(app, "history")
    go_to(app, "report")
    assert written() == {"lessons": "Reply sooner."}
    assert not app.error
    assert app.text_area[0].value == "Reply sooner."


def test_each_format_is_offered_under_the_file_s_name(page: AppTest) -> None:
    buttons = page.get("download_button")
    labels = [button.proto.label for button in buttons]
    assert labels[:3] == ["Word, to edit and send", "PDF, to disclose", "Excel, to check"]


def test_what_is_missing_is_listed(open_app: Open, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "Registered No.,Date received,Type,Channel,Status,Resolved date,Summary of issue\n"
        "f-1,2020-07-01,Request,email,Rejected,,a\nf-3,2020-07-02,Request,email,Resolved,2020-07-03,b\n",
        "utf-8",
    )
    app = open_app("report", path)
    assert not app.success
    assert "Before this report is sent, 7 things are to be done:" in _said(app)
    for sentence in (
        "1 case has a status that isn't recognised",
        "texts of 1 addressed case",
        "Numbers missing from the sequence",
    ):
        assert sentence in _said(app)


def test_an_empty_period_has_a_page_too(page: AppTest) -> None:
    page.selectbox(key="report_period").set_value("custom").run()
    page.date_input(key="report_dates").set_value(("2010-01-01", "2010-06-30")).run()
    assert not page.exception
    assert "No feedback received in this period was addressed." in _said(page)
