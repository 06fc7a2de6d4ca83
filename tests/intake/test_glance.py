"""A glance at a text spares the finders, and changes nothing of what they find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from grm_data.intake.privacy import Own, Scrubber
from grm_data.register.columns import texts_of
from grm_data.register.folding import tidy
from tests.intake.redaction.labelled import FILES, HOSTILE, labelled
from tests.rounds import rounds

NAMES = (
    "Дорж Батболд", "Bat-Erdene Oyun", "Т. Болд", "Ann", "Will Mark", "O'Neil", "Sarnai Ganbold", "Оюунбилэг", "Mr Ö",
    "Bold Bold", "Pérez García María", "李小龙", "Ооо", "D", "أحمد علي", "Ts.Munkh", "Мөнх-Эрдэнэ Ганбат Цэцэг", "x²",
)  # fmt: skip
ADDRESSES = (
    "Peace Ave 12-34", "Baga khoroo, Ulaan bair", "12 34", "Энхтайваны өргөн чөлөө 5, 17 тоот", "Flat ² Abcd", "Dharmapur",
    "5", "Rue des Fleurs", "Ulaan Ulaan", "Хороо 3",
)  # fmt: skip
DETAILS = (
    ("phone", "99112233"),
    ("id", "AB-12345"),
    ("address", "Peace Ave 12-34"),
    ("email", "b1@c.mn"),
    ("id", "none"),
)
ODD = ("id", "Abcd ²")
PIECES = (
    *NAMES, *ADDRESSES, "Батболдын", "Doržiin", "Dorj", "Болд", "БОЛДООС", "t.", "Т.", "Ts.", "B", "Bold's", "mark", "Ann’s",
    "Оюунбилгийн", "oyun", "9911-2233", "+976 99 11 22 33", "20.07.2020", "2020-07-31", "1 000 000 MNT", "No. 12/2020", "УБ99112233",
    "1234 5678 9012", "AB12345678", "E1234567", "DE89 3704 0044 0532 0130 00", "account 12345678", "b@c.mn", "b (at) c.mn", "b at c dot mn",
    "b ＠ c . mn", "@bold", "fb.com/bold", "HTTPS://VK.COM/id1", "t.me/x", "the dust", "замын тоос", "ſ", "İd", "²", "10.5%", "А", "a", "und", "12", "34",
)  # fmt: skip
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(PIECES),
        st.sampled_from((" ", "  ", ", ", ". ", "-", "", "'", ".", "\n", "/", " (", ") ")),
    ),
    max_size=9,
).map(lambda pieces: "".join(piece + between for piece, between in pieces))


@examples(max_examples=rounds(5000))
@given(
    text=TEXTS,
    names=st.sets(st.sampled_from(NAMES)),
    details=st.sets(st.sampled_from((*DETAILS, ODD))),
    own=st.builds(Own, st.none() | st.sampled_from(NAMES), st.none() | st.sampled_from(ADDRESSES)),
    country=st.sampled_from((None, "MN")),
)
def test_what_is_found_is_the_same_at_length(
    text: str, names: set[str], details: set[tuple[str, str]], own: Own, country: str | None
) -> None:
    scrubber = Scrubber(names, country, details)
    assert scrubber.removals(text, own) == scrubber.removals_at_length(text, own)


@pytest.mark.parametrize("name", [*FILES, HOSTILE])
def test_so_it_is_in_texts_that_people_wrote(name: str) -> None:
    texts = [one.text for one in labelled(name)]
    scrubber = Scrubber(NAMES, "MN", DETAILS)
    own = Own("Дорж Батболд", "Peace Ave 12-34")
    for text in texts:
        assert scrubber.removals(text, own) == scrubber.removals_at_length(text, own)


@examples(max_examples=rounds(500))
@given(
    texts=st.lists(st.none() | TEXTS.map(tidy).filter(bool), min_size=1, max_size=8),
    names=st.sets(st.sampled_from(NAMES)),
    details=st.sets(st.sampled_from((*DETAILS, ODD))),
    owners=st.lists(
        st.builds(Own, st.none() | st.sampled_from(NAMES), st.none() | st.sampled_from(ADDRESSES)),
        min_size=8,
        max_size=8,
    ),
    country=st.sampled_from((None, "MN")),
)
def test_of_many_texts_those_that_hold_something_are_taken_apart(
    texts: list[str | None],
    names: set[str],
    details: set[tuple[str, str]],
    owners: list[Own],
    country: str | None,
) -> None:
    scrubber, of_each = Scrubber(names, country, details), zip(texts, owners, strict=False)
    column, persons = texts_of(texts), np.array(owners[: len(texts)], object)
    found = scrubber.scrub_all(column, persons).tolist()
    known = scrubber.scrub_known_in_all(column, persons).tolist()
    for i, (text, own) in enumerate(of_each):
        assert found[i] == (None if text is None else scrubber.scrub(text, own))
        assert known[i] == (None if text is None else scrubber.scrub_known(text, own))
