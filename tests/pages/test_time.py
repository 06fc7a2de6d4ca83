"""As of which day a page speaks, what is open by then, and how a period that is over or isn't is read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from grm_data.register import WorkCalendar, day_number
from grm_data.settings import Settings
from tests.pages.conftest import Open, cards, go_to, plain_texts, write_register

TODAY = date(2026, 11, 25)
STANDARD = (
    "[project]\nname = 'T'\nstart = 2024-01-01\n[service_standard]\nresolve = {{ days = {}, unit = '{}' }}\n"
)
WORKING = STANDARD.format(15, "working")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings, "today", TODAY)


def register(folder: Path, *rows: str, settings: str = WORKING) -> Path:
    """Rows "received,type,status,resolved"."""
    lines = []
    for i, one in enumerate(rows, 1):
        received, kind, status, resolved = one.split(",")
        lines.append(f"A-{i},{received},{kind},email,{status},{resolved},,")
    return write_register(folder, lines, settings)


def waited(received: date, as_of: date) -> int:
    days = [np.array([day_number(day)], np.int32) for day in (received, as_of)]
    return int(WorkCalendar().working_days(*days)[0])


OLD_OPEN = (
    "2024-02-05,Complaint,Resolving,",
    "2024-03-05,Complaint,Resolving,",
    "2024-08-05,Request,Resolved,2024-08-07",
    "2024-09-09,Request,Resolved,2024-09-10",
)
STALE = ("2025-01-06,Request,Resolved,2025-01-07", "2025-03-03,Complaint,Resolving,")
FUTURE = (
    "2026-08-05,Complaint,Resolved,2026-08-06",
    "2026-10-05,Complaint,Resolving,",
    "2026-11-20,Request,Resolving,",
)


def test_what_waits_is_a_stock_whatever_the_period(open_app: Open, tmp_path: Path) -> None:
    app = open_app(register=register(tmp_path, *OLD_OPEN))
    days = waited(date(2024, 2, 5), date(2024, 12, 31))
    assert "1 Jul – 31 Dec 2024" in plain_texts(app)
    assert cards(app)["Still open"] == ("2", f"oldest {days} working days")
    told = (
        "**2 wait for an answer**, whenever received: 2 carried over from before, 0 received in the period."
    )
    assert told in plain_texts(app)
    app.query_params["figure"] = "open"
    app.run()
    assert app.dataframe[-1].value["Registered No."].tolist() == ["A-1", "A-2"]
    assert "Whenever received, as of 31 Dec 2024" in plain_texts(app)


def test_a_silence_is_no_standstill_of_the_clock(open_app: Open, tmp_path: Path) -> None:
    file = register(tmp_path, *STALE)
    text = plain_texts(open_app("timeliness", file, period="start")).replace("**", "")
    assert f"oldest {waited(date(2025, 3, 3), TODAY)} working days" in text
    assert "1 of 2 (50%) on time ÷ (resolved with a duration + open past due)" in text
    assert "complete to today · last entry 3 Mar 2025" in text


def test_where_the_newest_half_year_received_nothing_the_last_that_did_is_shown(
    open_app: Open, tmp_path: Path
) -> None:
    app = open_app(register=register(tmp_path, *STALE))
    assert "Nothing was received in 2026 H2; 2025 H1 is the latest that received something" in plain_texts(
        app
    )
    assert "1 Jan – 30 Jun 2025, as of 30 Jun 2025: at its end" in plain_texts(app)


def test_a_report_of_a_period_that_is_not_over_is_interim(open_app: Open, tmp_path: Path) -> None:
    text = plain_texts(open_app("report", register(tmp_path, *FUTURE)))
    assert "Interim Summary Report" in text
    assert "as of November 25, 2026" in text
    assert "Nothing is missing" not in text
    assert "open on December 31" not in text


def test_timeliness_and_report_agree(open_app: Open, tmp_path: Path) -> None:
    app = open_app("timeliness", register(tmp_path, *FUTURE))
    share = "1 of 2 (50%)"
    assert f"**{share}** on time" in plain_texts(app)
    assert share in plain_texts(go_to(app, "report"))


def test_a_past_period_is_read_at_its_end_or_by_now(open_app: Open, tmp_path: Path) -> None:
    file = register(tmp_path, "2025-05-05,Request,Resolved,2025-09-01", "2025-08-01,Request,Resolving,")
    app = open_app(register=file, period="2025-H1")
    assert "1 received, 1 addressed, 0 resolved." in plain_texts(app)
    assert "as of 30 Jun 2025: at its end" in plain_texts(app)
    app.pills(key="as_of").set_value("by_now").run()
    assert "1 received, 1 addressed, 1 resolved." in plain_texts(app)
    assert "as of 25 Nov 2026: by now" in plain_texts(app)
    app = go_to(app, "timeliness")
    assert "as of 25 Nov 2026: by now" in plain_texts(app)


def test_a_period_that_reaches_to_the_end_has_one_reading(open_app: Open, tmp_path: Path) -> None:
    app = open_app(register=register(tmp_path, *FUTURE))
    assert app.pills(key="as_of").options == ["By now", "On a day"]
    assert "1 Jul – 31 Dec 2026, not over yet, as of 25 Nov 2026" in plain_texts(app)


def test_an_unfinished_half_year_is_marked_and_compared_by_rate(open_whole: Open, tmp_path: Path) -> None:
    app = open_whole(register=register(tmp_path, *FUTURE, "2026-03-05,Request,Resolved,2026-03-06"))
    assert app.dataframe[0].value["Quarter"].tolist()[-1] == "2026 Q4 (to 25 Nov)"
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    (outline,) = (shape for shape in figure["layout"]["shapes"] if shape["line"]["width"])
    assert (outline["x1"] + outline["x0"]) / 2 == len(app.dataframe[0].value) - 1
    assert figure["layout"]["xaxis"]["ticktext"][-1] == "Q4<br> <br>to 25 Nov"
    rates = (3 / 148 * 30.4375, 1 / 181 * 30.4375)
    told = "2026 H2 isn't over as of 25 Nov 2026: up to then it received {:.2f} a month, 2026 H1 received {:.2f} a month."
    assert told.format(*rates) in plain_texts(app)


def test_ratios_shares_and_the_standard_count_every_status(open_app: Open, tmp_path: Path) -> None:
    file = register(tmp_path, *FUTURE, "2026-08-07,,Unrelated,")
    app = open_app("cases", file, status="resolved")
    assert "1 of 4 shown" in plain_texts(app)
    assert "The status filter narrows counts, lists and charts" in plain_texts(app)
    text = plain_texts(go_to(app, "overview"))
    assert "**4 received, 3 addressed, 1 resolved.** Received : addressed **4:3**" in text
    assert "addressed : resolved **3:1** (33%)" in text
    assert cards(app)["Resolved"] == ("1", "of 3 addressed (33%)")
    assert "**1 of 2 (50%)** on time" in plain_texts(go_to(app, "timeliness"))


def test_with_a_type_received_is_not_compared_with_addressed(open_app: Open, tmp_path: Path) -> None:
    text = plain_texts(open_app(register=register(tmp_path, *FUTURE), type="complaint"))
    assert "Received : addressed" not in text
    assert "Addressed : resolved **2:1** (50%)" in text


@pytest.mark.parametrize(("days", "unit"), [(15, "working"), (21, "calendar")])
def test_three_weeks_are_judged_alike_in_working_and_in_calendar_days(
    open_app: Open, tmp_path: Path, days: int, unit: str
) -> None:
    rows = ("2025-03-03,Request,Resolved,2025-03-21", "2025-03-03,Request,Resolved,2025-03-24")
    file = register(tmp_path, *rows, "2025-03-04,Request,Resolved,", settings=STANDARD.format(days, unit))
    text = plain_texts(open_app("timeliness", file))
    assert "**1 of 2 (50%)** on time" in text
    assert "1 resolved case has no duration, so it can't be judged." in text


def test_numbers_have_their_plurals_and_thousands(open_app: Open, tmp_path: Path) -> None:
    app = open_app(register=register(tmp_path, "2026-11-25,Request,Resolving,"))
    assert "1 case, " in plain_texts(app)
    assert cards(app)["Still open"] == ("1", "oldest 1 working day")
    app = open_app(register=register(tmp_path, *["2026-11-20,Request,Resolving,"] * 1200))
    assert cards(app)["Received"] == ("1,200", "1,200 since the start")
    assert "1,200 cases, " in plain_texts(app)


def test_what_waits_is_told_where_the_period_received_nothing(open_app: Open, tmp_path: Path) -> None:
    file = register(tmp_path, *OLD_OPEN)
    text = plain_texts(open_app("overview", file, period="2026-H1"))
    assert "Nothing was received: 1 Jan – 30 Jun 2026, as of 30 Jun 2026: at its end." in text
    assert "**2 wait for an answer**, whenever received: 2 carried over from before" in text
    text = plain_texts(open_app("timeliness", file, period="2026-H1"))
    assert "**2** open at the start + **0** received − **0** closed = **2** open at the end" in text


@pytest.mark.parametrize("page", ["overview", "timeliness", "cases"])
def test_a_period_that_has_not_begun_is_called_so(open_app: Open, tmp_path: Path, page: str) -> None:
    text = plain_texts(open_app(page, register(tmp_path, *OLD_OPEN), period="2060"))
    assert "Nothing was received: 1 Jan – 31 Dec 2060, not begun yet, as of 25 Nov 2026." in text
    assert "wait for an answer" not in text
    assert "open at the end" not in text


def test_a_standard_of_a_day_is_one_day(open_app: Open, tmp_path: Path) -> None:
    file = register(tmp_path, *FUTURE, settings=STANDARD.format(1, "calendar"))
    assert "The standard: resolved within 1 calendar day." in plain_texts(open_app("timeliness", file))
