"""The tools that registers are exported from: one small table a tool.

``signature`` are headings that only this tool's exports have: at least ``at_least`` of them must be there.
``ignore`` are its own columns, of the upload and not of the case; ``fields`` are its own headings that mean
a field; ``received`` are the columns that tell when a case came in where the form didn't ask, the best
first; ``groups`` is the sign between a question and the groups that it stands in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grm_data.compiled import toml_file
from grm_data.register.fields import Field, field_named
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
        """The place of a column among those that tell the day of receipt by themselves; None: it doesn't."""
        key = _key(heading)
        return self.received.index(key) if key in self.received else None

    def is_of(self, keys: frozenset[str]) -> bool:
        """Whether a table with these headings is an export of the tool."""
        return len(self.signature & keys) >= self.at_least


def platform_of(headings: Sequence[str | None]) -> Platform | None:
    """The tool that wrote a table with these headings, by its signature; None where none is known."""
    keys = frozenset(_key(heading) for heading in headings if heading)
    return next((one for one in _platforms() if one.is_of(keys)), None)


def _key(heading: str) -> str:
    """A heading as exports spell it: an underscore before it is a sign of its own ("_status")."""
    return ("_" if heading.lstrip().startswith("_") else "") + fold(heading)


@cache
def _platforms() -> tuple[Platform, ...]:
    return tuple(_platform(toml_file(file)) for file in sorted(Path(__file__).parent.glob("*.toml")))


def _field(name: str) -> Field:
    field = field_named(name)
    if field is None:
        raise KeyError(name)  # a fault of ours
    return field


def _platform(table: Mapping[str, Any]) -> Platform:
    def keys(name: str) -> list[str]:
        return [_key(heading) for heading in table.get(name, [])]

    return Platform(
        name=str(table["name"]),
        signature=frozenset(keys("signature")),
        at_least=int(table["at_least"]),
        ignore=frozenset(keys("ignore")),
        fields={_key(heading): _field(name) for heading, name in table.get("fields", {}).items()},
        received=tuple(keys("received")),
        groups=str(table.get("groups", "")),
    )
