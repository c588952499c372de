"""DATABASECHANGELOG, in a database or a file."""
