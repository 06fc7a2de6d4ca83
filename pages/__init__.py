"""The pages: ``_frame.py`` runs around each. Nothing imports them; Streamlit runs their files."""
