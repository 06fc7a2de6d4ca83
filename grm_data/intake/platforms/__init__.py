"""The tools that registers are exported from: one small table a tool.

``signature`` are headings that only this tool's exports have: at least ``at_least`` of them must be there.
``ignore`` are its own columns, of the upload and not of the case; ``fields`` are its own headings that mean
a field; ``received`` are the columns that tell when a case came in where the form didn't ask, the best
first; ``groups`` is the sign between a question and the groups that it stands in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from grm_data.register.fields import Field
from grm_data.register.folding import fold

__all__ = ["Platform", "platform_of"]


@dataclass(frozen=True, slots=True)
class Platform:
    """A tool and its columns; every heading in them is folded, with its underscores."""

    name: str
    signature: frozenset[str]
    at_least: int
    ignore: frozenset[str]
    fields: Mapping[str, Field]
    received: tuple[str, ...]
    groups: str

    def question(self, heading: str) -> str:
        """A heading without the groups that its question stands in."""
        return heading.rsplit(self.groups, 1)[-1] if self.groups else heading

    def ignores(self, heading: str) -> bool:
        """Whether a column is the tool's own."""
        return _key(heading) in self.ignore

    def field(self, heading: str) -> Field | None:
        """The field that the tool's own heading means."""
        return self.fields.get(_key(heading))

    def rank_of_received(self, heading: str) -> int | None:
        """How good a column tells the day of receipt where the form didn't ask for it; None: not at all."""
        key = _key(heading)
        return self.received.index(key) if key in self.received else None

    def is_of(self, keys: frozenset[str]) -> bool:
        return len(self.signature & keys) >= self.at_least


def platform_of(headings: Sequence[str | None]) -> Platform | None:
    """The tool that wrote a table with these headings, by its signature; None where it is none of those known."""
    keys = frozenset(_key(heading) for heading in headings if heading)
    return next((one for one in _platforms() if one.is_of(keys)), None)


def _key(heading: str) -> str:
    """A heading as exports spell it: an underscore before it is a sign of its own ("_status")."""
    return ("_" if heading.lstrip().startswith("_") else "") + fold(heading)


@cache
def _platforms() -> tuple[Platform, ...]:
    folder = files("grm_data.intake.platforms")
    found = sorted(
        (one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")
    )
    return tuple(_platform(tomllib.loads(text)) for _, text in found)


def _platform(table: dict[str, object]) -> Platform:
    def keys(name: str) -> list[str]:
        listed = table.get(name, [])
        assert isinstance(listed, list)
        return [_key(heading) for heading in listed]

    fields = table.get("fields", {})
    assert isinstance(fields, dict)
    return Platform(
        name=str(table["name"]),
        signature=frozenset(keys("signature")),
        at_least=int(str(table["at_least"])),
        ignore=frozenset(keys("ignore")),
        fields={_key(heading): Field(name) for heading, name in fields.items()},
        received=tuple(keys("received")),
        groups=str(table.get("groups", "")),
    )
