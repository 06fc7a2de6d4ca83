"""An overview as whoever knows Streamlit and pandas writes it: a cached table, groupby, plotly.express.

It shows what ours does: five numbers, two charts with their tables, channel by type, periods beside each other.
"""

import os

import pandas as pd
import plotly.express as px
import streamlit as st

CHANNEL, TYPE = "channel", "type"
STATUSES = ["resolved", "resolving", "unrelated", "unrecognised"]


@st.cache_data
def load(path: str) -> pd.DataFrame:
    """The register, read once."""
    frame = pd.read_csv(path, parse_dates=["received_on", "resolved_on"], dtype={CHANNEL: "str", TYPE: "str"})
    frame[[CHANNEL, TYPE]] = frame[[CHANNEL, TYPE]].fillna("Not stated")
    half = (frame["received_on"].dt.month > 6) + 1
    frame["half_year"] = frame["received_on"].dt.year.astype(str) + " H" + half.astype(str)
    frame["days"] = (frame["resolved_on"] - frame["received_on"]).dt.days
    return frame


def chart(figure, table: pd.DataFrame) -> None:
    """A chart, its numbers, and their file."""
    st.plotly_chart(figure)
    with st.expander("As a table"):
        st.dataframe(table, hide_index=True)
    st.download_button("Download", table.to_csv(index=False), f"{table.columns[0]}.csv", key=table.columns[0])


frame = load(os.environ["NAIVE_REGISTER"])
with st.sidebar:
    halves = sorted(frame["half_year"].unique())
    period = st.selectbox("Period", halves, index=len(halves) - 1)
    channels = st.multiselect("Channel", sorted(frame[CHANNEL].unique()), key=CHANNEL)
    types = st.multiselect("Type", sorted(frame[TYPE].unique()), key=TYPE)
if channels:
    frame = frame[frame[CHANNEL].isin(channels)]
if types:
    frame = frame[frame[TYPE].isin(types)]
chosen = frame[frame["half_year"] == period]

st.title("Overview")
counts = chosen["status"].value_counts().reindex(STATUSES, fill_value=0)
addressed = int(counts["resolved"] + counts["resolving"])
st.write(f"{len(chosen):,} received, {addressed:,} addressed, {counts['resolved']:,} resolved.")
for column, (name, value) in zip(
    st.columns(5),
    {
        "Received": len(chosen),
        "Addressed": addressed,
        "Resolved": int(counts["resolved"]),
        "Open": int((frame["status"] == "resolving").sum()),
        "Median days": chosen["days"].median(),
    }.items(),
    strict=True,
):
    column.metric(name, value)

left, right = st.columns((3, 2))
with left:
    st.header("When did it come in?")
    over_time = frame.groupby(["half_year", "status"]).size().reset_index(name="n")
    figure = px.bar(over_time, x="half_year", y="n", color="status", text="n")
    chart(
        figure,
        over_time.pivot_table(index="half_year", columns="status", values="n", fill_value=0).reset_index(),
    )
with right:
    st.header("Where does it stand?")
    by_status = counts.reset_index(name="n")
    chart(px.bar(by_status, x="n", y="status", color="status", text="n", orientation="h"), by_status)

st.header("Channel and type")
st.dataframe(pd.crosstab(chosen[CHANNEL], chosen[TYPE], margins=True))
st.header("The periods beside each other")
parts = {"New": chosen, "Previous": frame[frame["half_year"] < period], "Total": frame}
rows = {
    name: {
        "Received": len(part),
        **part["status"].value_counts().to_dict(),
        "Median days": part["days"].median(),
        **part[CHANNEL].value_counts().head(4).to_dict(),
        **part[TYPE].value_counts().head(4).to_dict(),
    }
    for name, part in parts.items()
}
st.dataframe(pd.DataFrame(rows).fillna(0))
