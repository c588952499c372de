"""Rules that see the changes of a change set."""
