"""${name}: where values come from and how texts are expanded.

The first definition of a name counts: environment, command line and settings, then what change logs say, global
before local. Reference: checksums, section 12; liquibase.changelog.ChangeLogParameters
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from clog.errors import ClogError, UnknownParameter
from clog.limits import DEEPEST_TEXT, LONGEST_EXPANSION
from clog.model.expressions import context_matches, dbms_matches, labels_match
from clog.model.scalars import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_OF_JAVA = ("java.", "jdk.", "sun.", "user.", "os.", "file.", "native.", "stdout.", "stderr.")
"""Beginnings of the names that Java gives to what it knows of itself and of the machine."""


def how_to_define(name: str) -> str:
    """Say where the value of a parameter without one may come from."""
    lower = name.strip().lower()
    if lower.startswith(_OF_JAVA):
        return f"Liquibase has it from Java, which is not here: give it with -D{name}=..., or take a property"
    if lower.startswith(("env.", "env:", "sys.", "sys:")):
        return f"variables of the environment are parameters by their own names: ${{{name.strip()[4:]}}}"
    if lower.startswith(":"):
        return f"with --support-property-escaping it stands for the text ${{{name.strip()[1:]}}}; otherwise take the colon away"
    return f"define it with a property before this place or with -D{name}=..."


class Parameters:
    """What is known of ${name} before a change log is read. Nobody changes it: `Definitions` start from it.

    Args:
        values: from the command line and the settings; names are compared without regard to case.
        dialect: short name of the database, which conditions of properties ask for; None without one.
        contexts: of the run, for the same purpose.
        label_filter: of the run, likewise.
        strict_contexts: whether without contexts no property counts that has a context.
        builtin: the parameters that describe the database.
        environment: environment variables, which win over all others; None means those of the process.
        missing: what becomes of a name without a value: PRESERVE (it stays as written), EMPTY or ERROR.
        escaping: whether ${:name} stands for the text ${name}.
        time_zone: in which unquoted dates of YAML are told.
    """

    __slots__ = (
        "asked",
        "contexts",
        "dialect",
        "escaping",
        "label_filter",
        "missing",
        "strict_contexts",
        "time_zone",
        "values",
    )

    def __init__(
        self,
        values: Mapping[str, Any] | None = None,
        *,
        dialect: str | None = None,
        contexts: tuple[str, ...] = (),
        label_filter: str = "",
        strict_contexts: bool = False,
        builtin: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        missing: str = "PRESERVE",
        escaping: bool = False,
        time_zone: str = "UTC",
    ) -> None:
        self.asked: set[str] = set()
        self.dialect = dialect
        self.contexts = contexts
        self.label_filter = label_filter
        self.strict_contexts = strict_contexts
        self.missing = missing
        self.escaping = escaping
        self.time_zone = time_zone
        self.values: dict[str, Any] = {}
        for source in (os.environ if environment is None else environment, builtin or {}, values or {}):
            for name, value in source.items():
                self.values.setdefault(name.lower(), value)

    def value(self, name: str) -> Any:
        """Return the value that a name has from outside; None when it has none."""
        return self.values.get(name.lower())


class Definitions:
    """All definitions of one load; it grows while change logs are read.

    Attributes:
        unknown: names without a value that texts ask for, in order, with the path of the change log.
        added: how many characters parameters have added to texts so far.
    """

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.added = 0
        self._known: dict[tuple[str, str], str] = {}
        self.values: dict[str, Any] = dict(parameters.values)
        self.local: dict[str, dict[str, Any]] = {}

    def applies(self, contexts: str, labels: str, dbms: str) -> bool:
        """Return whether a definition under these conditions counts in this run."""
        run = self.parameters
        return (
            labels_match(run.label_filter, labels)
            and context_matches(contexts, run.contexts, strict=run.strict_contexts)
            and dbms_matches(dbms, run.dialect)
        )

    def define(self, name: str, value: Any, path: str | None) -> None:
        """Add a definition.

        Args:
            name: case does not matter.
            value: a scalar; None defines nothing, an error is raised where the name is used.
            path: the change log to which it is confined; None for a global one.
        """
        if value is None:
            return
        self._known.clear()
        if path is None:
            self.values.setdefault(name.lower(), value)
        else:
            self.local.setdefault(path, {})[name.lower()] = value

    def lookup(self, name: str, path: str) -> Any:
        """Find the value of a name in a change log; None when it has none."""
        self.parameters.asked.add(name.lower())
        found = self.values.get(name.lower())
        return self.local.get(path, {}).get(name.lower()) if found is None else found

    def expander(self, path: str) -> Callable[[str], str]:
        """Make the function that expands texts of a change log with what is known when it is called."""
        return lambda text: self.expand(text, path) if "${" in text else text

    def expand(self, text: str, path: str, depth: int = 0) -> str:
        """Replace each ${name} in a text, also inside of values and of names.

        Raises:
            UnknownParameter: a name has no value, and --missing-property-mode is ERROR; or values go in a circle, or
                become longer than anybody means.
        """
        if "${" not in text:
            return text
        found = self._expand(text, 0, path, depth, inside=False)[0]
        self.added += max(0, len(found) - len(text))
        if self.added > LONGEST_EXPANSION:
            raise UnknownParameter(
                f"the parameters in {text[:80]} and before it add more than {LONGEST_EXPANSION} characters",
                hint="let values not name others again and again",
            )
        return found

    def _expand(self, text: str, start: int, path: str, depth: int, *, inside: bool) -> tuple[str, int]:
        """Expand from a position up to the end, or up to the } that ends the expression.

        Returns:
            The expanded text, and the position behind it.
        """
        if depth > DEEPEST_TEXT:
            raise UnknownParameter(
                f"the parameters in {text[:80]} refer to themselves, or stand more than {DEEPEST_TEXT} deep in each other",
                hint="let no value refer to its own name",
            )
        pieces: list[str] = []
        place = start
        while True:
            dollar = text.find("${", place)
            if inside:
                brace = text.find("}", place)
                if brace >= 0 and (dollar < 0 or brace < dollar):
                    pieces.append(text[place:brace])
                    return "".join(pieces), brace + 1
            if dollar < 0:
                pieces.append(text[place:])
                whole = "".join(pieces)
                return ("${" + whole if inside else whole), len(text)
            pieces.append(text[place:dollar])
            name, place = self._expand(text, dollar + 2, path, depth + 1, inside=True)
            pieces.append(self._value(name, path, depth))

    def _value(self, name: str, path: str, depth: int) -> str:
        """Return what stands for ${name}."""
        if name.startswith("${"):  # it was never closed
            return name
        if name.startswith(":") and self.parameters.escaping:
            return "${" + name[1:].strip() + "}"
        found = self.lookup(name.strip(), path)
        if isinstance(found, ClogError):
            raise found
        if found is None:
            if self.parameters.missing == "ERROR":
                raise UnknownParameter(
                    f"${{{name}}} has no value in {path}",
                    hint=how_to_define(name),
                )
            return "" if self.parameters.missing == "EMPTY" else "${" + name + "}"
        if not isinstance(found, str):
            return str(as_text(found))
        known = self._known.get((path, found))
        if known is None:
            known = self._known[path, found] = self.expand(found, path, depth + 1)
        return known
