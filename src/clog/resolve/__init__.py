"""From parsed files to one change log: includes, properties, paths, and what is filtered."""
