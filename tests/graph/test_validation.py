"""Verdicts on graphs that break the shapes, each in one way."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from answerable.graph.store import Store
from answerable.graph.validation import validate_letter
from answerable.ontology.iris import is_letter
from answerable.ontology.namespaces import ANS, OA, RDF
from answerable.ontology.reports import built_in_reports
from pyoxigraph import Literal, NamedNode, Triple

REPORTS = built_in_reports()


@pytest.fixture(scope="module")
def letter(store: Store) -> list[Triple]:
    name = next(name for name in store.graph_names() if is_letter(name))
    return list(store.graph(name))


def verdicts(triples: Iterable[Triple]) -> list[str]:
    return [finding.message for finding in validate_letter(triples, REPORTS) if finding.is_violation]


def of(letter: list[Triple], predicate: str) -> Triple:
    return min((t for t in letter if t.predicate.value == predicate), key=str)


def changed(letter: list[Triple], predicate: str, value: object) -> list[Triple]:
    """The letter with one value of a predicate replaced, or left out where it is None."""
    old = of(letter, predicate)
    new = [] if value is None else [Triple(old.subject, old.predicate, value)]
    return [t for t in letter if t != old] + new


def test_a_whole_letter_breaks_nothing(letter: list[Triple]) -> None:
    assert verdicts(letter) == []


@pytest.mark.parametrize(
    ("predicate", "value", "says"),
    [
        (ANS.stance, None, "stance:"),
        (ANS.stance, NamedNode("https://w3id.org/answerable/vocab/in-guidance"), "stance:"),
        (OA.exact, Literal("other words than stand there"), "length of a quotation is not its end less its start"),
        (ANS.characterCount, Literal(5), "a quotation ends after the end of the letter"),
        (OA.hasSource, NamedNode("https://w3id.org/answerable/id/letter/0"), "another letter than the one"),
        (ANS.onRecommendation, None, "onRecommendation:"),
        (OA.start, Literal("7"), "start:"),
    ],
)
def test_a_broken_letter_is_told_why(letter: list[Triple], predicate: str, value: object, says: str) -> None:
    found = verdicts(changed(letter, predicate, value))
    assert any(says in message for message in found), found


def test_two_positions_of_one_body_on_one_recommendation(letter: list[Triple]) -> None:
    position = next(t.subject for t in letter if t.predicate.value == RDF.type and t.object == NamedNode(ANS.Position))
    again = NamedNode(f"{position.value}-again")
    twice = [Triple(again, t.predicate, t.object) for t in letter if t.subject == position]
    assert any("two positions of the same body" in message for message in verdicts([*letter, *twice]))


def test_a_due_day_needs_its_words(letter: list[Triple]) -> None:
    commitment = next(
        t.subject for t in letter if t.predicate.value == RDF.type and t.object == NamedNode(ANS.Commitment)
    )
    day = Literal("2022-05-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    bare = [t for t in letter if (t.subject, t.predicate.value) != (commitment, ANS.dueText)]
    found = verdicts([*bare, Triple(commitment, NamedNode(ANS.dueBy), day)])
    assert any("without the letter's own wording of the time" in message for message in found)
