"""Loading CSV files: clog's loadData beside what each database brings for that."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.bench.measure import Command, Row, once
from tests.bench.workload import XML_HEAD, write_csv
from tests.support.servers import fresh_database, server

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = {
    "id": "int",
    "name": "varchar(50)",
    "email": "varchar(80)",
    "amount": "decimal(12,2)",
    "active": "boolean",
    "created_at": "timestamp",
}
KINDS = {"sqlite": ".import", "postgresql": r"\copy", "mariadb": "LOAD DATA"}
ENOUGH = 1_000_000
"""Rows from which on the start of the program does not count."""

LIMIT = 2.5
MEMORY = 64


def load_rows(clog: list[str], folder: Path, count: int) -> list[Row]:
    """Load a file of that many rows of six typed columns into each database whose own client is there.

    Args:
        clog: the program.
        folder: for files.
        count: of rows.
    """
    csv = write_csv(folder / f"rows-{count}.csv", count)
    columns = "".join(f'<column name="{name}" type="{kind}"/>' for name, kind in COLUMNS.items())
    for number, change in enumerate(
        (
            f'<createTable tableName="t">{columns}</createTable>',
            f'<loadData tableName="t" file="{csv.name}"/>',
        )
    ):
        text = f'{XML_HEAD}<changeSet id="{number}" author="b">{change}</changeSet></databaseChangeLog>'
        (folder / f"load-{count}-{number}.xml").write_text(text, encoding="utf-8")
    rows = []
    for kind, peer in KINDS.items():
        if shutil.which({"sqlite": "sqlite3", "postgresql": "psql"}.get(kind, kind)) is None:
            continue
        files = folder / "load.db"
        files.unlink(missing_ok=True)
        with nullcontext(f"jdbc:sqlite:{files}") if kind == "sqlite" else fresh_database(kind) as url:
            words = [*clog, "update", f"--url={url}", f"--search-path={folder}"]
            once(Command([*words, f"--changelog-file=load-{count}-0.xml"]))
            theirs = once(_peer(kind, url, csv))
            _emptied(kind, url)
            ours = once(Command([*words, f"--changelog-file=load-{count}-1.xml"]))
        if count >= ENOUGH:
            rows.append(Row(f"loadData {count:,} rows, {kind}, of {peer} (wall)", ours.wall / theirs.wall, LIMIT))
        rows.append(Row(f"peak memory, loadData {count:,} rows, {kind}", ours.peak, MEMORY, "MiB"))
    return rows


def _database(url: str) -> str:
    return urlsplit(url.removeprefix("jdbc:")).path.strip("/")


def _peer(kind: str, url: str, csv: Path) -> Command:
    """Make the command of the database's own client."""
    if kind == "sqlite":
        script = f".mode csv\n.import --skip 1 {csv} t\n"
        source = csv.with_suffix(".import")
        source.write_text(script, encoding="utf-8")
        return Command(["sqlite3", url.removeprefix("jdbc:sqlite:")], stdin=str(source))
    at = server(kind)
    if kind == "postgresql":
        line = ["psql", "-q", "-h", at.host, "-p", str(at.port), "-U", at.user, "-d", _database(url)]
        return Command([*line, "-c", rf"\copy t from '{csv}' csv header"])
    load = (
        f"LOAD DATA LOCAL INFILE '{csv}' INTO TABLE t FIELDS TERMINATED BY ',' IGNORE 1 LINES"
        " (id, name, email, amount, @active, created_at) SET active = @active = 'true'"
    )
    line = ["mariadb", "-h", at.host, "-P", str(at.port), "-u", at.user, "--local-infile=1", _database(url), "-e", load]
    return Command(line)


def _emptied(kind: str, url: str) -> None:
    """Take the rows out again; the file is in the cache of the system for both."""
    statement = "DELETE FROM t" if kind == "sqlite" else "TRUNCATE TABLE t"
    with closing(_connection(kind, url)) as connection:
        cursor: Any = connection.cursor()
        cursor.execute("SELECT COUNT(*) FROM t")
        assert cursor.fetchone()[0], f"the client of {kind} has loaded nothing"
        cursor.execute(statement)
        if kind == "sqlite":
            cursor.execute("VACUUM")


def _connection(kind: str, url: str) -> Any:
    if kind == "sqlite":
        return sqlite3.connect(url.removeprefix("jdbc:sqlite:"), isolation_level=None)
    return server(kind).connect(_database(url))
