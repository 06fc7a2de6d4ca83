"""Settings → TOML that reads back as the same Settings: a version keeps those it was published with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from grm_data.settings import Settings, Standard

__all__ = ["settings_toml"]


def settings_toml(settings: Settings) -> str:
    """The settings as the text of a grm.toml; parse_settings of it gives them back.

    All but the Word template and the logo: their paths are the server's, and readers may download the text.
    """
    calendar = settings.calendar
    # One line for each setting: a split would only move them.
    tables: dict[str, Mapping[str, object]] = {
        "project": {
            "name": _text(settings.name),
            "start": settings.start and settings.start.isoformat(),
            "country": _text(calendar.country),
            "timezone": _text(settings.timezone),
            "beneficiaries": settings.beneficiaries,
        },
        "register": {"complete_to": settings.complete_to and settings.complete_to.isoformat()},
        "calendar": {
            "weekend": _list(map(_text, calendar.weekend)),
            "days_off": _days(calendar.days_off),
            "worked_days": _days(calendar.worked_days),
        },
        "dates": {
            "order": _text(settings.date_order),
            "shift": settings.date_shift,
            "calendar": _text(settings.date_calendar),
        },
        "sheets": {
            "read": _names(settings.sheets_read),
            "ignore": _names(settings.sheets_ignored),
            "header_rows": _rows(settings.header_rows),
        },
        "rows": {"one_case": _text(settings.one_case)},
        "columns": _words(settings.columns),
        **{f"values.{field}": _words(words) for field, words in settings.values.items()},
        "confidentiality": {
            "texts": _text("cleared" if settings.texts_cleared else "withheld"),
            "places": _text("rows" if settings.places_in_rows else None),
            "not_sensitive": _names(settings.not_sensitive),
            "let_out": _names(settings.let_out),
        },
        "service_standard": {
            "resolve": _standard(settings.resolve_standard),
            "acknowledge": _standard(settings.acknowledge_standard),
            "counts_from": _text(_counts_from(settings)),
        },
        "report": {
            "language": _text(settings.report_language),
            "prepared_by": _text(settings.prepared_by),
            "contacts": _names(settings.contacts),
        },
        "notes": {f"{_text(day.isoformat())}": _text(note) for day, note in settings.notes.items()},
    }
    lines: list[str] = []
    for name, table in tables.items():
        entries = [f"{key} = {value}" for key, value in table.items() if value is not None]
        lines += [f"[{name}]", *entries] if entries else []
    return "\n".join([*lines, ""])


def _text(text: str | None) -> str | None:
    """A TOML basic string: JSON's, but for the DEL character, and no escape above the 16-bit letters."""
    return None if text is None else json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _words(mapping: Mapping[str, str]) -> dict[str, str | None]:
    return {f"{_text(word)}": _text(code) for word, code in mapping.items()}


def _list(entries: Iterable[object]) -> str:
    return f"[{', '.join(map(str, entries))}]"


def _names(names: Iterable[str]) -> str | None:
    texts = [_text(name) for name in names]
    return _list(texts) if texts else None


def _rows(rows: Mapping[str, int]) -> str | None:
    return "{ " + ", ".join(f"{_text(name)} = {row}" for name, row in rows.items()) + " }" if rows else None


def _days(days: Iterable[date]) -> str | None:
    ordered = sorted(days)
    return _list(day.isoformat() for day in ordered) if ordered else None


def _standard(standard: Standard | None) -> str | None:
    if standard is None:
        return None
    return f"{{ days = {standard.days}, unit = {_text(standard.unit)} }}"


def _counts_from(settings: Settings) -> str | None:
    """Where it isn't the day of receipt."""
    standards = (settings.resolve_standard, settings.acknowledge_standard)
    found = {one.counts_from for one in standards if one is not None} - {"receipt"}
    return found.pop() if found else None
