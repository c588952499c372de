"""MariaDB: the parameters of its Connector/J 3. Capital letters do not matter, and nothing is decoded.

Reference: org.mariadb.jdbc.Configuration; https://mariadb.com/kb/en/about-mariadb-connector-j/
"""

from __future__ import annotations

from clog.database.connection.drivers.mysql import tls_parameters
from clog.database.connection.parameters.base import HARMLESS, HONOURED, REFUSED, WARNED, UrlParameter, group

BOTH = (
    *(
        UrlParameter(name, HONOURED, text, also=also)
        for name, text, also in (
            ("user", "Who connects; stronger than `--username`.", ()),
            ("password", "The password; stronger than `--password`.", ()),
            ("sessionVariables", "`name=value,name=value`, set when the session begins.", ()),
            ("createDatabaseIfNotExist", "`true`: the database is made when it is not there.", ()),
            ("connectTimeout", "Milliseconds until a host counts as silent; 0 waits.", ()),
            ("socketTimeout", "Milliseconds until an answer is given up; 0 waits.", ()),
            ("allowMultiQueries", "`true`: one text may hold several statements.", ()),
            ("useAffectedRows", "`true`: rows count that were changed, not those that were found.", ()),
        )
    ),
    *group(HARMLESS, "how much is fetched, packed and kept at a time",
           "defaultFetchSize maxAllowedPacket useCompression useBulkStmts useBulkStmtsForInserts disablePipeline "
           "cachePrepStmts prepStmtCacheSize prepStmtCacheSqlLimit useServerPrepStmts rewriteBatchedStatements "
           "useReadAheadInput useLocalSessionState cacheServerConfiguration elideSetAutoCommits maintainTimeStats "
           "cacheResultSetMetadata cacheCallableStmts callableStmtCacheSize metadataCacheSize useCursorFetch"),
    *group(HARMLESS, "the system looks after the socket",
           "tcpKeepAlive tcpKeepIdle tcpKeepCount tcpKeepInterval tcpAbortiveClose tcpNoDelay tcpRcvBuf tcpSndBuf tcpTrafficClass"),
    *group(HARMLESS, "how values and types look to programs in Java",
           "tinyInt1isBit transformedBitIsBoolean yearIsDateType zeroDateTimeBehavior blankTableNameMeta uuidAsString "
           "geometryDefaultType returnMultiValuesGeneratedIds noAccessToProcedureBodies nullCatalogMeansCurrent "
           "nullDatabaseMeansCurrent useOldAliasMetadataBehavior useInformationSchema autoDeserialize"),
    *group(HARMLESS, "text is sent in UTF-8, and dates as they stand in the change log",
           "characterEncoding useUnicode charset characterSetResults passwordCharacterEncoding serverTimezone "
           "useLegacyDatetimeCode useJDBCCompliantTimezoneShift useTimezone preserveInstants sendFractionalSeconds"),
    *group(HARMLESS, "what the driver tells about errors and statements",
           "dumpQueriesOnException includeInnodbStatusInDeadlockExceptions includeThreadDumpInDeadlockExceptions "
           "maxQuerySizeToLog connectionAttributes logger profileSQL logSlowQueries slowQueryThresholdMillis "
           "paranoid gatherPerfMetrics"),
    *group(HARMLESS, "a connection that is lost ends the run",
           "autoReconnect autoReconnectForPools failOverReadOnly maxReconnects initialTimeout retriesAllDown assureReadOnly"),
    *group(HARMLESS, "the server is asked for its key where its way of authentication needs one", "allowPublicKeyRetrieval"),
    UrlParameter("serverRsaPublicKeyFile", HONOURED, "File of the server's public key."),
    UrlParameter("localSocketAddress", WARNED, "the system chooses the address to connect from", ("",)),
    UrlParameter("socketFactory", REFUSED, "a Java class makes the connection there; connect to a proxy of your provider instead", ("",)),
    *tls_parameters.TABLE,
)  # fmt: skip
"""What both drivers know, or one of them, without effect in the other."""

TABLE = (
    *BOTH,
    *(
        UrlParameter(name, HONOURED, text, also=also)
        for name, text, also in (
            ("localSocket", "The server's socket in the file system.", ("unix_socket",)),
            ("initSql", "A statement that is run when the session begins.", ()),
            ("timezone", "Time zone of the session; `auto` is the one of this machine, `disabled` leaves the server's.", ()),
            ("transactionIsolation", "`READ-UNCOMMITTED`, `READ-COMMITTED`, `REPEATABLE-READ` or `SERIALIZABLE`.", ()),
            ("allowLocalInfile", "`true`: LOAD DATA LOCAL may read files of this machine.", ("allowLoadLocalInfile",)),
        )
    ),
    UrlParameter("useCatalogTerm", WARNED, "a database counts as a catalog", ("", "catalog")),
    UrlParameter("useMysqlMetadata", WARNED, "the server says whether it is MariaDB or MySQL", ("", "false")),
    UrlParameter("galeraAllowedState", WARNED, "the state of a Galera node is not asked for", ("",)),
    UrlParameter("credentialType", REFUSED, "a plugin gives the password there; --password-command can do it", ("",)),
    UrlParameter("restrictedAuth", REFUSED, "ways of authentication cannot be restricted", ("",)),
    UrlParameter("pipe", REFUSED, "named pipes are not supported", ("",)),
    *group(HARMLESS, "clog keeps no pool, and runs nothing again by itself",
           "pool poolName maxPoolSize minPoolSize maxIdleTime registerJmxPool poolValidMinDelay useResetConnection "
           "transactionReplay transactionReplaySize"),
    *group(HARMLESS, "of no effect in a run, as in the driver",
           "autocommit database servicePrincipalName permitMysqlScheme connectionCollation jdbcCompliantTruncation"),
)  # fmt: skip
