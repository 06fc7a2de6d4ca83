"""Every number of every page opens, for staff and for readers, and is what stands there.

A register with everything that is left out of figures is generated. What all figures of a page and all their
parts open with is known; each number that the page draws must be one of these, each cell of a table the one
that it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from pathlib import Path
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard.menu import PAGES as MENU
from grm_dashboard.session import sources
from grm_dashboard.session.asked import Asked
from grm_dashboard.session.run import current_source
from grm_dashboard.session.scopes import Part, offered_on, scope_of
from grm_dashboard.session.splits import splits_of
from grm_dashboard.session.view import View, asked_on, view_of
from grm_data.analysis.opening import Opened, open_figure
from grm_data.definitions import DEFINITIONS, PAGES, How
from grm_data.figures.opened import rows_table, value_text
from tests.definitions.opening import recomputed
from tests.pages.conftest import Open, plain_texts

HEADER = (
    "Registered No.,Date received,Type,Channel,Status,Resolved date,Working days,Acknowledged,Outcome,Escalated to,"
    "Reopened,Appealed,Satisfaction,Anonymous,Benefit-related,Sensitive,Sex,Location,Complainant name"
)
SETTINGS = """
[project]
name = "Roads"
start = 2019-01-01
country = "MN"
beneficiaries = 6400
[register]
complete_to = 2020-12-31
[service_standard]
resolve = { days = 17, unit = "working" }
acknowledge = { days = 3, unit = "working" }
"""
ROLES = ("staff", "readers")


def rows(seed: int) -> Iterator[str]:
    """230 feedbacks of two years: of many words, answered late or never; sensitive, undated and repeated ones."""
    chance = Random(seed)
    for i in range(230):
        month, day = chance.randint(1, 24), chance.randint(1, 28)
        received = f"{2019 + (month - 1) // 12}-{(month - 1) % 12 + 1:02}-{day:02}"
        status = chance.choice(["Resolved"] * 6 + ["Resolving"] * 2 + ["Unrelated", "Gone fishing"])
        answered = f"2020-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        resolved = answered if status == "Resolved" and chance.random() < 0.9 and answered >= received else ""
        told = [
            chance.choice(["Request", "Complaint", "Clarification", "Zavkhan matter", ""]),
            chance.choice(
                ["Email", "Phone", "Facebook", "Written", "Website", "Pigeon", "SMS", "WhatsApp", ""]
            ),
            status,
            resolved,
            chance.choice(["", "3", "9"]) if resolved else "",
            received if chance.random() < 0.4 else "",
            chance.choice(["", "Upheld", "Referred", "Withdrawn"]),
            chance.choice(["", "", "Zavkhan ministry"]),
            *(chance.choice(["Yes", "No", ""]) for _ in range(2)),
            chance.choice(["Satisfied", "Not satisfied", ""]),
            *(chance.choice(["Yes", "No", ""]) for _ in range(2)),
            "Yes" if i % 29 == 7 else "",
            chance.choice(["Female", "Male"]),
            chance.choice(["Hidden valley", "Hidden hill"]),
            f"Secret Person {i}",
        ]
        line = ",".join([f"A-{i:03}", "" if i % 31 == 11 else received, *told])
        yield line
        if i % 40 == 3:
            yield line


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "readers":
        monkeypatch.setenv("GRM_PUBLIC", "1")
    return str(request.param)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text("\n".join([HEADER, *rows(1)]) + "\n", "utf-8")
    (tmp_path / "grm.toml").write_text(SETTINGS, "utf-8")
    return path


def view_on(page: str) -> View:
    source = current_source()
    assert isinstance(source, sources.Source)
    entry = next(one for one in MENU if one.name == page)
    return view_of(source, asked_on(Asked(), entry.asked))


def every_opened(page: str, view: View) -> Iterator[Opened]:
    """Every figure of a page, whole and in each part of one split and of two splits together."""
    for definition in offered_on(page, view):
        scope = scope_of(page, view)
        splits = [*splits_of(page, view, scope, definition).values()]
        whole = [parts[0] for parts in splits]
        for chosen in {id_of(parts): parts for parts in _choices(splits, whole)}.values():
            found = scope
            for part in chosen:
                found = part.of(found)
            yield open_figure(definition, found)


def id_of(parts: tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(part.code for part in parts)


def _choices(splits: list[tuple[Part, ...]], whole: list[Part]) -> Iterator[tuple[Part, ...]]:
    yield tuple(whole)
    for i, j in combinations_with_replacement(range(len(splits)), 2):
        for one, other in product(splits[i], splits[j]):
            chosen = [*whole]
            chosen[i], chosen[j] = one, other
            yield tuple(chosen)


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
DAY = re.compile(
    r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: \d{4})?|(?:[A-Z][a-z]{2} )?\b20\d\d\b(?: [HQ]\d)?|[A-Z][a-z]+ \d{1,2}, "
)
NO_FIGURES = re.compile(
    r"days ago|30\.4375|once in twenty|95% interval|tested together|Its last entry|as of [A-Z][a-z]+ \d|Calendar:|SHA-256|^- "
)
"""Lines about the file and its age, and what is told of no list of rows."""

NO_COLUMNS = ("Registered No.", "Times", "95% interval", "How it is counted")
"""Columns of names, of what is told of no list of rows, and of formulas."""

IN_TABLES_ONLY = ("Sex", "Location", "Satisfaction", "Anonymous")
"""What the tables of who complains are of: their numbers open as a formula only."""

TOLD = (*IN_TABLES_ONLY, "Half-year")
"""The first columns of these, and of the report's half-years as their own reports would have said."""


