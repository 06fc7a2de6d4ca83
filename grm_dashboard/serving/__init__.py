"""How pages are served: what is refused unread, headers, the first page, and what a log may hold."""
