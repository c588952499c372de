"""clog: Liquibase-compatible database changelogs without a JVM."""

__version__ = "0.1.0"
__all__ = ["__version__"]
