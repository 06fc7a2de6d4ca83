"""Which row of a register is which row of an earlier one."""

from __future__ import annotations

import random
import time
import unicodedata
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grm_data.comparing.matching import match_rows
from grm_data.register import Register, Status
from tests.comparing.pairs import RECEIVED, compared, counted, feedback, pair
from tests.registers import Row, random_rows, register_of
from tests.rounds import rounds

DONE = {"status": Status.RESOLVED, "resolved": date(2021, 1, 8)}
WITHHELD = {"before_complete": False, "after_complete": False}


def matched(before: list[Row], after: list[Row], **more: Any) -> list[int | None]:
    """For each row of ``after`` its row of ``before``."""
    found = pairs_of(*pair(before, after, more))
    return [found.get(i) for i in range(len(after))]


def pairs_of(before: Register, after: Register) -> dict[int, int]:
    """Row of ``after`` → the same feedback's row of ``before``."""
    was, is_ = match_rows(before, after)
    assert len(was) == len(is_) == len(set(is_.tolist()))
    return dict(zip(is_.tolist(), was.tolist(), strict=True))


def day(n: int) -> date:
    return RECEIVED + timedelta(days=n)


def plain(n: int, number: str | None = None, **changes: Any) -> Row:
    """The n-th of feedbacks that differ in day and issue."""
    return feedback(number, **({"received": day(n), "issue": f"Well {n} is dry"} | changes))


def untold(rows: list[Row]) -> list[Row]:
    """The rows of a register whose texts are withheld."""
    return [one | {"issue": None, "action": None} for one in rows]


FOUR = [plain(n) for n in range(4)]


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"received": day(50)}, {"redated": 1}), ({"channel": "phone"}, {"reclassified": 1}), ({"type": "complaint"}, {"reclassified": 1}),
        ({"issue": "x"}, {"text_changed": 1}), ({"issue": None}, {"text_changed": 1}), ({"received": day(50), "issue": "x"}, {"redated": 1, "text_changed": 1}),
        ({"received": day(50), "issue": "x", "type": "complaint"}, {"redated": 1, "reclassified": 1, "text_changed": 1}), (DONE, {"resolved": 1}),
        (DONE | {"channel": "phone"}, {"resolved": 1, "reclassified": 1}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", range(4))
def test_an_edited_row_without_a_number_is_known_by_its_place(
    place: int, changes: dict[str, Any], kinds: dict[str, int]
) -> None:
    edited = [one | changes if n == place else one for n, one in enumerate(FOUR)]
    assert counted(FOUR, edited) == kinds


def test_neighbours_that_were_edited_are_known_by_their_order() -> None:
    edited = [FOUR[0], plain(51, issue="x"), plain(52, issue="y"), FOUR[3]]
    assert matched(FOUR, edited) == [0, 1, 2, 3]


@pytest.mark.parametrize("texts", [list, untold])
def test_a_row_put_in_or_taken_out_beside_an_edited_one_is_told_apart(texts: Any) -> None:
    before, more = texts(FOUR), {} if texts is list else WITHHELD
    more_rows = texts([FOUR[0], plain(60), plain(1, channel="phone"), *FOUR[2:]])
    assert matched(before, more_rows, **more) == [0, None, 1, 2, 3]
    assert matched(before, texts([FOUR[0], plain(2, channel="phone"), FOUR[3]]), **more) == [0, 2, 3]


def test_an_edited_row_that_moved_is_known_by_its_issue_or_by_all_the_rest() -> None:
    for changes in (
        {"channel": "phone"},
        {"type": "complaint"} | DONE,
        {"received": day(50)},
        {"issue": "x"},
    ):
        edited = FOUR[0] | changes
        assert matched(FOUR, [FOUR[3], plain(60), FOUR[1], FOUR[2], edited]) == [3, None, 1, 2, 0]


def test_the_last_row_is_known_though_others_were_appended() -> None:
    for texts, more in ((list, {}), (untold, WITHHELD)):
        after = texts([*FOUR[:3], plain(3, received=day(50)), plain(60), plain(61)])
        assert matched(texts(FOUR), after, **more) == [0, 1, 2, 3, None, None]


def test_another_register_without_numbers_is_no_edited_one() -> None:
    other = [plain(n, channel="phone") for n in range(400, 405)]
    assert counted(FOUR, other) == {"new": 5, "disappeared": 4}
    assert counted(FOUR, [FOUR[0], *other]) == {"new": 5, "disappeared": 3}


def test_a_row_with_a_number_is_never_known_by_its_place() -> None:
    before, after = [plain(0), plain(1, "f-1"), plain(2)], [plain(0), plain(70, "f-2"), plain(2)]
    assert counted(before, after) == {"new": 1, "disappeared": 1}
    assert counted(before, [plain(0), plain(70), plain(2)]) == {"new": 1, "disappeared": 1}


NUMBERED = [plain(n, f"A{n}") for n in range(4)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FOUR, NUMBERED), (NUMBERED, FOUR), ([*NUMBERED[:2], plain(2), NUMBERED[3]], NUMBERED),
        (NUMBERED, [*NUMBERED[:2], plain(2, "A22"), NUMBERED[3]]), (NUMBERED, [plain(n, f"B{n}") for n in range(4)]),
    ],
)  # fmt: skip
def test_a_number_added_removed_or_corrected_makes_no_other_row(before: list[Row], after: list[Row]) -> None:
    assert counted(before, after) == {}
    assert counted(before, after[::-1]) == {}
    for was, is_ in ((untold(before), after), (before, untold(after)), (untold(before), untold(after))):
        assert matched(was, is_, **WITHHELD) == [0, 1, 2, 3]


