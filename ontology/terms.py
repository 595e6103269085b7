"""The ontology and its schemes as triples and as files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pyoxigraph import RdfFormat, Triple, parse


def text_of(part: str) -> str:
    """Return the Turtle of a part as it is kept: "ontology", "schemes" or "shapes"."""
    return files(f"{__package__}.data").joinpath(f"{part}.ttl").read_text("utf-8")


@cache
def ontology_triples() -> tuple[Triple, ...]:
    """Return terms and schemes, sorted."""
    found = {
        Triple(quad.subject, quad.predicate, quad.object)
        for part in ("ontology", "schemes")
        for quad in parse(text_of(part), format=RdfFormat.TURTLE)
    }
    return tuple(sorted(found, key=str))
