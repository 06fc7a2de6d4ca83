"""The pictures of docs/guide.md and the README, of the sample register: ``python -m tests.picturing``."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.serving import ROOT, serve
from tests.browser.visiting import TITLES, Visit
from tests.installing import BROWSER, find_browser

FOLDER = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"
WIDTH, HEIGHT, COLOURS = 1280, 800, 64


def _nothing(_: Visit) -> None:
    """The page as it opens."""


def _second_version(one: Visit) -> None:
    """History with its figures by version in sight."""
    one.page.get_by_role("heading", name="Figures by version").scroll_into_view_if_needed()


def _give(one: Visit) -> None:
    """The first step of publishing."""
    one.give(SAMPLE)
    one.shows("Is this the right file?")


PICTURES: Mapping[str, tuple[str, bool, Callable[[Visit], None]]] = {
    "welcome": ("/welcome", False, _nothing),
    "overview": ("/overview", False, _nothing),
    "publish": ("/publish", True, _give),
    "project": ("/project?part=calendar", True, _nothing),
    "history": ("/history", True, _second_version),
}
"""Name → the page's address, whether something is published, and what is done before."""


def publish(folder: Path) -> None:
    """Two versions of the sample, as staff publish them."""
    address = {"GRM_DATABASE_URL": f"sqlite:///{folder / 'versions.sqlite'}", "GRM_DATA": str(folder)}
    for note in ("First version", "Second half of 2020"):
        command = [sys.executable, "-m", "grm_data", "publish", str(SAMPLE), "--note", note, "--by", "Oyun"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **address}, check=True, capture_output=True)


def small(picture: bytes) -> bytes:
    """The picture in few colours."""
    found = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(found, "PNG", optimize=True)
    return found.getvalue()


def main() -> None:
    """Make every picture anew."""
    BROWSER.require()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for is_published in (False, True):
            with TemporaryDirectory() as name:
                if is_published:
                    publish(Path(name))
                with serve(Path(name)) as server:
                    page = browser.new_context(reduced_motion="reduce").new_page()
                    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
                    one = Visit(page, server.address)
                    for picture, (path, asks, act) in PICTURES.items():
                        if asks is is_published:
                            one.open(path)
                            act(one)
                            one.settle(TITLES[path.strip("/").partition("?")[0]])
                            (FOLDER / f"{picture}.png").write_bytes(small(page.screenshot()))
        browser.close()


if __name__ == "__main__":
    main()
