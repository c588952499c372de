"""offline:DIALECT?...: what is said of a database that is not there.

Reference: liquibase.database.OfflineConnection
"""

from __future__ import annotations

from clog.database.connection.parameters.base import HARMLESS, HONOURED, WARNED, UrlParameter

TABLE = (
    UrlParameter("version", HONOURED, "Version of the database, `15.2`."),
    UrlParameter("catalog", HONOURED, "Catalog that objects are in."),
    UrlParameter("changeLogFile", HONOURED, "File of the history, usually `databasechangelog.csv`."),
    UrlParameter("outputLiquibaseSql", HONOURED, "Whether scripts write the history: `none`, `data_only`, `all`."),
    UrlParameter("snapshot", WARNED, "no snapshot is read", ("",)),
    UrlParameter("productName", HARMLESS, "only shown"),
    UrlParameter("caseSensitive", HARMLESS, "of no effect in a script"),
    UrlParameter("sendsStringParametersAsUnicode", WARNED, "texts are written as if it were true", ("true",)),
)
