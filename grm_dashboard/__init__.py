"""The dashboard around its pages: who is there, how it is served, what a session holds, what pages draw."""
