"""SQL text, understood: the only room that knows sqlglot."""
