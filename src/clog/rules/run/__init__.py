"""Rules that see what a run was asked for."""
