"""Column types: reading them as authors write them, and the rows that most databases share.

A type is read once into a `DataType`; each dialect has a table from logical (or exactly written) names to
a template or a small function. In templates {args} is the parenthesised parameters, {suffix} what
follows them, {name} the name in capitals.

Reference: liquibase.datatype.DataTypeFactory
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeAlias

from clog.errors import Unsupported
from clog.model.type_names import JAVA, LOGICAL, TWO_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    TypeRule: TypeAlias = str | Callable[["TypeWriter", "DataType"], str]
    TypeTable: TypeAlias = Mapping[str, TypeRule]

SERIALS = frozenset({"serial", "serial4", "serial8", "smallserial", "bigserial"})
_UNKNOWN_ARGS = 2
_INTERVAL = "interval"
_MOST_DIGITS = 1000
"""Digits of a parameter that are looked at: Python reads no number of thousands."""


class TypeWriter(Protocol):
    """What the rule of a type may ask: a dialect."""

    @property
    def name(self) -> str:
        """Return the short name of the database."""
        ...

    @property
    def version(self) -> tuple[int, ...] | None:
        """Return the version of the server; None where it is not known."""
        ...

    @property
    def fraction_digits(self) -> int:
        """Return how many digits after the second there can be."""
        ...

    def quote(self, name: str, kind: str = "column") -> str:
        """Write one identifier."""
        ...


def _unknown_here(dialect: TypeWriter, kind: DataType) -> str:
    raise Unsupported(f"{dialect.name} has no type {kind.name}", hint="restrict the change set with dbms")


def varchar(dialect: TypeWriter, kind: DataType) -> str:
    """Write VARCHAR; only Oracle says whether the length counts bytes, which others are asked for in capitals only."""
    del dialect
    args = ", ".join(arg.removesuffix(" BYTE") for arg in kind.args)
    return kind.fill("VARCHAR{suffix}" if not args else f"VARCHAR({args}){{suffix}}")


def characters(name: str, *units: str) -> Callable[[TypeWriter, DataType], str]:
    """Make the rule of a type of characters whose length has no unit.

    Args:
        name: what is written before the length.
        units: what is taken from behind the length; BYTE always is, in capitals.
    """
    ends = tuple(f" {unit}" for unit in units)

    def written(dialect: TypeWriter, kind: DataType) -> str:
        del dialect
        args = ", ".join(
            arg[: arg.rfind(" ")] if arg.endswith(" BYTE") or arg.lower().endswith(ends) else arg for arg in kind.args
        )
        return kind.fill(name + (f"({args})" if args else "") + "{suffix}")

    return written


def large_or(
    name: str, otherwise: Callable[[TypeWriter, DataType], str], *others: str
) -> Callable[[TypeWriter, DataType], str]:
    """Make the rule of a type that is another one with LARGE OBJECT behind it, which has no length.

    Args:
        name: of the type.
        otherwise: its rule where nothing of that stands behind it.
        others: further names of it, in lower case.
    """
    names = (name.lower(), *others)

    def written(dialect: TypeWriter, kind: DataType) -> str:
        large = kind.name in names and kind.suffix.lower() == "large object"
        return f"{name} LARGE OBJECT" if large else otherwise(dialect, kind)

    return written


def short_binary(dialect: TypeWriter, kind: DataType) -> str:
    """Write BINARY with its parameters alone."""
    del dialect
    return kind.fill("BINARY{args}")


COMMON_TYPES: TypeTable = {
    "": "{name}{args}{suffix}",
    "char": characters("CHAR"),
    "currency": "DECIMAL",
    "date": "date",
    "datetime": "datetime",
    "function": "FUNCTION{args}",
    "nchar": characters("NCHAR"),
    "number": "numeric{args}",
    "nvarchar": characters("NVARCHAR"),
    "time": "time",
    "timestamp": "timestamp",
    "timestamp_ntz": _unknown_here,
    "uuid": "char(36)",
    "varchar": varchar,
}
"""What is not simply the logical name in capitals with parameters and suffix.

