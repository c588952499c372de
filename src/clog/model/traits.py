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
        true, false: boolean literals.
        now: function that gives the current time.
        line_comment: what starts a comment in scripts.
        batch_separator: what ends a batch in scripts instead of the semicolon, or "".
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
    true: str = "1"
    false: str = "0"
    now: str = "CURRENT_TIMESTAMP"
    line_comment: str = "--"
    batch_separator: str = ""
