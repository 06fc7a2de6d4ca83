"""Start everything: ``streamlit run app.py``. The machinery is ``grm_dashboard``, the pages are ``pages``."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import streamlit as st

ROOT = str(Path(__file__).resolve().parent)
if find_spec("grm_dashboard") is None:  # in the tree, where nothing was installed
    sys.path.insert(0, ROOT)
    # So that Streamlit watches our modules too when it is told to.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (ROOT, os.environ.get("PYTHONPATH"))))

from grm_dashboard.blocks.warming import warming  # noqa: E402
from grm_dashboard.places import frame  # noqa: E402
from grm_dashboard.serving.logs import show_script_error  # noqa: E402
from grm_dashboard.serving.starting import middleware, prepare  # noqa: E402
from grm_dashboard.session.speaking import speak_to_sessions  # noqa: E402

prepare()
speak_to_sessions()
# Streamlit finds the application by these very words: an assignment of st.App in the file that it runs.
app = st.App(frame(), middleware=middleware(), lifespan=warming, on_script_error=show_script_error)
