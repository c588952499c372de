"""How far clog follows its input: beyond that it stops with an error at its place, and neither hangs nor runs out of memory.

No change log that people write comes near; a few lines that double each other do.
"""

from __future__ import annotations

LONGEST_STATEMENT = 2000
"""Statements that are longer are cut where they are shown."""

MOST_LISTED = 200
"""Errors, and warnings, that are listed for people; machines get all."""

DEEPEST = 50
"""Elements, maps and lists within each other, in every format: as deep as Liquibase reads YAML and JSON."""

DEEPEST_TEXT = 100
"""Groups of a regular expression, parameters in the names and values of others, and includes within each other."""

LONGEST_ALIASES = 1_000_000
"""Characters that the aliases of a YAML file stand for, each counted with all that stands for it."""

LONGEST_EXPANSION = 2**26
"""Characters that parameters add to all texts of a change log."""

LARGEST_MEMBER = 2**28
"""Bytes of a file in an archive that is read as a whole; files for loadData are not, and may have any size."""

MOST_AGAIN = 100_000
"""Elements of files that are read again, because several includes name them; besides ten times those of all files."""

MOST_STEPS = 5_000_000
"""Steps of a regular expression of the author that goes back to a group of its own; of others there are few."""

MOST_SUMMARIES = 50
"""Summaries of change logs that the cache keeps."""

OLDEST_SUMMARY = 30
"""Days for which a summary is kept that is not used."""

LARGEST_SUMMARIES = 2**26
"""Bytes of all summaries together, and of one."""

MOST_FOLDERS = 20_000
"""Folders that are listed for an includeAll, where links lead to the same ones again and again."""
