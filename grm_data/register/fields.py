"""The table of fields: for each field of a register everything that differs between fields.

Decoding, scrubbing, reviewing, comparing, storing, recording and filtering are loops over this table. A
new field is one member here, its spellings (``spellings/``) and its label (``locale/``). Every trait has to
be given: one that is left out would be a promise that some pass forgot.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from grm_data.register.traits import Change, Kind, Readers, Scrub, Since, Traits

__all__ = [
    "CHANNELS",
    "DATE_FIELDS",
    "IDENTITY_FIELDS",
    "OUTCOMES",
    "PRIORITIES",
    "SATISFACTIONS",
    "SEXES",
    "TYPES",
    "Field",
    "field_named",
    "fields_of",
]

CHANNELS = (
    "facebook",
    "website",
    "email",
    "written",
    "face_to_face",
    "phone",
    "sms",
    "whatsapp",
    "suggestion_box",
    "other",
)
TYPES = ("request", "clarification", "complaint", "comment", "suggestion", "appreciation", "other")
SEXES = ("female", "male", "other")
OUTCOMES = ("upheld", "partly", "not_upheld", "withdrawn", "referred", "ineligible")
SATISFACTIONS = ("satisfied", "not_satisfied")
PRIORITIES = ("high", "medium", "low")


def _day(change: Change | None, since: Since, *, filled_in: bool, template: int | None) -> Traits:
    return Traits(
        kind=Kind.DAY, codes=(), bare_yes=False, scrub=Scrub.NOTHING, readers=Readers.ROW, compared=change,
        since=since, filled_in=filled_in, filters=False, recorded=True, reported=True, template=template,
        stands_for=None,
    )  # fmt: skip


def _text(since: Since, *, filled_in: bool) -> Traits:
    return Traits(
        kind=Kind.TEXT, codes=(), bare_yes=False, scrub=Scrub.TEXT, readers=Readers.CLEARED,
        compared=Change.TEXT_CHANGED, since=since, filled_in=filled_in, filters=False, recorded=True,
        reported=True, template=50, stands_for=None,
    )  # fmt: skip


def _category(
    codes: tuple[str, ...],
    since: Since,
    readers: Readers,
    *,
    bare_yes: bool = False,
    filters: bool,
) -> Traits:
    """A category that the half-yearly report doesn't print."""
    return Traits(
        kind=Kind.CATEGORY, codes=codes, bare_yes=bare_yes, scrub=Scrub.WORD, readers=readers,
        compared=Change.RECLASSIFIED, since=since, filled_in=False, filters=filters, recorded=True,
        reported=False, template=None, stands_for=None,
    )  # fmt: skip


def _flag(since: Since, readers: Readers) -> Traits:
    return Traits(
        kind=Kind.FLAG, codes=(), bare_yes=False, scrub=Scrub.NOTHING, readers=readers,
        compared=Change.RECLASSIFIED, since=since, filled_in=False, filters=False, recorded=True,
        reported=False, template=None, stands_for=None,
    )  # fmt: skip


def _never(kind: Kind, *, template: int | None = None) -> Traits:
    """A field that never leaves the intake."""
    return Traits(
        kind=kind, codes=(), bare_yes=False, scrub=Scrub.CELL, readers=Readers.NEVER, compared=None,
        since=Since.RECEIPT, filled_in=False, filters=False, recorded=False, reported=False,
        template=template, stands_for=None,
    )  # fmt: skip