def test_a_case_worked_on_while_it_got_its_number_is_the_same() -> None:
    after = [*NUMBERED[:3], NUMBERED[3] | DONE, plain(60, "A4")]
    assert counted(FOUR, after) == {"resolved": 1, "new": 1}
    assert counted(untold(FOUR), untold(after), **WITHHELD) == {"resolved": 1, "new": 1}


def test_a_row_of_another_number_that_differs_is_another() -> None:
    assert counted(NUMBERED, [*NUMBERED[:3], plain(3, "A9", **DONE)]) == {"new": 1, "disappeared": 1}
    assert counted(NUMBERED, [*NUMBERED[:3], plain(3, "A9", issue="x")]) == {"new": 1, "disappeared": 1}


def test_rows_of_one_number_that_swapped_their_order_and_were_edited_are_not_crossed() -> None:
    twice = [plain(0, "A1"), plain(1, "A1")]
    assert matched(twice, [twice[1] | DONE, twice[0] | {"action": "Seen"}]) == [1, 0]
    assert matched(twice, [twice[1] | {"issue": "x"} | DONE, twice[0] | {"issue": "y"} | DONE]) == [1, 0]


@pytest.mark.parametrize("number", [None, "A1"])
def test_rows_alike_in_all_but_a_text_keep_it_though_others_are_withheld(number: str | None) -> None:
    a, b, c = (feedback(number, issue=issue) for issue in ("a", "b", None))
    assert counted([a, b, c], [b, a, c], **WITHHELD) == {}
    assert matched([a, b], [b | DONE, a], **WITHHELD) == [1, 0]
    assert matched([a, c], [b, a], after_complete=True, before_complete=False) == [1, 0]
    assert counted([a, c], [b, a | {"issue": "a!"}], before_complete=False) == {"text_changed": 1}


def test_the_same_letters_written_in_two_ways_and_capitals_are_one_number() -> None:
    composed, decomposed = (unicodedata.normalize(form, "Й-1") for form in ("NFC", "NFD"))
    assert composed != decomposed
    rows = [feedback(composed, issue="a"), feedback("A1", issue="b")]
    assert matched(rows, [feedback("a1", issue="x"), feedback(decomposed.lower(), issue="y")]) == [1, 0]


def test_texts_and_words_written_in_two_ways_are_the_same() -> None:
    def rows(form: str) -> list[Row]:
        text = unicodedata.normalize(form, "Ёлка өрөө й")
        words = dict.fromkeys(("issue", "action", "way", "channel", "type"), text)
        return [feedback(None, **words), feedback(None), feedback("f-1", **words)]

    assert counted(rows("NFC"), rows("NFD")) == {}
    assert counted(rows("NFD"), rows("NFC")[::-1]) == {}


SOME_NUMBERS = st.lists(st.sampled_from([None, "A1", "a1", "A2", "A3"]), min_size=25, max_size=25)
SOME_TEXTS = st.lists(st.sampled_from([None, "a", "b"]), min_size=25, max_size=25)


