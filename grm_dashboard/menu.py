"""The pages: the table that the frame, the navigation and the tests go through."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AS_OF", "COMPARE", "FILTERED", "MOVED", "PAGES", "PERIOD", "STATUS", "MenuEntry"]

PERIOD, AS_OF, COMPARE, FILTERED, STATUS = "period", "as_of", "compare", "filters", "status"
"""What a page may be asked: which period, as of which day, compared with what, which words, which status.

A filter by status is for lists alone: ratios, shares and the standard count every status.
"""

_ASKED = (PERIOD, AS_OF, COMPARE, FILTERED)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page: its name is that of its file, its address, and ``page.<name>.menu`` and ``.title``."""

    name: str
    icon: str
    for_staff: bool = False
    without_register: bool = False  # it also helps where no register can be shown
    is_in_menu: bool = True  # else something else leads to it
    with_all_versions: bool = False  # it tells of other versions than the one shown
    asked: tuple[str, ...] = _ASKED  # what it may be asked; the sidebar offers nothing else


PAGES = (
    MenuEntry(
        "welcome", ":material/waving_hand:", for_staff=True, without_register=True, is_in_menu=False, asked=()
    ),
    MenuEntry("waiting", ":material/hourglass_top:", asked=(FILTERED,)),
    MenuEntry("overview", ":material/insights:", with_all_versions=True),
    MenuEntry("trends", ":material/trending_up:", asked=(PERIOD, AS_OF, FILTERED)),
    MenuEntry("timeliness", ":material/schedule:", asked=(PERIOD, AS_OF, FILTERED)),
    MenuEntry("cases", ":material/forum:", asked=(PERIOD, AS_OF, FILTERED, STATUS)),
    MenuEntry("indicators", ":material/checklist:", asked=(PERIOD, AS_OF, FILTERED)),
    MenuEntry("report", ":material/description:", with_all_versions=True, asked=()),
    MenuEntry("check_report", ":material/fact_check:", with_all_versions=True, asked=()),
    MenuEntry("data_quality", ":material/rule:", asked=()),
    MenuEntry("publish", ":material/publish:", for_staff=True, without_register=True, asked=()),
    MenuEntry(
        "project",
        ":material/tune:",
        for_staff=True,
        without_register=True,
        with_all_versions=True,
        asked=(),
    ),
    MenuEntry("history", ":material/history:", without_register=True, with_all_versions=True, asked=()),
)

MOVED = {"grievances": "cases"}
"""The address that a page once had → the page; the link goes on with its query."""
