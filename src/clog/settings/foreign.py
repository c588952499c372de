"""Names that a file or an environment may have though no setting of clog has them: those of Liquibase 4.28.0."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from clog.settings.declaration import BY_SPELLING, WITHOUT_EFFECT, squash

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = """
argument-converter author auto-enable-new-checks auto-update bind-address cache-changelog-file-contents
catalog-and-schemas change-exec-listener changelog-parameters changeset-context changeset-filter check-name
check-rollback check-rollbacks check-status checks-integration checks-output checks-packages checks-scope
checks-settings-file checks-settings-file-dto compare-control context copy-example-checks-package-file
copy-example-flow-files current-date-time-function custom-log-data-file custom-log-data-frequency
data-output-directory database database-changelog databasechangeloghistory.capture-extensions
databasechangeloghistory.capture-exts databasechangeloghistory.capture-sql databasechangeloghistory.enabled
databasechangeloghistory.severity databasechangeloghistory.table-name date-format db-port
dbclhistory.capture-extensions dbclhistory.capture-exts dbclhistory.capture-sql dbclhistory.enabled
dbclhistory.severity dbclhistory.table-name dbms defaultlogger.level diff-types disable dml-prefix
drift-severity drift-severity-changed drift-severity-missing drift-severity-unexpected drop-dbclhistory enable
enable-escaping exception exclude-objects flow-file flow-file-dto flow-file-strict-parsing flow-integration
flow-shell-interpreter flow-shell-keep-temp-files flow.verbose-to-string force-replace include-catalog
include-matching-tag-in-rollback-oldest include-objects include-schema include-tablespace keep-temp-files
launch-browser listener mirror-output-to-console native.executor object-change-filter on-missing-sql-file
output-directory output-schemas output-schemas-as output-writer override-changeset-ignore-flag
overwrite-output-file package-contents package-file package-name pro-strict pro.force-on-partial-changes
pro.global-end-delimiter pro.global-end-delimiter.prioritized pro.license-key pro.mark-unused-not-drop
pro.sql.inline pro.synonyms.drop.public project-copier property-sub-enabled property-substitution-enabled
psql.args psql.keep.temp psql.keep.temp.name psql.keep.temp.path psql.log-file psql.path psql.timeout recursive
reference-database reference-default-catalog-name reference-default-schema-name reference-driver
reference-driver-properties-file reference-liquibase-catalog-name reference-liquibase-schema-name
reference-password reference-schemas reference-snapshot-control reference-url reference-username
replace-if-exists-types reports-enabled reports-format reports-name reports-path reports.enabled reports.format
reports.name reports.open reports.path run-on-change-types serializer-format set-as severity
should-log-mdc-changesets-rolled-back show-cols skip-database-step skip-object-sorting snapshot-control
snapshot-filters snapshot-format snapshot-listener snapshot-types source sql-parser-exception-log-at-level
sql-parser-fail-severity sqlcmd.args sqlcmd.catalog-name sqlcmd.keep.temp sqlcmd.keep.temp.name
sqlcmd.keep.temp.overwrite sqlcmd.keep.temp.path sqlcmd.log-file sqlcmd.path sqlcmd.timeout sqlplus.args
sqlplus.create-spool sqlplus.keep.temp sqlplus.keep.temp.name sqlplus.keep.temp.overwrite sqlplus.keep.temp.path
sqlplus.path sqlplus.sqlerror sqlplus.timeout target-snapshot-control update-null-checksums
update-report-parameters use-or-replace-option web-port workaround-oracle-clob-character-limit
"""

_COMMANDS = """
calculate-checksum changelog-sync changelog-sync-sql changelog-sync-to-tag changelog-sync-to-tag-sql
checks.bulk-set checks.copy checks.create checks.customize checks.delete checks.disable checks.enable checks.reset
checks.run checks.show checksum clear-checksums completion connect convert db-doc diff diff-changelog doctor
drop-all execute-sql flow flow.validate format future-rollback-count-sql future-rollback-from-tag-sql
future-rollback-sql generate-changelog history init init.copy init.project init.start-h2 inspect list-locks
mark-next-changeset-ran mark-next-changeset-ran-sql release-locks rollback rollback-count rollback-count-sql
rollback-one-changeset rollback-one-changeset-sql rollback-one-update rollback-one-update-sql rollback-sql
rollback-to-date rollback-to-date-sql schema set-contexts set-labels snapshot snapshot-reference start-h2 status
sync-hub tag tag-exists unexpected-changesets update update-count update-count-sql update-one-changeset
update-one-changeset-sql update-sql update-testing-rollback update-to-tag update-to-tag-sql validate why
"""

COMMANDS = frozenset(map(squash, _COMMANDS.split()))
"""Commands of Liquibase and of clog, squashed: what may stand between "command" and the name of an option."""

OF_LIQUIBASE = frozenset(map(squash, _NAMES.split())) | WITHOUT_EFFECT
"""Settings and arguments of all commands of Liquibase that have no meaning here, squashed."""


def is_foreign(squashed: str) -> bool:
    """Return whether a name means something to Liquibase, for all commands or for one (commandstatusurl)."""
    if squashed in OF_LIQUIBASE:
        return True
    if not squashed.startswith("command"):
        return False
    rest = squashed[len("command") :]
    return any(
        name in BY_SPELLING or name in OF_LIQUIBASE
        for name in (rest, *(rest[len(command) :] for command in COMMANDS if rest.startswith(command)))
    )


def meant(squashed: str, also: Iterable[str] = ()) -> str:
    """Return the setting that a misspelt name means, in the spelling of options; "" when none is close.

    Args:
        squashed: the name.
        also: what may stand before it: "command", the name of a command.
    """
    for start in ("", *also):
        if squashed.startswith(start):
            close = get_close_matches(squashed[len(start) :], BY_SPELLING, 1, 0.8)
            if close:
                return BY_SPELLING[close[0]].option[2:]
    return ""