@st.composite
def registers(draw: st.DrawFn) -> list[Row]:
    """Rows with and without numbers and texts, many alike."""
    numbers, issues, actions = draw(SOME_NUMBERS), draw(SOME_TEXTS), draw(SOME_TEXTS)
    return [
        one | {"number": number, "issue": issue, "action": action}
        for one, number, issue, action in zip(draw(random_rows()), numbers, issues, actions, strict=False)
    ]


@given(registers(), registers(), st.booleans(), st.booleans())
@settings(deadline=None)
def test_every_row_is_in_one_pair_at_most(
    before: list[Row], after: list[Row], before_complete: bool, after_complete: bool
) -> None:
    both = [*before, *after]
    for was, is_ in ((before, after), (both, after), (both, both)):
        complete = {"before_complete": before_complete, "after_complete": after_complete}
        found = pairs_of(*pair(was, is_, complete))
        assert len(set(found.values())) == len(found)
        assert set(found) <= set(range(len(is_)))
        assert set(found.values()) <= set(range(len(was)))


@given(registers(), st.randoms(use_true_random=False), st.booleans(), st.booleans())
@settings(deadline=None)
def test_a_register_shuffled_is_the_same(
    rows: list[Row], chance: random.Random, before_complete: bool, after_complete: bool
) -> None:
    shuffled = chance.sample(rows, len(rows))
    assert counted(rows, shuffled, before_complete=before_complete, after_complete=after_complete) == {}


EDITS: dict[str, Any] = {
    "received": lambda n: ({"received": day(1000 + n)}, "redated"),
    "channel": lambda n: ({"channel": f"pigeon {n}"}, "reclassified"),
    "type": lambda n: ({"type": f"wish {n}"}, "reclassified"),
    "issue": lambda n: ({"issue": f"Another {n}"}, "text_changed"),
    "action": lambda n: ({"action": f"Seen {n}"}, "text_changed"),
    "way": lambda n: ({"way": f"by pigeon {n}"}, "text_changed"),
    "resolved": lambda n: (DONE, "resolved"),
    "acknowledged": lambda n: ({"acknowledged": day(n)}, "redated"),
}


@given(
    st.lists(st.none() | st.sampled_from([*EDITS, "gone"]), max_size=12),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
    st.randoms(use_true_random=False),
)
@example(["received"], 3, False, False, random.Random(1))
@settings(deadline=None, max_examples=rounds(300))
def test_edits_are_counted_once(
    edits: list[str | None], n_new: int, numbered: bool, alike: bool, chance: random.Random
) -> None:
    """Numbered rows in any order, others where they stood; ``alike``: two rows each of one day."""
    before = [
        plain(n, f"A{n}" if numbered else None) | ({"received": day(n // 2)} if alike else {})
        for n in range(len(edits) + 2)
    ]
    planted: Counter[str | None] = Counter(new=n_new)
    after = []
    for n, edit in enumerate([*edits, None, None]):
        if edit == "gone" and numbered:
            planted["disappeared"] += 1
            continue
        changes, kind = EDITS[edit](n) if edit in EDITS else ({}, None)
        after.append(before[n] | changes)
        planted[kind] += 1
    after += [plain(2000 + n, f"B{n}" if numbered else None) for n in range(n_new)]
    del planted[None]
    assert counted(before, chance.sample(after, len(after)) if numbered else after) == +planted


@given(st.lists(st.sampled_from([None, "received", "channel", "type", "resolved"]), max_size=12))
@settings(deadline=None)
def test_edits_are_counted_once_though_texts_are_withheld(edits: list[str | None]) -> None:
    before = [plain(n) for n in range(len(edits))]
    changes = [EDITS[edit](n) if edit else ({}, None) for n, edit in enumerate(edits)]
    after = [one | change for one, (change, _) in zip(before, changes, strict=True)]
    found = compared(untold(before), after, before_complete=False)
    assert [str(kind) for row in found.rows for kind in row.kinds] == [kind for _, kind in changes if kind]


@pytest.mark.parametrize("number", ["", "A"])
def test_ten_thousand_rows_are_matched_at_once(number: str) -> None:
    text = "Ус алга өрөөнд " * 20
    rows = [plain(i % 900, f"{number}{i}" if number else None, issue=f"{text}{i}") for i in range(10_000)]
    before, after = register_of(rows), register_of(random.Random(1).sample(rows, len(rows)))
    start = time.perf_counter()
    assert len(pairs_of(before, after)) == 10_000
    assert time.perf_counter() - start < 30, (
        "0.06 s where nothing else runs; minutes, were each compared with each"
    )
