"""Measures clog side by side with the bare engines and prints ratios.

    python -m tests.bench.run [--runs 5] [--only status] [--strict]

Nothing is compared with an earlier run: both sides are measured in turn, on the same machine, in the same minute.
With --strict the exit status is 1 when a figure is above its limit.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.loads import load_rows
from tests.bench.measure import Command, Cost, Row, median, once, pairs, ratio
from tests.bench.workload import bare_sql, steps, write_change_log
from tests.support.servers import fresh_database, server

CLOG = [str(Path(sys.executable).with_name("clog"))]
FLOOR_A = Command([sys.executable, "-c", "import click"])
FLOOR_B = Command([sys.executable, "-c", "import click, sqlite3, lxml.etree, hashlib, json"])
BARE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in open(sys.argv[2]):
    connection.execute("BEGIN")
    connection.execute(statement)
    connection.execute("COMMIT")
"""


class Bench:
    """The measurements; each method named bench_* gives rows."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder = folder
        self.runs = runs

    def clog(self, *words: str, database: str = "bench.db", log: str = "changelog-10.xml", reset: str = "") -> Command:
        """Make a command of clog on an SQLite file of the folder; `reset` is a file to copy there before each run."""
        path = self.folder / database

        def prepare() -> None:
            if reset:
                path.unlink(missing_ok=True)
                if reset != "nothing":
                    shutil.copy(self.folder / reset, path)

        line = [*CLOG, *words, f"--changelog-file={log}", f"--url=jdbc:sqlite:{path}"]
        return Command(line, prepare, cwd=str(self.folder))

    def updated(self, log: str) -> str:
        """Make an SQLite file on which a change log has been run, once; give its name."""
        name = f"{log}.db"
        if not (self.folder / name).exists():
            once(self.clog("update", database=name, log=log))
        return name

    def log(self, suffix: str, count: int) -> str:
        """Write a change log, once; give its name."""
        path = self.folder / f"changelog-{count}.{suffix}"
        return path.name if path.exists() else write_change_log(self.folder, suffix, count).name

    def statements(self, count: int) -> Path:
        """Write the bare statements, one a line."""
        path = self.folder / f"bare-{count}.sql"
        path.write_text("".join(bare_sql(step)[0] + "\n" for step in steps(count)), encoding="utf-8")
        return path

    def bench_start(self) -> list[Row]:
        """Start-up."""
        return [
            Row("--version, of `import click`", ratio(pairs(Command([*CLOG, "--version"]), FLOOR_A, self.runs)), 1.3),
            Row("--help, of `import click`", ratio(pairs(Command([*CLOG, "--help"]), FLOOR_A, self.runs)), 1.3),
        ]

    def bench_status(self) -> list[Row]:
        """A status that finds nothing to do."""
        database = self.updated(self.log("xml", 10))
        small, known = self.clog("status", "--no-cache", database=database), self.clog("status", database=database)
        rows = [
            Row("status, 10 change sets, of floor B", ratio(pairs(small, FLOOR_B, self.runs)), 2.0),
            Row("the same, with a summary", ratio(pairs(known, FLOOR_B, self.runs)), 1.5),
        ]
        for suffix, limit in (("xml", 4.0), ("json", 4.0), ("sql", 4.0), ("yaml", 6.0)):
            log = self.log(suffix, 1000)
            command = self.clog("status", "--no-cache", database=self.updated(log), log=log)
            rows.append(Row(f"status, 1,000, {suffix}, of floor A", ratio(pairs(command, FLOOR_A, self.runs)), limit))
        return rows

    def bench_many(self) -> list[Row]:
        """A status of 50,000 change sets that have not changed."""
        log = self.log("sql", 50_000)
        once(self.clog("changelog-sync", database="many.db", log=log))
        known = self.clog("status", database="many.db", log=log)
        return [
            Row("status, 50,000, with a summary (wall)", median(pairs(known, FLOOR_B, self.runs), "wall"), 2.0, "s")
        ]

    def bench_growth(self) -> list[Row]:
        """Reading 5,000 change sets."""
        rows = []
        for suffix, limit in (("xml", 75), ("json", 75), ("sql", 75), ("yaml", 200)):
            costs: list[Cost] = []
            for count in (10, 1000, 5000):
                log = self.log(suffix, count)
                once(self.clog("changelog-sync", database=f"{log}.synced.db", log=log))
                command = self.clog("status", "--no-cache", database=f"{log}.synced.db", log=log)
                measured = pairs(command, FLOOR_B, self.runs)
                costs.append(Cost(median(measured), 0, median(measured, "peak")))
            each = (costs[2].cpu - costs[0].cpu) / 4990 * 1e6
            rows.append(Row(f"status, 5,000, {suffix}, each", each, limit, "us"))
            less = max(costs[1].cpu - costs[0].cpu, 1e-3)
            rows.append(
                Row(
                    f"growth 1,000 to 5,000, {suffix}",
                    math.log((costs[2].cpu - costs[0].cpu) / less, 4990 / 990),
                    1.05,
                    "exponent",
                )
            )
            if suffix == "xml":
                rows.append(Row("peak memory, 5,000, xml", costs[2].peak, 110, "MiB"))
        return rows

    def bench_update(self) -> list[Row]:
        """Running 1,000 change sets on SQLite."""
        log, bare = self.log("xml", 1000), self.statements(1000)
        (self.folder / "bare.py").write_text(BARE, encoding="utf-8")
        target = self.folder / "bare.db"
        engine = Command(
            [sys.executable, str(self.folder / "bare.py"), str(target), str(bare)],
            lambda: target.unlink(missing_ok=True),
        )
        command = self.clog("update", log=log, reset="nothing")
        measured = pairs(command, engine, min(self.runs, 3))
        back = self.clog("rollback-count", "100", log=log, reset=self.updated(log))
        rolled = [once(back).cpu for _ in range(3)]
        script = pairs(self.clog("update-sql", log=log, database="empty.db"), FLOOR_A, self.runs)
        return [
            Row("update, 1,000, SQLite, of bare sqlite3 (wall)", ratio(measured, "wall"), 1.9),
            Row("update, 1,000, SQLite, of bare sqlite3 (cpu)", ratio(measured), 1.9),
            Row("rollback of 100 among 1,000", sorted(rolled)[1], 0.6, "s"),
            Row("update-sql, 1,000, of floor A", ratio(script), 7.0),
        ]

    def bench_postgresql(self) -> list[Row]:
        """Running 1,000 change sets on PostgreSQL."""
        log, bare = self.log("xml", 1000), self.statements(1000)
        ratios = []
        at = server("postgresql")
        environment = {**os.environ, "PGPASSWORD": at.password}
        for _ in range(3):
            with fresh_database("postgresql") as url, fresh_database("postgresql") as other:
                ours = once(Command([*CLOG, "update", f"--changelog-file={log}", f"--url={url}"], cwd=str(self.folder)))
                name = other.rpartition("/")[2].partition("?")[0]
                line = [
                    "psql",
                    "-q",
                    "-1",
                    "-h",
                    at.host,
                    "-p",
                    str(at.port),
                    "-U",
                    at.user,
                    "-d",
                    name,
                    "-f",
                    str(bare),
                ]
                os.environ.update(environment)
                ratios.append(ours.wall / once(Command(line)).wall)
        return [Row("update, 1,000, PostgreSQL, of psql -1 (wall)", sorted(ratios)[1], 2.7)]

    def bench_convert(self) -> list[Row]:
        """Converting 5,000 change sets, with the proof that the result is the same, of reading and validating them."""
        rows = []
        for suffix in ("xml", "yaml", "json", "sql"):
            log = self.log(suffix, 5000)
            read = self.clog("validate", log=log)
            for target in ("xml", "yaml", "json"):
                line = [*CLOG, "convert", log, "out", f"--to={target}", "--recursive", "--check"]
                measured = pairs(Command(line, cwd=str(self.folder)), read, self.runs)
                rows.append(Row(f"convert, 5,000, {suffix} to {target}, of validate", ratio(measured), 3.0))
        return rows

    def bench_load(self) -> list[Row]:
        """Loading rows into each database."""
        return [row for count in (100_000, 1_000_000) for row in load_rows(CLOG, self.folder, count)]


def main() -> int:
    """Print the table; 1 with --strict where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    above = False
    print("| what | measured | limit | |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.runs)
        for name in sorted(vars(Bench)):
            if name.startswith("bench_") and options.only in name:
                for row in getattr(bench, name)():
                    print(row, flush=True)
                    above = above or row.figure > row.limit
    return int(above and options.strict)


if __name__ == "__main__":
    sys.exit(main())
