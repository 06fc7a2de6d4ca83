"""Small values → charts, tables and words to show: pure functions, the same for pages and reports.

A chart (``charts``) knows its numbers, its table and its text; ``drawing`` turns it into a Plotly figure.
"""
