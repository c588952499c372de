"""init: make the files of a new project."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ("action", "project_dir", "project_defaults_file", "project_guide")
FORMATS = ("", "SQL", "XML", "YAML", "YML", "JSON")
POSITIONAL = "action"

_PROPERTIES = """\
# Settings of this project, read by clog and by Liquibase. Every option may stand here.
changelogFile: {changelog}
url: {url}
# A password is safer in the environment: LIQUIBASE_COMMAND_PASSWORD
{login}"""

_TOML = """\
# Settings for clog alone, and its targets: https://toml.io
strict = true  # what Liquibase drops or guesses in silence is an error
"""

_SQL = """\
-- liquibase formatted sql

-- changeset your.name:1
-- comment: the first table
CREATE TABLE person (
    id INT PRIMARY KEY,
    name VARCHAR(50) NOT NULL
);
-- rollback DROP TABLE person;
"""

_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog
    xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">

    <changeSet id="1" author="your.name">
        <comment>the first table</comment>
        <createTable tableName="person">
            <column name="id" type="int">
                <constraints primaryKey="true" nullable="false"/>
            </column>
            <column name="name" type="varchar(50)">
                <constraints nullable="false"/>
            </column>
        </createTable>
    </changeSet>
</databaseChangeLog>
"""

_YAML = """\
databaseChangeLog:
  - changeSet:
      id: 1
      author: your.name
      comment: the first table
      changes:
        - createTable:
            tableName: person
            columns:
              - column:
                  name: id
                  type: int
                  constraints:
                    primaryKey: true
                    nullable: false
              - column:
                  name: name
                  type: varchar(50)
                  constraints:
                    nullable: false
"""

_JSON = """\
{
  "databaseChangeLog": [
    {
      "changeSet": {
        "id": 1,
        "author": "your.name",
        "comment": "the first table",
        "changes": [
          {
            "createTable": {
              "tableName": "person",
              "columns": [
                {
                  "column": {
                    "name": "id",
                    "type": "int",
                    "constraints": {
                      "primaryKey": true,
                      "nullable": false
                    }
                  }
                },
                {
                  "column": {
                    "name": "name",
                    "type": "varchar(50)",
                    "constraints": {
                      "nullable": false
                    }
                  }
                }
              ]
            }
          }
        ]
      }
    }
  ]
}
"""

_EXAMPLES = {"sql": _SQL, "xml": _XML, "yaml": _YAML, "yml": _YAML, "json": _JSON}


def init(settings: Settings) -> Run:
    """Make a change log with one example and files with settings: clog init project --format=yaml.

    Its clog.toml says strict = true: warnings are errors there. --format is sql, xml, yaml or json. Files that are there already are left alone.
    """
    if settings.action != "project":
        raise UsageError(f'init makes projects only, not "{settings.action}"', hint="clog init project")
    name = settings.changelog_file or "example-changelog"
    suffix = name.rpartition(".")[2].lower()
    form = (settings.format or (suffix if suffix in _EXAMPLES else "sql")).lower()
    if form not in _EXAMPLES:
        raise UsageError(f'there is no format "{form}"', hint="possible are sql, xml, yaml and json")
    if suffix not in _EXAMPLES:
        name = f"{name}.{form}"
    if suffix in _EXAMPLES and _EXAMPLES[suffix] is not _EXAMPLES[form]:
        raise UsageError(f"{name} would not be read as {form}", hint=f"leave --format out, or name a file in .{form}")
    login = f"username: {settings.username}\n" if settings.username else ""
    properties = _PROPERTIES.format(changelog=name, url=settings.url or "jdbc:sqlite:clog.db", login=login)
    made = []
    files = [(name, _EXAMPLES[form]), (settings.project_defaults_file, properties), ("clog.toml", _TOML)]
    if _has_settings(os.path.join(settings.project_dir, "pyproject.toml")):  # noqa: PTH118 - the same
        files.pop()  # a clog.toml would hide those
    for file, text in files:
        path = os.path.join(settings.project_dir, file)  # noqa: PTH118 - pathlib costs start-up time
        if _write_new(path, text):
            made.append(path)
            yield Event("notice", f"made {path}")
        else:
            yield Event("warning", f"{path} is there already; it is left as it is")
    yield Event("notice", "next: clog status, clog update-sql, clog update")
    return Report(answer={"files": made})


def _has_settings(path: str) -> bool:
    """Return whether a pyproject.toml has settings of clog."""
    try:
        with open(path, encoding="utf-8") as stream:  # noqa: PTH123 - the same
            return "[tool.clog" in stream.read()
    except (OSError, UnicodeDecodeError):
        return False


def _write_new(path: str, text: str) -> bool:
    """Write a file that is not there yet."""
    folder = os.path.dirname(path)  # noqa: PTH120 - the same
    try:
        if folder:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - the same
        with open(path, "x", encoding="utf-8") as stream:  # noqa: PTH123 - the same
            stream.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    return True
