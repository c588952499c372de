"""The command line: words to settings, events to texts. The only part that knows click and rich."""
