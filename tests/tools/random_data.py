"""Make random change sets about rows, files, procedures and SQL, and compare what becomes of them with given answers.

`python -m tests.tools.random_data write FOLDER FIRST COUNT` writes FOLDER/data/seed-N.json for COUNT seeds.
`python -m tests.tools.random_data compare FOLDER ANSWERS [DIALECT ...]` prints where our statements differ from
ANSWERS/data/seed-N.json; `clog inspect` writes ours.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clog.declare import dialect_names
from tests.support.dialects import ended
from tests.tools.random_constraints import BOOLEANS, NAMES, SCHEMAS, TABLES, name, place
from tests.tools.random_tables import TYPES, out_of_quotes, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.tools.random_tables import Attributes

NO_UPSERT = frozenset(("asany", "cockroachdb", "derby", "firebird", "informix", "ingres", "snowflake", "sybase"))
PER_FILE = 30
FILES = 12
VALUES: list[tuple[str, list[Any]]] = [
    ("value", ["v", "it's", "", "NULL", "null", "5", "true", "a\\b", "zwei\nZeilen", "ünï 日本", "x;y", "-- c", "now()", "a\tb"]),
    ("valueNumeric", ["7", "-1.50", "1e3", "0", "NULL", "007", "1.0", "99999999999999999999", "(nextval)", "1,000"]),
    ("valueBoolean", ["true", "false", "TRUE", "null", "x"]),
    ("valueDate", ["2024-05-06", "2024-05-06T07:08:09", "07:08:09", "2024-05-06T07:08:09.123", "CURRENT_TIMESTAMP", "null",
                   "2024-05-06 07:08:09", "2024-05-06T07:08:09.5Z", "today", "now()"]),
    ("valueComputed", ["upper(name)", "NULL", "(select max(id) from t)", "current_timestamp", "a || 'b'", "NOW()"]),
    ("valueSequenceNext", ["seq_a", "crm.seq_b", "Seq C"]),
    ("valueSequenceCurrent", ["seq_a", "crm.seq_b"]),
]  # fmt: skip
WHERES = [
    "id = 1",
    "name = 'it''s'",
    "1=1",
    " a > 2 ",
    "x in (1,2) -- c",
    ":name = :value",
    "a = ? and b = ?",
    "",
    "id=1;",
]
LOADED = ["STRING", "NUMERIC", "BOOLEAN", "DATE", "DATETIME", "TIME", "COMPUTED", "SKIP", "UUID", "CLOB", "OTHER", "UNKNOWN",
          "string", "numeric", "varchar(20)", "int", "boolean", "bigint", "timestamp", "SEQUENCE"]  # fmt: skip
HEADS = ["id", "name", "Order", "user", "born", "flag", "my col"]
CELLS = ["1", "x", "", "NULL", "null", "true", "FALSE", "2024-01-02", "2024-01-02 03:04:05", "1.50", "-3", "it's", "a b",
         "ünï", "\\N", "007", "1e5", "10:20:30", "2024-01-02T03:04:05", "a\\b", "seq_a", "0", "t", "NaN", "now()"]  # fmt: skip
TEXTS = [
    "select 1", "select 1; select 2;", "insert into t values ('a;b');\nselect 2", "select 1\nGO\nselect 2\ngo\n", "select 1\n/\nselect 2\n/",
    "/* c */ select 1 -- d\n; select 2", "  select\t1  ;;\n", "create procedure p() begin select 1; end", "select $$a;b$$; select 2",
    "-- only a comment", "update t set a = 'x\\'; select 2", "select 'é' from t where a = \"q;r\";", "select 1;\r\nselect 2;\r\n",
    "begin\n  null;\nend;\n/\nselect 2", "select /* a;b */ 1; # not a comment\nselect 2", "select 1@select 2@", "'open ; select", "",
]  # fmt: skip
PROCEDURES = [
    "create procedure p as select 1", "CREATE OR REPLACE PROCEDURE p(a int) AS BEGIN NULL; END;\n/", "create procedure crm.p() begin select 1; end",
    "create procedure \"My P\" as\nbegin\n  select 'x'; -- c\nend\n", "CREATE  PROCEDURE\n [p] AS SELECT 1\nGO", "alter procedure p as select 2",
    "create function f() returns int return 1", "/* head */ create procedure p as select 1;", "create or alter procedure p as select 1",
    "CREATE DEFINER=`root`@`localhost` PROCEDURE p() SELECT 1", "-- c\ncreate procedure p language sql as $$ select 1; $$",
]  # fmt: skip
DELIMITERS = [";", "/", "GO", "\\n/", "@", "\\nGO", ";;", "\\r\\n", "go"]


def change_log(seed: int) -> str:
    """Write the change log of a seed."""
    dice = random.Random(seed)  # noqa: S311 - not about secrets
    sets = []
    for number in range(PER_FILE):
        kind = dice.choice(list(KINDS))
        found: dict[str, Any] = {"id": str(number), "author": "a", "changes": [{kind: KINDS[kind](dice)}]}
        strategy = dice.choices([None, "QUOTE_ALL_OBJECTS", "QUOTE_ONLY_RESERVED_WORDS"], [7, 2, 1])[0]
        found |= {"objectQuotingStrategy": strategy} if strategy else {}
        if dice.random() < 0.2:
            found["rollback"] = rollback(dice)
        if dice.random() < 0.1:
            found["modifySql"] = edits(dice)
        sets.append({"changeSet": found})
    return json.dumps({"databaseChangeLog": sets}, ensure_ascii=False, indent=1)


def rollback(dice: random.Random) -> Any:
    """Choose an explicit rollback: SQL, empty, or changes."""
    if dice.random() < 0.4:
        return dice.choice([*TEXTS, "empty"])
    kind = dice.choice(["delete", "sql", "update", "insert", "dropProcedure", "empty"])
    return [{kind: KINDS[kind](dice)}]


def edits(dice: random.Random) -> list[dict[str, Any]]:
    """Choose modifySql instructions."""
    kinds = [
        {"append": {"value": dice.choice([" -- end", " X", "' "])}},
        {"prepend": {"value": "/* p */ "}},
        {"replace": {"replace": dice.choice(["INSERT", "select", "'", "t"]), "with": dice.choice(["Q", "", "''"])}},
        {
            "regExpReplace": {
                "replace": dice.choice(["\\s+", "[a-z]+", "^(.)", "t$"]),
                "with": dice.choice(["_", "$0$0", ""]),
            }
        },
    ]
    head = some(dice, 0.3, dbms=["oracle", "mysql,mariadb", "!h2"], applyToRollback=BOOLEANS)
    return [*({key: value} for key, value in head.items()), *dice.sample(kinds, dice.choice([1, 2]))]


def cells(dice: random.Random) -> list[dict[str, Any]]:
    """Choose columns with values."""
    found = []
    for column in dice.sample(NAMES, dice.choice([1, 2, 3])):
        kind, choices = dice.choice(VALUES)
        value = {kind: dice.choice(choices)} if dice.random() < 0.95 else {}
        found.append({"column": {"name": column, **value, **some(dice, 0.2, type=TYPES)}})
    return found


def parameters(dice: random.Random) -> dict[str, Any]:
    """Choose a condition, with parameters or without."""
    found: dict[str, Any] = {**some(dice, 0.7, where=WHERES)}
    if dice.random() < 0.3:
        kinds = [dice.choice(VALUES[:5]) for _ in range(dice.choice([1, 2]))]
        found["whereParams"] = [
            {"param": {**some(dice, 0.6, name=NAMES), kind: dice.choice(values)}} for kind, values in kinds
        ]
    return found


def insert(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of insert."""
    return {**place(dice), "columns": cells(dice), **some(dice, 0.1, dbms=["oracle", "!mysql", "h2, hsqldb"])}


