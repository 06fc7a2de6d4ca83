"""Welcome: the first start on one screen: what this is, one's own register, an empty one, the sample."""

import streamlit as st

from grm_dashboard.blocks import linking, welcoming
from grm_dashboard.session.run import current_source
from grm_data.messages import message

linking.title(None, "welcome")
st.markdown(message("welcome.about"))
source = current_source()
welcoming.ways(is_sample=not isinstance(source, str) and source.is_sample)
