"""Which register is served, and what a visitor sees when it can't be opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard.session import run, sources
from grm_data.messages import message
from grm_data.store import Store
from tests.pages.conftest import PAGES, ROOT, SAMPLE, Open, plain_texts, write_register
from tests.pages.test_publish import GOOD, published
from tests.store.drafts import draft

ROW = "1,2020-12-03,request,email,Resolved,2020-12-04,2,x"


def refused(register: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The one sentence that stands instead of the pages."""
    monkeypatch.setenv("GRM_REGISTER", str(register))
    app = AppTest.from_file(str(ROOT / "pages" / "_frame.py"), default_timeout=60).run()
    assert not app.exception
    assert len(app.error) == 1
    return app.error[0].value.replace("\\", "")


def test_the_sample_is_marked_as_such_on_every_page(open_app: Open) -> None:
    for page in PAGES:
        assert "sample data" in plain_texts(open_app(page))


def test_a_server_shows_no_sample_but_says_what_is_to_be_done(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRM_PUBLIC", "1")
    for page in PAGES:
        app = open_app(page)
        assert [one.value.replace("\\", "") for one in app.error] == [message("error.store-not-made")]
        assert "f-2020/03" not in plain_texts(app)
    Store(make=True).close()
    app = open_app()
    assert [one.value.replace("\\", "") for one in app.error] == [message("page.nothing_published")]
    with Store() as store:
        store.publish(draft(), by="Oyun", base=0)
    assert [button.label for button in app.run().button if button.key == "switch"] == ["Show version 1"]
    assert not open_app("overview", SAMPLE).error, "a server may be started to show a file"


def test_a_register_of_one_s_own_is_no_sample(open_app: Open, tmp_path: Path) -> None:
    register = write_register(tmp_path, [ROW], "[project]\nname = 'Northern *Roads*'\n")
    for page in PAGES:
        text = plain_texts(open_app(page, register=register))
        assert "sample data" not in text
        assert "Northern *Roads* · register.csv" in text


def test_the_settings_can_stand_elsewhere(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = write_register(tmp_path, [ROW], "[project]\nname = 'Beside'\n")
    elsewhere = tmp_path / "settings" / "other.toml"
    elsewhere.parent.mkdir()
    elsewhere.write_text("[project]\nname = 'Elsewhere'\n", "utf-8")
    monkeypatch.setenv("GRM_SETTINGS", str(elsewhere))
    assert "Elsewhere · register.csv" in plain_texts(open_app(register=register))


def test_a_version_s_report_has_the_template_of_the_server_s_own_settings(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRM_SETTINGS", str(tmp_path / "server.toml"))
    (tmp_path / "server.toml").write_text("[report]\ntemplate = 'ours.docx'\n", "utf-8")
    published(open_app(), GOOD)
    version = sources.published(1)
    assert version.settings.report_template is None
    assert sources.template_for(version) == tmp_path / "ours.docx"
    (tmp_path / "server.toml").write_text("[oops]\n", "utf-8")
    app = open_app("report")
    assert "oops" in app.error[0].value
    monkeypatch.delenv("GRM_SETTINGS")
    assert sources.template_for(version) is None


def test_a_missing_file_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "There is no file at" in refused(tmp_path / "none.xlsx", monkeypatch)


def test_a_file_that_is_no_register_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    sentence = refused(tmp_path / "broken.xlsx", monkeypatch)
    assert "Traceback" not in sentence
    assert "\n" not in sentence


def test_wrong_settings_are_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = write_register(tmp_path, [ROW], "[projekt]\n")
    assert "unknown key, projekt" in refused(register, monkeypatch)


def test_a_file_that_was_mended_is_opened_at_once(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused(tmp_path / "register.csv", monkeypatch)
    register = write_register(tmp_path, [ROW])
    assert "1 received" in plain_texts(open_app(register=register))
    write_register(tmp_path, [ROW, ROW.replace("1,", "2,", 1)])
    assert "2 received" in plain_texts(open_app(register=register))


def test_a_register_is_opened_once_for_everybody(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    original = sources.open_path
    monkeypatch.setattr(sources, "open_path", lambda *given: opened.append(given) or original(*given))
    open_app()
    open_app("timeliness")
    assert [path for path, _ in opened] == [SAMPLE]


def test_a_failure_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that was too busy to read a file must not stay without it."""
    path = tmp_path / "none.csv"
    refused(path, monkeypatch)
    looked = []
    monkeypatch.setattr(sources, "settings_for", lambda *given: looked.append(given) or sources.Settings())
    refused(path, monkeypatch)
    assert looked


@pytest.mark.parametrize("page", PAGES)
def test_a_register_without_rows_is_calm(open_app: Open, tmp_path: Path, page: str) -> None:
    app = open_app(page, register=write_register(tmp_path, []))
    if page != "data_quality":
        assert [info.value for info in app.info] == ["This register holds no feedback yet."]


@pytest.mark.parametrize("page", PAGES)
def test_a_register_of_unrecognised_statuses_shows_them(open_app: Open, tmp_path: Path, page: str) -> None:
    rows = [f"{i},2020-12-0{i},request,email,Whatever,,," for i in range(1, 4)]
    app = open_app(page, register=write_register(tmp_path, rows))
    if page == "cases":
        assert app.pills(key="status").options[-1] == "Unrecognised"
    if page == "overview":
        assert "3 received, none addressed." in plain_texts(app)


def test_pages_never_start_the_environment_s_own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRM_REGISTER", "")
    assert isinstance(run.current_source(), sources.Source)
    assert os.environ["GRM_REGISTER"] == ""
