"""Parameters of database URLs: one module per family of drivers says what each of them does here."""
