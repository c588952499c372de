"""TLS for MariaDB and MySQL: what the words of their two drivers ask for, and a context that gives no less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.connection.drivers.mysql.tls_parameters import KEY_STORE
from clog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.database.connection.database_url import DatabaseUrl

DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_FULL = range(5)
"""How far a server must prove itself, from not at all to by its certificate and host name."""

_WORDS: Mapping[str, int] = {
    "disable": DISABLED, "disabled": DISABLED, "false": DISABLED, "0": DISABLED,
    "preferred": PREFERRED,
    "trust": REQUIRED, "required": REQUIRED,
    "verify-ca": VERIFY_CA, "verify_ca": VERIFY_CA,
    "verify-full": VERIFY_FULL, "verify_full": VERIFY_FULL, "verify_identity": VERIFY_FULL, "true": VERIFY_FULL, "1": VERIFY_FULL,
}  # fmt: skip
_HINT = "disable, trust, verify-ca and verify-full, or DISABLED, PREFERRED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY"
_PEM = b"-----BEGIN"


def tls_mode(url: DatabaseUrl) -> int:
    """Find out what a URL asks for; of what contradicts itself, the safest.

    Raises:
        UsageError: sslMode has a value that is none.
    """
    written = url.parameter("sslMode", "ssl-mode", "ssl_mode")
    if written:
        if written.lower() not in _WORDS:
            raise UsageError(f'sslMode cannot be "{written}" in the URL', hint=_HINT)
        return _WORDS[written.lower()]
    asked = PREFERRED
    if url.asks("useSSL") and url.dialect == "mariadb":
        asked = VERIFY_CA if url.asks("disableSslHostnameVerification") else VERIFY_FULL
        asked = REQUIRED if url.asks("trustServerCertificate") else asked
    elif url.asks("ssl_disabled") or (url.parameter("useSSL") is not None and not url.asks("useSSL")):
        asked = DISABLED
    if url.asks("requireSSL"):
        asked = max(asked, REQUIRED)
    if url.asks("verifyServerCertificate") or url.asks("ssl_verify_cert"):
        asked = max(asked, VERIFY_CA)
    if url.asks("ssl_verify_identity"):
        asked = VERIFY_FULL
    return asked


def tls_settings(url: DatabaseUrl) -> dict[str, Any]:
    """Return what PyMySQL is to be told.

    Raises:
        UsageError: a file is not there, or is a key store of Java.
    """
    mode = tls_mode(url)
    if mode == DISABLED:
        return {"ssl_disabled": True}
    return {"ssl": _context(url, mode)} if mode >= REQUIRED else {}


def _context(url: DatabaseUrl, mode: int) -> Any:
    """Make the context: with the file that the URL names nobody else is trusted."""
    import ssl

    authority = url.parameter("serverSslCert", "ssl-ca", "ssl_ca", "trustCertificateKeyStoreUrl", "trustStore")
    try:
        context = ssl.create_default_context(cadata=_text(authority) if authority and mode > REQUIRED else None)
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # servers make certificates for themselves that fail it
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # the file may hold the server's own certificate
        context.check_hostname = mode == VERIFY_FULL
        context.verify_mode = ssl.CERT_NONE if mode == REQUIRED else ssl.CERT_REQUIRED
        own = url.parameter("clientCertificateKeyStoreUrl", "keyStore", "ssl-cert", "ssl_cert")
        if own:
            _text(own)
            key = url.parameter("ssl-key", "ssl_key")
            password = url.parameter(
                "clientCertificateKeyStorePassword", "keyStorePassword", "keyPassword", "clientKeyPassword"
            )
            context.load_cert_chain(_path(own), keyfile=key and _path(key), password=password)
    except ssl.SSLError as error:
        raise UsageError(
            f"a certificate or key that the URL names cannot be read: {error.reason or error}",
            hint="files are to be in PEM form",
        ) from error
    _limit(context, url.parameter("tlsVersions", "enabledSslProtocolSuites", "enabledTLSProtocols"))
    return context


def _limit(context: Any, versions: str | None) -> None:
    """Allow no other versions of TLS than those given.

    Raises:
        UsageError: there is no such version.
    """
    import ssl

    if not versions:
        return
    known = {"tlsv1": 1, "tlsv1.0": 1, "tlsv1.1": 2, "tlsv1.2": 3, "tlsv1.3": 4}
    numbers = [known.get(word.strip().lower(), 0) for word in versions.split(",")]
    if 0 in numbers:
        raise UsageError(f'there are no versions of TLS like "{versions}"', hint="for example TLSv1.2,TLSv1.3")
    members = (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
    context.minimum_version, context.maximum_version = members[min(numbers) - 1], members[max(numbers) - 1]


def _path(written: str) -> str:
    """Return the path of file:/etc/ca.pem and file:///etc/ca.pem."""
    if not written.startswith("file:"):
        return written
    path = written.removeprefix("file:")
    return "/" + path.lstrip("/") if path.startswith("/") else path


def _text(written: str) -> str:
    """Read certificates in PEM, from a file or as they stand.

    Raises:
        UsageError: they are not there, or not in PEM.
    """
    if written.startswith(_PEM.decode()):
        return written.replace("\\n", "\n")
    try:
        with open(_path(written), "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
            data = stream.read()
    except OSError as error:
        raise UsageError(f"cannot read {_path(written)}, which the URL names: {error.strerror}") from error
    if _PEM not in data:
        raise UsageError(
            f"{_path(written)} is not in PEM form: {KEY_STORE}",
            hint=f"openssl pkcs12 -in {_path(written)} -nodes -out FILE.pem makes one of a PKCS #12 store",
        )
    return data.decode("ascii", "ignore")
