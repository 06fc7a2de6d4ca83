"""The pages: the table that the frame, the navigation and the tests go through."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PAGES", "MenuEntry"]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page: its name is that of its file, its address, and ``page.<name>.menu`` and ``.title``."""

    name: str
    icon: str
    for_staff: bool = False
    without_register: bool = False  # it also helps where no register can be shown
    with_all_versions: bool = False  # it tells of other versions than the one shown


PAGES = (
    MenuEntry("waiting", ":material/hourglass_top:"),
    MenuEntry("overview", ":material/insights:"),
    MenuEntry("timeliness", ":material/schedule:"),
    MenuEntry("grievances", ":material/forum:"),
    MenuEntry("report", ":material/description:", with_all_versions=True),
    MenuEntry("check_report", ":material/fact_check:", with_all_versions=True),
    MenuEntry("data_quality", ":material/rule:"),
    MenuEntry("publish", ":material/publish:", for_staff=True, without_register=True),
    MenuEntry("history", ":material/history:", without_register=True, with_all_versions=True),
)
