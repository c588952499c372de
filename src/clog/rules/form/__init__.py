"""Rules that sort out what is not as it is declared, or is read by nobody."""
