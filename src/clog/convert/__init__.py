"""Conversion: a change log in another format is the same change log: same order, same identity, same checksums."""
