"""Rules that see a file as it is written."""
