"""Whoever goes on before a page is drawn sees in the end what the address says, and what anybody sees who opens it.

Clicks come at random, many before the one before was answered. The oracle is a second tab at the same address.
On a loaded machine an answer may come too late for us to tell what was said before it from a choice.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest
from playwright.sync_api import Error, Page

from tests.browser.visiting import RESTED, UNFINISHED, Visit, at_once

Start = Callable[..., Visit]
TURNS = range(int(os.environ.get("HURRIED", "4")))

BEGIN = ("overview", "trends", "timeliness", "cases", "indicators")
SIDE = "[data-testid=stSidebarContent]"
CLICKED = {
    "menu": "[data-testid=stSidebarNav] a:is([href*=overview], [href*=trends], [href*=timeliness], [href*=cases], "
    "[href*=indicators], [href*=report], [href*=waiting], [href*=data_quality])",
    "pill": f"{SIDE} [data-testid=stButtonGroup] button:not([aria-label])",
    "step": f"{SIDE} [class*=st-key-period_] button",
    "chip": ":is([class*=st-key-remove_], [class*=st-key-reset]) button",
    "part": "[data-testid=stMain] [data-testid=stButtonGroup] button",
}
CHOSEN = {
    "select": f"{SIDE} [data-testid=stSelectbox] input",
    "words": f"{SIDE} [data-testid=stMultiSelect] input",
}
ACTS = ["menu"] * 5 + [*CLICKED, *CHOSEN] * 3 + ["back", "forward"]

CLICK = """([selector, i]) => {
    const all = [...document.querySelectorAll(selector)].filter(one => one.offsetParent && !one.disabled);
    const one = all[i % all.length];
    for (const event of ['mousedown', 'mouseup']) one?.dispatchEvent(new MouseEvent(event, {bubbles: true}));
    one?.click();
}"""
SEEN = f"""() => {{
    const of = selector => document.querySelector(selector)?.innerText.replace(/\\s+/g, ' ');
    const inputs = [...document.querySelectorAll('{SIDE} input')].map(one => one.value);
    return [of('[data-testid=stMain]'), of('{SIDE}')?.replace(/^keyboard_double_arrow_left /, ''), inputs];
}}"""


def act(page: Page, chance: Random, *, may_go_back: bool) -> None:
    """One thing that somebody does, if there is something to do it to."""
    kind, place = chance.choice(ACTS), chance.randrange(1000)
    if kind in CLICKED:
        page.evaluate(CLICK, [CLICKED[kind], place])
    elif kind in CHOSEN:
        found = page.locator(CHOSEN[kind])
        if (n := found.count()) == 0:
            return
        found.nth(place % n).click(timeout=250, force=True)
        for key in (*["ArrowDown"] * chance.randint(0, 3), "Enter"):
            page.keyboard.press(key)
    elif kind == "forward" or may_go_back:
        page.evaluate(f"history.{kind}()")


def rested(page: Page) -> object:
    """What is on the screen once nothing moves any more."""
    page.keyboard.press("Escape")
    for _ in range(3):
        page.evaluate(RESTED, UNFINISHED)
        page.wait_for_timeout(250)
    return page.evaluate(SEEN)


@pytest.mark.parametrize("turn", TURNS)
def test_what_is_seen_in_the_end_is_what_the_address_says(visit: Start, address: str, turn: int) -> None:
    chance, one = Random(turn), visit(address)
    one.page.goto(f"{address}/{chance.choice(BEGIN)}")
    one.page.locator("[data-testid=stSidebarNav]").wait_for()
    with at_once():
        for i in range(chance.randint(6, 16)):
            with suppress(Error):  # what it was to be done to is gone
                act(one.page, chance, may_go_back=i > 3)
            one.page.wait_for_timeout(chance.random() ** 2 * 480)
    if not one.page.url.startswith(address):
        one.page.go_forward()  # they went back to where they came from
    other = Visit(one.context.new_page(), address)
    for _ in range(2):  # a loaded machine may rest longer than a page does
        seen = rested(one.page)
        other.page.goto(one.page.url)
        other.page.locator("[data-testid=stSidebarNav]").wait_for()
        if seen == (opened := rested(other.page)):
            break
    assert seen == opened, one.page.url
    assert other.complaints == []
