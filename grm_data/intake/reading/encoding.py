"""The text of a csv: its encoding told by content, and Mongolian letters put right."""

from __future__ import annotations

import codecs
import re

from grm_data.intake.container.signatures import utf16_order
from grm_data.intake.reading.extras import Note

__all__ = ["decoded", "with_mongolian_letters"]

_ENCODINGS = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "mac_roman": "Mac Roman"}
_AROUND = 500_000  # bytes before and after the first that is no UTF-8: what is looked at
_SAMPLED = 4_000  # letters outside ASCII in them


def decoded(content: bytes) -> tuple[str, list[Note]]:
    """The text, and what had to be guessed or put right to read it."""
    text, notes = _text(content)
    nulls = text.count("\0")
    if nulls:
        text = text.replace("\0", "")
        notes.append(("nul-characters-removed", {"n": nulls}))
    text, letters = with_mongolian_letters(text)
    if letters:
        notes.append(("mongolian-letters-repaired", {"n": letters}))
    return text.removeprefix("\ufeff").rstrip("\x1a"), notes


def _text(content: bytes) -> tuple[str, list[Note]]:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _replaced(content.decode("utf-32", "replace"))
    if order := utf16_order(content):
        return _replaced(content.decode(order, "replace"))
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        sample = content[max(0, error.start - _AROUND) : error.start + _AROUND]
    if _is_mostly_utf8(sample):
        return _replaced(content.decode("utf-8", "replace"))
    encoding = max(_ENCODINGS, key=lambda name: _plausibility(sample, name))
    return content.decode(encoding, "replace"), [("encoding-guessed", {"encoding": _ENCODINGS[encoding]})]


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether a few bytes only are wrong, and not the encoding."""
    text = sample.decode("utf-8", "replace")
    unreadable = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - unreadable > 4 * unreadable


def _replaced(text: str) -> tuple[str, list[Note]]:
    """The text, and how many places of it are no valid text."""
    unreadable = text.count("\ufffd")
    return text, [("characters-unreadable", {"n": unreadable})] if unreadable else []


# --- Windows-1251, Windows-1252, Mac Roman --------------------------------------------------------

_PLACES = re.compile(r"[^\x00-\x7f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_BALKAN = frozenset("ЂЃѓЉЊЌЋЏђљњќћџЎўЈ")
_LETTERS = frozenset("áéíóúñüàâçèêëîïôûùœßäöãõÁÉÍÓÚÑÜÀÂÇÈÊËÎÏÔÛÙŒÄÖÃÕ")
_MARKS = frozenset("“”„‘’‚«»–—…•°ºª€£§№¿¡·\u00a0®©")
_ELISION = re.compile(r"(?:^|[^a-zà-ÿ])(?:[ldcjnsmt]|qu)$", re.IGNORECASE)
_CONTRACTION = re.compile(r"(?:s|t|re|ll|ve|d|m)(?![a-z])", re.IGNORECASE)


def _plausibility(content: bytes, encoding: str) -> float:
    """How much the text looks like a language in this encoding: the mean over its letters, at most 2."""
    text = content.decode(encoding, "replace")
    weights = []
    for found in _PLACES.finditer(text):
        weights.append(_weight(text, found.start()))
        if len(weights) == _SAMPLED:
            break
    bonus = 0.15 if encoding == "cp1252" else 0.0  # far more common than Mac Roman
    return sum(weights) / len(weights) + bonus


def _weight(text: str, place: int) -> float:
    letter, before, after = text[place], text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
    if letter == "\ufffd" or not (letter.isprintable() or letter == "\u00a0"):
        return -3
    if _CYRILLIC.match(letter):
        return _cyrillic_weight(letter, before, after)
    if letter in _LETTERS:
        return _latin_weight(letter, before, after)
    inside = before.isalpha() and after.isalpha()
    if letter == "’" and inside:
        known = _ELISION.search(text[max(0, place - 3) : place]) or _CONTRACTION.match(text, place + 1)
        return 2 if known else 0.3
    if letter in _MARKS:
        return -1 if inside else 0.3
    return -2 if inside else -0.5


def _cyrillic_weight(letter: str, before: str, after: str) -> float:
    if letter in _BALKAN:
        return -2
    neighbours = [c for c in (before, after) if c.isalpha()]
    if any(not _CYRILLIC.match(c) for c in neighbours):
        return -2  # a word of two alphabets
    if before.islower() and letter.isupper():
        return -1
    return 1 if neighbours else 0.2


def _latin_weight(letter: str, before: str, after: str) -> float:
    if any(c.isalpha() and not c.isascii() for c in (before, after)):
        return -1  # accented letters hardly ever stand side by side
    if letter.isupper():
        return -2 if before.islower() else 0.8
    return 1


# --- Mongolian ------------------------------------------------------------------------------------

_REPAIRED = str.maketrans("єїЄЇ", "өүӨҮ")
_LONG_VOWELS = re.compile("аа|оо|уу|ээ|өө|үү|э", re.IGNORECASE)
_NEVER_UKRAINIAN = re.compile("єє|її|їй|[бвгджзклмнпрстфхцчшщ]ї|[бгджкмпрхчш]є", re.IGNORECASE)
_CYRILLIC_LETTERS = re.compile(r"[\u0400-\u04ff]")


def with_mongolian_letters(text: str) -> tuple[str, int]:
    """The text with ө and ү where Windows-1251, which lacks them, made people write є and ї; how many.

    Only where some of them stand where no Ukrainian has them (after a consonant, doubled), the text
    has the long vowels and the э of Mongolian, a tenth of its letters (in Russian 1 in 200), and no і,
    which Ukrainian has wherever it has є or ї.

    >>> with_mongolian_letters("Єргєдєл, їйлчилгээ, хүсэлт")
    ('Өргөдөл, үйлчилгээ, хүсэлт', 4)
    >>> with_mongolian_letters("Київ, європейський")
    ('Київ, європейський', 0)
    """
    wrong = sum(map(text.count, "єїЄЇ"))
    if not wrong or 5 * sum(map(text.count, "іІґҐ")) > wrong:
        return text, 0
    proofs = len(_NEVER_UKRAINIAN.findall(text))
    evidence = proofs + len(_LONG_VOWELS.findall(text))
    if not proofs or evidence < 3 or evidence < 0.02 * len(_CYRILLIC_LETTERS.findall(text)):
        return text, 0
    return text.translate(_REPAIRED), wrong
