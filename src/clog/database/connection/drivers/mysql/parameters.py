"""MySQL: the parameters of its Connector/J 8 and 9. Capital letters do not matter.

Reference: https://dev.mysql.com/doc/connector-j/en/connector-j-reference-configuration-properties.html
"""

from __future__ import annotations

from clog.database.connection.drivers.mysql.mariadb_parameters import BOTH
from clog.database.connection.parameters.base import HARMLESS, HONOURED, REFUSED, WARNED, UrlParameter, group

TABLE = (
    *BOTH,
    *(
        UrlParameter(name, HONOURED, text, also=also)
        for name, text, also in (
            ("connectionCollation", "Collation of the session.", ()),
            ("jdbcCompliantTruncation", "`true` (usual): STRICT_TRANS_TABLES joins the SQL mode.", ()),
            ("forceConnectionTimeZoneToSession", "`true`: `connectionTimeZone` becomes the time zone of the session.", ()),
            ("connectionTimeZone", "See there; else dates are sent as they stand.", ()),
            ("allowLoadLocalInfile", "`true`: LOAD DATA LOCAL may read files of this machine.", ("allowLocalInfile",)),
        )
    ),
    UrlParameter("databaseTerm", WARNED, "a database counts as a catalog", ("", "catalog")),
    UrlParameter("continueBatchOnError", WARNED, "a statement that fails ends its change set", ("", "true")),
    UrlParameter("emptyStringsConvertToZero", WARNED, "texts are sent as they stand", ("", "true")),
    UrlParameter("allowLoadLocalInfileInPath", WARNED, "LOAD DATA LOCAL is allowed as a whole or not at all", ("",)),
    *group(WARNED, "no Java class is called",
           "queryInterceptors connectionLifecycleInterceptors exceptionInterceptors propertiesTransform useConfigs clientInfoProvider"),
    *group(REFUSED, "ways of authentication cannot be chosen",
           "authenticationPlugins disabledAuthenticationPlugins defaultAuthenticationPlugin password1 password2 password3 "
           "ldapServerHostname ociConfigFile ociConfigProfile authenticationFidoCallbackHandler "
           "authenticationWebAuthnCallbackHandler authenticationOpenidConnectCallbackHandler idTokenFile"),
    *group(REFUSED, "connections go to the host itself", "socksProxyHost socksProxyPort socksProxyRemoteDns dnsSrv cloudSqlInstance enableIamAuth unixSocketPath"),
    *group(HARMLESS, "how several hosts share the work; here they are tried in order",
           "queriesBeforeRetrySource secondsBeforeRetrySource allowReplicaDownConnections allowSourceDownConnections "
           "ha.enableJMX ha.loadBalanceStrategy loadBalanceHostRemovalGracePeriod readFromSourceWhenNoReplicas "
           "selfDestructOnPingMaxOperations selfDestructOnPingSecondsLifetime loadBalanceAutoCommitStatementRegex "
           "loadBalanceAutoCommitStatementThreshold loadBalanceBlocklistTimeout loadBalanceConnectionGroup "
           "loadBalanceExceptionChecker loadBalancePingTimeout loadBalanceSQLExceptionSubclassFailover "
           "loadBalanceSQLStateFailover loadBalanceValidateConnectionOnSwapServer pinGlobalTxToPhysicalConnection "
           "replicationConnectionGroup resourceId serverAffinityOrder reconnectAtTxEnd roundRobinLoadBalance"),
    *group(HARMLESS, "for programs in Java",
           "allowNanAndInf autoClosePStmtStreams compensateOnDuplicateKeyUpdateCounts emulateUnsupportedPstmts "
           "generateSimpleParameterMetadata processEscapeCodesForPrepStmts useStreamLengthsInPrepStmts "
           "clobberStreamingResults holdResultsOpenOverStatementClose maxRows netTimeoutForStreamingResults "
           "padCharsWithSpace populateInsertRowWithDefaultValues scrollTolerantForwardOnly strictUpdates "
           "getProceduresReturnsFunctions useHostsInPrivileges blobSendChunkSize blobsAreStrings "
           "clobCharacterEncoding emulateLocators functionsNeverReturnBlobs locatorFetchBufferSize "
           "noDatetimeStringSync sendFractionalSecondsForTime treatMysqlDatetimeAsTimestamp "
           "treatUtilDateAsTimestamp useColumnNamesInFindColumn pedantic ultraDevHack cacheDefaultTimeZone "
           "dontTrackOpenResources queryTimeoutKillsConnection enableQueryTimeouts enableEscapeProcessing "
           "overrideSupportsIntegrityEnhancementFacility readOnlyPropagatesToServer alwaysSendSetIsolation "
           "useLocalTransactionState dontCheckOnDuplicateKeyUpdateInSQL largeRowSizeThreshold "
           "queryInfoCacheFactory serverConfigCacheFactory useGmtMillisForDatetimes useDynamicCharsetInfo "
           "nullNamePatternMatchesAll relaxAutoCommit capitalizeTypeNames"),
    *group(HARMLESS, "of no effect in a run, as in the driver",
           "customCharsetMapping detectCustomCollations disconnectOnExpiredPasswords interactiveClient "
           "rollbackOnPooledClose trackSessionState allowUrlInLocalInfile useUnbufferedInput ignoreNonTxTables"),
    *group(HARMLESS, "what the driver writes down while it works",
           "profilerEventHandler useNanosForElapsedTime maxByteArrayAsHex slowQueryThresholdNanos autoSlowLog "
           "explainSlowQueries reportMetricsIntervalMillis logXaCommands traceProtocol enablePacketDebug "
           "packetDebugBufferSize useUsageAdvisor resultSetSizeThreshold autoGenerateTestcaseScript openTelemetry "
           "includeThreadNamesAsStatementComment useOnlyServerErrorMessages"),
)  # fmt: skip
