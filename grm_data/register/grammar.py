"""The grammar of headings: which field a heading names that is no known spelling as a whole.

A heading is taken apart into segments ("intake/Date received", "Огноо / Date") and each of these into
words, and every word has to be known in one language. Where anything is doubtful it names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grm_data.register.fields import IDENTITY_FIELDS, Field
from grm_data.register.folding import fold
from grm_data.register.lexicon import concepts_of, is_word, languages_of_words, may_begin

__all__ = [
    "event_of",
    "field_by_words",
    "languages_of_segment",
    "names_date",
    "segments_of",
    "speaks_against",
    "words_of",
]

_MOST_WORDS = 16
"""A text of more words is no heading."""

_CASE = frozenset({"case", "cases"})
_DATE_WORDS = frozenset({"date", "on"})
_EVENTS = frozenset({"received", "resolved", "closed", "acknowledged", "reply"})
_PERSONAL = {
    "phone": Field.PHONE, "contact": Field.PHONE, "email": Field.EMAIL, "address": Field.ADDRESS,
    "identity": Field.ID_NUMBER, "name": Field.NAME, "by_person": Field.NAME, "person": Field.NAME,
}  # fmt: skip
"""Concepts of identities; of several in one heading the first counts."""

_BESIDES_PERSONAL = frozenset({"number", "description", "case"})
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
    "sex": Field.SEX, "sex person": Field.SEX, "age": Field.AGE_GROUP, "age person": Field.AGE_GROUP,
    "priority": Field.PRIORITY, "days resolved": Field.REPORTED_WORKING_DAYS,
    "anonymous": Field.ANONYMOUS, "anonymous person": Field.ANONYMOUS, "anonymous received": Field.ANONYMOUS,
    "satisfaction": Field.SATISFACTION, "satisfaction person": Field.SATISFACTION,
    "satisfaction person resolved": Field.SATISFACTION, "satisfaction resolved": Field.SATISFACTION,
    "reopened": Field.REOPENED, "appealed": Field.APPEALED, "appealed person": Field.APPEALED,
    "number person": Field.ID_NUMBER,
}  # fmt: skip
_OF_A_CASE = {
    "date": Field.RECEIVED_ON, "number": Field.REGISTERED_NO, "type": Field.TYPE,
    "description": Field.ISSUE, "escalated": Field.ESCALATED_TO,
}  # fmt: skip
"""Concepts that mean something only beside the case: "Type of complaint", not "Type of land"."""

_NEVER_OF_A_CASE = frozenset({Field.SEX, Field.AGE_GROUP, Field.ID_NUMBER})
_MEANINGS = _meanings()

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_LIST_NUMBER = re.compile(
    r"^\s*(?:[\[(]\s*(?:\d{1,3}|[a-zа-я])\s*[\])]|\d{1,3}(?:\.\d{1,3})*\s*[.):\-]|\d{1,3}\s+|[qQ]\d{1,3}\b[.):]?"
    r"|[a-zA-Zа-яА-Я]\s*[.)])\s*(?=[^\W\d])"
)
_HUMPS = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPLIT = re.compile(r"\s*(?:[\n\r|;]|::|:|\s[-–—]\s|/|\\)\s*")
_ELISION = re.compile(r"\b([dDlL])['’](?=\w)")
_SCRIPTS = re.compile(
    r"(?<=[a-zA-Zà-ÿ])\s+(?=[Ѐ-ӿ\u0600-\u06ff\u4e00-\u9fff])"
    r"|(?<=[Ѐ-ӿ\u0600-\u06ff\u4e00-\u9fff])\s+(?=[a-zA-Z])"
)
"""Where one script follows another: a line break between two languages was a blank of the cell."""
_LAST_DIGITS = re.compile(r"\s\d{1,2}$")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a segment names: a field or none, and the events in it."""

    field: Field | None
    events: frozenset[str] = frozenset()
    against: bool = False


