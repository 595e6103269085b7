"""Passages that letters share."""

from __future__ import annotations

import pyoxigraph as ox
from answerable.graph.store import open_store
from answerable.ontology.namespaces import ANS, DCTERMS, RDF, SCHEMA
from answerable.queries.shared import shared

COPIED = (
    "The constabulary takes the welfare of every victim of crime seriously, whatever their immigration status may be,"
    " and will continue to do so."
)
CHANGED = COPIED.replace("constabulary", "force").replace("may be", "is")


def letters(*texts: tuple[str, str]):
    store = open_store("memory:")
    graphs = {}
    for number, (day, text) in enumerate(texts):
        iri = ox.NamedNode(f"https://w3id.org/answerable/id/letter/{number:016x}")

        def triple(predicate: str, value: str, iri: ox.NamedNode = iri) -> ox.Triple:
            return ox.Triple(iri, ox.NamedNode(predicate), ox.Literal(value))

        graphs[iri.value] = [
            ox.Triple(iri, ox.NamedNode(RDF.type), ox.NamedNode(ANS.ResponseLetter)),
            triple(DCTERMS.identifier, f"{number}.txt"),
            triple(DCTERMS.title, f"Letter {number}"),
            triple(DCTERMS.date, day),
            triple(SCHEMA.text, text),
        ]
    store.replace(graphs)
    return store


def test_word_for_word_and_nearly() -> None:
    store = letters(
        ("2021-05-01", f"Dear Sir, {CHANGED} Yours"),
        ("2021-03-01", f"Something else entirely stands before it here. {COPIED}"),
        ("2021-04-01", f"{COPIED} And a word of our own."),
    )
    found = {(s.first.file, s.later.file): s for s in shared(store)}
    assert set(found) == {("1.txt", "2.txt"), ("1.txt", "0.txt"), ("2.txt", "0.txt")}
    exact = found["1.txt", "2.txt"]
    assert exact.likeness == 1
    assert exact.first.words == exact.later.words == COPIED.rstrip(".")
    near = found["1.txt", "0.txt"]
    assert 0.7 < near.likeness < 1
    assert "and will continue to do so" in near.later.words


def test_short_or_different_passages_are_not_shared() -> None:
    store = letters(
        ("2021-03-01", "We will train all our officers in safe reporting by March."),
        ("2021-04-01", "We will train all our staff in safe reporting by June, and more."),
    )
    assert shared(store) == ()
    assert shared(letters(("2021-03-01", COPIED))) == ()


def test_offsets_and_roles_on_the_sample_letters(store) -> None:
    texts = {
        row["file"].value: row["text"].value
        for row in store.select(
            "SELECT ?file ?text { ?l <https://schema.org/text> ?text ; <http://purl.org/dc/terms/identifier> ?file }"
        )
    }
    found = shared(store)
    assert found
    for passage in found:
        for side in (passage.first, passage.later):
            assert " ".join(texts[side.file][side.start : side.end].split()) == side.words
        assert (passage.first.date or "9999") <= (passage.later.date or "9999")
    assert "restated recommendation" in {passage.role for passage in found}
    assert {passage.role for passage in shared(store, own=True)} == {"own words"}


def test_a_letter_in_many_hands_is_told_once_for_each(store) -> None:
    many = letters(*((f"2021-03-{day:02}", COPIED) for day in range(1, 32)), ("2021-05-01", COPIED))
    found = shared(many)
    assert len(found) == 31
    assert {passage.first.file for passage in found} == {"0.txt"}
