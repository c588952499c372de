"""Rules that see the top of a file as it was read: properties and preconditions."""
