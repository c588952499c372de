"""One module per driver: opening a connection and speaking PEP 249 with it."""
