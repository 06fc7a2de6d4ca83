"""What a language brings to the reading of registers: one file a language."""
