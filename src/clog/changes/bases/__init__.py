"""Bases that several change types share."""
