"""The dashboard: with ``app.py`` the only code that imports Streamlit. ``_frame.py`` runs the pages."""
