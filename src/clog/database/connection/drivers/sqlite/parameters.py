"""SQLite: the parameters of sqlite-jdbc 3.45, and those of SQLite's own file: URIs.

Reference: org.sqlite.SQLiteConfig; https://www.sqlite.org/uri.html, https://www.sqlite.org/pragma.html
"""

from __future__ import annotations

from clog.database.connection.parameters.base import HARMLESS, HONOURED, REFUSED, WARNED, UrlParameter, group

PRAGMAS = (
    "encoding", "page_size", "busy_timeout", "journal_mode", "synchronous", "foreign_keys", "case_sensitive_like",
    "recursive_triggers", "legacy_alter_table", "defer_foreign_keys", "read_uncommitted", "secure_delete",
    "reverse_unordered_selects", "application_id", "user_version", "max_page_count", "cache_size", "mmap_size",
    "journal_size_limit", "locking_mode", "temp_store", "fullsync", "incremental_vacuum", "full_column_names",
    "short_column_names", "count_changes", "empty_result_callback", "default_cache_size", "legacy_file_format",
    "temp_store_directory",
)  # fmt: skip
"""Parameters that become a PRAGMA of their name when the file is opened, in the order in which they are set."""

LIMITS = (
    "limit_length", "limit_sql_length", "limit_column", "limit_expr_depth", "limit_compound_select", "limit_vdbe_op",
    "limit_function_arg", "limit_attached", "limit_like_pattern_length", "limit_variable_number",
    "limit_trigger_depth", "limit_worker_threads",
)  # fmt: skip
"""Parameters that become a limit of the connection, in the order of SQLite's numbers for them."""

URI = ("mode", "cache", "immutable", "nolock", "psow", "vfs", "modeof")
"""Parameters that SQLite itself takes in a URI."""

TABLE = (
    UrlParameter("mode", HONOURED, "`ro`: read only; `rw`: the file must be there; `rwc`: it is made; `memory`: there is no file."),
    UrlParameter("cache", HONOURED, "`shared` or `private`."),
    UrlParameter("immutable", HONOURED, "`1`: the file does not change and is only read."),
    *group(HONOURED, "As in a URI of SQLite.", "nolock psow vfs modeof"),
    UrlParameter("open_mode", HONOURED, "The same as `mode` in the driver's numbers: 1, 2 or 6."),
    *group(HONOURED, "PRAGMA of that name.", " ".join(PRAGMAS)),
    *group(HONOURED, "Limit of the connection.", " ".join(LIMITS)),
    UrlParameter("limit_page_count", HONOURED, "PRAGMA max_page_count."),
    UrlParameter("enable_load_extension", HONOURED, "`true`: SQL may load extensions."),
    UrlParameter("date_class", WARNED, "dates are stored as texts", ("text",)),
    UrlParameter("date_precision", WARNED, "dates are stored as texts", ("milliseconds",)),
    UrlParameter("date_string_format", WARNED, "dates are stored as ISO 8601", ("yyyy-mm-dd hh:mm:ss.sss",)),
    UrlParameter("password", REFUSED, "the file would not be encrypted", ("",)),
    UrlParameter("hexkey_mode", REFUSED, "the file would not be encrypted", ("none",)),
    *group(HARMLESS, "clog opens one file and begins its transactions itself",
           "shared_cache transaction_mode jdbc.explicit_readonly jdbc.get_generated_keys"),
)  # fmt: skip
