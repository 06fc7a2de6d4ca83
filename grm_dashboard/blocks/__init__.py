"""What pages draw: the sidebar, headings, figures with their tables, and the parts of a page."""
