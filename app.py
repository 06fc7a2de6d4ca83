"""Start everything: ``streamlit run app.py``. The pages are under ``pages``, their frame is ``_frame.py``."""

import os
import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
# So that Streamlit watches our modules too when it is told to.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))

from pages._access import why_not_to_start  # noqa: E402
from pages._gate import Gate  # noqa: E402
from pages._serving import (  # noqa: E402
    SecurityHeaders,
    keep_messages_out_of_logs,
    keep_uploads_in_memory,
    show_script_error,
)

keep_messages_out_of_logs()
keep_uploads_in_memory()
if reason := why_not_to_start():
    sys.exit(reason)

app = st.App(
    ROOT / "pages" / "_frame.py",
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        Middleware(Gate),
    ],
    on_script_error=show_script_error,
)
