"""A run that breaks off in a statement which commits by itself: the next one tells from the catalogue where to go on.

The line is cut before the statement reaches MariaDB, or before its answer comes back, so that its outcome is not noted.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.database.recovery.transaction_rules import breaks, head
from clog.dialects import dialect_class
from tests.support.contents import connection, contents, emptied
from tests.support.proxy import Cut, Proxy

if TYPE_CHECKING:
    from pathlib import Path

SETUP = """
CREATE TABLE counter (n INT NOT NULL);
INSERT INTO counter VALUES (0);
CREATE TABLE t (id INT NOT NULL, a INT, b VARCHAR(20), event INT, KEY ix_b (b));
INSERT INTO t VALUES (1, 1, 'x', 0), (2, 2, 'y', 0);
CREATE TABLE parent (id INT PRIMARY KEY);
INSERT INTO parent VALUES (1), (2);
CREATE TABLE child (id INT, CONSTRAINT fk_child FOREIGN KEY (id) REFERENCES parent (id));
CREATE TABLE base (id INT, a INT);
CREATE VIEW v AS SELECT id FROM base;
CREATE PROCEDURE p() UPDATE counter SET n = n + 1000;
CREATE TRIGGER g BEFORE INSERT ON child FOR EACH ROW SET NEW.id = 1;
CREATE SEQUENCE s START WITH 1;
CREATE TABLE parts (id INT) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
CREATE TABLE like_parts (id INT);
INSERT INTO parts VALUES (1);
CREATE TABLE same (id INT NOT NULL, a INT, b VARCHAR(20), event INT, KEY ix_b (b));
"""
DECIDED = {
    "create-table": "CREATE TABLE fresh (id INT)",
    "create-or-replace-table": "CREATE OR REPLACE TABLE t (id INT)",
    "create-as-select": "CREATE TABLE fresh AS SELECT id, a FROM t",
    "add-column": "ALTER TABLE t ADD c INT DEFAULT 5",
    "add-column-called-event": "ALTER TABLE child ADD event INT",
    "add-column-called-trigger": "ALTER TABLE child ADD COLUMN `trigger` INT COMMENT 'the procedure of it'",
    "drop-column": "ALTER TABLE t DROP COLUMN a",
    "rename-column": "ALTER TABLE t CHANGE a aa INT",
    "modify-type": "ALTER TABLE t MODIFY b VARCHAR(99)",
    "set-default": "ALTER TABLE t ALTER a SET DEFAULT 3",
    "engine": "ALTER TABLE t ENGINE = InnoDB",
    "add-primary-key": "ALTER TABLE t ADD PRIMARY KEY (id)",
    "add-unique": "ALTER TABLE t ADD UNIQUE (a)",
    "add-foreign-key": "ALTER TABLE t ADD CONSTRAINT fk_t FOREIGN KEY (id) REFERENCES parent (id)",
    "drop-foreign-key": "ALTER TABLE child DROP FOREIGN KEY fk_child",
    "add-check": "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)",
    "table-comment": "ALTER TABLE t COMMENT = 'what it is'",
    "rename": "ALTER TABLE t RENAME TO u",
    "rename-table": "RENAME TABLE t TO u, parent TO parents",
    "rename-into-place": "RENAME TABLE t TO t_old, same TO t",
    "swap-of-different": "RENAME TABLE t TO tmp, parent TO t, tmp TO parent",
    "drop-table": "DROP TABLE t",
    "drop-tables": "DROP TABLE t, like_parts",
    "truncate": "TRUNCATE TABLE t",
    "create-index": "CREATE UNIQUE INDEX ix_a ON t (a)",
    "drop-index": "DROP INDEX ix_b ON t",
    "create-view": "CREATE VIEW w AS SELECT id AS event FROM t",
    "replace-view": "CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW v AS SELECT a FROM base",
    "drop-view": "DROP VIEW v",
    "create-procedure": "CREATE PROCEDURE q() UPDATE counter SET n = n + 100",
    "create-procedure-of-dump": "/*!50003 CREATE*/ /*!50020 DEFINER=CURRENT_USER */ /*!50003 PROCEDURE q() SELECT 1 */",
    "drop-procedure": "DROP PROCEDURE p",
    "create-function": "CREATE DEFINER = CURRENT_USER FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
    "create-trigger": "CREATE TRIGGER h BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
    "drop-trigger": "DROP TRIGGER g",
    "create-sequence": "CREATE SEQUENCE s2 START WITH 5",
    "alter-sequence": "ALTER SEQUENCE s INCREMENT BY 3",
    "drop-sequence": "DROP SEQUENCE s",
    "analyze": "ANALYZE TABLE t",
    "insert": "INSERT INTO t (id) VALUES (9)",
    "update": "UPDATE t SET a = a + 1",
    "call": "CALL p()",
}
"""Statements about which the catalogue tells, or that may be run twice, or that take part in the transaction."""

UNDECIDED = {
    "create-user": ("CREATE USER clog_settling@localhost", "DROP USER IF EXISTS clog_settling@localhost"),
    "exchange-partition": ("ALTER TABLE parts EXCHANGE PARTITION p0 WITH TABLE like_parts", ""),
    "swap-of-equals": ("RENAME TABLE t TO tmp, same TO t, tmp TO same", ""),
    "block": ("BEGIN NOT ATOMIC UPDATE counter SET n = n + 100; COMMIT; END", ""),
}
QUICK = ("add-column-called-event", "rename-table", "drop-index", "create-procedure", "truncate", "insert")


class Maria:
    """A MariaDB database with tables, and a change log of one change set around a statement."""

    def __init__(self, url: str, folder: Path, capsys: pytest.CaptureFixture[str], statement: str) -> None:
        self.url = url
        self.folder = folder
        self.capsys = capsys
        self.statement = statement
        self.write(statement)

    def write(self, statement: str, before: str = "UPDATE counter SET n = n + 1") -> None:
        text = (
            "-- liquibase formatted sql\n-- changeset ann:1 endDelimiter:;; stripComments:false\n"
            f"{before}\n;;\n{statement}\n;;\nUPDATE counter SET n = n + 10\n;;\n"
            "-- rollback ALTER TABLE t DROP COLUMN c;\n-- rollback UPDATE counter SET n = n - 1;\n"
        )
        (self.folder / "c.sql").write_text(text, encoding="utf-8")

    def empty(self) -> None:
        emptied(self.url)
        self.sql(SETUP)

    def sql(self, text: str) -> list[tuple[Any, ...]]:
        with closing(connection(self.url)) as at, closing(at.cursor()) as cursor:
            for statement in re.split(r";\s*(?:\n|$)", text):
                if statement.strip():
                    cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    def run(self, *words: str, url: str = "") -> tuple[int, str]:
        given = [f"--url={url or self.url}", "--changelog-file=c.sql", f"--search-path={self.folder}"]
        status = main([*given, *(words or ("update",))])
        return status, self.capsys.readouterr().err

    def done(self) -> bool:
        """Whether an update succeeds."""
        status, err = self.run()
        assert status == 0, err
        return True

    def cut(self, *, after: bool, number: int = 1, pattern: str = "", words: tuple[str, ...] = ()) -> None:
        with Proxy("mariadb", Cut(pattern or self.statement, number, after=after)) as proxy:
            status, err = self.run(*words, url=proxy.url(self.url))
            assert proxy.cut_at
        assert (status, "CLOG604" in err) == (1, True), err

    def decided(self) -> None:
        """Whether the statement came through or not, the next run leaves what an undisturbed one leaves."""
        self.sql(SETUP)
        assert self.done()
        wanted = contents(self.url)
        for after in (False, True):
            self.empty()
            self.cut(after=after)
            status, err = self.run()
            assert status == 0, err
            assert contents(self.url) == wanted, after


@pytest.mark.parametrize("name", QUICK)
def test_the_catalogue_decides(mariadb_url: str, tmp_path: Path, capsys: Any, name: str) -> None:
    Maria(mariadb_url, tmp_path, capsys, DECIDED[name]).decided()


@pytest.mark.long
@pytest.mark.parametrize("name", sorted({*DECIDED} - {*QUICK}))
def test_the_catalogue_decides_about_everything(mariadb_url: str, tmp_path: Path, capsys: Any, name: str) -> None:
    Maria(mariadb_url, tmp_path, capsys, DECIDED[name]).decided()


@pytest.mark.parametrize(
    "name", ["block", *(pytest.param(n, marks=pytest.mark.long) for n in UNDECIDED if n != "block")]
)
@pytest.mark.parametrize("after", [False, True])
def test_what_cannot_be_told_is_asked(mariadb_url: str, tmp_path: Path, capsys: Any, name: str, after: bool) -> None:  # noqa: FBT001
    statement, clear = UNDECIDED[name]
    maria = Maria(mariadb_url, tmp_path, capsys, statement)
    try:
        maria.sql(SETUP)
        assert maria.done()
        wanted = contents(mariadb_url)
        maria.sql(clear)
        maria.empty()
        maria.cut(after=after)
        status, err = maria.run()
        assert (status, "[CLOG606]" in err) == (1, True), err
        assert "c.sql:2:1: c.sql::1::ann broke off in statement 2" in err
        assert f"statement: {statement}" in err
        choice = re.search(rf"{1 if after else 2}\. .*:\n +(UPDATE .*);", err)
        assert choice is not None, err
        maria.sql(choice[1])
        status, err = maria.run()
        assert status == 0, err
        assert contents(mariadb_url) == wanted
    finally:
        maria.sql(clear)


def test_starting_over_is_the_third_choice(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    maria = Maria(mariadb_url, tmp_path, capsys, UNDECIDED["block"][0])
    maria.sql(SETUP)
    maria.cut(after=True)
    choice = re.search(r"3\. undo by hand .*:\n +(DELETE .*);", maria.run()[1])
    assert choice is not None
    maria.sql(f"UPDATE counter SET n = 0;\n{choice[1]}")
    assert maria.done()
    assert maria.sql("SELECT n FROM counter") == [(111,)]


def test_an_edit_of_what_is_done_is_refused_and_can_be_accepted(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    maria = Maria(mariadb_url, tmp_path, capsys, DECIDED["add-column"])
    maria.sql(SETUP)
    maria.cut(after=True)
    maria.write("ALTER TABLE t ADD c INT DEFAULT 6")
    status, err = maria.run()
    assert (status, "was edited after it had broken off half done" in err) == (1, True), err
    maria.write(maria.statement, before="UPDATE counter SET n = n + 2")
    status, err = maria.run()
    assert (status, "was edited after it had broken off half done" in err) == (1, True), err
    choice = re.search(r"2\. .*:\n +(UPDATE .*);", err)
    assert choice is not None
    maria.sql(choice[1])
    assert maria.done()
    assert maria.sql("SELECT n FROM counter") == [(11,)]


def test_the_statement_that_was_refused_may_be_edited(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    maria = Maria(mariadb_url, tmp_path, capsys, "ALTER TABLE nowhere ADD c INT")
    maria.sql(SETUP)
    status, err = maria.run()
    assert (status, "its first statement is done and not run again; correct it" in err) == (1, True), err
    maria.write(DECIDED["add-column"])
    assert maria.done()
    assert maria.sql("SELECT n FROM counter") == [(11,)]


def test_rows_written_before_a_failure_are_written_again(server_url: str, tmp_path: Path) -> None:
    log = tmp_path / "c.sql"
    apart = "CREATE TABLE b (id INT);" if "mariadb" in server_url else "CREATE INDEX CONCURRENTLY ix ON a (id);"
    text = (
        "-- liquibase formatted sql\n-- changeset ann:1\nCREATE TABLE a (id INT);\n"
        f"-- changeset ann:2\n{apart}\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES ({{}});\n"
    )
    words = [f"--url={server_url}", "--changelog-file=c.sql", f"--search-path={tmp_path}", "update"]
    log.write_text(text.format("1, 2"), encoding="utf-8")
    assert main(words) == 1
    log.write_text(text.format("2"), encoding="utf-8")
    assert main(words) == 0
    with connect(server_url) as session:
        assert sorted(session.query("SELECT id FROM a")) == [(1,), (2,)]


@pytest.mark.parametrize("after", [False, True])
def test_a_rollback_that_broke_off_is_taken_up(mariadb_url: str, tmp_path: Path, capsys: Any, after: bool) -> None:  # noqa: FBT001
    maria = Maria(mariadb_url, tmp_path, capsys, DECIDED["add-column"])
    maria.sql(SETUP)
    assert maria.done()
    maria.cut(after=after, pattern="ALTER TABLE t DROP COLUMN c", words=("rollback-count", "1"))
    status, err = maria.run("rollback-count", "1")
    assert status == 0, err
    assert maria.sql("SELECT n FROM counter") == [(10,)]
    assert [row[0] for row in maria.sql("SHOW COLUMNS FROM t")] == ["id", "a", "b", "event"]
    assert maria.done()
    assert maria.sql("SELECT n FROM counter") == [(21,)]


def test_an_update_does_not_go_over_a_rollback_that_broke_off(mariadb_url: str, tmp_path: Path, capsys: Any) -> None:
    maria = Maria(mariadb_url, tmp_path, capsys, DECIDED["add-column"])
    maria.sql(SETUP)
    assert maria.done()
    maria.cut(after=True, pattern="ALTER TABLE t DROP COLUMN c", words=("rollback-count", "1"))
    _, err = maria.run()
    assert maria.sql("SELECT n FROM counter") == [(11,)]
    assert "the rollback of c.sql::1::ann broke off half done" in err


def test_a_change_set_that_is_recorded_by_hand_is_no_longer_half_done(
    mariadb_url: str, tmp_path: Path, capsys: Any
) -> None:
    maria = Maria(mariadb_url, tmp_path, capsys, DECIDED["add-column"])
    maria.sql(SETUP)
    maria.cut(after=True)
    assert maria.run("changelog-sync")[0] == 0
    status, err = maria.run("rollback-count", "1")
    assert status == 0, err


@pytest.mark.parametrize(("name", "text"), DECIDED.items(), ids=DECIDED)
def test_statements_that_commit_by_themselves_are_known(name: str, text: str) -> None:
    part_of_it = name in {"insert", "update", "call"}
    assert breaks(text, dialect_class("mariadb")()) is not part_of_it
    assert "/*" not in head(text)
