"""Settings: every option of every command, declared once.

Command line, environment, defaults file, their conversion and `--help` derive from these declarations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, dataclass_transform

from clog.value import Default, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS = {"str": "text", "bool": "boolean", "int": "integer", "tuple[str": "list"}


class Setting(Default):
    """What is said about one setting.

    Attributes:
        name: the field's name.
        doc: a phrase for --help.
        kind: text, boolean, integer or list (comma separated).
        scope: "global" (LIQUIBASE_<NAME>), "common" (any command, LIQUIBASE_COMMAND_<NAME>) or
            "command" (only commands that name it).
        also: other accepted names.
        values: the only values allowed, upper case.
        secret: never shown.
    """

    __slots__ = ("also", "doc", "kind", "name", "scope", "secret", "values")

    def __init__(self, doc: str, default: object, options: Mapping[str, Any]) -> None:
        """Keep what `setting` was given."""
        super().__init__(default)
        self.doc = doc
        self.name = ""
        self.kind = ""
        self.scope: str = options["scope"]
        self.also: tuple[str, ...] = options["also"]
        self.values: tuple[str, ...] = options["values"]
        self.secret: bool = options["secret"]

    @property
    def option(self) -> str:
        """The spelling in --help: --changelog-file."""
        return "--" + self.name.replace("_", "-")


def setting(
    doc: str,
    *,
    default: Any,
    scope: str = "command",
    also: tuple[str, ...] = (),
    values: tuple[str, ...] = (),
    secret: bool = False,
) -> Any:
    """Declare one setting; see `Setting` for the arguments."""
    return Setting(doc, default, {"scope": scope, "also": also, "values": values, "secret": secret})


def squash(name: str) -> str:
    """Make the form in which names are compared: changelog-file, changelogFile, CHANGELOG_FILE -> changelogfile."""
    return name.replace("-", "").replace("_", "").replace(".", "").lower()


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(setting,))
class _Declared(Value):
    """Makes type checkers see the declarations as fields."""


class Settings(_Declared):
    """What one run of one command was asked to do, from all sources together.

    Reference: commands and global options of Liquibase 4.28.0
    """

    url: str | None = setting(
        "URL of the database: jdbc:..., postgresql://..., offline:...", default=None, scope="common"
    )
    username: str | None = setting("User name.", default=None, scope="common")
    password: str | None = setting(
        "Password; safer in the environment or file.", default=None, scope="common", secret=True
    )
    password_file: str | None = setting("File whose first line is the password.", default=None, scope="common")
    password_command: str | None = setting("Command that prints the password.", default=None, scope="common")
    password_keyring: str | None = setting("Service of the system's keyring that has it.", default=None, scope="common")
    target: str | None = setting("Target of clog.toml.", default=None, scope="common")
    driver: str | None = setting(
        "JDBC driver class; not needed, accepted for old scripts.", default=None, scope="common"
    )
    driver_properties_file: str | None = setting(
        "Properties file with parameters of the connection, as in a URL.", default=None, scope="common"
    )
    default_schema_name: str | None = setting("Schema in which objects are made.", default=None, scope="common")
    default_catalog_name: str | None = setting("Catalog in which objects are made.", default=None, scope="common")
    changelog_file: str | None = setting(
        "The root change log, relative to the search path.", default=None, scope="common"
    )
    contexts: tuple[str, ...] = setting(
        "Contexts in effect, comma separated.", default=(), scope="common", also=("context-filter",)
    )
    strict_contexts: bool = setting(
        "Run nothing that has a context unless contexts are given; warn of contexts that nothing asks for.",
        default=False,
        scope="common",
    )
    label_filter: str = setting("Label expression to select by.", default="", scope="common", also=("labels",))
    output_default_schema: bool = setting("Write the default schema in scripts.", default=True, scope="common")
    output_default_catalog: bool = setting("Write the default catalog in scripts.", default=True, scope="common")
    rollback_script: str | None = setting("SQL file to run in place of the rollbacks.", default=None, scope="common")
    schemas: tuple[str, ...] = setting("Schemas to work on.", default=(), scope="common")
    sql_file: str | None = setting("File with SQL to run.", default=None, scope="common")
    delimiter: str | None = setting("What ends a statement in SQL to run.", default=None, scope="common")

    search_path: tuple[str, ...] = setting("Folders to look for files in.", default=(), scope="global")
    defaults_file: str = setting("File with settings.", default="liquibase.properties", scope="global")
    config: str | None = setting("File with settings and targets; by default clog.toml.", default=None, scope="global")
    liquibase_schema_name: str | None = setting(
        "Schema of the history tables.", default=None, scope="global", also=("schema-name",)
    )
    liquibase_catalog_name: str | None = setting(
        "Catalog of the history tables.", default=None, scope="global", also=("catalog-name",)
    )
    liquibase_tablespace_name: str | None = setting(
        "Tablespace of the history tables.", default=None, scope="global", also=("database-changelog-tablespace-name",)
    )
    database_changelog_table_name: str = setting(
        "Name of the history table.", default="DATABASECHANGELOG", scope="global"
    )
    database_changelog_lock_table_name: str = setting(
        "Name of the lock table.", default="DATABASECHANGELOGLOCK", scope="global"
    )
    changelog_lock_wait_time_in_minutes: int = setting("Minutes to wait for the lock.", default=5, scope="global")
    changelog_lock_poll_rate: int = setting("Seconds between looks at the lock.", default=10, scope="global")
    lock_timeout: int | None = setting(
        "Seconds that a statement waits for locks of the database; its change set is tried four times.",
        default=None,
        scope="global",
    )
    missing_property_mode: str = setting(
        "What ${...} without a value does.", default="PRESERVE", scope="global", values=("PRESERVE", "EMPTY", "ERROR")
    )
    time_zone: str = setting(
        "Time zone in which Liquibase ran: checksums of unquoted dates in YAML depend on it.",
        default="UTC",
        scope="global",
    )
    support_property_escaping: bool = setting("Let ${:name} stand for ${name}.", default=False, scope="global")
    allow_duplicated_changeset_identifiers: bool = setting(
        "Accept the same change set twice; the first one counts.", default=False, scope="global"
    )
    allow_execute_command: bool = setting(
        "Let executeCommand run programs, for change logs that you trust.", default=False, scope="global"
    )
    custom_classes: tuple[str, ...] = setting(
        "Python classes in place of Java ones: com.example.Name=module:Class, ...", default=(), scope="global"
    )
    duplicate_file_mode: str = setting(
        "What a file found twice on the search path does.", default="ERROR", scope="global", values=("ERROR", "WARN")
    )
    changelog_parse_mode: str = setting(
        "What unknown names in change logs do.", default="STRICT", scope="global", values=("STRICT", "LAX")
    )
    on_missing_include_changelog: str = setting(
        "What an include without its file does.", default="FAIL", scope="global", values=("FAIL", "WARN")
    )
    file_encoding: str = setting("Encoding of files read.", default="UTF-8", scope="global")
    output_file: str | None = setting("File for the results, instead of standard output.", default=None, scope="global")
    output_file_encoding: str = setting("Encoding of files written.", default="UTF-8", scope="global")
    log_level: str = setting("OFF, SEVERE, WARNING, INFO or DEBUG.", default="OFF", scope="global")
    log_file: str | None = setting("File for log lines.", default=None, scope="global")
    log_format: str = setting(
        "Form of log lines.", default="TEXT", scope="global", values=("TEXT", "JSON", "JSON_PRETTY")
    )
    format: str = setting("Form of the answer: text or json; sarif, junit.", default="", scope="common")
    report: str | None = setting(
        "File for the record of the run: .json, or .jsonl while it goes on.", default=None, scope="common"
    )
    quiet: bool = setting("Say results, warnings and errors only.", default=False, scope="common")
    select: tuple[str, ...] = setting(
        "Rules whose warnings are told, by name or code, comma separated; all by default.", default=(), scope="common"
    )
    ignore: tuple[str, ...] = setting(
        "Rules whose warnings are not told, by name or code, comma separated.", default=(), scope="common"
    )
    strict: bool = setting("Make every warning an error.", default=False, scope="common")
    no_cache: bool = setting("Read everything anew and keep no summary of it.", default=False, scope="global")
    should_run: bool = setting("false: do nothing, successfully.", default=True, scope="global")

    show_summary: str = setting("How much to say at the end.", default="SUMMARY", values=("OFF", "SUMMARY", "VERBOSE"))
    show_summary_output: str = setting("Where the summary goes.", default="ALL", values=("LOG", "CONSOLE", "ALL"))
    rollback_on_error: bool = setting("Undo this run's change sets when one fails.", default=False)
    count: int | None = setting("How many change sets.", default=None)
    tag: str = setting("The tag.", default="")
    tag_version: str = setting("Which of several rows with the tag.", default="OLDEST", values=("NEWEST", "OLDEST"))
    add_row: bool = setting("Add a row to tag.", default=False)
    date: str = setting("Date and time: 2024-02-01 or 2024-02-01T11:00:00.", default="")
    verbose: bool | None = setting("Show details.", default=None)
    plan: bool = setting("Only say what would run and why; nothing is changed.", default=False)
    dry_run: bool = setting("Execute in a transaction that is rolled back.", default=False)
    fail_if_pending: bool = setting("Exit with 1 when something is pending.", default=False)
    deployment_id: str | None = setting("DEPLOYMENT_ID of an update.", default=None)
    single_transaction: bool = setting("All or nothing: one transaction for the whole run.", default=False)
    sql: str | None = setting("SQL to run.", default=None)
    force: bool = setting("Yes, do it.", default=False)
    yes: bool = setting("Do not ask before something is destroyed.", default=False)
    require_force: bool | None = setting(
        "true: refuse unless --force is given; false: nobody need be asked.", default=None
    )
    changeset_identifier: str | None = setting("path::id::author of a change set.", default=None)
    against: str | None = setting("A stored checksum to compare with.", default=None)
    changeset_path: str | None = setting("Path of a change set.", default=None)
    changeset_id: str | None = setting("Id of a change set.", default=None)
    changeset_author: str | None = setting("Author of a change set.", default=None)
    action: str = setting("What init makes: project.", default="project")
    project_dir: str = setting("Folder of the new project.", default=".")
    project_defaults_file: str = setting("Name of the new file with settings.", default="liquibase.properties")
    project_guide: bool = setting("Accepted for old scripts; nothing is asked.", default=True)

    command: str = ""
    parameters: Mapping[str, str] = {}
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show what was set, without passwords: tracebacks and test reports print it."""
        from clog.settings.secrets import hide

        secrets = {one.name: "***" for one in SETTINGS if one.secret and getattr(self, one.name) is not None}
        return hide(super(Settings, self.replace(**secrets)).__repr__())


