"""The dashboard in a real Chromium, on a server of its own."""
