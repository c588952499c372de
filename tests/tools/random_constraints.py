"""Make random change sets about constraints, defaults, names, views, sequences and indexes, and compare what becomes of them with given answers.

`python -m tests.tools.random_constraints write FOLDER FIRST COUNT` writes FOLDER/constraints/seed-N.yaml for COUNT seeds.
`python -m tests.tools.random_constraints compare FOLDER ANSWERS [DIALECT ...]` prints the differences; see random_tables.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.tools.random_tables import DEFAULTS, REMARKS, TYPES, Attributes, compare, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PER_FILE = 30
NAMES = [
    "id", "name", "Order", "user", "my col", "MixedCase", "group", "a-b", "desc", "x1", "ünï", "it's", "full", "GROUP", "select",
    "a.b", "it desc", "b asc", "f(x)", "lower(name)", 'q"q',
]  # fmt: skip
LISTS = [
    "id",
    "id, name",
    "id,Order",
    "a b,c",
    "name desc",
    "id , MixedCase,user",
    " x1",
    "lower(name)",
    "a-b, ünï",
    "name ASC,id DESC",
]
TABLES = ["person", "Order", "my table", "user", "T1", "MixedCase", "group", "it's"]
SCHEMAS = ["crm", "My Schema", "user"]
RULES = [
    "CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION", "cascade", "no action", "Set Null", "restrict",
]  # fmt: skip
BOOLEANS = ["true", "false"]


def change_log(seed: int) -> str:
    """Write the change log of a seed: JSON, which is YAML too, since the XML schema refuses much that Liquibase knows."""
    dice = random.Random(seed)  # noqa: S311 - not about secrets
    sets = []
    for number in range(PER_FILE):
        strategy = dice.choices([None, "QUOTE_ALL_OBJECTS", "QUOTE_ONLY_RESERVED_WORDS"], [7, 2, 1])[0]
        kind = dice.choice(list(KINDS))
        found: dict[str, Any] = {"id": str(number), "author": "a", "changes": [{kind: KINDS[kind](dice)}]}
        sets.append({"changeSet": found | ({"objectQuotingStrategy": strategy} if strategy else {})})
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in sets)
    return f"databaseChangeLog: [\n{lines}\n]\n"


def place(dice: random.Random, *, table: str = "tableName", prefix: str = "") -> Attributes:
    """Choose a table with schema and catalog."""
    schema, catalog = ("schemaName", "catalogName") if not prefix else (f"{prefix}SchemaName", f"{prefix}CatalogName")
    return {
        table: name(dice, TABLES),
        **some(dice, 0.25, **{schema: SCHEMAS}),
        **some(dice, 0.12, **{catalog: ["cat", "My Cat"]}),
    }


def name(dice: random.Random, names: list[str] = NAMES) -> str:
    """Choose a name, an ordinary one most of the time."""
    return dice.choice(names[:4] if dice.random() < 0.5 else names)


def column(dice: random.Random, share: float = 0.85) -> Attributes:
    """Choose a column and, with a probability, its type."""
    return {"columnName": name(dice), **some(dice, share, columnDataType=TYPES)}


def add_primary_key(dice: random.Random) -> Attributes:
    """Choose the attributes of addPrimaryKey."""
    return {
        **place(dice),
        "columnNames": dice.choice(LISTS),
        **some(dice, 0.7, constraintName=["pk_x", "PK y", "Order"]),
        **some(dice, 0.15, tablespace=["ts", "Ts x"], clustered=BOOLEANS, validate=BOOLEANS),
        **some(dice, 0.15, forIndexName=["ix", "Ix y"], forIndexSchemaName=SCHEMAS, forIndexCatalogName=["cat"]),
    }


def drop_primary_key(dice: random.Random) -> Attributes:
    """Choose the attributes of dropPrimaryKey."""
    return {**place(dice), **some(dice, 0.7, constraintName=["pk_x", "PK y"]), **some(dice, 0.3, dropIndex=BOOLEANS)}


def add_foreign_key(dice: random.Random) -> Attributes:
    """Choose the attributes of addForeignKeyConstraint."""
    return {
        **place(dice, table="baseTableName", prefix="baseTable"),
        "baseColumnNames": dice.choice(LISTS),
        "constraintName": name(dice, ["fk_x", "FK y", "order", "fk-z"]),
        **place(dice, table="referencedTableName", prefix="referencedTable"),
        "referencedColumnNames": dice.choice(LISTS),
        **some(dice, 0.3, onDelete=RULES),
        **some(dice, 0.2, onUpdate=RULES),
        **some(dice, 0.15, deferrable=BOOLEANS, initiallyDeferred=BOOLEANS, validate=BOOLEANS),
        **some(dice, 0.08, deleteCascade=BOOLEANS, referencesUniqueColumn=BOOLEANS),
    }


def drop_foreign_key(dice: random.Random) -> Attributes:
    """Choose the attributes of dropForeignKeyConstraint."""
    return {
        **place(dice, table="baseTableName", prefix="baseTable"),
        "constraintName": name(dice, ["fk_x", "FK y", "order", "fk-z"]),
    }


def add_unique(dice: random.Random) -> Attributes:
    """Choose the attributes of addUniqueConstraint."""
    return {
        **place(dice),
        "columnNames": dice.choice(LISTS),
        **some(dice, 0.7, constraintName=["uq_x", "UQ y", "order"]),
        **some(dice, 0.15, tablespace=["ts", "Ts x"], clustered=BOOLEANS, validate=BOOLEANS),
        **some(dice, 0.15, deferrable=BOOLEANS, initiallyDeferred=BOOLEANS, disabled=BOOLEANS),
        **some(dice, 0.1, forIndexName=["ix", "Ix y"], forIndexSchemaName=SCHEMAS, forIndexCatalogName=["cat"]),
    }


def drop_unique(dice: random.Random) -> Attributes:
    """Choose the attributes of dropUniqueConstraint."""
    return {
        **place(dice),
        "constraintName": name(dice, ["uq_x", "UQ y", "order", "uq-z"]),
        **some(dice, 0.15, uniqueColumns=LISTS),
    }


def add_not_null(dice: random.Random) -> Attributes:
    """Choose the attributes of addNotNullConstraint."""
    return {
        **place(dice),
        **column(dice),
        **some(dice, 0.3, constraintName=["nn_x", "NN y", "order"]),
        **some(dice, 0.3, defaultNullValue=["x", "0", "1.5", "it's", "true", "NULL", "now()", "2024-01-02", ""]),
        **some(dice, 0.2, validate=BOOLEANS),
    }


def drop_not_null(dice: random.Random) -> Attributes:
    """Choose the attributes of dropNotNullConstraint."""
    return {**place(dice), **column(dice), **some(dice, 0.3, constraintName=["nn_x", "NN y"])}


def add_default(dice: random.Random) -> Attributes:
    """Choose the attributes of addDefaultValue."""
    found = {**place(dice), **column(dice, 0.7)}
    for _ in range(dice.choices([0, 1, 2], [1, 20, 2])[0]):
        kind, choices = dice.choice(DEFAULTS)
        found[kind] = dice.choice(choices)
    return {**found, **some(dice, 0.2, defaultValueConstraintName=["df_x", "DF y"])}


def drop_default(dice: random.Random) -> Attributes:
    """Choose the attributes of dropDefaultValue."""
    return {**place(dice), **column(dice, 0.5)}


def rename_table(dice: random.Random) -> Attributes:
    """Choose the attributes of renameTable."""
    return {**place(dice, table="oldTableName"), "newTableName": name(dice, TABLES)}


def rename_column(dice: random.Random) -> Attributes:
    """Choose the attributes of renameColumn."""
    return {
        **place(dice),
        "oldColumnName": name(dice),
        "newColumnName": name(dice),
        **some(dice, 0.85, columnDataType=TYPES),
        **some(dice, 0.2, remarks=REMARKS),
    }


def modify_type(dice: random.Random) -> Attributes:
    """Choose the attributes of modifyDataType."""
    return {
        **place(dice),
        "columnName": name(dice),
        "newDataType": dice.choice([*TYPES, "varchar(20) not null", "int identity", "  int ", "string", "varchar"]),
    }


def merge_columns(dice: random.Random) -> Attributes:
    """Choose the attributes of mergeColumns."""
    return {
        **place(dice),
        "column1Name": name(dice),
        "column2Name": name(dice),
        "finalColumnName": name(dice),
        "finalColumnType": dice.choice(TYPES),
        **some(dice, 0.8, joinString=[" ", ", ", "it's", "", "\\", "ü", "null"]),
    }


def drop_all_foreign_keys(dice: random.Random) -> Attributes:
    """Choose the attributes of dropAllForeignKeyConstraints."""
    return place(dice, table="baseTableName", prefix="baseTable")


def create_view(dice: random.Random) -> Attributes:
    """Choose the attributes of createView."""
    return {
        **place(dice, table="viewName"),
        "selectQuery": dice.choice(["select 1", "SELECT a, b FROM t;", "select 'x;y' from t -- c", " select 1\n "]),
        **some(dice, 0.4, replaceIfExists=BOOLEANS),
        **some(dice, 0.2, fullDefinition=BOOLEANS, remarks=REMARKS),
    }


def drop_view(dice: random.Random) -> Attributes:
    """Choose the attributes of dropView."""
    return {**place(dice, table="viewName"), **some(dice, 0.4, ifExists=BOOLEANS)}


def rename_view(dice: random.Random) -> Attributes:
    """Choose the attributes of renameView."""
    return {**place(dice, table="oldViewName"), "newViewName": name(dice, TABLES)}


def sequence_settings(dice: random.Random) -> Attributes:
    """Choose the settings of a sequence."""
    return {
        **some(dice, 0.3, incrementBy=["1", "5", "-2"], minValue=["1", "-5"], maxValue=["1000", "9223372036854775807"]),
        **some(dice, 0.2, cacheSize=["0", "1", "20"], cycle=BOOLEANS, ordered=BOOLEANS),
        **some(dice, 0.2, dataType=["int", "bigint", "number(10)"]),
    }


def create_sequence(dice: random.Random) -> Attributes:
    """Choose the attributes of createSequence."""
    found = {**place(dice, table="sequenceName"), **sequence_settings(dice)}
    return {**found, **some(dice, 0.4, startValue=["1", "100", "0"])}


def alter_sequence(dice: random.Random) -> Attributes:
    """Choose the attributes of alterSequence."""
    return {**place(dice, table="sequenceName"), **sequence_settings(dice)}


def drop_sequence(dice: random.Random) -> Attributes:
    """Choose the attributes of dropSequence."""
    return place(dice, table="sequenceName")


def rename_sequence(dice: random.Random) -> Attributes:
    """Choose the attributes of renameSequence."""
    return {**place(dice, table="oldSequenceName"), "newSequenceName": name(dice, TABLES)}


def create_index(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of createIndex."""
    columns = [
        {"column": {"name": name(dice), **some(dice, 0.2, descending=BOOLEANS, computed=BOOLEANS)}}
        for _ in range(dice.choice([1, 1, 2, 3]))
    ]
    return {
        **place(dice),
        "columns": columns,
        **some(dice, 0.85, indexName=["ix", "Ix y", "order"]),
        **some(dice, 0.3, unique=BOOLEANS, clustered=BOOLEANS),
        **some(
            dice, 0.2, tablespace=["ts"], associatedWith=["primaryKey", "foreignKey", "uniqueConstraint", "none", ""]
        ),
    }


