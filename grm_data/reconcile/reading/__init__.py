"""A report's bytes → plain lines and rows, inside the guarded process: nothing is understood here."""
