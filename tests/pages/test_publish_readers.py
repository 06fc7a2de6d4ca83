"""Publish shows what readers will get: what waits is let out by a click, and doubts are settled."""

from __future__ import annotations

from grm_data.readers import for_readers
from grm_data.register import Field
from grm_data.store import Store
from tests.pages.conftest import Open, plain_texts
from tests.pages.test_publish import at, button, give, publish_now

HEADER = "No,Date received,Type,Channel,Status,Resolved date,Way,Remarks"
ROWS = (
    "A-1,2020-12-03,request,email,Resolved,2020-12-04,zorp,",
    "A-2,2020-12-05,request,Radio Zorpland,Resolving,,,",
    "A-3,2020-12-06,request,email,Resolved,2020-12-08,letter,sexual harassment by a guard",
)
ODD = "\n".join([HEADER, *ROWS]).encode()
TIDY = "\n".join([HEADER, ROWS[0].replace("zorp", "letter")]).encode()


def _shown(number: int = 1) -> tuple[list[str | None], list[str | None], list[str | None]]:
    with Store() as store:
        found = store.read(number)
    assert found is not None
    register = for_readers(found.register, found.settings)
    channels, ways = (register.category(field).texts().tolist() for field in (Field.CHANNEL, Field.WAY))
    return register.registered_no.tolist(), channels, ways


def test_a_tidy_register_has_nothing_to_decide(open_app: Open) -> None:
    app = at(give(open_app("publish"), TIDY), "publish")
    assert "Nothing waits" in plain_texts(app)
    assert not [one for one in app.button if str(one.key).startswith("let_out")]
    assert "Nothing is left to decide." in plain_texts(at(app, "decide"))


def test_what_nobody_let_out_goes_out_hidden_and_blocks_nothing(open_app: Open) -> None:
    app = at(give(open_app("publish"), ODD), "publish")
    assert "2 words, numbers or names aren't known" in plain_texts(app)
    button(app, "publish")
    numbers, channels, ways = _shown()
    assert numbers == ["1", "2"], "a row is held back"
    assert channels == ["email", "[other]"]
    assert ways == ["[other]", None]


def test_a_click_lets_out_what_waits(open_app: Open) -> None:
    app = at(give(open_app("publish"), ODD), "publish")
    button(app, "let_out_plain")
    flagged = [str(one.key) for one in app.button if str(one.key).startswith("let_out_channel")]
    assert len(flagged) == 1
    button(app, flagged[0])
    assert "Nothing waits" in plain_texts(app)
    button(app, "publish")
    assert _shown()[1:] == (["email", "Radio Zorpland"], ["zorp", None])


def test_a_doubt_is_settled_and_stays_so_until_the_row_says_something_else(open_app: Open) -> None:
    app = at(give(open_app("publish"), ODD), "decide")
    text = plain_texts(app)
    assert "Is it a sensitive case" in text
    assert "harassment" in text
    button(app, "answer_1")
    assert "Is it a sensitive case" not in plain_texts(at(app, "decide"))
    publish_now(app)
    assert _shown()[0] == ["A-1", "A-2", "A-3"]
    again = at(give(app.switch_page("publish.py").run(), ODD), "decide")
    assert "Is it a sensitive case" not in plain_texts(again), "nothing is asked twice"
    changed = at(give(button(again, "cancel"), ODD.replace(b"by a guard", b"by a foreman")), "decide")
    assert "Is it a sensitive case" in plain_texts(changed)