def drop_index(dice: random.Random) -> Attributes:
    """Choose the attributes of dropIndex."""
    found = {"indexName": name(dice, ["ix", "Ix y", "order"]), **some(dice, 0.8, tableName=TABLES)}
    return {**found, **some(dice, 0.2, schemaName=SCHEMAS, catalogName=["cat"], associatedWith=["primaryKey"])}


KINDS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "addPrimaryKey": add_primary_key,
    "dropPrimaryKey": drop_primary_key,
    "addForeignKeyConstraint": add_foreign_key,
    "dropForeignKeyConstraint": drop_foreign_key,
    "addUniqueConstraint": add_unique,
    "dropUniqueConstraint": drop_unique,
    "addNotNullConstraint": add_not_null,
    "dropNotNullConstraint": drop_not_null,
    "addDefaultValue": add_default,
    "dropDefaultValue": drop_default,
    "renameTable": rename_table,
    "renameColumn": rename_column,
    "modifyDataType": modify_type,
    "mergeColumns": merge_columns,
    "dropAllForeignKeyConstraints": drop_all_foreign_keys,
    "createView": create_view,
    "dropView": drop_view,
    "renameView": rename_view,
    "createSequence": create_sequence,
    "alterSequence": alter_sequence,
    "dropSequence": drop_sequence,
    "renameSequence": rename_sequence,
    "createIndex": create_index,
    "dropIndex": drop_index,
}


def write(folder: Path, seeds: Iterable[int]) -> None:
    """Write a change log for each seed."""
    (folder / "constraints").mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (folder / "constraints" / f"seed-{seed}.yaml").write_text(change_log(seed), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    folder = Path(arguments[1])
    if arguments[0] == "write":
        first, count = map(int, arguments[2:4])
        write(folder, range(first, first + count))
        return
    for where, dialect, wanted, found in compare(folder, Path(arguments[2]), set(arguments[3:])):
        sys.stdout.write(f"{where} {dialect}\n  - {wanted}\n  + {found}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
