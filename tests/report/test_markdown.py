"""The free section: a small part of Markdown, everything else inert."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.report.markdown import Run, blocks
from tests.rounds import rounds


def _texts(markdown: str) -> list[str]:
    return [block.text for block in blocks(markdown)]


def test_headings_paragraphs_and_lists() -> None:
    found = blocks("# A\n\nB\nc\n\n- one\n- two\n  1. sub\n  2. sub\n\nSetext\n===\n")
    assert [(block.kind, block.level, block.mark, block.text) for block in found] == [
        ("heading", 1, "", "A"),
        ("paragraph", 1, "", "B c"),
        ("bullet", 1, "•", "one"),
        ("bullet", 1, "•", "two"),
        ("number", 2, "1.", "sub"),
        ("number", 2, "2.", "sub"),
        ("heading", 1, "", "Setext"),
    ]


def test_bold_and_italic_and_both() -> None:
    assert blocks("a **b** *c* ***d*** \\*e")[0].runs == (
        Run("a "), Run("b", bold=True), Run(" "), Run("c", italic=True), Run(" "),
        Run("d", bold=True, italic=True), Run(" *e"),
    )  # fmt: skip


def test_a_hard_break_is_a_new_line() -> None:
    assert _texts("a  \nb") == ["a\nb"]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("<b>x</b> <script>y</script>", "<b>x</b> <script>y</script>"),
        ("![a picture](http://evil.example/x.png)", "a picture"),
        ("[text](http://site.example/x)", "text (http://site.example/x)"),
        ("<http://site.example>", "http://site.example"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x]\n\n[x]: http://evil.example", "[x]"),
        ("`code` | a | b |", "`code` | a | b |"),
        ("&amp; &lt;", "& <"),
    ],
)
def test_everything_else_is_inert(markdown: str, text: str) -> None:
    assert _texts(markdown)[0] == text


@pytest.mark.parametrize("blank", [None, "", " \n\n"])
def test_a_blank_text_has_no_blocks(blank: str | None) -> None:
    assert blocks(blank) == ()


def test_deep_lists_end_somewhere() -> None:
    assert blocks("\n".join("  " * i + "- x" for i in range(200)))


@settings(max_examples=rounds(300))
@given(st.text(max_size=200))
def test_any_text_has_blocks_without_control_characters(text: str) -> None:
    for block in blocks(text):
        assert block.text
        assert not any(ord(char) < 32 and char not in "\n\t" for char in block.text)
        assert not any("\ud800" <= char <= "\udfff" for char in block.text)
