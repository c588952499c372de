"""dropPackage: drops a package."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("dropPackage", applies_to="package")
class DropPackageChange(Change):
    """Drops a package."""

    package_name: str = attr("Name of the package.")
    catalog_name: str | None = attr("Catalog of the object.", default=None)
    schema_name: str | None = attr("Schema of the object.", default=None)
