"""What is published of a graph."""

from __future__ import annotations

from answerable.graph.published import published
from answerable.graph.store import open_store
from answerable.ontology.iris import BODIES, REFERENCE_GRAPH
from pyoxigraph import Literal, NamedNode, Triple

NAME, PART_OF = NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), NamedNode("http://www.w3.org/ns/org#unitOf")


def body(name: str) -> NamedNode:
    return NamedNode(f"{BODIES}{name}")


def test_a_known_body_is_published_where_something_names_it_or_a_body_that_belongs_to_it() -> None:
    store = open_store("memory:")
    store.replace(
        {
            REFERENCE_GRAPH: [
                Triple(body("ash"), NAME, Literal("Ash Police")),
                Triple(body("ash"), PART_OF, body("home-office")),
                Triple(body("home-office"), NAME, Literal("Home Office")),
                Triple(body("elm"), NAME, Literal("Elm Police")),
            ],
            "urn:letter": [Triple(NamedNode("urn:position"), NamedNode("urn:by"), body("ash"))],
        }
    )
    shared = published(store)
    assert {t.subject for t in shared.graph(REFERENCE_GRAPH)} == {body("ash"), body("home-office")}
    assert set(shared.graph("urn:letter")) == set(store.graph("urn:letter"))
    assert len(list(store.graph(REFERENCE_GRAPH))) == 4
