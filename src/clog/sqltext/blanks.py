"""What Liquibase trims."""

BLANKS = "".join(map(chr, range(0x21)))
"""All characters up to the blank, and no others."""
