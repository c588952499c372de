"""Databases: connections, history, lock, and running statements so that a run which breaks off can be taken up again."""
