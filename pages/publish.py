"""publish"""

import streamlit as st

st.title("publish")
