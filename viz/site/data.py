"""Data beside pages: each thing's triples in Turtle and JSON-LD, the search index, and what the data rest on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ...graph.export import serialise
from ...graph.store import Store
from ...ontology.namespaces import ANS, OA, PREFIXES, RDF, SCHEMA, XSD, shorten
from .facts import Facts
from .paths import PLURALS, Paths
from .render import short, visible

_LONG = {SCHEMA.text, OA.prefix, OA.suffix}  # these stand in the downloads of everything
_NO_ESCAPE = str.maketrans({"&": "\\u0026", "<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def thing_data(facts: Facts, paths: Paths) -> Iterator[tuple[str, bytes]]:
    """Yield a Turtle and a JSON-LD file for each page of a thing."""
    for iri, path in paths.pages.items():
        if facts.kind(iri) in PLURALS:
            found = described(facts, iri)
            stem = path.removesuffix(".html")
            yield f"{stem}.ttl", serialise(found, "turtle")
            yield f"{stem}.jsonld", jsonld({"": found})


def described(facts: Facts, iri: str) -> set[Triple]:
    """Return what is said of a thing, the statements that point to it, and the words these rest on."""
    subjects = {iri} | {subject for p, subject in facts.to(iri) if subject in facts.said and p != ANS.statedBy}
    quotes = {quote for subject in subjects for quote in facts.texts(subject, ANS.evidence)}
    # a quotation's IRI has its place already
    selectors = {s for quote in quotes for s in facts.texts(quote, OA.hasSelector) if facts.text(s, OA.exact)}
    return {
        Triple(NamedNode(subject), NamedNode(predicate), value)
        for subject in (*subjects, *quotes, *selectors)
        for predicate, value in facts.about(subject)
        if predicate not in _LONG
    }


def dataset(store: Store) -> bytes:
    """Return the whole graph as compact JSON-LD, each named graph apart."""
    return jsonld({name: set(store.graph(name)) for name in store.graph_names()})


def jsonld(graphs: Mapping[str, set[Triple]]) -> bytes:
    """Return named graphs as compact JSON-LD 1.1 with the prefixes they use, sorted; the graph without a name is plain.

    >>> import json
    >>> one = Triple(NamedNode(ANS["x"]), NamedNode(RDF.type), NamedNode(ANS.Position))
    >>> json.loads(jsonld({"": {one}}))["@graph"]
    [{'@id': 'ans:x', '@type': 'ans:Position'}]
    """
    found: list[dict[str, Any]] = []
    for name, triples in sorted(graphs.items()):
        nodes = _nodes(triples)
        found += [{"@id": shorten(name), "@graph": nodes}] if name else nodes
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    context = {name: iri for name, iri in sorted(PREFIXES.items()) if f'"{name}:' in text}
    return f'{{"@context":{json.dumps(context, separators=(",", ":"))},"@graph":{text}}}\n'.encode()


def _nodes(triples: set[Triple]) -> list[dict[str, Any]]:
    nodes: dict[str, dict[str, Any]] = {}
    for triple in sorted(triples, key=str):
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            continue
        node = nodes.setdefault(_id(triple.subject), {})
        if triple.predicate.value == RDF.type and isinstance(triple.object, NamedNode):
            node.setdefault("@type", []).append(shorten(triple.object.value))
        else:
            node.setdefault(shorten(triple.predicate.value), []).append(_json(triple.object))
    return [
        {"@id": iri, **{name: values[0] if len(values) == 1 else values for name, values in node.items()}}
        for iri, node in nodes.items()
    ]


def _id(term: NamedNode | BlankNode) -> str:
    return str(term) if isinstance(term, BlankNode) else shorten(term.value)


def _json(term: NamedNode | BlankNode | Literal) -> dict[str, str] | str:
    if not isinstance(term, Literal):
        return {"@id": _id(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == XSD.string:
        return term.value
    return {"@value": term.value, "@type": shorten(term.datatype.value)}


def search_index(facts: Facts, paths: Paths) -> str:
    """Return the search index as a script that only sets one name."""
    rows = [[facts.kind(iri) or "letter", short(facts.label(iri), 120), path] for iri, path in paths.pages.items()]
    rows += [
        [said.kind, short(said.quotes[0].words, 120), paths.of(said)]
        for said in facts.said.values()
        if said.kind in {"position", "commitment"} and said.quotes
    ]
    rows = [[kind, visible(label), path] for kind, label, path in rows]
    text = json.dumps(sorted(rows, key=lambda r: (r[1].casefold(), r[2])), ensure_ascii=False, separators=(",", ":"))
    return f"self.answerableIndex={text.translate(_NO_ESCAPE)};\n"


def scores(facts: Facts) -> list[tuple[str, int, str]]:
    """Return each rule with how many statements it found and its measured precision."""
    count: Counter[str] = Counter()
    measured: dict[str, str] = {}
    for said in facts.said.values():
        for rule in facts.texts(said.iri, ANS.rule):
            count[rule] += 1
            measured.setdefault(rule, facts.text(said.iri, ANS.confidence))
    return [(rule, count[rule], measured[rule]) for rule in sorted(count)]
