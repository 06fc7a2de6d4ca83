"""The licences of what is installed beside the program, as its makers declare them.

``python -m tests.licences`` writes them into NOTICE; a test holds NOTICE against requirements.txt.
"""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

__all__ = ["NOTICE", "licences", "needed", "table"]

ROOT = Path(__file__).parents[1]
NOTICE = ROOT / "NOTICE"
_ELSEWHERE = {"tzdata": "Apache-2.0"}
"""What another system needs, and this one need not have installed."""

_LONGEST = 60
"""Letters of a licence's name; what is longer is its text."""


def needed() -> list[str]:
    """The names of all that requirements.txt installs."""
    pinned = (ROOT / "requirements.txt").read_text("utf-8")
    return sorted(set(re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==", pinned, re.MULTILINE)))


def licences() -> dict[str, str]:
    """The licence of each of them, in its makers' words."""
    return {name: _ELSEWHERE.get(name) or _declared(name) for name in needed()}


def _declared(name: str) -> str:
    metadata = distribution(name).metadata
    free = (metadata["License"] or "").strip()
    classes = [
        one.rpartition(" :: ")[2] for one in metadata.get_all("Classifier") or () if "License ::" in one
    ]
    named = free if len(free) <= _LONGEST and not free.startswith(("Copyright", "Dual")) else ""
    found = metadata["License-Expression"] or named or " or ".join(classes)
    assert found, f"{name} declares no licence"
    return str(found)


def table() -> str:
    """One line for each: name, licence."""
    return "".join(f"{name:<26}{licence}\n" for name, licence in licences().items())


def main() -> None:
    """Replace the table at the end of NOTICE."""
    said = NOTICE.read_text("utf-8")
    head = said.rpartition("\n\n")[0]
    NOTICE.write_text(f"{head}\n\n{table()}", "utf-8")


if __name__ == "__main__":
    main()
