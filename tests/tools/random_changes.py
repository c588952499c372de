"""Make random change sets of all types in four formats, and compare their checksums with given answers.

`python -m tests.tools.random_changes write FOLDER SEED FILES` writes FOLDER/random/SEED-N.{xml,yaml,json,sql}.
`python -m tests.tools.random_changes compare FOLDER ANSWERS` prints where our sums and descriptions differ from
ANSWERS/random/SEED-N.json. One seed always makes the same files.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from clog.changes import change_class, change_names
from clog.derive.json_schema import element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.declare import Attr, Declaration

FORMATS = ("xml", "yaml", "json", "sql")
PER_FILE = 12
FILES = 200
_XML = "http://www.liquibase.org/xml/ns/dbchangelog"
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<databaseChangeLog xmlns="{_XML}"\n'
    '    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n'
    f'    xsi:schemaLocation="{_XML} {_XML}/dbchangelog-4.28.xsd">\n'
)
SOLD = frozenset(
    (
        "addCheckConstraint", "createFunction", "createPackage", "createPackageBody", "createSynonym", "createTrigger",
        "disableCheckConstraint", "disableTrigger", "dropCheckConstraint", "dropFunction", "dropPackage",
        "dropPackageBody", "dropSynonym", "dropTrigger", "enableCheckConstraint", "enableTrigger", "markUnused",
        "renameTrigger",
    )
)  # fmt: skip
"""Change types that free Liquibase does not have."""

NEEDED_IN_XML = frozenset(("name", "joinString", "tag", "tableName"))
"""Attributes that the XML schema wants although Liquibase can do without."""

NOT_IN_XML = frozenset(
    ("comment", "comments", "ignoreOriginalSplitStatements", "sql", "procedureText", "selectQuery", "message")
)
"""Attributes that the XML schema does not let stand in XML."""

TEXTS = (
    "t", "Person", "a b", " padded ", "ünï", "é", "e\u0301", "日本", "\U0001d4b3", "a\tb", "a\nb", 'q"q', "q'q", "a<b>&c",
    "", "null", "NULL", "true", "${undefined}", "[x]", "x,y", "=", "a\\b", "\ufb01", "\u00a0", "\ufffdx", "-- c", "#h",
)  # fmt: skip
NUMBERS = ("1", "-3", "1.50", ".5", "1,000", "12abc", "(5)", "( 5 )", "(nextval)", "+3", " 4", "abc", "NaN", "1e5", "null",
           "GENERATED_BY_DEFAULT", "∞", "-", "--1", ",5")  # fmt: skip
DATES = (
    "2024-02-30", "2024-1-2", "2024-01-02", "25:61:00", "1:2:3", "10:20:30", "2024-02-03T04:05:06", "2024-02-03 04:05:06",
    "2024-02-03T04:05:06Z", "2024-02-03T04:05:06.5", "2024-02-03 04:05:06.123456789", "2024-02-03T04:05:06.50+02:00",
    "2024-02-03T04:05:06.7Z", "NOW", "today+1", "", "2024-02-03T04:05:06.1234567890", "0099-01-01", "12345678",
)  # fmt: skip
SQL = (
    "select 1", "select 1;\nselect 2;", "  select\t1 -- c\n", "/* c */ update t set a = 'x  y'", "", "   ",
    "create table t (\r\n id int)\r\n;\r\n", "select 'é'; e\u0301", "insert into t values ('--no', \"q\")", "begin\n null;\nend;\n/",
    "select\u00a01\u000c", "select ${undefined}",
)  # fmt: skip
YAML_SCALARS = (
    "010", "08", "0x1F", "0b11", "0o10", "1_000", "12:30:45", "+1", "-0", "1.50", "1.", ".5", "1e5", "1E5", "1e+5",
    "1.5e10", "0.0001", "1:30.5", ".inf", "-.inf", ".nan", "true", "Yes", "off", "y", "n", "tRuE", "~", "null", "NULL",
    "2024-01-02", "2024-1-2", "2024-01-02T03:04:05", "2024-01-02 03:04:05.678", "2024-01-02T03:04:05Z",
    "2024-01-02 03:04:05 +02:00", "plain text", "-5", "123456789012345678901234567890", "1.0E-10", "100.0", "12345678.9",
    "0.1", "5e-324", "1.7976931348623157e308", "-1.5", "0.", "0.00", "1e22", "123456.7890",
)  # fmt: skip


_JSON_INTEGERS = (1, -5, 10**9)
_JSON_SCALARS = (1, -5, 10**20, True, False, None, 1.5, 100.0, 1e10, 1e-7, 0.1, 1.5e300)


class Raw(str):
    """A YAML scalar to be written as it stands."""

    __slots__ = ()


def _text(rng: random.Random, attribute: Attr) -> Any:
    """Invent a value for an attribute."""
    name = attribute.written
    if attribute.kind == "integer" or attribute.values:
        return rng.choice(attribute.values or ("1", "0", "-4", "+007", "100000"))
    if attribute.kind == "number" or name.endswith("Numeric"):
        return rng.choice(NUMBERS)
    if attribute.kind == "date" or name.endswith("Date"):
        return rng.choice(DATES)
    if name in {"sql", "procedureText", "selectQuery", "where"}:
        return rng.choice(SQL)
    if name == "dbms":
        return rng.choice(
            ("postgresql", "oracle", "!oracle", "postgresql, h2", "all", "none", "", "!postgresql,h2", " h2 ,")
        )
    return rng.choice(TEXTS)


def _values(rng: random.Random, declaration: Declaration, form: str) -> dict[str, Any]:
    """Invent the attributes of a change or part; required ones are there most of the time."""
    found: dict[str, Any] = {}
    share = rng.choice((0.1, 0.3, 0.7))
    for attribute in declaration.attributes:
        needed = attribute.required or attribute.written in NEEDED_IN_XML or attribute.kind == "parts"
        required = needed if form == "xml" else attribute.required and (attribute.file or rng.random() < 0.95)
        if attribute.kind != "map" and (required or rng.random() < share):
            found[attribute.written] = _value(rng, attribute, form)
    return found


def _value(rng: random.Random, attribute: Attr, form: str) -> Any:
    """Invent a value for an attribute, as the format can hold it."""
    if attribute.element:
        least = 1 if form == "xml" else 0
        number = 1 if attribute.kind == "part" else rng.choice((least, 1, 1, 2, 3))
        items = [_values(rng, element(attribute), form) for _ in range(number)]
        return items[0] if attribute.kind == "part" else items
    if attribute.file:
        return f"random/files/{rng.randrange(FILES)}.{'csv' if attribute.written == 'file' else 'sql'}"
    if form == "yaml" and rng.random() < 0.25:
        return Raw(rng.choice(YAML_SCALARS if attribute.kind != "integer" else ("010", "0x1F", "5", "+7", "1_000")))
    if form == "json" and rng.random() < 0.2:
        return rng.choice(_JSON_INTEGERS if attribute.kind == "integer" else _JSON_SCALARS)
    return _flag(rng, attribute, form) if attribute.kind == "boolean" else _text(rng, attribute)


def _flag(rng: random.Random, attribute: Attr, form: str) -> str:
    """Invent a boolean; sometimes one that is not quite."""
    if attribute.written.endswith("alueBoolean") and form != "xml" and rng.random() < 0.3:
        return rng.choice(TEXTS)
    odd = ("TRUE", "1", "yes", "", " true") if form != "xml" else (" true ", "\ttrue")
    return rng.choice(("true", "false", "true", "false", rng.choice(odd)))


def _change(rng: random.Random, form: str) -> tuple[Declaration, dict[str, Any]]:
    """Invent a change."""
    names = [name for name in change_names() if name not in SOLD and name != "customChange"]
    cls = change_class(rng.choice(names))
    assert cls is not None
    values = _values(rng, cls.declaration, form)
    values.pop("relativeToChangelogFile", None)
    if "path" in values and not cls.declaration.by_field["path"].required and rng.random() < 0.5:
        del values["path"]
    if "encoding" in values and "path" in values:
        values["encoding"] = rng.choice(("UTF-8", "ISO-8859-1", "windows-1252"))
    return cls.declaration, values


_NOISE = (
    b"a", b"1", b",", b"\n", b"\r\n", b"\r", b"#", b"# note", b" ", b"\t", b"\0", b"\xc3\xa9", b"\xe9", b"\xff", b"\n\n",
    b"${undefined}", b"\xe2\x82", b"\xf0\x9f", b"'q'", b"-- c\n", b"\xc2\xa0",
)  # fmt: skip


def _noise(rng: random.Random) -> bytes:
    """Invent the bytes of a file."""
    start = b"\xef\xbb\xbf" if rng.random() < 0.1 else b""
    return start + b"".join(rng.choices(_NOISE, k=rng.choice((0, 1, 5, 20, 60))))


def _attribute(rng: random.Random, text: str) -> str:
    """Write a text as an XML attribute's value; sometimes line ends are written raw, and so become blanks."""
    escaped = escape(text, {'"': "&quot;"})
    if rng.random() < 0.7:
        escaped = escaped.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")
    return f'"{escaped.replace(chr(12), " ")}"'


