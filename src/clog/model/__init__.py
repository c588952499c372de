"""Values without the behaviour of the edges: nodes, change logs, changes, statements, history, plans."""
