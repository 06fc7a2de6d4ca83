"""Settings that two people changed at once: what each changed stands, else the one who publishes last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from difflib import ndiff
from typing import Any

from grm_data.settings import Settings
from grm_data.store.settings_text import settings_toml

__all__ = ["known_to_both", "merged_settings", "settings_changes"]


def merged_settings(own: Settings, old: Settings, new: Settings) -> Settings:
    """``new`` with what ``own`` changed since ``old``; words and headings one by one."""
    values = {
        item.name: _merged(*(getattr(one, item.name) for one in (own, old, new))) for item in fields(Settings)
    }
    return replace(new, **values)


def _merged(own: Any, old: Any, new: Any) -> Any:
    if not isinstance(own, Mapping):
        return new if own == old else own
    if any(isinstance(value, Mapping) for one in (own, old, new) for value in one.values()):
        inner = {name: _merged(*(one.get(name, {}) for one in (own, old, new))) for name in {**new, **own}}
        return {name: words for name, words in inner.items() if words}
    changed = {word: code for word, code in own.items() if old.get(word) != code}
    kept = {word: code for word, code in new.items() if word in own or word not in old}
    return {**kept, **changed}


def known_to_both(one: Settings, other: Settings) -> Settings:
    """``one`` with only the meanings of words that ``other`` gives them, too."""
    known = {
        field: {word: code for word, code in words.items() if other.own_words(field).get(word) == code}
        for field, words in one.values.items()
    }
    return replace(one, values={field: words for field, words in known.items() if words})


def settings_changes(before: Settings, after: Settings) -> tuple[str, ...]:
    """The lines of the settings file that differ, "- " before those that went and "+ " before new ones."""
    old, new = (settings_toml(one.with_texts_withheld()).splitlines() for one in (before, after))
    return tuple(line for line in ndiff(old, new) if line.startswith(("- ", "+ ")))
