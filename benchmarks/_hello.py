"""The least that Streamlit can be asked: a page of one title."""

import streamlit as st

st.title("Hello world")
