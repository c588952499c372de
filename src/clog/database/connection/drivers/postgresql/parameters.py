"""PostgreSQL: the parameters of pgjdbc 42.7, and those of libpq for URLs without jdbc:.

Reference: org.postgresql.PGProperty; https://www.postgresql.org/docs/current/libpq-connect.html
"""

from __future__ import annotations

from clog.database.connection.parameters.base import HARMLESS, HONOURED, REFUSED, WARNED, UrlParameter, group

TABLE = (
    *(
        UrlParameter(name, HONOURED, text, also=also)
        for name, text, also in (
            ("user", "Who connects; stronger than `--username`.", ()),
            ("password", "The password; stronger than `--password`.", ()),
            ("PGHOST", "Host, stronger than the one before `?`.", ()),
            ("PGPORT", "Port, likewise.", ()),
            ("PGDBNAME", "Database, likewise.", ()),
            ("currentSchema", "The search path: names as in SQL, separated by commas.", ()),
            ("options", "Options of the server's command line, such as `-c statement_timeout=90s`.", ()),
            ("ApplicationName", "Name of the session in `pg_stat_activity`.", ("application_name",)),
            ("readOnly", "`true`: no transaction may write.", ()),
            ("readOnlyMode", "`ignore`: `readOnly` does nothing; `transaction`, `always`: it does.", ()),
            ("targetServerType", "Which of several hosts will do: `any`, `primary`, `secondary`, `preferPrimary`, `preferSecondary`.", ("target_session_attrs",)),
            ("loadBalanceHosts", "`true`: several hosts are tried in an order of chance.", ()),
            ("connectTimeout", "Seconds until a host counts as silent; 0 waits.", ("connect_timeout",)),
            ("loginTimeout", "Seconds until connecting is given up.", ()),
            ("sslmode", "`disable`, `allow`, `prefer` (usual), `require`, `verify-ca`, `verify-full`.", ()),
            ("ssl", "`true`: `sslmode=verify-full` where no mode is given.", ()),
            ("sslrootcert", "File of the authorities that are trusted, PEM.", ()),
            ("sslcert", "File of the client's certificate.", ()),
            ("sslkey", "File of its key, PEM or PKCS #8 in DER.", ()),
            ("sslpassword", "Password of that key.", ()),
            ("sslnegotiation", "`postgres` or `direct`.", ("sslNegotiation",)),
            ("channelBinding", "`disable`, `prefer`, `require`.", ("channel_binding",)),
            ("requireAuth", "Ways of authentication that are taken.", ("require_auth",)),
            ("gssEncMode", "Encryption by Kerberos: `disable`, `allow`, `prefer`, `require`.", ("gssencmode",)),
            ("kerberosServerName", "Name of the service for Kerberos.", ("krbsrvname",)),
            ("sslfactory", "`...ssl.NonValidatingFactory`: encrypted, without a look at the certificate; `...ssl.DefaultJavaSSLFactory`: the system's authorities are trusted. Other classes are refused.", ()),
        )
    ),
    UrlParameter("socketTimeout", WARNED, "an answer is waited for as long as it takes; options=-c statement_timeout=... limits statements", ("0",)),
    UrlParameter("autosave", WARNED, "a statement that fails ends its transaction", ("never",)),
    UrlParameter("hideUnprivilegedObjects", WARNED, "all objects of the catalog are seen", ("false",)),
    UrlParameter("localSocketAddress", WARNED, "the system chooses the address to connect from", ("",)),
    UrlParameter("replication", REFUSED, "a session of replication runs no change sets", ("", "false", "off", "no", "0")),
    UrlParameter("protocolVersion", REFUSED, "only version 3 is spoken", ("", "3")),
    *group(REFUSED, "a Java class makes the connection there; connect to a proxy of your provider instead",
           "socketFactory socketFactoryArg cloudSqlInstance cloudSqlTargetPrincipal enableIamAuth unixSocketPath ipTypes"),
    *group(REFUSED, "a Java class decides there whom to trust; sslmode and sslrootcert can do it",
           "sslfactoryarg sslhostnameverifier sslpasswordcallback"),
    UrlParameter("service", REFUSED, "the file pg_service.conf is not read; write host and database into the URL", ("",)),
    UrlParameter("authenticationPluginClassName", REFUSED, "a Java class gives the password there; --password-command can do it", ("",)),
    *group(HARMLESS, "how much is fetched and kept at a time",
           "adaptiveFetch adaptiveFetchMaximum adaptiveFetchMinimum defaultRowFetchSize maxResultBuffer "
           "databaseMetadataCacheFields databaseMetadataCacheFieldsMiB preparedStatementCacheQueries "
           "preparedStatementCacheSizeMiB prepareThreshold receiveBufferSize sendBufferSize maxSendBufferSize"),
    *group(HARMLESS, "how the driver talks to the server",
           "binaryTransfer binaryTransferDisable binaryTransferEnable preferQueryMode reWriteBatchedInserts "
           "groupStartupParameters assumeMinServerVersion cleanupSavepoints tcpKeepAlive tcpNoDelay "
           "cancelSignalTimeout hostRecheckSeconds sslResponseTimeout gssResponseTimeout allowEncodingChanges "
           "client_encoding keepalives keepalives_idle keepalives_interval keepalives_count"),
    *group(HARMLESS, "for programs in Java, or for what they write to their logs",
           "disableColumnSanitiser escapeSyntaxCallMode loggerFile loggerLevel logServerErrorDetail "
           "logUnclosedConnections quoteReturningIdentifiers unknownLength xmlFactoryFactory stringtype queryTimeout "
           "convertBooleanToNumeric"),
    *group(HARMLESS, "how Java does Kerberos", "gsslib gssUseDefaultCreds jaasApplicationName jaasLogin sspiServiceClass useSpnego"),
)  # fmt: skip
