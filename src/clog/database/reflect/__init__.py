"""What is really in a database, read from its own catalogue: one module per family, found by the driver's name."""
