"""What is looked for in change logs: one file a rule, in the folder of what it sees; its docstring is its page.

log: all change sets together. text: a file as it is written. form: what of a file is not as it is declared, or not read.
head: the top of a file as it was read. node: that and change sets. change: the changes of a change set, bound.
file: the files that changes name. run: what a run was asked for. comment: what comments in change logs silence.
"""
