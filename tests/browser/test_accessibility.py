"""What axe-core finds on each page, in both themes, at a desk and on a phone: nothing serious."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from axe_playwright_python.sync_playwright import Axe

from grm_dashboard.menu import PAGES
from tests.browser.visiting import Visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


def skipped(one: Visit) -> list[str]:
    """The headings that are more than a level below the one before."""
    levels = one.main.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "found => found.map(one => [Number(one.tagName[1]), one.innerText])"
    )
    return [text for (before, _), (level, text) in pairwise([(0, ""), *levels]) if level > before + 1]


def faults(one: Visit) -> list[str]:
    """The serious and critical faults on the page, each with the elements that it is about."""
    found = Axe().run(one.page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


def test_no_page_shuts_anybody_out(visit: Callable[..., Visit], address: str) -> None:
    """At a desk, in the light; on a phone in the dark: with each page's deep link, in ``test_dashboard.py``."""
    one = visit(address)
    found = {}
    for entry in PAGES:
        one.open(f"/{entry.name}")
        found[entry.name] = faults(one) + skipped(one)
    found["a figure opened"] = opened(one)
    assert {name: told for name, told in found.items() if told} == {}


def opened(one: Visit) -> list[str]:
    """The faults on the rows behind a number."""
    one.open("/overview?figure=resolved_share")
    one.page.get_by_role("dialog").get_by_text("rows behind this number").wait_for()
    return faults(one)


def test_a_figure_opened_on_a_phone_in_the_dark_shuts_nobody_out(
    visit: Callable[..., Visit], address: str
) -> None:
    assert opened(visit(address, width=390, scheme="dark")) == []
