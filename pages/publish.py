"""Publish: an updated spreadsheet becomes a version in five short steps; what is settled is skipped."""

import streamlit as st

from grm_dashboard.blocks import linking, publishing
from grm_dashboard.blocks.clearing import clearing
from grm_dashboard.blocks.deciding import deciding
from grm_dashboard.blocks.doctor import doctor
from grm_dashboard.blocks.right_file import right_file
from grm_dashboard.blocks.stepper import bar, stepper
from grm_dashboard.session.drafts import current_work
from grm_data.messages import message

linking.title(None, "publish")
work = current_work()
if work is None:
    publishing.outcome()
    publishing.open_file()
else:
    publishing.opened(work)
    step = stepper(work)
    st.header(message(f"publish.ask.{step}"), anchor=False)
    way_on = bar(work, step)
    match step:
        case "file":
            right_file(work)
        case "columns":
            doctor(work)
        case "decide":
            deciding(work)
        case "texts":
            clearing(work)
        case "publish":
            publishing.releasing(work, way_on)