The row "" is for types that only the author's database knows.
"""

NUMBERING = frozenset(("bigint", "decimal", "int", "mediumint", "number", "smallint", "tinyint", ""))
"""Logical names of the types that may number rows; what only the author's database knows may."""

LITERAL_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("currency", "decimal", "double", "float", "number"), "number"),
    **dict.fromkeys(("bigint", "int", "tinyint"), "integer"),
    **dict.fromkeys(("mediumint", "smallint"), "small"),
    **dict.fromkeys(("char", "nchar", "nvarchar", "varchar", "clob"), "text"),
    "blob": "blob",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamp",
    "time": "time",
    "timestamp": "timestamp",
    "uuid": "raw",
    "xml": "xml",
}
"""Logical name -> how default values of the type are written; others are of kind "other"."""


class DataType:
    """A type as an author wrote it, taken apart.

    Attributes:
        written: the text, blanks around it dropped.
        name: the name in lower case, without parameters and suffix.
        label: the name in the author's case, without the quotes that stand around it alone.
        logical: the name under which all databases know it; "" for types that only the author's knows.
        args: the parameters, in order.
        suffix: what follows them, for example "unsigned" or "with time zone".
        auto_increment: whether the type itself numbers rows (serial, "int identity").
    """

    __slots__ = ("args", "auto_increment", "label", "logical", "name", "suffix", "written")

    def __init__(self, written: str, label: str, args: tuple[str, ...], suffix: str) -> None:
        """Keep the parts and look up the logical name."""
        self.written = written
        self.label = label
        self.name = self.label.lower()
        self.logical = LOGICAL.get(self.name, "")
        self.auto_increment = self.name in SERIALS
        self.args = args if self.logical or self.name in {"enum", "set"} else args[:_UNKNOWN_ARGS]
        self.suffix = suffix
        words = suffix.rsplit(None, 1)
        if words and words[-1].lower() == "identity":
            self.auto_increment = self.auto_increment or self.logical in {"int", "bigint"}
            self.suffix = " ".join(words[:-1])

    @property
    def arguments(self) -> str:
        """The parameters as they are written in SQL: "(10, 2)" or ""."""
        return f"({', '.join(self.args)})" if self.args else ""

    @property
    def logical_text(self) -> str:
        """The type by its logical name, with parameters and suffix: "bigint" for bigserial."""
        return f"{self.logical or self.label}{self.arguments}" + (f" {self.suffix}" if self.suffix else "")

    def fill(self, template: str) -> str:
        """Put name, parameters and suffix into a template."""
        if "{" not in template:
            return template
        suffix = f" {self.suffix}" if self.suffix else ""
        filled = template.replace("{suffix}", suffix).replace("{name}", self.label.upper())
        return filled.replace("{args}", self.arguments)

    def numbering(self) -> DataType:
        """Return the same type for a column that numbers its rows."""
        found = DataType(self.written, self.label, self.args, self.suffix)
        found.auto_increment = True
        return found

    def with_suffix(self, suffix: str) -> DataType:
        """Return the same type with something else behind its parameters."""
        found = DataType(self.written, self.label, self.args, suffix)
        found.auto_increment = self.auto_increment
        return found

    def number(self, at: int) -> int | None:
        """Return a parameter as a number; None when it is absent or no number."""
        return int(self.args[at][:_MOST_DIGITS]) if at < len(self.args) and self.args[at].isdecimal() else None


def digits_after_second(kind: DataType) -> int | None:
    """Return the last parameter of a time, which is a number; None without parameters.

    Raises:
        Unsupported: it is none.
    """
    if not kind.args:
        return None
    if not re.fullmatch(r"-?\d+", kind.args[-1], re.ASCII):
        raise Unsupported(f"{kind.written}: the digits after the second are no number", hint="write time(3)")
    return int(kind.args[-1][:_MOST_DIGITS])


