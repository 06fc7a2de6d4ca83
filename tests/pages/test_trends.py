"""Trends: month by month as of a day, what the numbers carry in words, a silence, notes, and what readers get."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from grm_dashboard.blocks import block
from grm_dashboard.people import access
from grm_dashboard.people.roles import Access, Role
from grm_dashboard.session import sources
from grm_data.settings import Settings
from tests.pages.conftest import Open, plain_texts, write_register

TODAY = date(2024, 4, 20)
SINCE_2021 = "[project]\nname = 'T'\nstart = 2021-01-01\n"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings, "today", TODAY)


def spread(n: int, first: date, last: date) -> list[date]:
    """So many days, evenly apart."""
    return [first + (last - first) * i // n for i in range(n)]


def year(y: int, n: int) -> list[date]:
    return spread(n, date(y, 1, 1), date(y, 12, 31))


def register(
    folder: Path,
    days: Iterable[date],
    settings: str = SINCE_2021,
    channels: tuple[str, ...] = ("Email",),
    open_: int = 0,
) -> Path:
    """A row for each day, resolved on the next day, but for the last ones."""
    rows = sorted(days)
    lines = []
    for i, day in enumerate(rows):
        is_open = i >= len(rows) - open_
        end = "" if is_open else str(day + timedelta(days=1))
        status = "Resolving" if is_open else "Resolved"
        channel = channels[i % len(channels)]
        lines.append(f"A-{i},{day},Request,{channel},{status},{end},,")
    return write_register(folder, lines, settings)


STEADY = [*year(2021, 48), *year(2022, 48)]


def test_a_change_is_told_with_both_rates_and_its_interval(open_app: Open, tmp_path: Path) -> None:
    app = open_app("trends", register(tmp_path, [*STEADY, *year(2023, 120)]))
    text = plain_texts(app)
    assert "**10.0 a month in 2023 (120), 4.0 in 2022 (48): 2.5 times as many (95% interval 1." in text
    assert "Email: **10.0 a month in 2023 (120)" in text
    assert "For the others the numbers carry no claim." in text
    assert "5 comparisons are tested together" not in text
    assert "comparisons are tested together, so that a register in which nothing changes" in text


def test_where_the_numbers_carry_no_claim_the_page_says_so(open_app: Open, tmp_path: Path) -> None:
    text = plain_texts(open_app("trends", register(tmp_path, [*STEADY, *year(2023, 60)])))
    assert "5.0 a month in 2023 (60), 4.0 in 2022 (48). Chance alone can make such a difference" in text
    assert "times as many" not in text
    assert "For none of these do the numbers carry a claim that it changed." in text


def test_this_year_is_compared_with_the_same_days_of_the_last(open_app: Open, tmp_path: Path) -> None:
    days = [*STEADY, *year(2023, 48), *spread(30, date(2024, 1, 1), TODAY)]
    text = plain_texts(open_app("trends", register(tmp_path, days)))
    assert "8.2 a month in 2024 up to 20 Apr (30), " in text
    assert " in the same days of 2023 (15)" in text
    assert "Apr 2024 is counted up to 20 Apr 2024" in text


def test_months_are_counted_up_to_the_as_of_day_and_what_is_open_at_the_end_of_each(
    open_whole: Open, tmp_path: Path
) -> None:
    days = [date(2024, 1, 31), date(2024, 2, 10), date(2024, 4, 3), date(2024, 4, 5)]
    app = open_whole("trends", register(tmp_path, days, "[project]\nstart = 2023-11-20\n", open_=1))
    months = app.dataframe[0].value
    assert months.to_numpy().tolist() == [
        ["2023-11", 0, 0, 0],
        ["2023-12", 0, 0, 0],
        ["2024-01", 1, 0, 1],
        ["2024-02", 1, 2, 0],
        ["2024-03", 0, 0, 0],
        ["2024-04 (to 20 Apr)", 2, 1, 1],
    ]
    years = next(one.value for one in app.dataframe if "Dec" in one.value)
    assert years["Year"].tolist() == ["2024", "2023"]
    assert years.loc[0, ["Jan", "Feb", "Mar", "Apr", "Total"]].tolist() == [1, 1, 0, 2, 4]
    assert years.loc[0, "May":"Dec"].isna().all()
    assert years.loc[1, "Jan":"Oct"].isna().all()
    assert "The register doesn't cover two years yet" in plain_texts(app)


def test_neither_the_period_nor_the_status_change_the_page_and_other_filters_do(
    open_whole: Open, tmp_path: Path
) -> None:
    file = register(tmp_path, [*STEADY, *year(2023, 60)], open_=5, channels=("Email", "Written"))
    plain = open_whole("trends", file, period="start")
    app = open_whole("trends", file, period="start", status="resolved")
    assert [one.value.to_numpy().tolist() for one in app.dataframe] == [
        one.value.to_numpy().tolist() for one in plain.dataframe
    ]
    app = open_whole("trends", file, channel="written")
    assert app.dataframe[0].value["Received"].sum() == 78
    assert list(app.dataframe[1].value)[1:] == ["Written"]


def test_a_silence_is_a_finding_also_where_the_last_half_year_is_shown(
    open_app: Open, tmp_path: Path
) -> None:
    file = register(tmp_path, [*STEADY, *spread(46, date(2023, 1, 1), date(2023, 11, 15))])
    app = open_app("trends", file)
    (warning,) = [one.value for one in app.warning]
    assert warning.startswith("**No feedback for 5 months, since 8 Nov 2023**; at the rate of the two years")
    assert "were to be expected" in warning
    app = open_app("trends", register(tmp_path, [*STEADY, *year(2023, 48), date(2024, 4, 1)]))
    assert not app.warning


def test_notes_mark_the_months_and_are_no_markdown(open_whole: Open, tmp_path: Path) -> None:
    notes = (
        '[notes]\n"2022-07-01" = "new **procedure** [here](http://evil.example)"\n"1999-01-01" = "before"\n'
    )
    app = open_whole("trends", register(tmp_path, STEADY, SINCE_2021 + notes))
    captions = [one.value for one in app.caption if "▼" in one.value]
    assert len(captions) == 2
    for caption in captions:
        assert "▼ 1 Jul 2022" in caption.replace("\\", "")
        assert "**procedure**" not in caption
        assert "](http" not in caption
        assert "before" not in caption
    table = app.dataframe[0].value
    assert table["Note"].tolist().count("") == len(table) - 1
    assert "procedure" in table.loc[table["Month"] == "2022-07", "Note"].item()


def test_words_are_shown_by_channel_type_or_place(open_whole: Open, tmp_path: Path) -> None:
    head = "Registered No.,Date received,Type,Channel,Status,Resolved date,Location"
    rows = [
        f"A-{i},{day},Request,{'Email' if i % 3 else 'Radio'},Resolving,,Sum {i % 12}"
        for i, day in enumerate(STEADY)
    ]
    file = tmp_path / "register.csv"
    file.write_text("\n".join([head, *rows]), "utf-8")
    app = open_whole("trends", file)
    assert list(app.dataframe[1].value)[1:] == ["Email", "Radio"]
    app.segmented_control(key="trends_by").set_value("location").run()
    assert not app.exception
    assert len(app.dataframe[1].value.columns) == 1 + 8 + 1
    assert list(app.dataframe[1].value)[-1] == "The other 4"


def test_readers_get_no_places_and_no_word_that_nobody_let_out(
    open_whole: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module in (sources, access, block):
        monkeypatch.setattr(module, "current_access", lambda: Access(Role.REVIEWER))
    head = "Registered No.,Date received,Type,Channel,Status,Resolved date,Location"
    file = tmp_path / "register.csv"
    file.write_text(f"{head}\nA-1,2023-11-09,Request,Brother of Dulam,Resolving,,Dulaan\n", "utf-8")
    app = open_whole("trends", file)
    assert [str(one) for one in app.segmented_control(key="trends_by").options] == ["Channel", "Type"]
    assert list(app.dataframe[1].value)[1:] == ["other (not shown yet)"]
    assert "Dulam" not in plain_texts(app)


def test_a_word_that_looks_like_one_of_ours_has_a_column_of_its_own(open_whole: Open, tmp_path: Path) -> None:
    rows = [
        f"A-{i},2023-11-0{i},Request,{name},Resolving,,,"
        for i, name in enumerate(("Month", "", "Not stated"), 1)
    ]
    app = open_whole("trends", write_register(tmp_path, rows))
    assert len(app.dataframe[1].value.columns) == 4
    assert not app.exception


@pytest.mark.parametrize("n", [0, 1, 29])
def test_of_a_few_rows_the_page_is_calm(open_app: Open, tmp_path: Path, n: int) -> None:
    app = open_app("trends", register(tmp_path, spread(n, date(2021, 3, 1), date(2023, 12, 1))))
    text = plain_texts(app)
    assert ("This register holds no feedback yet." in text) is (n == 0)
    assert "times as many" not in text


def test_sixty_long_names_are_eight_and_the_others(open_whole: Open, tmp_path: Path) -> None:
    names = [f"Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн санал гомдол {i} дугаар хороо" for i in range(60)]
    rows = [f"A-{i},2023-{i % 12 + 1:02}-03,Request,{name},Resolving,,," for i, name in enumerate(names)]
    app = open_whole("trends", write_register(tmp_path, rows))
    assert len(app.dataframe[1].value.columns) == 1 + 8 + 1


@pytest.mark.parametrize(("period", "is_shaded"), [("2023-H2", True), ("start", True), ("2060", False)])
def test_a_period_is_said_to_be_shaded_where_it_lies_on_the_axis(
    open_app: Open, tmp_path: Path, period: str, is_shaded: bool
) -> None:
    app = open_app("trends", register(tmp_path, year(2023, 12)), period=period)
    assert ("the chosen period is shaded" in plain_texts(app)) is is_shaded