def _xml(rng: random.Random, declaration: Declaration, values: dict[str, Any], indent: str) -> str:
    """Write a change or part in XML."""
    texts, inner = [], ""
    pairs = list(values.items())
    rng.shuffle(pairs)
    for name, value in pairs:
        attribute = declaration.by_lower[name.lower()]
        if attribute.kind == "part":
            inner += _xml(rng, element(attribute), value, indent + "  ")
        elif attribute.kind == "parts":
            items = "".join(_xml(rng, element(attribute), item, indent + "    ") for item in value)
            if attribute.items + "s" != name:
                items = f"{indent}  <{name}>\n{items}{indent}  </{name}>\n" if value else ""
            inner += items
        elif name == "where" or (
            attribute.body and declaration.name != "param" and (name in NOT_IN_XML or rng.random() < 0.5)
        ):
            text = str(value).replace("\x0c", " ")
            text = f"<![CDATA[{text}]]>" if rng.random() < 0.3 else escape(text)
            inner += f"{indent}  <where>{text}</where>\n" if name == "where" else text
        elif name not in NOT_IN_XML:
            texts.append(f"{name}={_attribute(rng, str(value))}")
    between = rng.choice((" ", f"\n{indent}    "))
    start = f"{indent}<{between.join([declaration.name, *texts])}"
    return f"{start}/>\n" if not inner else f"{start}>{rng.choice(('', chr(10)))}{inner}{indent}</{declaration.name}>\n"