def real(dialect: TypeWriter, kind: DataType) -> str:
    """Write REAL, or FLOAT where anything follows."""
    del dialect
    return "REAL" if kind.written.lower() == "real" else kind.fill("FLOAT{args}{suffix}")


def standard_timestamp(template: str, zoned: str, *, kept: bool = False) -> Callable[[TypeWriter, DataType], str]:
    """Make the rule of TIMESTAMP for databases which know digits after the second and time zones.

    Args:
        template: what is written, see above.
        zoned: the suffix of java.sql.Types.TIMESTAMP_WITH_TIMEZONE.
        kept: whether "without time zone" is written too.
    """

    def written(dialect: TypeWriter, kind: DataType) -> str:
        del dialect
        asked = kind.name == f"{JAVA}timestamp_with_timezone" or kind.suffix.lower() == "with timezone"
        suffix = zoned if asked else kind.suffix
        if suffix.lower() == "without time zone" and not kept:
            suffix = ""
        return template.format(args=kind.arguments, suffix=f" {suffix}" if suffix else "")

    return written


@cache
def data_type(written: str) -> DataType:
    """Parse a type: int, varchar(20), "timestamp(3) with time zone", int{autoIncrement:true}.

    Odd texts become what Liquibase makes of them: parameters end at the first parenthesis that closes, and what stands
    behind the last one belongs to the name.

    Raises:
        Unsupported: what stands in braces says nothing, or a text among the parameters does not end.
    """
    text, numbers_itself = _without_braces(written)
    opened = text.find("(")
    name = text
    if text.rfind("(") > 0:
        closed = text.rfind(")")
        if 0 < opened < closed:
            name = text[:opened].rstrip() + text[closed + 1 :]
        inside = text[opened + 1 :].partition(")")[0]
        args = tuple(arg.strip() for arg in inside.split(",") if arg.strip())
        if ", ".join(args).count("'") % 2:
            raise Unsupported(
                f"{written}: a text of this type does not end", hint="Liquibase ends it at the parenthesis"
            )
    else:
        args = ()
    label, suffix = _words(_bare(name).strip())
    if label[: len(_INTERVAL)].lower() == _INTERVAL:
        label = text.strip()
    found = DataType(text.strip(), label, args, suffix)
    found.auto_increment = found.auto_increment or numbers_itself
    return found


def _without_braces(written: str) -> tuple[str, bool]:
    """Remove {autoIncrement:true} from a type; say whether it was there."""
    brace = -1 if "${" in written else written.find("{")
    if brace < 0:
        return written, False
    said = written[brace + 1 :].partition("}")[0].strip()
    found = re.fullmatch(r"autoincrement\s*:\s*(\w+)", said, re.IGNORECASE)
    if not said:
        return written[:brace] or written, False
    if found is None:
        raise Unsupported(f"{written}: what stands in braces is not understood", hint="write {autoIncrement:true}")
    return written[:brace], found[1].lower() == "true"


_QUOTES = {'"': ('"', '"'), "[": ("]", "]"), "`": ("`", "`"), "'": ("'", "'")}
"""Quote -> what ends it, and what may not stand behind that."""


def _bare(name: str) -> str:
    """Remove the quotes at the beginning of a name; those of a schema stay where the rest is in quotes too."""
    end, more = _QUOTES.get(name[:1], ("", ""))
    closed = name.find(end, 1) if end else -1
    if closed < 0 or any(sign in name[closed + 1 :] for sign in more):
        return name
    return name[1:closed] + name[closed + 1 :]


def _words(text: str) -> tuple[str, str]:
    """Split a name from what follows it; some names have two words."""
    lower = text.lower()
    for name in TWO_WORDS:
        if lower.startswith(name):
            return text[: len(name)] + ("[]" if text.endswith("[]") else ""), text[len(name) :].strip()
    if lower.startswith("interval "):
        return text, text.split(None, 1)[1]
    if lower.startswith("national character varying"):
        return text[:8], ""
    parts = text.split(None, 1)
    return (parts[0], parts[1].strip()) if len(parts) > 1 else (text, "")
