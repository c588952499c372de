"""Commands, one file each. A command is found by its file name; no list repeats the folder.

A module of this folder is a command when its docstring starts with the command's name and a colon:
`rollback_count.py` starts with "rollback-count: undo the last N change sets." and defines

    TAKES = ("count", "rollback_script")     names of the settings it takes besides the common ones
    POSITIONAL = "count"                     optional: the setting that may stand without its name
    def rollback_count(settings: Settings) -> Run

A command yields events while it works and returns its `Report`; it prints nothing. The command line is
built from `TAKES` by `clog.cli`. A command whose arguments do not fit the settings has a module of the
same name in `clog.cli` that defines `COMMAND`, a ready click command (`inspect.py` of `cli`).
"""