def field_by_words(heading: str, known: Callable[[str], Field | None]) -> tuple[Field, int] | None:
    """(the field that a heading names by its words, how roundabout), None where it is none or doubtful.

    ``known`` gives the field of a segment that is a known spelling as a whole.

    >>> field_by_words("complaintSubmittedOn", lambda text: None)
    (<Field.RECEIVED_ON: 'received_on'>, 3)
    >>> field_by_words("Expected date of resolution", lambda text: None) is None
    True
    """
    bare = _BRACKETS.sub(" ", heading)
    inside = [text[1:-1] for text in _BRACKETS.findall(heading)]
    segments = segments_of(bare)
    if not any(_may_name(text, known) for text in [*segments, *inside]):
        return None
    readings = [_read(text, known) for text in segments]
    beside = [_read(text, known) for text in inside]
    if any(reading.against for reading in [*readings, *beside]):
        return None
    field = _agreed(readings)
    if field is None and not any(reading.field for reading in readings):
        field = _agreed(beside)
    return None if field is None else (field, len(words_of(bare)))


def _may_name(segment: str, known: Callable[[str], Field | None]) -> bool:
    """Whether it is worth to read a segment: most cells of a sheet that are no headings aren't."""
    words = words_of(segment)
    if not words or len(words) > _MOST_WORDS:
        return False
    return len(words) == 1 or may_begin(words[0]) or known(segment) is not None


def speaks_against(heading: str) -> bool:
    """Whether a word makes a heading no field: "Date of incident", "Date resolved (expected)"."""
    inside = [text[1:-1] for text in _BRACKETS.findall(heading)]
    parts = [*inside, *segments_of(_BRACKETS.sub(" ", heading))]
    return any(_read(text, lambda _: None).against for text in parts)


def names_date(heading: str) -> bool:
    """Whether a heading says that its cells are dates: "Date resolved", but not "Resolved"."""
    return any(_DATE_WORDS & set(concepts) for concepts in _all_concepts(heading))


def event_of(heading: str) -> str | None:
    """The event that a heading names and nothing else: "resolved" of "Resolved (Yes/No)"; of a date none."""
    bare = _BRACKETS.sub(" ", heading)
    events = [frozenset(concepts) - _CASE - {"filler"} for concepts in _all_concepts(bare)]
    found = {next(iter(event)) for event in events if len(event) == 1} & _EVENTS
    return found.pop() if len(found) == 1 else None


def languages_of_segment(segment: str) -> frozenset[str]:
    """The languages that know every word of a segment, and something that it means."""
    words = words_of(segment)
    known = {language: concepts_of(words, language) for language in languages_of_words()} if words else {}
    return frozenset(language for language, concepts in known.items() if concepts and _meaning(concepts))


def _all_concepts(heading: str) -> list[list[str]]:
    """What each language makes of each segment of a heading."""
    return [
        concepts
        for segment in segments_of(heading)
        for language in languages_of_words()
        if (concepts := _concepts(words_of(segment), language))
    ]


def segments_of(heading: str) -> list[str]:
    """The parts of a heading that may each name a field: the halves of a bilingual one; of a path the last.

    >>> segments_of("grp_intake/date_received"), segments_of("3. Суваг / Channel*")
    (['date_received'], ['Суваг', 'Channel'])
    """
    text = _LIST_NUMBER.sub("", heading).strip(" *\t\n\r")
    if "/" in text and not re.search(r"\s", text) and ("_" in text or (text.isascii() and text.islower())):
        return [text.rsplit("/", 1)[1]]
    parts = [_LIST_NUMBER.sub("", part).strip(" *.") for part in _SPLIT.split(_SCRIPTS.sub("|", text))]
    return [part for part in parts if fold(part)]


def words_of(segment: str) -> list[str]:
    """The folded words of a segment: camelCase comes apart, a last number is left out."""
    text = fold(_HUMPS.sub(" ", _ELISION.sub(r"\1 ", segment)))
    return _LAST_DIGITS.sub("", text).split()


