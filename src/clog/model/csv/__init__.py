"""Rows of CSV files: read, described, and made into values for drivers."""