class Field(StrEnum):
    """What a column of a register holds."""

    traits: Traits

    def __new__(cls, name: str, traits: Traits) -> Field:
        """A field with its traits."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.traits = traits
        return member

    REGISTERED_NO = "registered_no", Traits(
        kind=Kind.LABEL, codes=(), bare_yes=False, scrub=Scrub.KNOWN, readers=Readers.ROW, compared=None,
        since=Since.RECEIPT, filled_in=False, filters=False, recorded=True, reported=True, template=15,
        stands_for=None,
    )  # fmt: skip
    RECEIVED_ON = "received_on", _day(Change.REDATED, Since.RECEIPT, filled_in=False, template=14)
    TYPE = "type", Traits(
        kind=Kind.CATEGORY, codes=TYPES, bare_yes=False, scrub=Scrub.WORD, readers=Readers.WORDS_LET_OUT,
        compared=Change.RECLASSIFIED, since=Since.RECEIPT, filled_in=False, filters=True, recorded=True,
        reported=True, template=15, stands_for=None,
    )  # fmt: skip
    CHANNEL = "channel", Traits(
        kind=Kind.CATEGORY, codes=CHANNELS, bare_yes=False, scrub=Scrub.WORD, readers=Readers.WORDS_LET_OUT,
        compared=Change.RECLASSIFIED, since=Since.RECEIPT, filled_in=False, filters=True, recorded=True,
        reported=True, template=22, stands_for=None,
    )  # fmt: skip
    ISSUE = "issue", _text(Since.RECEIPT, filled_in=False)
    ACTION = "action", _text(Since.OUTCOME, filled_in=True)
    STATUS = "status", Traits(
        kind=Kind.STATUS, codes=(), bare_yes=False, scrub=Scrub.NOTHING, readers=Readers.ROW,
        compared=Change.RECLASSIFIED, since=Since.OUTCOME, filled_in=False, filters=True, recorded=True,
        reported=True, template=13, stands_for=None,
    )  # fmt: skip
    RESOLVED_ON = "resolved_on", _day(Change.REDATED, Since.OUTCOME, filled_in=True, template=14)
    REPORTED_WORKING_DAYS = "reported_working_days", Traits(
        kind=Kind.NUMBER, codes=(), bare_yes=False, scrub=Scrub.NOTHING, readers=Readers.ROW,
        compared=Change.REDATED, since=Since.OUTCOME, filled_in=True, filters=False, recorded=True,
        reported=True, template=13, stands_for=None,
    )  # fmt: skip
    WAY = "way", Traits(
        kind=Kind.CATEGORY, codes=(), bare_yes=False, scrub=Scrub.WORD, readers=Readers.WORDS_LET_OUT,
        compared=Change.TEXT_CHANGED, since=Since.OUTCOME, filled_in=True, filters=False, recorded=True,
        reported=True, template=20, stands_for=None,
    )  # fmt: skip
    SENSITIVE = "sensitive", _never(Kind.MARK, template=11)
    ACKNOWLEDGED_ON = (
        "acknowledged_on",
        _day(Change.REDATED, Since.ACKNOWLEDGEMENT, filled_in=False, template=None),
    )
    CATEGORY = "category", _category((), Since.RECEIPT, Readers.WORDS_LET_OUT, filters=True)
    PRIORITY = "priority", _category(PRIORITIES, Since.RECEIPT, Readers.WORDS_LET_OUT, filters=True)
    OUTCOME = "outcome", _category(OUTCOMES, Since.OUTCOME, Readers.WORDS_LET_OUT, filters=True)
    RESPONSIBLE = "responsible", _category((), Since.OUTCOME, Readers.WORDS_LET_OUT, filters=True)
    LOCATION = "location", _category((), Since.RECEIPT, Readers.TABLE, filters=True)
    SEX = "sex", _category(SEXES, Since.RECEIPT, Readers.TABLE, filters=False)
    AGE_GROUP = "age_group", _category((), Since.RECEIPT, Readers.TABLE, filters=False)
    GROUP = "group", _category((), Since.RECEIPT, Readers.TABLE, filters=False)
    SATISFACTION = "satisfaction", _category(SATISFACTIONS, Since.OUTCOME, Readers.TABLE, filters=False)
    ESCALATED_TO = (
        "escalated_to",
        _category((), Since.OUTCOME, Readers.WORDS_LET_OUT, bare_yes=True, filters=True),
    )
    APPEALED = "appealed", _flag(Since.OUTCOME, Readers.ROW)
    REOPENED = "reopened", _flag(Since.OUTCOME, Readers.ROW)
    ANONYMOUS = "anonymous", _flag(Since.RECEIPT, Readers.TABLE)
    BENEFIT_RELATED = "benefit_related", _flag(Since.RECEIPT, Readers.ROW)
    CLOSED_ON = "closed_on", Traits(
        kind=Kind.DAY, codes=(), bare_yes=False, scrub=Scrub.NOTHING, readers=Readers.ROW, compared=None,
        since=Since.OUTCOME, filled_in=False, filters=False, recorded=False, reported=False, template=None,
        stands_for="resolved_on",
    )  # fmt: skip
    PERIOD_LABEL = "period_label", _never(Kind.INSIDE)
    NAME = "name", _never(Kind.IDENTITY)
    PHONE = "phone", _never(Kind.IDENTITY)
    EMAIL = "email", _never(Kind.IDENTITY)
    ADDRESS = "address", _never(Kind.IDENTITY)
    ID_NUMBER = "id_number", _never(Kind.IDENTITY)

    @property
    def is_kept(self) -> bool:
        """Whether a Register holds the field."""
        return self.traits.kind.is_kept and self.traits.stands_for is None


_BY_NAME = {str(field): field for field in Field}


def field_named(name: str) -> Field | None:
    """The field of that name, None where there is none."""
    return _BY_NAME.get(name)


def fields_of(kind: Kind) -> Iterator[Field]:
    """The fields of a kind that a Register holds, in the order of the table."""
    return (field for field in Field if field.traits.kind is kind and field.is_kept)


IDENTITY_FIELDS = frozenset(field for field in Field if field.traits.kind is Kind.IDENTITY)
"""Recognised only to be dropped."""

DATE_FIELDS = frozenset(field for field in Field if field.traits.kind is Kind.DAY)
