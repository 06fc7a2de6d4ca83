"""How pages are served: what is refused unread, the headers of every answer, and what a log may hold."""
