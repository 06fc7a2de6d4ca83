"""A run that is broken off: what it set may never have come to the browser, which must not say something else.

A browser that didn't hear of a run draws each widget of the next one for the first time: with the value that
is set anew, else with the widget's default. That is what it says back with whatever is clicked then.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard.menu import PAGES
from tests.pages.conftest import Open

ASKED: dict[str, str | list[str]] = {
    "period": "2020-01-01..2020-12-31", "as_of": "2020-12-15", "compare": "year",
    "channel": ["facebook", "email"], "type": "request", "status": "resolved", "report": "2020-01-15..2020-11-30",
    "groups": "channel",
}  # fmt: skip


def drawn_first(widget: Any) -> object:
    """What a browser that hasn't seen a widget before draws in it."""
    proto = widget.proto
    if proto.set_value:
        return widget.value
    if widget.type == "selectbox":
        return proto.options[proto.default] if proto.HasField("default") else None
    if widget.type == "date_input":
        return tuple(date.fromisoformat(day) for day in proto.default)
    if widget.type in {"multiselect", "button_group"}:
        return [proto.options[i] for i in proto.default]
    return proto.default if proto.HasField("default") else None


def shown(widget: Any) -> object:
    """What the dashboard holds a widget to show."""
    if widget.proto.set_value:
        return widget.value
    if widget.type == "selectbox":
        return None if widget.index is None else widget.options[widget.index]
    if widget.type == "date_input":
        return widget.value if isinstance(widget.value, tuple) else (widget.value,)
    if widget.type in {"multiselect", "button_group"}:
        return [widget.proto.options[i] for i in widget.indices]
    return widget.value


def widgets(app: AppTest) -> list[Any]:
    kinds = (
        "selectbox",
        "multiselect",
        "button_group",
        "date_input",
        "text_area",
        "text_input",
        "number_input",
    )
    return [widget for kind in kinds for widget in getattr(app, kind)]


@pytest.mark.parametrize("page", [entry.name for entry in PAGES])
@pytest.mark.parametrize("asked", [{}, ASKED], ids=["nothing asked", "asked"])
def test_what_a_page_draws_after_it_is_what_it_holds(
    open_app: Open, page: str, asked: dict[str, str | list[str]]
) -> None:
    app = open_app(page, **asked).run()
    for widget in widgets(app):
        assert drawn_first(widget) == shown(widget), widget.key


def test_the_contract_meets_each_control(open_app: Open) -> None:
    met = {widget.key for entry in PAGES for widget in widgets(open_app(entry.name, **ASKED).run())}
    assert met >= {
        "period",
        "dates",
        "as_of",
        "as_of_day",
        "compare",
        "channel",
        "type",
        "status",
        "report_dates",
    }


def test_what_was_written_into_a_report_stays(open_app: Open) -> None:
    app = open_app("report")
    app.button(key="write").click().run()
    app.text_area[0].set_value("Held a training in Khovd.").run()
    app.button(key="written").click().run()
    app.button(key="write").click().run()
    app.run()
    found = [widget for widget in app.text_area if "Khovd" in str(widget.value)]
    assert [drawn_first(widget) for widget in found] == ["Held a training in Khovd."]
