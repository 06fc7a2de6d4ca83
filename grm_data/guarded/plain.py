"""Frozen values ↔ JSON, by the hints of their types: how settings and answers go through the pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType, NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

__all__ = ["from_plain", "to_plain"]


def to_plain(value: Any) -> Any:
    """A frozen value as JSON holds it: dataclasses and mappings as objects, days as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): to_plain(one) for name, one in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(map(to_plain, value))
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(hint: Any, value: Any) -> Any:
    """The value of a type that ``to_plain`` wrote; ValueError where it can't have."""
    try:
        return _from(hint, value)
    except (TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError(type(error).__name__) from None


def _from(hint: Any, value: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if NoneType in inner:
        (other,) = (one for one in inner if one is not NoneType)
        return None if value is None else _from(other, value)
    if origin is Literal:
        return inner[inner.index(value)]
    if origin in (tuple, frozenset):
        return _several(origin, inner, value)
    if origin is Mapping:
        return MappingProxyType({_from(inner[0], name): _from(inner[1], one) for name, one in value.items()})
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        read = {field.name: _from(hints[field.name], value[field.name]) for field in fields(hint)}
        return hint(**read)  # type: ignore[operator]
    return _single(hint, value)


def _several(origin: type, inner: tuple[Any, ...], value: Any) -> Any:
    if not isinstance(value, list):
        raise TypeError
    if origin is tuple and Ellipsis not in inner:
        return tuple(_from(one, part) for one, part in zip(inner, value, strict=True))
    return origin(_from(inner[0], part) for part in value)


def _single(hint: Any, value: Any) -> Any:
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if type(value) is not hint:
        raise TypeError
    return value
