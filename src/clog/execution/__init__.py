"""Carrying out: tasks, the executor and its sinks, what a run needs and says."""
