"""Minting IRIs: the same thing gets the same IRI on any machine, whatever the order of letters."""

from __future__ import annotations

import re
from typing import Final

from .namespaces import ID

GRAPHS: Final = "https://w3id.org/answerable/graph/"
REFERENCE_GRAPH: Final = f"{GRAPHS}reference"
ONTOLOGY_GRAPH: Final = f"{GRAPHS}ontology"
PROVENANCE_GRAPH: Final = f"{GRAPHS}provenance"
DECISIONS_GRAPH: Final = f"{GRAPHS}decisions"
BODIES: Final = ID["body/"]

_HASH = 16  # hex digits of a letter's SHA-256 in its IRI
_SLUG = 80  # characters


def slug(name: str) -> str:
    """Return a name's form in an IRI.

    >>> slug("St Ash's NHS Foundation Trust"), slug("£18,500")
    ('st-ashs-nhs-foundation-trust', '18-500')
    """
    plain = re.sub(r"[’']", "", name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG].strip("-") or "unnamed"


def letter_iri(sha256: str) -> str:
    """Return the IRI of the letter whose bytes have this hash: also its graph's name."""
    return ID[f"letter/{sha256[:_HASH]}"]


def quote_iri(letter: str, start: int, end: int) -> str:
    """Return the IRI of a quotation; offsets are Unicode code points, end exclusive."""
    return f"{letter}/quote/{start}-{end}"


def thing_iri(letter: str, kind: str, *names: str) -> str:
    """Return the IRI of a statement or a thing that a letter names."""
    return "/".join((letter, kind, *map(slug, names)))


def unknown_body_iri(name: str) -> str:
    """Return the IRI of a body that reference data does not know.

    >>> unknown_body_iri("Open Gate Wexmoor")
    'https://w3id.org/answerable/id/body/x-open-gate-wexmoor'
    """
    return ID[f"body/x-{slug(name)}"]


def report_iri(title: str) -> str:
    """Return the IRI of a report that reference data does not know."""
    return ID[f"report/x-{slug(title)}"]


def recommendation_iri(report: str, number: str) -> str:
    """Return the IRI of a recommendation by its report's IRI and its number."""
    return f"{ID}recommendation/{report.rsplit('/', 1)[-1]}/{slug(number)}"


def is_letter(iri: str) -> bool:
    """Tell a letter's IRI, which is its graph's name, from others."""
    return re.fullmatch(rf"{re.escape(str(ID))}letter/[0-9a-f]{{{_HASH}}}", iri) is not None
