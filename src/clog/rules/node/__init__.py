"""Rules that see change sets and heads of files as they were read."""
