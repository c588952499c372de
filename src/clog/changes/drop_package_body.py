"""dropPackageBody: drops the body of a package."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("dropPackageBody", applies_to="packageBody")
class DropPackageBodyChange(Change):
    """Drops the body of a package."""

    package_body_name: str = attr("Name of the package body.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
