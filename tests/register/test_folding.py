"""Folding is what its rules say one after the other, however quickly it is done."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.intake.scrubbing.words import skeleton
from grm_data.register.folding import SAME_LETTERS, fold
from tests.rounds import rounds

ALIKE = str.maketrans("авекмнорстухіјѕԛԝһӏαβεηικμνορτυχєїёıɵ", "abekmhopctyxijsqwhlabehikmvoptyxөүeiө")
ALIKE |= str.maketrans(SAME_LETTERS)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
IN_USE = (
    *range(0x600),
    *range(0x900, 0xA00),
    *range(0xE00, 0xE80),
    *range(0x1E00, 0x2200),
    *range(0x3040, 0x3100),
    *range(0xFE00, 0xFFF0),
)
"""Letters and signs that registers may hold."""
VOWELS = "".join(
    sign
    for sign in map(chr, range(0x900, 0x1800))
    if unicodedata.category(sign) in ("Mn", "Mc") and not unicodedata.combining(sign)
)


def folded(text: str) -> str:
    """Rule by rule."""
    text = re.sub(r"#|№|\bn\s*[°º]", " no ", INVISIBLE.sub("", text).casefold())
    text = unicodedata.normalize("NFKC", text).casefold().translate(ALIKE)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(rf"(?:[^\w{VOWELS}]|_)+", " ", re.sub("['’‘`´ʼʻ]", "", text.translate(ALIKE))).strip()


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("الحـــالة", "الحالة"),
        ("الحاله", "الحالة"),
        ("شكوي", "شكوى"),
        ("شکایت", "شكايت"),
        ("ፀሀይ", "ጸሐይ"),
        ("ሠላም", "ሰላም"),
    ],
)
def test_letters_that_are_written_for_one_another_are_one(written: str, word: str) -> None:
    assert fold(written) == fold(word)
    assert skeleton(written) == skeleton(word)


def test_the_apostrophe_of_uzbek_is_written_in_any_way() -> None:
    assert fold("zoʻravonlik") == fold("zo‘ravonlik") == fold("zo'ravonlik")


def test_words_that_differ_in_a_vowel_sign_are_two() -> None:
    assert fold("पानी") == "पानी"  # water; पीना is to drink
    assert fold("पानी") != fold("पीना")


def test_every_letter_and_sign_is_folded_by_the_rules() -> None:
    for sign in map(chr, IN_USE):
        for text in (f"a{sign}b {sign}", f"е{sign}\u0301", f"N{sign}5"):
            assert fold(text) == folded(text), ascii(text)


@settings(max_examples=rounds(5000))
@given(st.text() | st.text(st.sampled_from("aEеЁиїІ'ʼ´#№nN°º_-. \u0301\u0308\u0306\u200b\u00ad")))
def test_any_text_is_folded_by_the_rules(text: str) -> None:
    assert fold(text) == folded(text)
