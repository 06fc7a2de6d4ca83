"""What axe-core finds on each page, in both themes, at a desk and on a phone: nothing serious."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(visit: Callable[..., Visit], address: str, scheme: str) -> None:
    one = visit(address, width=1280 if scheme == "light" else 390, scheme=scheme)
    found = {}
    for entry in PAGES:
        one.open(f"/{entry.name}")
        found[entry.name] = faults(one) + skipped(one)
    one.open("/overview?figure=resolved_share")
    one.page.get_by_role("dialog").get_by_text("rows behind this number").wait_for()
    found["a figure opened"] = faults(one)
    assert {name: told for name, told in found.items() if told} == {}
