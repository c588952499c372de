"""Rules that see comments in which other rules are silenced."""
