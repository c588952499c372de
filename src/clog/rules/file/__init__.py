"""Rules that see the files that changes name."""
