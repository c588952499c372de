"""DATABASECHANGELOGLOCK and who holds it."""
