"""Sentences → what they say: read only where every word of a sentence is known, so that none is misread.

"9 feedbacks were received" is read; "9 feedbacks were received by phone" isn't: it counts something else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

from grm_data.reconcile.figures import Kind, kind_of
from grm_data.reconcile.mentions import Said, Value
from grm_data.reconcile.ours import templates
from grm_data.reconcile.words import (
    DAY,
    DECIMAL,
    MONTH,
    NUMBER,
    RANGE,
    Marked,
    any_of,
    decimal_of,
    in_digits,
    marked,
    plain,
    words,
)
from grm_data.register.folding import tidy
from grm_data.register.vocabulary import value_code

__all__ = ["read_paragraph", "sentences_of", "value_of"]

_ENDS = re.compile(r"(?<=[.!?])\s+(?=\S)|;\s*")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEAD = re.compile(r"^\W*\b")
_PATTERN = {
    Kind.COUNT: rf"{NUMBER}|\bno\b",
    Kind.DECIMAL: rf"(?<![\w.,]){DECIMAL}(?![\w])",
    Kind.RATIO: r"(?<![\d:])\d+ ?: ?\d+(?![\d:])",
    Kind.PERCENT: r"(?<![\w.,])[<>]?\d+(?:[.,]\d+)? ?%",
    Kind.DAY: DAY,
    Kind.LIST: r"\d+(?:, \d+)*",
}

_LONGEST = 20_000
"""Letters of a sentence: the time for one grows with their square, and no report has a longer one."""


@dataclass(slots=True, repr=False)
class _Context:
    """Of which period the sentences of a paragraph speak."""

    period: str | None = None


def value_of(kind: Kind, text: str, found: Marked) -> Value | None:
    """A value as it is written; None for one that isn't whole."""
    text = text.strip()
    match kind:
        case Kind.COUNT:
            return 0 if text == "no" else int(text.replace(",", ""))
        case Kind.DECIMAL:
            return decimal_of(text)
        case Kind.RATIO:
            return text.replace(" ", "")
        case Kind.PERCENT:
            return text.replace(" ", "").replace(",", ".")
        case Kind.DAY:
            return found.day(text)
        case Kind.LIST:
            return tuple(map(int, text.split(", ")))


def read_paragraph(
    sentences: Sequence[tuple[int, str]], said: Said, chosen: Mapping[str, tuple[date, date]]
) -> None:
    """Read the (line, sentence)s of a paragraph; ``chosen`` are the periods' days, by which days name one."""
    context = _Context()
    for line, sentence in sentences:
        if len(sentence) > _LONGEST:
            if re.search(r"\d", sentence):
                said.unread.add(line)
            continue
        found = marked(sentence)
        text = _with_contexts(in_digits(found.text), found, chosen)
        if not _sentence(text, found, line, said, context):
            said.unread.add(line)


