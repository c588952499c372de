"""Asks real Liquibase what it makes of the cases of tests/support/matrix.py: python -m tests.tools.precondition_matrix"""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

from tests.support.matrix import RECORDED, cases, change_log, packed, setup
from tests.support.oracle import conditions
from tests.support.scenarios import Database
from tests.support.servers import fresh_database


def main() -> None:
    """Write matrix.json."""
    found = {}
    for kind in ("sqlite", "postgresql", "mariadb"):
        with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
            folder = Path(name)
            url = stack.enter_context(fresh_database(kind)) if kind != "sqlite" else f"jdbc:sqlite:{folder / 'x.db'}"
            with closing(Database(kind, url)) as database:
                own = database.name or "x"
                database.run(setup(kind, own).replace(";", ";;"))
                asked = list(cases(kind, own))
                (folder / "c.json").write_text(change_log(asked), encoding="utf-8")
                answers = conditions(url, database.user, folder, "c.json")
            found[kind] = packed(zip(asked, answers, strict=True))
    RECORDED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
