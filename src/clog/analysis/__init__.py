"""Looking at change logs without running them: meaning, edits, effects, rules."""
