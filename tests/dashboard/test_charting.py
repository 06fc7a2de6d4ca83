"""What a chart of a page sends to the browser."""

from __future__ import annotations

import json

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest


def test_a_drawing_is_sent_as_it_is_and_is_what_plotly_would_make_of_it() -> None:
    def page() -> None:
        from grm_dashboard.blocks.charting import figure
        from grm_data.figures.charts import Bars, Series
        from grm_data.figures.colours import TEXT_ON

        counted = Series("Received", next(iter(TEXT_ON)), (3, 4))
        figure(Bars("Feedback by channel", "Channel", ("Email", "Phone"), (counted,)), "When?", "here")

    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    sent = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert go.Figure(sent).to_plotly_json()["data"] == sent["data"]
    # Without a template's layout, Streamlit's theme has nowhere to put its fonts and colours.
    assert sent["layout"]["template"]["layout"] == {}
    assert len(json.dumps(sent["layout"]["template"])) < 100
