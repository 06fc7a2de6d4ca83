"""What is found of listed words is the same, whether a text is asked for those alone that it may hold or for all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from grm_data.register import listed
from grm_data.register.folding import fold
from grm_data.register.listed import Listed
from grm_data.register.vocabulary import value_tables
from tests.register.test_sensitive_words import ORDINARY, TOLD, UNTOLD, WORDINGS
from tests.rounds import rounds

ENTRIES = [
    word
    for kind in ("sensitive_words", "sensitive_other")
    for words in value_tables()[kind].values()
    for word in words
]
TEXTS = [
    *"|".join((WORDINGS, ORDINARY, TOLD, UNTOLD)).replace("\n", "|").split("|"),
    *(f"{before}{word.replace('*', 'x')}{behind}" for word in ENTRIES for before, behind in (("", ""), ("案", "件"), ("a ", " b"), ("c", "d"))),
]  # fmt: skip


def found_in(entries: Listed, text: str) -> tuple[object, str]:
    """Where the first entry stands in a text, and the text without any."""
    match = entries.search(text)
    return match and match.span(), entries.blanked(text)


def test_a_text_is_told_the_same_by_the_entries_that_it_may_hold_as_by_all() -> None:
    every = Listed(ENTRIES)
    every.compile()
    few = Listed(ENTRIES)
    for i, text in enumerate(map(fold, TEXTS)):
        few = few if i % listed._MANY else Listed(ENTRIES)
        assert found_in(few, text) == found_in(every, text), text
        assert few._plain is None


@examples(max_examples=rounds(300))
@given(entries=st.lists(st.text("ab* 人", min_size=1, max_size=7).filter(str.strip), max_size=6),
       text=st.text("ab 人", max_size=20))  # fmt: skip
def test_whatever_is_listed(entries: list[str], text: str) -> None:
    every = Listed(entries)
    every.compile()
    assert found_in(Listed(entries), text) == found_in(every, text)


def test_after_many_different_texts_one_pattern_serves_all() -> None:
    entries = [f"{letter}x" for letter in "abcdefghijklmnopqrstuvwxyz"]
    found = Listed(entries)
    assert all(found_in(found, entry) == ((0, 2), " ") for entry in entries)
    assert found._plain is not None
