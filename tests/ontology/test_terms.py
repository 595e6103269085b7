"""A linter for the ontology: labels, comments, known foreign terms, one concept for each word of the contract."""

from __future__ import annotations

import re

import pytest
import rdflib
from answerable.ontology.namespaces import ANS, PREFIXES
from answerable.ontology.terms import text_of
from rdflib.namespace import OWL, RDF, RDFS, SKOS

ONTOLOGY = rdflib.Graph().parse(data=text_of("ontology"), format="turtle")
SCHEMES = rdflib.Graph().parse(data=text_of("schemes"), format="turtle")
OURS = sorted({s for s in ONTOLOGY.subjects(RDF.type) if str(s).startswith(str(ANS))})
CONTRACT = {
    "stance": "accepts accepts-in-principle accepts-in-part rejects welcomes not-stated",
    "impl": "in-place done under-way planned awaiting declined not-addressee not-stated",
    "strength": "firm continuing aspiration offer",
    "in": "guidance policy protocol code strategy plan legislation statement review",
    "it": "training campaign review workshop system-change monitoring lobbying provision",
    "ws": "done under-way planned standing",
    "quote": "own restated third-party",
    "match": "exact alias scored new",
    "cmp": "exact more-than at-least less-than at-most about range",
}


@pytest.mark.parametrize("term", OURS, ids=lambda t: str(t).rsplit("#", 1)[-1])
def test_term_is_explained(term: rdflib.URIRef) -> None:
    assert len(list(ONTOLOGY.objects(term, RDFS.label))) == 1
    assert len(list(ONTOLOGY.objects(term, RDFS.comment))) == 1


def test_every_term_used_by_the_package_is_declared() -> None:
    from pathlib import Path

    import answerable

    declared = {str(term).rsplit("#", 1)[-1] for term in OURS}
    root = Path(answerable.__file__).parent
    used: dict[str, str] = {}
    for path in (*root.glob("[glov]*/*.py"), *root.glob("*/*.rq"), *root.glob("queries/catalogue/*.rq")):
        for name in re.findall(r"\bANS\.(\w+)|(?<![\w:])ans:(\w+)", path.read_text("utf-8")):
            used.setdefault(name[0] or name[1], path.name)
    assert {name: where for name, where in used.items() if name not in declared} == {}


def test_prefixes_are_the_ones_that_the_files_use() -> None:
    for part in ("ontology", "schemes", "shapes"):
        for name, iri in re.findall(r"@prefix (\w+):\s*<([^>]+)>", text_of(part)):
            assert PREFIXES[name] == iri


@pytest.mark.parametrize("scheme", CONTRACT)
def test_every_word_of_the_contract_has_its_concept(scheme: str) -> None:
    for word in CONTRACT[scheme].split():
        concept = rdflib.URIRef(f"https://w3id.org/answerable/vocab/{scheme}-{word}")
        assert (concept, RDF.type, SKOS.Concept) in SCHEMES
        assert SCHEMES.value(concept, SKOS.prefLabel)
        assert (SCHEMES.value(concept, SKOS.inScheme), RDF.type, SKOS.ConceptScheme) in SCHEMES


def test_foreign_terms_exist_where_rdflib_knows_the_vocabulary() -> None:
    from rdflib.namespace import DCTERMS, FOAF, ORG, PROV

    for vocabulary in (DCTERMS, FOAF, ORG, PROV, SKOS, RDFS, OWL):
        for term in {t for triple in ONTOLOGY for t in triple if isinstance(t, rdflib.URIRef) and t in vocabulary}:
            assert vocabulary[str(term).removeprefix(str(vocabulary))] == term
