"""Connections: URLs, sessions, drivers, and hints where they fail."""