def _agreed(readings: Sequence[_Reading]) -> Field | None:
    """The one field of all segments that name one; a segment of another event is no filler."""
    fields = [reading.field for reading in readings if reading.field is not None]
    if not fields:
        return None
    if IDENTITY_FIELDS.issuperset(fields):
        return fields[0]
    if len(set(fields)) > 1:
        return None
    named = frozenset().union(*(reading.events for reading in readings if reading.field))
    others = (reading.events for reading in readings if reading.field is None)
    return fields[0] if all(events <= named for events in others) else None


def _read(segment: str, known: Callable[[str], Field | None]) -> _Reading:
    """What one segment names: a known spelling, else what every language that knows all words makes of it."""
    words = words_of(segment)
    if not words or len(words) > _MOST_WORDS:
        return _Reading(None)
    found = [concepts for language in languages_of_words() if (concepts := _concepts(words, language))]
    events = frozenset(concept for concepts in found for concept in concepts if concept in _EVENTS)
    whole = known(segment) or known(" ".join(words))
    if whole is not None:
        return _Reading(whole, events)
    fields = {_meaning(concepts) for concepts in found}
    field = fields.pop() if len(fields) == 1 else None
    return _Reading(field, events, field is None and any("against" in concepts for concepts in found))


def _concepts(words: Sequence[str], language: str) -> list[str] | None:
    found = concepts_of(words, language)
    if found is None and len(words) == 1 and language == "en" and 6 < len(words[0]) < 40:
        apart = next(_apart(words[0], language), None)
        found = None if apart is None else concepts_of(apart, language)
    if found is not None and "by" not in found:
        return found
    singly = [concept for word in words for concept in concepts_of([word], language) or ["unknown"]]
    if "against" in singly:
        return ["against"]
    return _before_by(words, singly, language) or found


def _before_by(words: Sequence[str], singly: Sequence[str], language: str) -> list[str] | None:
    """Without what follows "by", where a date or an action stands before it: "Action taken by the PIU"."""
    i = singly.index("by") if "by" in singly else 0
    before, after = concepts_of(words[:i], language) or [], singly[i + 1 :]
    is_whole = "date" in before or ("action" in before and bool(after))
    return before if is_whole and not _EVENTS.intersection(after) else None


def _apart(word: str, language: str) -> Iterator[list[str]]:
    """Ways to take run-together words apart: "datereceived", the longest first word first."""
    if not word:
        yield []
    for n in range(len(word), 1, -1):
        if is_word(word[:n], language):
            for rest in _apart(word[n:], language):
                yield [word[:n], *rest]


def _meaning(concepts: Sequence[str]) -> Field | None:
    """The field that concepts name in their order."""
    if "against" in concepts or concepts[0] == "count":
        return None
    concepts = ["number" if concept == "count" else concept for concept in concepts]
    core = frozenset(concepts) - _CASE - {"filler"}
    has_case = bool(_CASE.intersection(concepts))
    if "cases" in concepts and core == {"number"}:
        return None
    if has_case and "name" in core and "person" not in core:
        return None  # of a case: its title
    if core and core - _BESIDES_PERSONAL <= _PERSONAL.keys() and (personal := _personal(core)):
        return personal
    if has_case and len(core) == 1 and (field := _OF_A_CASE.get(next(iter(core)))):
        return field
    found = _MEANINGS.get(core)
    return None if has_case and found in _NEVER_OF_A_CASE else found


def _personal(core: frozenset[str]) -> Field | None:
    """The identity that concepts name: "Complainant's phone", "Name of complainant", "Complainant ID"."""
    named = [concept for concept in _PERSONAL if concept in core]
    if not named:
        return None
    return Field.ID_NUMBER if core == {"number", "person"} else _PERSONAL[named[0]]