def numbers(text: str) -> set[str]:
    return {one.rstrip(",") for one in NUMBER.findall(DAY.sub(" ", text))}


def drawn(app: AppTest) -> Iterator[tuple[str, set[str]]]:
    """Every piece of a page that holds numbers, and these."""
    main = app.main
    for kind in ("markdown", "caption", "info", "success", "warning"):
        for element in getattr(main, kind):
            for line in element.value.replace("\\", "").split("\n"):
                if not NO_FIGURES.search(line):
                    yield line, numbers(line)
    for metric in main.metric:
        yield metric.label, numbers(metric.value)
    for frame in (one.value for one in [*main.dataframe, *main.table]):
        first, *others = frame.columns
        for name in others if first not in TOLD else ():
            if name not in NO_COLUMNS and "datetime" not in str(frame[name].dtype):
                yield f"{first} × {name}", numbers(" ".join(map(str, frame[name].dropna())).replace("\\", ""))


def opened_numbers(page: str, view: View) -> set[str]:
    """Every number with which a figure of the page opens."""
    found: set[str] = set()
    for one in every_opened(page, view):
        found |= numbers(f"{value_text(one)} {one.numerator:,} {one.denominator or 0:,}")
        if one.definition.how is How.RATE and one.value is not None:
            found |= numbers(f"{one.value:.1f} {one.value:.2f} {one.value:.0f}")
        if one.recorded:
            found |= {f"{one.recorded.recorded:,}", f"{one.recorded.of:,}"}
        if one.definition.how is How.EACH or one.definition.code == "agree":
            table = rows_table(one, with_place=False)
            for name in table.select_dtypes("number"):
                found |= numbers(" ".join(f"{n:,}" for n in table[name].dropna()))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_number_of_a_page_is_one_that_opens(
    open_whole: Open, register: Path, role: str, page: str
) -> None:
    app = open_whole(page, register)
    known = opened_numbers(page, view_on(page)) | {"17", "3", "50"}
    unknown = [f"{where}: {sorted(found - known)}" for where, found in drawn(app) if not found <= known]
    assert not unknown, "These numbers are no figure of the table of definitions:\n" + "\n".join(unknown)


@pytest.mark.parametrize("page", PAGES)
def test_a_figure_opened_is_recomputed_from_its_rows_and_shows_readers_no_more_than_they_get(
    open_app: Open, register: Path, role: str, page: str
) -> None:
    open_app("data_quality", register)
    last: dict[str, Opened] = {}
    for one in every_opened(page, view_on(page)):
        last.setdefault(f"{one.definition.code} first", one)
        last[one.definition.code] = one
    for one in last.values():
        if not one.definition.rows:
            continue
        table = rows_table(one, with_place=role == "staff")
        assert len(table) == int(one.behind.sum())
        assert (
            not table.astype(str)
            .apply(lambda column: column.str.contains("Hidden|Secret|Sensitive"))
            .any(axis=None)
        )
        if role == "readers" or page == "report":
            assert not {"Sheet", "Row in the sheet", *IN_TABLES_ONLY} & {*table.columns}
            assert (
                not table.astype(str)
                .apply(lambda column: column.str.contains("Pigeon|Zavkhan"))
                .any(axis=None)
            )
        else:
            assert {"Sheet", "Row in the sheet"} <= {*table.columns}
        if one.definition.how not in (How.EACH, How.TOLD):
            n, whole, value = recomputed(one)
            assert (one.numerator, one.denominator or 0) == (n, whole or 0)
            assert not one.is_recorded or one.value == (value if value is None else pytest.approx(value))


