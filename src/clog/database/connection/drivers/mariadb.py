"""What MariaDB says about itself where it is not what MySQL says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.connection.drivers.mysql.driver import MysqlDriver

if TYPE_CHECKING:
    from clog.database.connection.parameters.base import UrlParameter


class MariadbDriver(MysqlDriver):
    """Speaks for MariaDB."""

    name = "mariadb"
    product = "MariaDB"
    schemes = ("mariadb",)
    shows_usual_port = False
    raw_defaults = False

    def decode(self, text: str) -> str:
        """Decode nothing: its driver takes parameters as they stand."""
        return text

    def parameters(self) -> tuple[UrlParameter, ...]:
        """List those of its Connector/J."""
        from clog.database.connection.drivers.mysql.mariadb_parameters import TABLE

        return TABLE


DRIVER = MariadbDriver()
