"""offline:DIALECT?...: what is said of a database that is not there.

Reference: liquibase.database.OfflineConnection
"""

from __future__ import annotations

from clog.database.connection.parameters.base import HARMLESS, HONOURED, WARNED, Parameter

TABLE = (
    Parameter("version", HONOURED, "Version of the database, `15.2`."),
    Parameter("catalog", HONOURED, "Catalog that objects are in."),
    Parameter("changeLogFile", HONOURED, "File of the history, usually `databasechangelog.csv`."),
    Parameter("outputLiquibaseSql", HONOURED, "Whether scripts write the history: `none`, `data_only`, `all`."),
    Parameter("snapshot", WARNED, "no snapshot is read", ("",)),
    Parameter("productName", HARMLESS, "only shown"),
    Parameter("caseSensitive", HARMLESS, "of no effect in a script"),
    Parameter("sendsStringParametersAsUnicode", WARNED, "texts are written as if it were true", ("true",)),
)
