"""The words of a register, and the spellings that mean them."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from functools import cache
from pathlib import Path

from grm_data.compiled import toml_file
from grm_data.language.files import tables
from grm_data.register.folding import fold, tidy

__all__ = [
    "STATUSES",
    "Status",
    "channel_begun",
    "is_foreign",
    "is_known_value",
    "is_spelling",
    "nearest_spelling",
    "offered_status",
    "status_of_parts",
    "value_code",
    "value_tables",
]


class Status(StrEnum):
    """Where a feedback stands, in the words of the source report."""

    UNRELATED = "unrelated"  # not linked to the project, or not the implementing unit's to address
    RESOLVING = "resolving"  # registered, under review or being acted on
    RESOLVED = "resolved"  # actions taken and provided to the complainant
    UNRECOGNISED = "unrecognised"  # a word that nobody has mapped yet

    @property
    def is_addressed(self) -> bool:
        """Whether the feedback counts as addressed."""
        return self in (Status.RESOLVING, Status.RESOLVED)


STATUSES: tuple[Status, ...] = tuple(Status)


@cache
def value_tables() -> dict[str, dict[str, list[str]]]:
    """Kind of value → code → its spellings, as the files have them."""
    found: dict[str, dict[str, list[str]]] = toml_file(Path(__file__).parent / "spellings" / "values.toml")
    for kinds in tables("values").values():
        for kind, codes in kinds.items():
            for code, spellings in codes.items():
                found[kind].setdefault(code, []).extend(spellings)
    return found


@cache
def _codes(kind: str) -> dict[str, str]:
    """Folded spelling → code, for a table of values.toml; a code is a spelling of itself."""
    table = {fold(code): code for code in value_tables()[kind]}
    for code, spellings in value_tables()[kind].items():
        table.update({fold(spelling): code for spelling in spellings})
    return table


def value_code(kind: str, text: str) -> str | None:
    """The canonical code of a value of ``kind`` ("status", "channel", "type", …), None if unknown.

    >>> value_code("channel", "Project' website feedback section")
    'website'
    >>> value_code("status", "Not resolved")
    'resolving'
    >>> value_code("status", "Related") is None    # never its opposite's neighbour
    True
    """
    folded = fold(text)
    if kind == "status" and text.rstrip().endswith(_QUESTIONS):
        return None
    if not folded and kind in _ANSWERS:
        return _signs().get(tidy(text).rstrip("\ufe0f"))
    return _codes(kind).get(folded)


_QUESTIONS = ("?", "？", "؟")
_ANSWERS = ("flag", "sensitive")
"""Kinds of values that a sign may answer."""


@cache
def _signs() -> dict[str, str]:
    return {sign: code for code, signs in value_tables()["sign"].items() for sign in signs}


_BEHIND = re.compile(
    r"\s*[:：(\[,;\n|]\s*|\s+[-–—]\s+|\s+(?:from|of|by|with|de|da|от|с|dari|من)\s+|\s+(?=[+\d])|\s+(?=\S+@)"
)
"""What stands between a channel and what is said besides: who called, from which number."""

_BEFORE = frozenset({"by", "via", "through", "on", "over", "par", "por", "через", "по"})


def channel_begun(text: str) -> str | None:
    """The channel that a cell begins with, where it says more than that and names no other.

    >>> channel_begun("By phone from the head of the bagh"), channel_begun("Phone, e-mail")
    ('phone', None)
    """
    parts = [part for part in _BEHIND.split(text) if fold(part)]
    if len(parts) < 2:
        return None
    words = fold(parts[0]).split()
    begun = " ".join(words[1:] if words[0] in _BEFORE and len(words) > 1 else words)
    code = value_code("channel", begun)
    others = {value_code("channel", one) for part in parts[1:] for one in (part, *part.split())}
    return code if others <= {None, code} else None


@cache
def _foreign() -> dict[str, tuple[str, str]]:
    """Folded word that means something else in other languages → (its language, as it is written)."""
    return {
        fold(spelling): (language, tidy(spelling).casefold())
        for language, spellings in value_tables()["foreign"].items()
        for spelling in spellings
    }


def is_foreign(text: str, languages: Collection[str]) -> bool:
    """Whether a word has its meaning in a language that none of ``languages`` is: *Reclamation* in English.

    Written with its own accents, or where no language is evident, it means what it says.
    """
    language, written = _foreign().get(fold(text), (None, ""))
    return bool(languages) and language not in (None, *languages) and tidy(text).casefold() != written


def is_spelling(kind: str, text: str) -> bool:
    """Whether the whole text is a known spelling of ``kind``: no other word, such as a name, is in it."""
    return value_code(kind, text) is not None or (kind == "status" and fold(text) in _codes("status_offered"))


def is_known_value(kind: str, text: str) -> bool:
    """Whether the text is read as a value of ``kind``, offered meanings of a status included."""
    is_known = kind in value_tables() and value_code(kind, text) is not None
    return is_known or (kind == "status" and _is_offered(text))


def _is_offered(text: str) -> bool:
    return fold(text) in _codes("status_offered") or _status_begun(text) is not None


def offered_status(text: str) -> str | None:
    """The status that may be meant by a word such as "Rejected": for a person to decide, never applied."""
    code = _codes("status_offered").get(fold(text)) or _status_begun(text)
    return None if code == Status.UNRECOGNISED else code


_MOST_WORDS = 8
"""A longer text is no status, whatever it begins with."""


def _status_begun(text: str) -> str | None:
    """The status that a text begins with, where nothing behind it says otherwise: "Closed (not upheld)".

    A question ("Resolved?") is an offer, too.
    """
    words = fold(text).split()
    known, offered = _codes("status"), _codes("status_offered")
    if len(words) + text.count("?") < 2 or len(words) > _MOST_WORDS:
        return None
    for n in range(len(words), 0, -1):
        code = known.get(" ".join(words[:n])) or offered.get(" ".join(words[:n]))
        if code is not None:
            return _status_with(code, words[n:])
    return None


def _status_with(code: str, rest: list[str]) -> str | None:
    """What a status means with the words behind it; None where they say otherwise."""
    text = " ".join(rest)
    if (instead := _codes("status_offered").get(text)) is not None:
        return instead
    against = {*map(fold, value_tables()["status_against"]["words"]), *_codes("status")}
    return None if against.intersection(rest) and value_code("outcome", text) is None else code


def status_of_parts(text: str) -> str | None:
    """The status that a text begins with, where what stands apart behind it says the same, or is a remark.

    >>> status_of_parts("resolved/closed"), status_of_parts("Closed, complainant informed")
    ('resolved', 'resolved')
    >>> status_of_parts("Closed - withdrawn") is None
    True
    """
    parts = [part for part in _HALVES.split(text) if fold(part)]
    if len(parts) < 2 or len(text.split()) > _MOST_WORDS or text.rstrip().endswith(_QUESTIONS):
        return None
    code = value_code("status", parts[0])
    return code if code and all(_says_no_other(code, part) for part in parts[1:]) else None


def _says_no_other(code: str, remark: str) -> bool:
    """Whether a remark beside a status leaves it what it is."""
    if value_code("status", remark) == code:
        return True
    words = fold(remark).split()
    offered = {word for word, meant in _codes("status_offered").items() if meant != code}
    against = {*map(fold, value_tables()["status_against"]["words"]), *_codes("status"), *offered}
    is_other = value_code("outcome", remark) is not None or _is_offered(remark)
    return not is_other and not against.intersection(words) and not any(c.isdigit() for c in remark)


_HALVES = re.compile(r"[/|,;:()\n]|\s[-–—]\s|[–—]")


@cache
def _spelling_by_folded(kind: str) -> dict[str, str]:
    return {fold(spelling): spelling for spellings in value_tables()[kind].values() for spelling in spellings}


def nearest_spelling(kind: str, text: str) -> str | None:
    """The known spelling most like an unknown value, as an offer to a person; None if none is near."""
    folded = fold(text)
    if kind == "status" and _is_offered(text):
        return None
    from difflib import get_close_matches  # few words are asked about: most programs need none of it

    near = get_close_matches(folded, _spelling_by_folded(kind), n=1, cutoff=0.75)
    return _spelling_by_folded(kind)[near[0]] if near else None
