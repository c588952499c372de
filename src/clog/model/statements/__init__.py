"""Statements: what a change asks of a database, free of any dialect; one file per kind of object."""
