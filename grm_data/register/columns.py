"""The columns of a register: their canonical fields, and the headings under which they stand."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from grm_data.register.folding import fold

__all__ = [
    "DATE_FIELDS",
    "IDENTITY_FIELDS",
    "Field",
    "fields_of_heading",
    "heading_spellings",
]


class Field(StrEnum):
    """What a column of a register holds. The identity fields are recognised only to be dropped."""

    REGISTERED_NO = "registered_no"
    RECEIVED_ON = "received_on"
    ACKNOWLEDGED_ON = "acknowledged_on"
    TYPE = "type"
    CHANNEL = "channel"
    ISSUE = "issue"
    ACTION = "action"
    STATUS = "status"
    RESOLVED_ON = "resolved_on"
    CLOSED_ON = "closed_on"  # stands in for resolved_on where there is no such column
    WAY = "way"
    REPORTED_WORKING_DAYS = "reported_working_days"
    PERIOD_LABEL = "period_label"  # a label inside a combined cell, never a column
    PRIORITY = "priority"
    SENSITIVE = "sensitive"
    LOCATION = "location"
    SEX = "sex"
    AGE_GROUP = "age_group"
    GROUP = "group"
    SATISFACTION = "satisfaction"
    CATEGORY = "category"
    ESCALATED_TO = "escalated_to"
    APPEALED = "appealed"
    REOPENED = "reopened"
    ANONYMOUS = "anonymous"
    BENEFIT_RELATED = "benefit_related"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ID_NUMBER = "id_number"


IDENTITY_FIELDS = frozenset({Field.NAME, Field.PHONE, Field.EMAIL, Field.ADDRESS, Field.ID_NUMBER})
DATE_FIELDS = frozenset({Field.RECEIVED_ON, Field.ACKNOWLEDGED_ON, Field.RESOLVED_ON, Field.CLOSED_ON})

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def _spellings() -> dict[Field, dict[str, list[str]]]:
    source = files("grm_data.register").joinpath("spellings", "columns.toml").read_text("utf-8")
    return {Field(name): languages for name, languages in tomllib.loads(source).items()}


def heading_spellings(field: Field) -> list[str]:
    """Every heading known for a field, in all languages, the preferred first."""
    return [spelling for language in _spellings()[field].values() for spelling in language]


@cache
def _by_folded_heading() -> dict[str, dict[Field, int]]:
    """Folded heading → the fields it may mean, each with its rank of preference (0 = first)."""
    table: dict[str, dict[Field, int]] = {}
    for field, languages in _spellings().items():
        if field is not Field.PERIOD_LABEL:
            for spellings in languages.values():
                for rank, spelling in enumerate(spellings):
                    table.setdefault(fold(spelling), {}).setdefault(field, rank)
    return table


def fields_of_heading(heading: str) -> dict[Field, int]:
    """The fields a heading may mean, each with its rank of preference; empty where it is unknown.

    A heading with a remark in brackets is tried as a whole, then without: "Channel (email, phone)".
    """
    table = _by_folded_heading()
    found = table.get(fold(heading))
    return dict(found or table.get(fold(_BRACKETS.sub(" ", heading)), {}))
