"""A clearing is bound to the text: an edited one asks again, an unchanged one stays cleared."""

from __future__ import annotations

from grm_data.register import Field
from grm_data.store import Store, draft_of, text_key
from tests.store.drafts import CLEARED, SETTINGS, draft, register


def cleared_texts(of: list[str], before: list[str]) -> list[str]:
    """The texts of a draft that are cleared already, after a version that shows others."""
    what = draft_of(register(*of), SETTINGS, register(*before))
    return [text.text for text in what.texts() if text.is_cleared]


def test_nothing_is_cleared_at_first() -> None:
    assert [text.is_cleared for text in draft_of(register("a", "b"), SETTINGS, None).texts()] == [
        False,
        False,
    ]


def test_an_unchanged_text_stays_cleared_wherever_it_stands() -> None:
    assert cleared_texts(["new", "b", "a"], ["a", "b"]) == ["b", "a"]


def test_an_edited_text_asks_again() -> None:
    assert cleared_texts(["a.", "A", "a "], ["a"]) == []


def test_settings_that_say_a_person_read_them_all_clear_them_all() -> None:
    assert all(text.is_cleared for text in draft("a", "b", settings=CLEARED).texts())


def test_a_text_can_be_withheld_again() -> None:
    what = draft("a", "b").withhold([text_key("a")])
    assert [text.is_cleared for text in what.texts()] == [False, True]
    shown, withheld = what.for_version()
    assert (shown.text(Field.ISSUE).words.tolist(), withheld) == ([None, "b"], 1)


def test_undo_takes_a_clearing_back(store: Store) -> None:
    store.publish(draft("a", settings=SETTINGS), by="x", base=0)
    what = draft("a", settings=SETTINGS)
    store.publish(what.clear([text.key for text in what.texts()]), by="x", base=1)
    store.publish_again(1, by="x", base=2)
    current = store.read()
    assert current is not None
    assert not any(text.is_cleared for text in draft_of(register("a"), SETTINGS, current.register).texts())


def test_a_text_that_stands_several_times_is_read_once_where_it_first_stands() -> None:
    texts = draft_of(register("a", "b", "a", None, "c"), SETTINGS, None).texts()
    assert [(one.text, one.row, one.times) for one in texts] == [("a", 0, 2), ("b", 1, 1), ("c", 4, 1)]