def update(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of update."""
    return {**place(dice), "columns": cells(dice), **parameters(dice)}


def delete(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of delete."""
    return {**place(dice), **parameters(dice)}


def load(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of loadData."""
    columns = []
    for head in dice.sample(HEADS, dice.choice([0, 1, 2, 4])):
        naming = dice.choice(
            [{"name": head}, {"header": head, "name": name(dice)}, {"name": head, "type": dice.choice(LOADED)}]
        )
        more = some(dice, 0.15, defaultValue=["d", "NULL"], defaultValueNumeric=["5"], defaultValueBoolean=["true"])
        columns.append({"column": {**naming, **some(dice, 0.5, type=LOADED), **more}})
    return {
        **place(dice),
        "file": f"data/files/{dice.randrange(FILES)}.csv",
        **({"columns": columns} if columns else {}),
        **some(dice, 0.15, usePreparedStatements=BOOLEANS, separator=[",", ";", "\\t"], quotchar=["'", '"']),
        **some(dice, 0.15, commentLineStartsWith=["#", "-"], encoding=["UTF-8"]),
    }


def load_update(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of loadUpdateData."""
    keys = {"primaryKey": dice.choice(["id", "id,name", "Order", " id , name"])}
    return {**load(dice), **keys, **some(dice, 0.3, onlyUpdate=BOOLEANS)}


def lookup(dice: random.Random) -> Attributes:
    """Choose the attributes of addLookupTable."""
    return {
        **place(dice, table="existingTableName", prefix="existingTable"),
        **place(dice, table="newTableName", prefix="newTable"),
        "existingColumnName": name(dice),
        "newColumnName": name(dice),
        **some(dice, 0.7, newColumnDataType=TYPES, constraintName=["fk_x", "FK y"]),
    }


def procedure(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of createProcedure."""
    return {
        "procedureText": dice.choice(PROCEDURES),
        **some(dice, 0.5, procedureName=["p", "My P", "Order"], replaceIfExists=BOOLEANS),
        **some(dice, 0.2, schemaName=SCHEMAS, catalogName=["cat"], dbms=["oracle,mssql", "!mysql"]),
    }


def drop_procedure(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of dropProcedure."""
    return {"procedureName": name(dice, TABLES), **some(dice, 0.2, schemaName=SCHEMAS, catalogName=["cat"])}


def splitting(dice: random.Random) -> dict[str, Any]:
    """Choose how a text is split."""
    return {
        **some(dice, 0.3, splitStatements=BOOLEANS, stripComments=BOOLEANS, endDelimiter=DELIMITERS),
        **some(dice, 0.1, dbms=["oracle", "!mssql", "postgresql,h2"]),
    }


def sql(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of sql."""
    return {"sql": dice.choice(TEXTS), **splitting(dice)}


def sql_file(dice: random.Random) -> dict[str, Any]:
    """Choose the attributes of sqlFile."""
    return {"path": f"data/files/{dice.randrange(len(TEXTS))}.sql", **splitting(dice)}


KINDS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "insert": insert,
    "update": update,
    "delete": delete,
    "loadData": load,
    "loadUpdateData": load_update,
    "addLookupTable": lookup,
    "createProcedure": procedure,
    "dropProcedure": drop_procedure,
    "sql": sql,
    "sqlFile": sql_file,
    "tagDatabase": lambda dice: {"tag": dice.choice(["v1", "it's", "ü"])},
    "output": lambda dice: {"message": "m", **some(dice, 0.5, target=["STDOUT", "WARN", "x"])},
    "stop": lambda dice: some(dice, 0.5, message=["halt"]),
    "empty": lambda _dice: {},
    "executeCommand": lambda dice: {"executable": "true", **some(dice, 0.5, os=["Windows"], timeout=["5s"])},
}


def write(folder: Path, seeds: Iterable[int]) -> None:
    """Write a change log for each seed, and the files that they name."""
    files = folder / "data" / "files"
    files.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(TEXTS):
        (files / f"{number}.sql").write_text(text, encoding="utf-8", newline="")
    for number in range(FILES):
        dice = random.Random(f"csv-{number}")  # noqa: S311 - not about secrets
        heads = dice.sample(HEADS, dice.choice([1, 3, len(HEADS)]))
        rows = [heads, *([dice.choice(CELLS) for _ in heads] for _ in range(dice.choice([0, 1, 3])))]
        (files / f"{number}.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    for seed in seeds:
        (folder / "data" / f"seed-{seed}.json").write_text(change_log(seed), encoding="utf-8")


def compare(
    cases: Path, answers: Path, dialects: set[str], counted: list[str] | None = None
) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield place, dialect, expected and ours where they differ; arguments as in random_tables."""
    from clog.commands.inspect import InspectOptions, inspect

    paths = sorted((cases / "data").glob("*.json"))
    chosen = tuple(name for name in dialect_names() if not dialects or name in dialects)
    options = InspectOptions(str(cases), chosen)
    for path, ours in zip(paths, inspect([f"data/{path.name}" for path in paths], options), strict=True):
        theirs = json.loads((answers / "data" / path.name).read_text(encoding="utf-8"))
        for dialect in chosen:
            if dialect not in theirs["sql"]:
                continue
            for given, mine in zip(theirs["sql"][dialect], ours["sql"][dialect], strict=True):
                if counted is not None:
                    counted.append(f"{path.stem}:{given['id']}")
                if "Unterminated quoted field" in str(given["forward"]):  # a quote within a value; ours is a quote
                    continue
                refused = _shape(given.get("forward")) == _shape(mine.get("forward")) == "error"
                for key in ("forward",) if refused else ("forward", "rollback", "exectype", "skipped"):
                    wanted, found = _shape(given.get(key)), _shape(mine.get(key))
                    if wanted != found and f"{key}_live_error" not in given and not deliberate(dialect, wanted, found):
                        yield f"{path.stem}:{given['id']} {key}", dialect, given.get(key), mine.get(key)


def deliberate(dialect: str, wanted: Any, found: Any) -> bool:
    """Whether we differ on purpose, as docs/migrating.md says.

    onlyUpdate updates everywhere, names that need quotes have them, and what modifySql appends stands before the
    semicolon.
    """
    if "error" in (wanted, found) or not isinstance(wanted, list) or not isinstance(found, list):
        return False
    broken = ("INSERT ", "UPDATE SET ", "WHEN MATCHED ")
    inserted = found and dialect in NO_UPSERT and all(text.startswith("UPDATE ") for text in found)
    if inserted and all(text.startswith(broken) or not text for text in wanted):
        return True
    if dialect == "db2z" and "CALL insertOrUpdateDb2Z()" in wanted:
        return found == [ended(text) for text in wanted if text.startswith("UPDATE")]
    return [_plain(dialect, text) for text in wanted] == [_plain(dialect, text) for text in found]


def _plain(dialect: str, text: str) -> str:
    """Write a statement without that in which we differ on purpose."""
    if dialect == "informix" or (dialect in {"snowflake", "hsqldb"} and text.startswith(("MERGE", "DROP PROCEDURE"))):
        text = text.replace('"', "")
    text = out_of_quotes(text).replace("); X", ") X").replace("); -- end", ") -- end").replace(");' ", ")' ")
    if dialect == "informix" and "MERGE" in text:
        text = text.removesuffix("WHEN MATCHED THEN\nUPDATE SET").replace(". ", ".").replace("  ", " ").rstrip()
    return text


def _shape(answer: Any) -> Any:
    """Bring an answer into the form that is compared: all errors are alike."""
    if isinstance(answer, list):
        return [ended(text) for text in answer]
    return "error" if isinstance(answer, dict) else answer


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
