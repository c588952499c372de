"""Forms of results for other programs and for people."""
