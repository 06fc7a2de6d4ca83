"""Register → small frozen values: selections, counts, ratios, durations, backlog, indicators."""
