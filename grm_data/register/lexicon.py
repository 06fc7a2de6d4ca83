"""The words of headings, language by language: a heading becomes the set of concepts that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from grm_data.language.files import tables
from grm_data.register.folding import fold

__all__ = ["concepts_among", "concepts_of", "is_word", "languages_of_words", "may_begin"]

_LONGEST = 4
"""Words of the longest phrase that is looked for."""

_ARTICLE = fold("ال")

_Lexicon = Mapping[str, str]


@cache
def _lexicons() -> dict[str, tuple[_Lexicon, _Lexicon]]:
    """Language → (phrases, phrases of beginnings), each folded, with its concept."""
    found: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for language, table in tables("heading").items():
        whole, begin = found.setdefault(language, ({}, {}))
        for concept, phrases in table.items():
            for phrase in phrases:
                parts = phrase.split()
                if any(part.endswith("*") for part in parts):
                    begin[" ".join(_stem(part) for part in parts)] = concept
                else:
                    whole[_key(language, phrase)] = concept
    return {language: (whole, begin) for language, (whole, begin) in found.items()}


def _stem(part: str) -> str:
    return fold(part) + "*" if part.endswith("*") else fold(part)


def _key(language: str, phrase: str) -> str:
    return " ".join(_plain(language, word) for word in fold(phrase).split())


def _plain(language: str, word: str) -> str:
    """An Arabic word without its article."""
    if language == "ar" and word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 2:
        return word.removeprefix(_ARTICLE)
    return word


@cache
def _beginnings(language: str) -> Mapping[tuple[int, str], list[tuple[tuple[str, ...], str]]]:
    """(number of words, first letter) → the phrases of beginnings, the longest first."""
    begin = _lexicons()[language][1]
    found: dict[tuple[int, str], list[tuple[tuple[str, ...], str]]] = {}
    for entry in sorted(((tuple(key.split()), concept) for key, concept in begin.items()), key=_length):
        found.setdefault((len(entry[0]), entry[0][0][0]), []).append(entry)
    return found


def _length(entry: tuple[tuple[str, ...], str]) -> tuple[int, int]:
    return -len(entry[0]), -sum(map(len, entry[0]))


def concepts_of(words: Sequence[str], language: str) -> list[str] | None:
    """The concepts that folded words name in their order, None where one of them isn't known.

    The longest phrase that fits is taken at each place.
    """
    found = []
    for concept in _each_concept(words, language):
        if concept is None:
            return None
        found.append(concept)
    return found


def concepts_among(words: Sequence[str], language: str) -> list[str]:
    """The concepts of those of the words that are known in a language."""
    return [concept for concept in _each_concept(words, language) if concept is not None]


def _each_concept(words: Sequence[str], language: str) -> Iterator[str | None]:
    """The concept of each phrase, None for a word that isn't known."""
    whole = _lexicons()[language][0]
    words = [_plain(language, word) for word in words]
    i = 0
    while i < len(words):
        for n in range(min(_LONGEST, len(words) - i), 0, -1):
            concept = whole.get(" ".join(words[i : i + n])) or _begun(words[i : i + n], language)
            if concept is not None:
                break
        yield concept
        i += n


def _begun(words: Sequence[str], language: str) -> str | None:
    """The concept of a phrase with beginnings of words that fits these words."""
    for parts, concept in _beginnings(language).get((len(words), words[0][:1]), ()):
        if all(map(_fits, parts, words)):
            return concept
    return None


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@cache
def _first_words(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """(the words that a phrase begins with, the beginnings of such words)."""
    whole, begin = _lexicons()[language]
    words = {key.split()[0] for key in (*whole, *begin)}
    stems = tuple(word[:-1] for word in words if word.endswith("*"))
    return frozenset(word for word in words if not word.endswith("*")), stems


def may_begin(word: str) -> bool:
    """Whether a heading in any language may begin with a folded word."""
    for language in _lexicons():
        words, stems = _first_words(language)
        if _plain(language, word) in words or (stems and word.startswith(stems)):
            return True
    return False


def is_word(word: str, language: str) -> bool:
    """Whether a folded word is one of a language's words of headings by itself."""
    return word in _lexicons()[language][0]


def languages_of_words() -> Iterable[str]:
    """The languages whose headings are read word by word."""
    return _lexicons()
