"""Ontology, schemes, shapes, bodies and reports as data files."""
