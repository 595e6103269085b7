"""Namespaces and their prefixes: the one place where a prefix becomes an IRI and back."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final


class Namespace:
    """An IRI that terms are named under; no str, whose methods would hide terms such as dcterms:title.

    >>> ANS.Position
    'https://w3id.org/answerable/def#Position'
    >>> ANSV["stance-accepts"]
    'https://w3id.org/answerable/vocab/stance-accepts'
    """

    __slots__ = ("_iri",)

    def __init__(self, iri: str) -> None:
        self._iri = iri

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return f"{self._iri}{name}"

    def __getitem__(self, name: object) -> str:
        return f"{self._iri}{name}"

    def __str__(self) -> str:
        return self._iri


ANS: Final = Namespace("https://w3id.org/answerable/def#")
ANSV: Final = Namespace("https://w3id.org/answerable/vocab/")
ID: Final = Namespace("https://w3id.org/answerable/id/")
ANSSH: Final = Namespace("https://w3id.org/answerable/shapes#")

_OTHERS: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "m8g": "http://data.europa.eu/m8g/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "fabio": "http://purl.org/spar/fabio/",
    "doco": "http://purl.org/spar/doco/",
    "cito": "http://purl.org/spar/cito/",
    "frapo": "http://purl.org/cerif/frapo/",
    "pplan": "http://purl.org/net/p-plan#",
    "vann": "http://purl.org/vocab/vann/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sh": "http://www.w3.org/ns/shacl#",
    "wd": "http://www.wikidata.org/entity/",
    "gss": "http://statistics.data.gov.uk/id/statistical-geography/",
}

PREFIXES: Final = MappingProxyType({"ans": str(ANS), "ansv": str(ANSV), "id": str(ID), "anssh": str(ANSSH), **_OTHERS})

RDF: Final = Namespace(_OTHERS["rdf"])
RDFS: Final = Namespace(_OTHERS["rdfs"])
OWL: Final = Namespace(_OTHERS["owl"])
XSD: Final = Namespace(_OTHERS["xsd"])
SKOS: Final = Namespace(_OTHERS["skos"])
DCTERMS: Final = Namespace(_OTHERS["dcterms"])
FOAF: Final = Namespace(_OTHERS["foaf"])
ORG: Final = Namespace(_OTHERS["org"])
PROV: Final = Namespace(_OTHERS["prov"])
SCHEMA: Final = Namespace(_OTHERS["schema"])
OA: Final = Namespace(_OTHERS["oa"])
CPSV: Final = Namespace(_OTHERS["cpsv"])
ELI: Final = Namespace(_OTHERS["eli"])
FRAPO: Final = Namespace(_OTHERS["frapo"])
DCAT: Final = Namespace(_OTHERS["dcat"])
M8G: Final = Namespace(_OTHERS["m8g"])


def shorten(iri: str) -> str:
    """Write an IRI with its prefix, or unchanged where none fits.

    >>> shorten("https://w3id.org/answerable/def#Position")
    'ans:Position'
    """
    fits = [(len(namespace), prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not fits:
        return iri
    length, prefix = max(fits)
    return f"{prefix}:{iri[length:]}"


def expand(name: str) -> str:
    """Write a prefixed name as an IRI; an IRI comes back unchanged.

    >>> expand("skos:prefLabel")
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """
    prefix, colon, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}" if colon and prefix in PREFIXES else name