def test_what_no_figure_counts_is_told_and_of_few_sensitive_cases_not_how_many(
    open_app: Open, register: Path, role: str
) -> None:
    app = open_app("overview", register, figure="received")
    (told,) = [line for line in plain_texts(app).split("\n") if line.startswith("In no figure")]
    assert "fewer than five sensitive in 1 half-year" in told
    assert "8 without a date received that can be read" in told
    assert "5 duplicates" in told
    table = app.dataframe[-1].value
    assert ("Row in the sheet" in table.columns) == (role == "staff")


@pytest.mark.parametrize(
    ("page", "table", "cells"),
    [
        ("indicators", "Indicators", [(0, "In the period"), (6, "Since the start"), (7, "In the period")]),
        (
            "timeliness",
            "Every group in figures",
            [(0, "Cases"), (1, "Median"), (2, "On time"), (1, "Acknowledged in time")],
        ),
        ("trends", "How does each month compare with other years?", [(0, "Mar"), (1, "Total")]),
        ("waiting", "Who has waited how long?", [(0, "Total"), (1, "161 or more")]),
    ],
)
def test_a_selected_cell_opens_as_what_stands_in_it(
    open_app: Open, register: Path, page: str, table: str, cells: list[tuple[int, str]]
) -> None:
    app = open_app(page, register)
    (key,) = [one.key for one in app.dataframe if (one.key or "").startswith("cells_")]
    for row, column in cells:
        app.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": [(row, column)]}}
        app.run()
        (frame,) = [one.value for one in app.dataframe if one.key == key]
        app.button(key=key.replace("cells_", "what_")).click().run()
        assert not app.exception
        opened = app.metric[-1]
        assert opened.value == str(frame[column].iloc[row])
        app.query_params.pop("figure")
        app.query_params.pop("part", None)


def test_an_unknown_figure_or_one_of_another_page_opens_nothing(open_app: Open) -> None:
    for code in ("nothing", "late"):
        app = open_app("overview", figure=code)
        assert not [one for one in app.selectbox if (one.key or "").startswith("opened_")]
        assert not app.exception


def test_choosing_another_figure_keeps_it_in_the_address(open_app: Open) -> None:
    app = open_app("overview", figure="received")
    app.selectbox(key="opened_period").set_value("total").run()
    app.selectbox(key="opened_figure").set_value("resolved_share").run()
    assert app.query_params["figure"] == "resolved_share"
    assert app.query_params["part"] == "period:total"
    assert app.metric[-1].value == "14 of 14 (100%)"
    app.selectbox(key="opened_channel").set_value("facebook").run()
    assert {*app.query_params["part"]} == {"period:total", "channel:facebook"}


def inert(text: str) -> str:
    """A text of a table without Markdown's escapes."""
    return text.replace("\\", "")


def opened_as(page: str, view: View, code: str, *chosen: tuple[str, str]) -> str | None:
    """What a figure opens with, of the parts of these names."""
    definition, scope = DEFINITIONS[code], scope_of(page, view)
    splits = splits_of(page, view, scope, definition)
    for split, name in chosen:
        offered = {one.name.partition(": ")[0]: one for one in splits[split]}
        part = offered[name]
        scope = part.of(scope)
    return value_text(open_figure(definition, scope))


def test_every_cell_of_the_tables_of_the_overview_is_what_its_figure_opens_with(
    open_app: Open, register: Path, role: str
) -> None:
    app = open_app("overview", register)
    view = view_on("overview")
    crossed, counts, rates = (one.value.map(inert).rename(columns=inert) for one in app.main.table)
    by_name = {DEFINITIONS[code].name: code for code in PAGES["overview"]}
    lines = 0
    for frame, rate in ((counts, ""), (rates, "_a_month")):
        for name, *cells in frame.itertuples(index=False):
            kind, _, word = name.partition(": ")
            code = by_name.get(name) if not word or name in by_name else "received"
            if code is None or re.search(r"\d others$", name):
                continue
            words = [(kind.lower(), word)] if code == "received" and word else []
            for cell, column in zip(
                cells, ([], [("period", "Previous")], [("period", "Total")]), strict=True
            ):
                assert (
                    opened_as("overview", view, code + rate, *words, *column) == cell.partition(" (n")[0]
                ), name
                lines += 1
    assert lines > 60
    for name, *cells in crossed.itertuples(index=False):
        for cell, column in zip(cells, crossed.columns[1:], strict=True):
            parts = [("channel", name)] * (name != "Total") + [("type", column)] * (column != "Total")
            assert opened_as("overview", view, "received", *parts) == cell, (name, column)
