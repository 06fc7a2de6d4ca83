"""A short table on the page: Markdown in its cells stays text."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest

WORDS = (
    "![x](http://evil.example/p.png)",
    "[y](http://evil.example)",
    ":material/home: **b**",
    "<b>z</b>",
    "$a$",
)


def test_no_word_of_a_register_is_read_as_markdown() -> None:
    def page(words: tuple[str, ...]) -> None:
        import numpy as np

        from grm_dashboard.blocks.tables import static_table

        columns = {"Channel": words, words[0]: words}
        static_table(columns, "plain")
        static_table(columns, "coloured", np.ones((len(words), 2)))

    app = AppTest.from_function(page, args=(WORDS,)).run()
    assert not app.exception
    for table in app.table:
        for cell in (*table.value.to_numpy().ravel(), *table.value.columns):
            bare = "".join(part[1:] for part in f" {cell}".split("\\"))
            assert not set("![]():*<>$").intersection(bare.replace("Channel", ""))


def test_thousands_are_separated_where_a_column_reaches_ten_thousand() -> None:
    def page() -> None:
        import pandas as pd

        from grm_dashboard.blocks.tables import table

        empty = pd.array([None, None], dtype="Int64")
        table(pd.DataFrame({"Year": [2025, 2026], "Total": [9_999, 12_681], "None": empty}), "of years")

    app = AppTest.from_function(page).run()
    assert not app.exception
    columns = json.loads(app.dataframe[0].proto.columns)
    assert [columns[name]["type_config"]["format"] for name in ("Year", "Total", "None")] == [
        "%d",
        "localized",
        "%d",
    ]
