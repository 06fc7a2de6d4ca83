"""What a browser session is about: the register shown and its part, uploads, and drafts of versions."""
