"""What concepts mean together: "date" and "received" a received date, "number" and "person" an identity.

Which words stand for a concept is in ``language/``; what a heading's words are, ``segments`` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grm_data.register.fields import Field

__all__ = ["CASE", "PERSONAL", "is_against", "meaning_of"]

CASE = frozenset({"case", "cases"})
_AGAINST = frozenset({"against", "incident", "responsible"})
"""Concepts that make a heading no field, unless with the others they mean one: "Place of incident"."""

PERSONAL = {
    "phone": Field.PHONE, "contact": Field.PHONE, "email": Field.EMAIL, "address": Field.ADDRESS,
    "identity": Field.ID_NUMBER, "name": Field.NAME, "by_person": Field.NAME, "person": Field.NAME,
}  # fmt: skip
"""Concepts of identities; of several in one heading the first counts."""

_BESIDES_PERSONAL = frozenset({"number", "description", "explanation", "case"})
"""What may stand beside them without another meaning: "Complainant's phone number"."""


def _meanings() -> dict[frozenset[str], Field]:
    """What sets of concepts mean, the case itself left out."""
    found = {frozenset({"date"} | {event}): field for event, field in _DATES.items()}
    found |= {frozenset({"on"} | {event}): field for event, field in _DATES.items()}
    found |= {frozenset({"date", "on"} | {event}): field for event, field in _DATES.items()}
    found |= {frozenset(names.split()): field for names, field in _OTHERS.items()}
    return found


_DATES = {
    "received": Field.RECEIVED_ON, "resolved": Field.RESOLVED_ON, "closed": Field.CLOSED_ON,
    "acknowledged": Field.ACKNOWLEDGED_ON, "reply": Field.RESOLVED_ON,
}  # fmt: skip
_OTHERS = {
    "number received": Field.REGISTERED_NO,
    "channel": Field.CHANNEL, "channel received": Field.CHANNEL, "how received": Field.CHANNEL,
    "how channel received": Field.CHANNEL,
    "classify": Field.TYPE, "how classify": Field.TYPE, "category": Field.CATEGORY,
    "description issue": Field.ISSUE, "type issue": Field.TYPE, "category issue": Field.CATEGORY,
    "description action": Field.ACTION, "description resolved": Field.ACTION,
    "description reply": Field.ACTION, "action": Field.ACTION, "action resolved": Field.ACTION,
    "description action resolved": Field.ACTION, "action reply": Field.ACTION,
    "status": Field.STATUS, "status resolved": Field.STATUS,
    "channel reply": Field.WAY, "how reply": Field.WAY,
    "place": Field.LOCATION, "place name": Field.LOCATION, "place person": Field.LOCATION,
    "place incident": Field.LOCATION, "where": Field.LOCATION, "where incident": Field.LOCATION,
    "where place": Field.LOCATION, "description incident": Field.ISSUE,
    "outcome": Field.OUTCOME, "outcome resolved": Field.OUTCOME,
    "vulnerable": Field.GROUP, "vulnerable group": Field.GROUP, "vulnerable person": Field.GROUP,
    "vulnerable group person": Field.GROUP, "type vulnerable": Field.GROUP, "vulnerable status": Field.GROUP,
    "responsible": Field.RESPONSIBLE, "responsible office": Field.RESPONSIBLE,
    "sex": Field.SEX, "sex person": Field.SEX, "age": Field.AGE_GROUP, "age person": Field.AGE_GROUP,
    "priority": Field.PRIORITY, "days": Field.REPORTED_WORKING_DAYS,
    "days resolved": Field.REPORTED_WORKING_DAYS, "days closed": Field.REPORTED_WORKING_DAYS,
    "description": Field.ISSUE, "explanation resolved": Field.ACTION, "explanation action": Field.ACTION,
    "anonymous": Field.ANONYMOUS, "anonymous person": Field.ANONYMOUS, "anonymous received": Field.ANONYMOUS,
    "satisfaction": Field.SATISFACTION, "satisfaction person": Field.SATISFACTION,
    "satisfaction person resolved": Field.SATISFACTION, "satisfaction resolved": Field.SATISFACTION,
    "reopened": Field.REOPENED, "appealed": Field.APPEALED, "appealed person": Field.APPEALED,
    "number person": Field.ID_NUMBER,
}  # fmt: skip
_OF_A_CASE = {
    "date": Field.RECEIVED_ON, "number": Field.REGISTERED_NO, "type": Field.TYPE,
    "explanation": Field.ISSUE, "escalated": Field.ESCALATED_TO,
}  # fmt: skip
"""Concepts that mean something only beside the case: "Type of complaint", not "Type of land"."""

_NEVER_OF_A_CASE = frozenset({Field.SEX, Field.AGE_GROUP, Field.ID_NUMBER})
_MEANINGS = _meanings()


def is_against(concepts: Iterable[str]) -> bool:
    """Whether one of the concepts makes a heading no field where they mean none together."""
    return not _AGAINST.isdisjoint(concepts)


def meaning_of(concepts: Sequence[str]) -> Field | None:
    """The field that concepts name in their order."""
    if "against" in concepts or concepts[0] == "count":
        return None
    concepts = ["number" if concept == "count" else concept for concept in concepts]
    core = _without_level(_of_the_date(frozenset(concepts) - CASE - {"filler"}))
    has_case = bool(CASE.intersection(concepts))
    if "cases" in concepts and core == {"number"}:
        return None
    if has_case and "name" in core and "person" not in core:
        return None  # of a case: its title
    if core and core - _BESIDES_PERSONAL <= PERSONAL.keys() and (personal := _personal(core)):
        return personal
    if has_case and len(core) == 1 and (field := _OF_A_CASE.get(next(iter(core)))):
        return field
    found = _MEANINGS.get(core)
    return None if has_case and found in _NEVER_OF_A_CASE else found


def _without_level(core: frozenset[str]) -> frozenset[str]:
    """Without the level of what has levels: "Level of urgency"."""
    return core - {"level"} if core & {"priority", "satisfaction", "escalated"} else core


def _of_the_date(core: frozenset[str]) -> frozenset[str]:
    """Concepts of a date without whose it is: "Date lodged by complainant", "Date the issue was resolved"."""
    if not core & {"date", "on"} or not core & _BESIDES_A_DATE:
        return core
    event = frozenset({"received"} if "by_person" in core else ())
    bare = core - _BESIDES_A_DATE | event
    return bare if bare & _DATES.keys() else core


_BESIDES_A_DATE = frozenset({"by_person", "person", "issue"})


def _personal(core: frozenset[str]) -> Field | None:
    """The identity that concepts name: "Complainant's phone", "Name of complainant", "Complainant ID"."""
    named = [concept for concept in PERSONAL if concept in core]
    if not named:
        return None
    return Field.ID_NUMBER if core == {"number", "person"} else PERSONAL[named[0]]
