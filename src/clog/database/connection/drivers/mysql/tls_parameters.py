"""Parameters of MariaDB's and MySQL's drivers about TLS, which both take here, whichever of them is named."""

from __future__ import annotations

from clog.database.connection.parameters.base import HONOURED, REFUSED, UrlParameter, group

KEY_STORE = "a key store of Java cannot be read; one in PEM can"

TABLE = (
    *(
        UrlParameter(name, HONOURED, text, also=also)
        for name, text, also in (
            ("sslMode", "How far the server must prove itself: see the table above.", ("ssl-mode", "ssl_mode")),
            ("useSSL", "`true` asks for TLS, `false` goes without.", ()),
            ("requireSSL", "`true`: no connection without TLS.", ()),
            ("verifyServerCertificate", "`true`: the certificate must come from a trusted authority.", ()),
            ("trustServerCertificate", "With `useSsl=true`: any certificate will do.", ()),
            ("disableSslHostnameVerification", "With `useSsl=true`: the certificate may name another host.", ()),
            ("serverSslCert", "File of the server's certificate or its authority, PEM; it has no effect without `sslMode`.", ("ssl-ca", "ssl_ca")),
            ("trustCertificateKeyStoreUrl", "The same, as `file:...`; key stores of Java are refused.", ("trustStore",)),
            ("clientCertificateKeyStoreUrl", "File of the client's certificate and key, PEM; key stores of Java are refused.", ("keyStore", "ssl-cert", "ssl_cert")),
            ("clientCertificateKeyStorePassword", "Password of that key.", ("keyStorePassword", "keyPassword", "clientKeyPassword")),
            ("ssl-key", "File of the client's key, where it has one of its own.", ("ssl_key",)),
            ("tlsVersions", "Versions of TLS that are taken, as `TLSv1.2,TLSv1.3`.", ("enabledSslProtocolSuites", "enabledTLSProtocols")),
            ("trustCertificateKeyStoreType", "`PEM` at most.", ("trustStoreType",)),
            ("clientCertificateKeyStoreType", "`PEM` at most.", ("keyStoreType",)),
            ("trustCertificateKeyStorePassword", "PEM needs none.", ("trustStorePassword",)),
            ("ssl_disabled", "`true`: no TLS; of PyMySQL.", ()),
            ("ssl_verify_cert", "`true`: `VERIFY_CA`; of PyMySQL.", ()),
            ("ssl_verify_identity", "`true`: `VERIFY_IDENTITY`; of PyMySQL.", ()),
            ("fallbackToSystemTrustStore", "`false`: only the file given is trusted, which is so anyway.", ()),
            ("fallbackToSystemKeyStore", "Only a file that is given is used.", ()),
        )
    ),
    *group(REFUSED, "names of ciphers are Java's; the system's configuration can restrict them", "tlsCiphersuites enabledSslCipherSuites"),
    *group(REFUSED, "a Java class decides there whom to trust; sslMode and serverSslCert can do it",
           "tlsSocketType fipsCompliantJsse KeyManagerFactoryProvider trustManagerFactoryProvider keyStoreProvider sslContextProvider"),
)  # fmt: skip
