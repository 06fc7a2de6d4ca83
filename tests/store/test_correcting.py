"""A text that was written anew for readers is known again, and the database tells neither."""

from __future__ import annotations

from grm_data.register import Field
from grm_data.store import Store, correction_hashes, may_be_corrected, text_key
from tests.store.drafts import draft, register

KEY = b"k" * 32
OLD, NEW = "The well of Orsolya is dry", "A well is dry"


def test_a_corrected_text_is_cleared_and_stored_and_the_old_one_is_not(store: Store) -> None:
    given = draft(OLD, "A lamp").withhold([text_key(OLD)])
    assert given.for_version()[0].text(Field.ISSUE).words.tolist() == [None, "A lamp"]
    written = given.correct({text_key(OLD): NEW})
    store.publish(written, by="a", base=0)
    found = store.read(1)
    assert found is not None
    assert found.register.text(Field.ISSUE).words.tolist() == [NEW, "A lamp"]
    assert found.version.texts_withheld == 0
    hidden = written.withhold([text_key(OLD)])
    assert hidden.for_version()[0].text(Field.ISSUE).words.tolist() == [None, "A lamp"]


def test_only_who_has_both_texts_knows_that_one_was_written_for_the_other() -> None:
    (kept,) = correction_hashes({text_key(OLD): NEW}, KEY)
    candidates = may_be_corrected(register(NEW, "A lamp"), register(OLD, "A lamp"), KEY)
    assert candidates == {kept: (text_key(OLD), NEW)}
    assert kept not in may_be_corrected(register(NEW, "A lamp"), register("Another", "A lamp"), KEY)
    assert kept not in may_be_corrected(register(NEW), register(OLD), b"q" * 32)