def sentences_of(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The sentences of (line, text)s that belong together, each with the line that it begins in."""
    found, begin, text = [], 0, " ".join(one for _, one in lines)
    starts = list(accumulate((len(one) + 1 for _, one in lines), initial=0))
    for match in [*_ENDS.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[begin:end].strip():
            found.append((lines[bisect_right(starts, begin) - 1][0], text[begin:end]))
        begin = match.end() if match else end
    return found


def _with_contexts(text: str, found: Marked, chosen: Mapping[str, tuple[date, date]]) -> str:
    """The text with a mark, «new», where a period is named by words or by its days."""
    for name, pattern in _contexts().items():
        text = pattern.sub(lambda one, name=name: f" «{name}» {''.join(re.findall(MONTH, one[0]))} ", text)  # type: ignore[misc]

    def named(one: re.Match[str]) -> str:
        days = found.range(one[0])
        return next((f" «{name}» " for name, own in chosen.items() if own == days), one[0])

    return re.sub(RANGE, named, text)


@cache
def _contexts() -> dict[str, re.Pattern[str]]:
    order = ("total", "previous", "new")
    marks = {"«month»": MONTH, "«day»": DAY}
    found = {}
    for name in order:
        pattern = any_of(words()["context"][name])
        for mark, letters in marks.items():
            pattern = pattern.replace(mark, letters)
        found[name] = re.compile(rf"(?<!\w){pattern}(?!\w)")
    return found


@cache
def _compiled(section: str) -> tuple[re.Pattern[str], ...]:
    ours = templates() if section == "fixed" else ()
    return tuple(_pattern(template) for template in (*ours, *words()[section]["patterns"]))


def _pattern(template: str) -> re.Pattern[str]:
    """{figure} becomes a group of its name, NOUN and WAS their words."""
    text = template.replace("NOUN", any_of(words()["nouns"])).replace("WAS", any_of(words()["be"]))
    text = text.replace("«day»", DAY)

    def group(one: re.Match[str]) -> str:
        return f"(?P<{one[1].replace('.', '__')}>{_PATTERN[kind_of(one[1])]})"

    return re.compile(r"(?<!\w)" + re.sub(r"\{([a-z_.]+)\}", group, text) + r"(?!\w)")


def _sentence(text: str, found: Marked, line: int, said: Said, context: _Context) -> bool:
    """Whether all numbers of a sentence were read or are no figures."""
    for pattern in _compiled("ignored"):
        text = tidy(pattern.sub(" ", text))
    text = _fixed(text, found, line, said)
    if not re.search(rf"\d|\bno\b|«|{DAY}", text):
        return True
    named = _periods_of(text)
    if named:
        context.period = named.pop() if len(named) == 1 else None
    mentions, rest = _taken(text, found)
    if mentions and context.period and not _unknown(rest):
        ambiguous = any(re.search(rf"\b{word}\b", text) for word in words()["ambiguous"]["words"])
        for figure, value in mentions:
            said.add(f"{context.period}.{figure}", value, line, sure=not ambiguous)
        _started(rest, found, line, said)
        return True
    context.period = None if mentions or "«" not in text else context.period
    return not re.search(rf"\d|{DAY}", text)


def _fixed(text: str, found: Marked, line: int, said: Said) -> str:
    """What is said of the period reported in words of ours, whatever else stands there; the rest."""
    for pattern in _compiled("fixed"):
        while match := pattern.search(text):
            for name, value in _values(match, found):
                is_whole = name.startswith(("register.", "as_of", "open")) and name != "opening"
                said.add(name if is_whole else f"new.{name}", value, line)
            text = tidy(f"{text[: match.start()]} {text[match.end() :]}")
    return text


def _periods_of(text: str) -> set[str]:
    """The periods that a sentence names."""
    named = set(re.findall(r"«(\w+)»", text))
    if any(re.search(pattern, text) for pattern in words()["sentences"]["totals"]):
        named.add("total")
    return named


def _taken(text: str, found: Marked) -> tuple[list[tuple[str, Value]], str]:
    """The figures of a sentence, and what is left of it."""
    mentions: list[tuple[str, Value]] = []
    text = tidy(_BRACKETS.sub(_without_words, text))
    for pattern in _compiled("sentences"):
        while match := pattern.search(text):
            mentions += _values(match, found)
            rest, more = _following(text[match.end() :], dict(mentions))
            mentions += more
            text = tidy(f"{text[: match.start()]} {rest}")
    return mentions, text


def _without_words(one: re.Match[str]) -> str:
    """Brackets that only list channels say nothing that is compared."""
    parts = re.split(r",| and | et ", one[1])
    return " " if all(_is_channel(part) for part in parts) else one[0]


def _is_channel(text: str) -> bool:
    own = re.sub(r"(?i)^(?:the |project's |project |feedback section of )+", "", text.strip())
    return (
        any(value_code("channel", one) for one in (text, own))
        or value_code("channel", f"project {own}") is not None
    )


def _following(text: str, before: dict[str, Value]) -> tuple[str, list[tuple[str, Value]]]:
    """What follows a figure: that all of it, or none, is something else, too."""
    more: list[tuple[str, Value]] = []
    for section in ("same", "none"):
        for figure, phrases in words()[section].items():
            for phrase in phrases:
                pattern = rf"^[\s,]*{phrase.replace('WAS', any_of(words()['be']))}(?!\w)"
                if "addressed" in before and (match := re.match(pattern, text)):
                    more.append((figure, before["addressed"] if section == "same" else 0))
                    text = text[match.end() :]
    return text, more


def _values(match: re.Match[str], found: Marked) -> Iterator[tuple[str, Value]]:
    for name, text in match.groupdict().items():
        figure = name.replace("__", ".")
        value = None if text is None else value_of(kind_of(figure), text, found)
        if value is not None:
            yield figure, value


def _unknown(text: str) -> bool:
    """Whether anything but fillers is left of a sentence."""
    text = re.sub(r"«\w+»", " ", text)
    known = {plain(word) for word in words()["fillers"]}
    left = {word for word in _WORD.findall(text) if word not in known}
    return (
        bool(left) or any(char.isdigit() for char in text) or re.search(f"{RANGE}|{DAY}|%", text) is not None
    )


def _started(text: str, found: Marked, line: int, said: Said) -> None:
    """The month since which a sentence counts."""
    for mark in re.findall(MONTH, text):
        said.add("total.start_month", found.month(mark), line)
