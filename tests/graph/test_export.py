from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from answerable.errors import ExportError
from answerable.graph.export import FORMATS, export
from answerable.graph.network import network


def test_turtle_reads_to_the_same_graph_in_two_parsers(store) -> None:
    data = export(store, "turtle")
    ours = {t for name in store.graph_names() for t in store.graph(name)}
    assert {q.triple for q in ox.parse(data, format=ox.RdfFormat.TURTLE)} == ours
    read = rdflib.Graph().parse(data=data, format="turtle")
    again = {q.triple for q in ox.parse(read.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)}
    assert again == ours


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_the_same_bytes_twice_and_not_empty(store, form: str) -> None:
    data = export(store, form)
    assert len(data) > 10_000
    assert data == export(store, form)


def test_trig_and_jsonld_keep_the_graphs(store) -> None:
    for form, rdf in (("trig", ox.RdfFormat.TRIG), ("nquads", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)):
        graphs = {q.graph_name.value for q in ox.parse(export(store, form), format=rdf)}
        assert graphs == set(store.graph_names())


def test_turtle_is_prefixed_in_order(store) -> None:
    lines = export(store, "turtle").decode().splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert prefixes


def test_csv_quotes_are_the_letters_words(store) -> None:
    rows = list(csv.DictReader(io.StringIO(export(store, "csv").decode())))
    assert all(len(row["words"]) == int(row["end"]) - int(row["start"]) for row in rows)
    assert {"position", "commitment", "service", "operation", "funding"} <= {row["kind"] for row in rows}


def test_network_has_sentences_between_things_that_are_there(store) -> None:
    drawn = network(store)
    known = {node.iri for node in drawn.nodes}
    assert all(edge.source in known and edge.target in known for edge in drawn.edges)
    graph = drawn.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    labels = {node.iri: node.label for node in drawn.nodes}
    sentences = {(labels[e.source], e.verb, labels[e.target]) for e in drawn.edges}
    assert ("Victim Navigator", "is provided by", "Justice and Care") in sentences


def test_unknown_form_is_refused(store) -> None:
    with pytest.raises(ExportError, match="no export to 'pdf'"):
        export(store, "pdf")
    json.dumps(FORMATS)
