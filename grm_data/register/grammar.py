"""The grammar of headings: which field a heading names that is no known spelling as a whole.

A heading is taken apart into segments ("intake/Date received", "Огноо / Date") and each of these into
words, and every word has to be known in one language. Where anything is doubtful it names nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grm_data.register.fields import DATE_FIELDS, IDENTITY_FIELDS, Field
from grm_data.register.lexicon import concepts_of, is_word, languages_of_words, may_begin
from grm_data.register.meanings import CASE, is_against, meaning_of
from grm_data.register.segments import in_brackets, segments_of, without_brackets, words_of

__all__ = [
    "event_of",
    "field_by_words",
    "is_plain_date",
    "languages_of_segment",
    "names_date",
    "speaks_against",
]

_MOST_WORDS = 16
"""A text of more words is no heading."""

_WITHOUT_BLANKS = ("zh",)
_DATE_WORDS = frozenset({"date", "on"})
_PARTLY = ["against", "unknown"]
"""What a language makes of a segment of which it knows not every word, but one that is against a field."""

_EVENTS = frozenset({"received", "resolved", "closed", "acknowledged", "reply"})


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
    bare = without_brackets(heading)
    inside = in_brackets(heading)
    segments = segments_of(bare)
    if not any(_may_name(text, known) for text in [*segments, *inside]):
        return None
    readings = [_read(text, known) for text in segments]
    beside = [_read(text, known) for text in inside]
    if any(reading.against for reading in [*readings, *beside]):
        return None
    field = _of_alternatives(bare, segments) or _agreed(readings)
    if field is None and not any(reading.field for reading in readings):
        field = _agreed(beside)
    unread = [text for text, reading in zip(segments, readings, strict=True) if reading.field is None]
    if field is None or (field not in DATE_FIELDS and any(map(_begins_as_date, unread))):
        return None
    return field, len(words_of(bare))


def _of_alternatives(bare: str, segments: Sequence[str]) -> Field | None:
    """The field of a heading with words of one kind around a slash: "Type of complaint/grievance"."""
    return _read(" ".join(segments), lambda _: None).field if "/" in bare and len(segments) > 1 else None


def _begins_as_date(segment: str) -> bool:
    """Whether a segment is about a date: then nothing else stands there, whatever its other words are."""
    first = words_of(segment)[:1]
    return any("date" in (concepts_of(first, language) or ()) for language in languages_of_words())


def _may_name(segment: str, known: Callable[[str], Field | None]) -> bool:
    """Whether it is worth to read a segment: most cells of a sheet that are no headings aren't."""
    words = words_of(segment)
    if not words or len(words) > _MOST_WORDS:
        return False
    return len(words) == 1 or may_begin(words[0]) or known(segment) is not None


def speaks_against(heading: str) -> bool:
    """Whether a word makes a heading no field: "Date of incident", "Date resolved (expected)"."""
    inside = in_brackets(heading)
    parts = [*inside, *segments_of(without_brackets(heading))]
    return any(_read(text, lambda _: None).against for text in parts)


def names_date(heading: str) -> bool:
    """Whether a heading says that its cells are dates: "Date resolved", but not "Resolved"."""
    return any(_DATE_WORDS & set(concepts) for concepts in _all_concepts(heading))


def is_plain_date(heading: str) -> bool:
    """Whether a heading says "date" and not of what.

    >>> is_plain_date("Дата / Date"), is_plain_date("Date of visit")
    (True, False)
    """
    segments = segments_of(without_brackets(heading))
    return bool(segments) and not speaks_against(heading) and all(map(_is_plain_date, segments))


def _is_plain_date(segment: str) -> bool:
    found = [_concepts(words_of(segment), language) for language in languages_of_words()]
    return any(concepts and set(concepts) - {"filler"} == {"date"} for concepts in found)


def event_of(heading: str) -> str | None:
    """The event that a heading names and nothing else: "resolved" of "Resolved (Yes/No)"; of a date none."""
    bare = without_brackets(heading)
    events = [frozenset(concepts) - CASE - {"filler"} for concepts in _all_concepts(bare)]
    found = {next(iter(event)) for event in events if len(event) == 1} & _EVENTS
    return found.pop() if len(found) == 1 else None


def languages_of_segment(segment: str) -> frozenset[str]:
    """The languages that know every word of a segment, and something that it means."""
    words = words_of(segment)
    known = {language: concepts_of(words, language) for language in languages_of_words()} if words else {}
    return frozenset(language for language, concepts in known.items() if concepts and meaning_of(concepts))


def _all_concepts(heading: str) -> list[list[str]]:
    """What each language makes of each segment of a heading."""
    return [
        concepts
        for segment in segments_of(heading)
        for language in languages_of_words()
        if (concepts := _concepts(words_of(segment), language))
    ]


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
    fields = {meaning_of(concepts) for concepts in found if concepts != _PARTLY}
    field = fields.pop() if len(fields) == 1 else None
    return _Reading(field, events, field is None and any(map(is_against, found)))


def _concepts(words: Sequence[str], language: str) -> list[str] | None:
    found = concepts_of(words, language)
    if found is None and len(words) == 1 and _may_run_together(words[0], language):
        apart = next(_apart(words[0], language), None)
        found = None if apart is None else concepts_of(apart, language)
    if found is not None and "by" not in found:
        return found
    singly = [concept for word in words for concept in concepts_of([word], language) or ["unknown"]]
    if is_against(singly):
        return [*_PARTLY]
    return _before_by(words, singly, language) or found


def _may_run_together(word: str, language: str) -> bool:
    """Whether a word may be several: datereceived, 收到日期."""
    return language in _WITHOUT_BLANKS or (language == "en" and 6 < len(word) < 40)


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
    for n in range(len(word), 0 if language in _WITHOUT_BLANKS else 1, -1):
        if is_word(word[:n], language):
            for rest in _apart(word[n:], language):
                yield [word[:n], *rest]
