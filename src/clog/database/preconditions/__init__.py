"""Preconditions, asked of a database."""
