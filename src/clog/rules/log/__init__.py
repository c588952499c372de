"""Rules that see all change sets of a change log together."""
