"""Traits: what a database is able to do, where more than one reader asks."""

from __future__ import annotations

from clog.value import Value


class Traits(Value):
    """Abilities of a database product.

    Attributes:
        name: short name of the dialect.
        transactional_ddl: whether CREATE and ALTER take part in transactions.
        identifier_quotes: opening and closing quote of identifiers.
        schemas: whether a schema name may stand before an object name.
        catalogs: whether a catalog name may stand before an object name.
        sequences: whether there are sequences.
        tablespaces: whether TABLESPACE may be said.
        deferrable: whether constraints may be DEFERRABLE.
        primary_key_names: whether primary keys have names of their own.
        not_null_names: whether NOT NULL constraints have names.
        explicit_null: whether NULL is written behind nullable columns.
        auto_increment: whether columns may number themselves.
        create_if_not_exists: whether CREATE TABLE may say IF NOT EXISTS.
        drop_cascade: what DROP TABLE says to take along the constraints that refer to the table, or "".
        tablespace_word: what stands before the tablespace of a table.
        key_tablespaces: whether the index of a primary key may have a tablespace of its own.
        unchecked: what is written for constraints that need not hold for the rows that are there, or "".
        numbering_increment: whether a column of a new table may say the distance between its numbers.
        added_keys: whether an added column may be a primary key.
        added_numbering: which added columns may number their rows: any, keys (of primary keys only) or none.
        mixed_indexes: whether an index may hold expressions and columns, and both directions.
        replace_views: whether a view may take the place of an older one.
        added_functions: whether a default given to a column that is there may be computed.
        replace_routines: the words behind CREATE for a function or trigger that replaces an older one, or "".
        replace_synonyms: whether a synonym may take the place of an older one.
        table_triggers: whether triggers have their names by table.
        switched_triggers: whether triggers may be switched off.
        switched_checks: whether check constraints may be switched off.
        true, false: boolean literals.
        now: function that gives the current time.
        line_comment: what starts a comment in scripts.
        batch_separator: what ends a batch in scripts instead of the semicolon, or "".
        open_batches: whether no semicolon stands before it.
        delimiter_command: whether the client that runs scripts must be told of a delimiter other than the semicolon.
        only_semicolons: whether the client that runs scripts knows no other delimiter at all.
        block_end: what ends a block of the procedural language in scripts, on a line of its own, or "".
    """

    name: str
    transactional_ddl: bool = False
    identifier_quotes: tuple[str, str] = ('"', '"')
    schemas: bool = True
    catalogs: bool = False
    sequences: bool = True
    tablespaces: bool = False
    deferrable: bool = False
    primary_key_names: bool = True
    not_null_names: bool = False
    explicit_null: bool = False
    auto_increment: bool = True
    create_if_not_exists: bool = False
    drop_cascade: str = ""
    tablespace_word: str = "TABLESPACE"
    key_tablespaces: bool = False
    unchecked: str = ""
    numbering_increment: bool = True
    added_keys: bool = True
    added_numbering: str = "any"
    added_functions: bool = True
    mixed_indexes: bool = True
    replace_views: bool = True
    replace_routines: str = ""
    replace_synonyms: bool = True
    table_triggers: bool = False
    switched_triggers: bool = False
    switched_checks: bool = False
    true: str = "1"
    false: str = "0"
    now: str = "CURRENT_TIMESTAMP"
    line_comment: str = "--"
    batch_separator: str = ""
    delimiter_command: bool = False
    only_semicolons: bool = False
    open_batches: bool = False
    block_end: str = ""