def _collect() -> tuple[Setting, ...]:
    """Collect the declarations with what their place says."""
    found = []
    for name, kind in Settings.__dict__["__annotations__"].items():  # noqa: RUF063 - inspect costs 10 ms
        declared = Settings.declared.get(name)
        if isinstance(declared, Setting):
            declared.name = name
            declared.kind = _KINDS[kind.partition(" ")[0].partition(",")[0]]
            found.append(declared)
    return tuple(found)


SETTINGS = _collect()
"""All declarations, in order."""

BY_NAME = {setting.name: setting for setting in SETTINGS}
"""Declarations by field name."""

BY_SPELLING = {squash(name): setting for setting in SETTINGS for name in (setting.name, *setting.also)}
"""Declarations by every accepted name, squashed."""

WITHOUT_EFFECT = frozenset(
    map(
        squash,
        (
            "add-empty-mdc-values", "always-drop-instead-of-replace", "always-override-stored-logic-schema",
            "auto-reorg", "change-exec-listener-class", "change-exec-listener-properties-file", "classpath",
            "convert-data-types", "database-class", "ddl-lock-timeout", "diff-column-order",
            "error-on-circular-include-all", "filter-log-messages",
            "generate-changeset-created-values", "generated-changeset-ids-contains-description", "headless",
            "include-catalog-in-specification", "include-relations-for-computed-columns",
            "include-system-classpath", "liquibase-pro-license-key", "license-key", "log-channels",
            "mirror-console-messages-to-log", "monitor-performance", "output-line-separator",
            "preserve-schema-case", "prompt-for-non-local-database", "property-provider-class", "report-enabled",
            "report-format", "report-name", "report-path", "secure-parsing", "should-snapshot-data", "show-banner",
            "show-hidden-args", "sql-always-set-fetch-size", "sql-log-level", "sql-show-sql-warnings",
            "ui-service", "use-procedure-schema", "validate-xml-changelog-files",
        ),
    )
)  # fmt: skip
"""Options of Liquibase that are accepted for old scripts and change nothing here."""
