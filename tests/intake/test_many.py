"""Many texts asked together say what each says by itself."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from grm_data.intake import many
from grm_data.intake.many import Many
from grm_data.intake.persons import cells
from grm_data.intake.persons.cells import kind_of, kinds_of
from grm_data.intake.privacy import Own, Scrubber
from grm_data.intake.scrubbing import sieve
from grm_data.intake.worth_asking import worth_asking
from grm_data.register.columns import texts_of
from grm_data.register.sensitive_words import listed_words, may_be_sensitive, tells_of_sensitive
from tests.intake.redaction.labelled import FILES, HOSTILE, labelled
from tests.intake.test_glance import ADDRESSES, DETAILS, NAMES, PIECES

TEXTS = [
    *(one.text for name in (*FILES, HOSTILE) for one in labelled(name)),
    *map(" ".join, itertools.product(PIECES, PIECES[:9])),
    *(f"The {word.replace('*', 'x').upper()} of a road" for word in listed_words()),
    *("half of a letter \ud800", "İ", "ПУТЬ 12", "٣٤٥٦٧٨", "", "a\nb"),
]


@pytest.mark.parametrize("pattern", [sieve._SIGN, sieve._LONG_NUMBER, cells._MAY_BE_IDENTITY, "[0-9]"])
def test_arrow_finds_what_python_finds(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    together = Many(TEXTS).holding(pattern)
    monkeypatch.setattr(many, "_MANY", len(TEXTS) + 1)
    assert np.array_equal(together, Many(TEXTS).holding(pattern))


def test_no_sensitive_text_among_many_is_unasked() -> None:
    unasked = {*TEXTS} - {*worth_asking(TEXTS)}
    assert unasked
    assert not any(tells_of_sensitive(text) or may_be_sensitive(text) for text in unasked)


def test_no_identity_among_many_is_missed() -> None:
    found = [(kind, text) for text in TEXTS if (kind := kind_of(text)) is not None]
    assert [*kinds_of(TEXTS)] == found


@pytest.mark.parametrize("details", [DETAILS, ()])
def test_of_many_texts_each_is_scrubbed_as_by_itself(details: tuple[tuple[str, str], ...]) -> None:
    scrubber = Scrubber(NAMES, "MN", details)
    owns = [Own(None), *map(Own, NAMES), *(Own(NAMES[0], address) for address in ADDRESSES)]
    owners = np.array(list(itertools.islice(itertools.cycle(owns), len(TEXTS))), object)
    both = (scrubber.scrub_all, scrubber.scrub), (scrubber.scrub_known_in_all, scrubber.scrub_known)
    for together, alone in both:
        assert together(texts_of(TEXTS), owners).tolist() == [*map(alone, TEXTS, owners)]
