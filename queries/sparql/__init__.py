"""Queries of our own that are no questions of the catalogue."""
