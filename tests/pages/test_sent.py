"""A report marked as sent: what it said is frozen, later reports compare with it alone, History lists it."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard.people import access
from grm_data.register import Period
from grm_data.store import Store
from tests.pages.conftest import Open, go_to, plain_texts, wrapped
from tests.pages.test_publish import at, button, give, published

HEAD = "Registered No.,Date received,Type,Channel,Status,Resolved date,Summary of issue\n"
ROWS = ["f-1,2020-07-01,Request,email,Resolved,2020-07-03,a", "f-2,2020-08-01,Request,email,Resolving,,b"]
LATER = "f-3,2020-12-30,Complaint,email,Resolving,,c"
H2_2020, H1_2021 = (Period(name, first, last) for name, first, last in (
    ("2020 H2", date(2020, 7, 1), date(2020, 12, 31)), ("2021 H1", date(2021, 1, 1), date(2021, 6, 30))))  # fmt: skip


def register(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows)).encode()


def chosen(app: AppTest, half: str) -> AppTest:
    app = go_to(app, "report")
    app.selectbox(key="report_period").set_value(half).run()
    assert not app.exception
    return app


def marked(app: AppTest, half: str) -> AppTest:
    return button(chosen(app, half), "mark_sent")


def test_a_report_is_marked_with_its_figures_and_the_hashes_of_its_files(open_app: Open) -> None:
    app = marked(published(open_app(), register(*ROWS)), "2020 H2")
    assert "This report was marked as sent on" in plain_texts(app)
    with Store() as store:
        (sent,) = store.sent_reports()
        assert store.verify() == ()
    assert (sent.version, sent.first, sent.last, sent.as_of) == (1, H2_2020.first, H2_2020.last, H2_2020.last)
    assert sent.figures["new"] == {"unrelated": 0, "resolving": 1, "resolved": 1, "unrecognised": 0}
    assert {name: len(text) for name, text in sent.files.items()} == {"docx": 64, "pdf": 64, "xlsx": 64}
    rows = go_to(app, "history").dataframe[1].value
    assert rows["Period"].tolist() == ["1 Jul – 31 Dec 2020"]
    assert rows["Version"].tolist() == [1]


def test_later_reports_are_compared_with_what_was_sent_and_with_no_other_version(open_app: Open) -> None:
    app = published(marked(published(open_app(), register(*ROWS)), "2020 H2"), register(*ROWS, LATER))
    text = plain_texts(chosen(app, "2021 H1"))
    assert "Revised since the last report" in text
    table = next(one for one in wrapped(app) if "Reported then" in one.columns)
    assert table["Reported then"].tolist() == ["2", "2", "1"]
    assert table["In the register now"].tolist() == ["3", "3", "2"]
    assert table["Report"].str.startswith("sent on").all()
    assert "2020 H2: received was reported as 2; now it is 3." in plain_texts(go_to(app, "overview"))


def test_publish_and_history_compare_with_the_figures_as_they_were_sent(open_app: Open) -> None:
    """Not with those of the version before: version 2 said 3 already, and nobody was sent it."""
    more = LATER.replace("f-3", "f-4")
    app = published(marked(published(open_app(), register(*ROWS)), "2020 H2"), register(*ROWS, LATER))
    app = at(give(go_to(app, "publish"), register(*ROWS, LATER, more)), "publish")
    assert "2020 H2: received was reported as 2; now it is 4." in plain_texts(app)
    app = go_to(button(app, "publish"), "history")
    assert "2020 H2: received was reported as 2; now it is 4." in plain_texts(app)


def test_what_was_never_sent_is_not_said_to_be_revised(open_app: Open) -> None:
    app = marked(published(open_app(), register(*ROWS)), "2021 H1")
    app = published(app, register(*ROWS, LATER))
    assert "Revised since the last report" not in plain_texts(chosen(app, "2021 H1"))
    assert "was reported as" not in plain_texts(go_to(app, "overview"))


def test_the_difference_to_a_sent_report_doesn_t_tell_how_many_cases_became_sensitive(open_app: Open) -> None:
    app = marked(published(open_app(), register(*ROWS)), "2020 H2")
    sensitive = ROWS[1].replace("Request", "sexual harassment")
    app = published(app, register(ROWS[0], sensitive, LATER.replace("2020-12-30", "2021-02-01")))
    with Store() as store:
        assert store.version(1).withheld_at is not None
    assert "Revised since the last report" not in plain_texts(chosen(app, "2021 H1"))


def test_a_reviewer_can_mark_nothing(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = published(open_app(), register(*ROWS))
    monkeypatch.setattr(access, "_user", lambda: "somebody")
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = chosen(app, "2020 H2")
    assert not [one for one in app.button if one.key == "mark_sent"]
    with Store() as store:
        assert store.sent_reports() == ()


def test_readers_get_what_staff_wrote_once_the_report_was_sent(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = chosen(published(open_app(), register(*ROWS)), "2020 H2")
    button(app, "write")
    app.text_area[0].set_value("We answer within a week now.").run()
    app.text_area[2].set_value("Phone 1234").run()
    with Store() as store:
        assert store.texts_of(H2_2020) == {
            "lessons": "We answer within a week now.",
            "contacts": "Phone 1234",
        }
        assert store.texts_of(H1_2021) == {"contacts": "Phone 1234"}
    for is_sent in (False, True):
        if is_sent:
            button(app, "written")
            marked(app, "2020 H2")
        with monkeypatch.context() as public:
            public.setenv("GRM_PUBLIC", "1")
            assert ("within a week" in plain_texts(chosen(open_app(), "2020 H2"))) == is_sent
