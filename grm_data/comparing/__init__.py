"""Two registers beside each other: which rows are the same feedback, and what of it changed."""
