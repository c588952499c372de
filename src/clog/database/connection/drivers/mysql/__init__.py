"""MySQL: what it says about itself, its sessions, and how they are opened."""

from __future__ import annotations

from clog.database.connection.drivers.mysql.driver import DRIVER

__all__ = ["DRIVER"]