def _plain(declaration: Declaration, values: dict[str, Any]) -> dict[str, Any]:
    """Bring a change into the shape of JSON."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        attribute = declaration.by_lower[name.lower()]
        if attribute.kind == "part":
            found[name] = _plain(element(attribute), value)
        elif attribute.kind == "parts":
            found[name] = [{attribute.items: _plain(element(attribute), item)} for item in value]
        else:
            found[name] = value
    return found


def _yaml(value: Any, indent: str = "") -> str:
    """Write a value in YAML, in blocks with texts in double quotes."""
    if isinstance(value, dict) and value:
        return "".join(f"\n{indent}{key}:{_yaml(item, indent + '  ')}" for key, item in value.items())
    if isinstance(value, list) and value:
        return "".join(f"\n{indent}-{_yaml(item, indent + '  ')}" for item in value)
    return " " + (str(value) if isinstance(value, Raw) else json.dumps(value, ensure_ascii=False))


def _visitors(rng: random.Random) -> list[tuple[str, dict[str, str]]]:
    """Invent modifySql instructions."""
    found = []
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        kind = rng.choice(("prepend", "append", "replace", "regExpReplace"))
        names = ("value",) if kind in {"prepend", "append"} else ("replace", "with")
        found.append((kind, {name: rng.choice([text for text in TEXTS if text.strip()]) for name in names}))
    return found


_DBMS_LISTS = (
    "",
    "oracle",
    "postgresql, h2,mysql",
    ",".join(f"db{n}" for n in range(15)),
    "a, b ,a, c",
    "mssql,sybase,asany,informix",
)


def _block(rng: random.Random) -> dict[str, str]:
    """Invent the attributes of modifySql."""
    pool = {"dbms": rng.choice(_DBMS_LISTS), "contextFilter": rng.choice(("a and b", "test")), "labels": "B, a,b",
            "applyToRollback": rng.choice(("true", "false"))}  # fmt: skip
    return {name: text for name, text in pool.items() if rng.random() < 0.5}


def _xml_set(rng: random.Random, number: int) -> str:
    """Write a change set in XML."""
    body = "".join(_xml(rng, *_change(rng, "xml"), "    ") for _ in range(rng.choice((1, 1, 1, 2, 3))))
    visitors = _visitors(rng)
    if visitors:
        head = "".join(f" {name}={_attribute(rng, text)}" for name, text in _block(rng).items())
        lines = (
            f"      <{kind} {' '.join(f'{name}={_attribute(rng, text)}' for name, text in texts.items())}/>\n"
            for kind, texts in visitors
        )
        body += f"    <modifySql{head}>\n{''.join(lines)}    </modifySql>\n"
    return f'  <changeSet id="{number}" author="r">\n{body}  </changeSet>\n'


def _plain_set(rng: random.Random, number: int, form: str) -> dict[str, Any]:
    """Make a change set in the shape of JSON."""
    changes = [_change(rng, form) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    found: dict[str, Any] = {"id": str(number), "author": "r"}
    found["changes"] = [{declaration.name: _plain(declaration, values)} for declaration, values in changes]
    visitors = _visitors(rng)
    if visitors:
        found["modifySql"] = [
            *({key: text} for key, text in _block(rng).items()),
            *({kind: texts} for kind, texts in visitors),
        ]
    return {"changeSet": found}


_OPTIONS = ("splitStatements:false", "stripComments:false", "endDelimiter:/", "endDelimiter:\\n/", "endDelimiter:;;",
            "rollbackSplitStatements:false", "rollbackEndDelimiter:GO", "runOnChange:true", "dbms:postgresql",
            "stripComments:TRUE", "splitStatements:yes")  # fmt: skip
_LINES = (
    "select 1;", "  select 2 -- tail", "-- an ordinary comment", "/* block", " comment */", "", "   ", "create table t (",
    "  id int", ");", "/", "GO", "--rollback drop table t;", "--comment: hello", "--validCheckSum: any", "select 'é';",
    "--preconditions onFail:HALT", "--ignoreLines:1", "--ignoreLines:start", "--ignoreLines:end", "insert into t values (1);",
    " --rollback empty", "/* liquibase rollback", "drop table x;", "*/", "\tselect\t3", "--rollback", "-- rollback x",
    "--ignore", "select ${undefined};",
)  # fmt: skip


def _sql_file(rng: random.Random) -> str:
    """Write a formatted SQL file."""
    lines = [rng.choice(("--liquibase formatted sql", "-- liquibase formatted sql", "--liquibase  formatted  sql"))]
    for number in range(1, rng.choice((2, 4, 8)) + 1):
        options = rng.sample(_OPTIONS, rng.choice((0, 0, 1, 2)))
        lines.append(" ".join((f"--changeset r:{number}", *options)))
        lines += ["select 0;", *rng.choices(_LINES, k=rng.choice((0, 1, 3, 6)))]
    end = rng.choice(("\n", "\r\n"))
    return end.join(lines) + rng.choice(("", end, end + "/", end + "/" + end))


def file_of(rng: random.Random, form: str, per_file: int = PER_FILE) -> str:
    """Write a change log of random change sets."""
    if form == "sql":
        return _sql_file(rng)
    if form == "xml":
        return HEAD + "".join(_xml_set(rng, number) for number in range(1, per_file + 1)) + "</databaseChangeLog>\n"
    sets = [_plain_set(rng, number, form) for number in range(1, per_file + 1)]
    if form == "json":
        return json.dumps({"databaseChangeLog": sets}, ensure_ascii=rng.random() < 0.3, indent=rng.choice((None, 2)))
    return f"databaseChangeLog:{_yaml(sets, '  ')}\n"


def write(folder: Path, seed: int, files: int, per_file: int = PER_FILE) -> None:
    """Write change logs into FOLDER/random."""
    (folder / "random" / "files").mkdir(parents=True, exist_ok=True)
    for number in range(FILES):
        for kind in ("sql", "csv"):
            path = folder / "random" / "files" / f"{number}.{kind}"
            path.write_bytes(_noise(random.Random(f"{seed}-{kind}-{number}")))  # noqa: S311 - nothing secret
    for number in range(files):
        rng = random.Random(f"{seed}-{number}")  # noqa: S311 - nothing secret
        form = FORMATS[number % len(FORMATS)]
        stem = folder / "random" / f"{seed}-{number}"
        if form != "xml":
            stem.with_suffix(f".{form}").write_bytes(file_of(rng, form, per_file).encode())
            continue
        for part in range(per_file):  # the XML schema refuses many: one change set a file, so that others stay
            stem.with_name(f"{stem.name}-{part}.xml").write_bytes(file_of(rng, form, 1).encode())


def compare(folder: Path, answers: Path) -> Iterator[str]:
    """List the differences between our answers and the given ones; nothing when all agree."""
    from clog.commands.inspect import InspectOptions, inspect

    paths = sorted(path for path in (folder / "random").iterdir() if path.suffix[1:] in FORMATS)
    options = InspectOptions(str(folder), ("postgresql",))
    for path, ours in zip(paths, inspect([f"random/{path.name}" for path in paths], options), strict=True):
        theirs = json.loads((answers / "random" / f"{path.stem}.json").read_text(encoding="utf-8"))
        yield from _differences(path.name, ours, theirs)


def _differences(name: str, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    """List the differences of one file."""
    if "error" in ours or "error" in theirs:
        if ("error" in ours) != ("error" in theirs):
            yield f"{name}: ours {ours.get('error', 'reads it')!r}, theirs {theirs.get('error', 'reads it')!r}"
        return
    pairs = zip(ours["changesets"], theirs["changesets"], strict=True)
    rows: list[tuple[str, dict[str, Any], dict[str, Any]]] = [("", mine, given) for mine, given in pairs]
    for dialect, given in theirs["sql"].items():
        if isinstance(given, list) and isinstance(ours["sql"].get(dialect), list):
            rows += [(dialect, mine, row) for mine, row in zip(ours["sql"][dialect], given, strict=True)]
    for dialect, mine, row in rows:
        for key in ("id", "v8", "v9", "description", "comments"):
            if mine.get(key) != row.get(key) and not (dialect and key not in row):
                yield f"{name} {dialect} {row['id']} {key}: ours {mine.get(key)!r}, theirs {row.get(key)!r}"


def counted(answers: Path) -> tuple[int, int]:
    """Count the change sets that Liquibase could read, and the files that it could not."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (answers / "random").glob("*.json")]
    return sum(len(answer.get("changesets", ())) for answer in found), sum("error" in answer for answer in found)


_COMMANDS: dict[str, Callable[..., object]] = {"write": write, "compare": compare}

if __name__ == "__main__":
    first, place, second, *more = sys.argv[1:]
    if first == "write":
        write(Path(place), int(second), int(more[0]), *map(int, more[1:]))
    else:
        shown = list(compare(Path(place), Path(second)))
        print(*shown, sep="\n")
        print(f"{len(shown)} differences; {counted(Path(second))} change sets read, files refused")
