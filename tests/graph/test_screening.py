"""The first look before pySHACL finds whatever pySHACL alone finds, in sound graphs and in broken ones."""

from __future__ import annotations

import logging
import random
from pathlib import Path

import pytest
from answerable.graph import validation
from answerable.loaders.output import confidence
from answerable.loaders.pipeline import known_reports, read_letter
from answerable.loaders.triples import letter_triples
from pyoxigraph import Literal, NamedNode, Triple

ANNOTATED = Path(__file__).parents[1] / "loaders" / "annotated"
LETTERS = ["01-northmere-constabulary", "03-harrowdale-mayor", "cheshire-2022-01-14"]


@pytest.fixture(params=LETTERS)
def triples(request: pytest.FixtureRequest) -> tuple[Triple, ...]:
    reports = known_reports()
    letter, found = read_letter(ANNOTATED / f"{request.param}.txt", reports=reports)
    return letter_triples(letter, found, reports=reports, confidence=confidence)


def broken(triples: tuple[Triple, ...], seed: int) -> list[Triple]:
    """Drop some triples, double others with another value, and write some values wrong."""
    chance = random.Random(seed)
    out: list[Triple] = []
    for t in triples:
        die = chance.random()
        if die < 0.04:
            continue
        if die < 0.07:
            out.append(Triple(t.subject, t.predicate, Literal(chance.choice(["", "-1", "no such day", "2", "gbp"]))))
        elif die < 0.09 and isinstance(t.object, Literal):
            out.append(Triple(t.subject, t.predicate, Literal("x1", datatype=t.object.datatype)))
            continue
        elif die < 0.11:
            out.append(Triple(t.subject, t.predicate, NamedNode("https://example.org/nothing")))
            continue
        out.append(t)
    return out


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.parametrize("seed", range(4))
def test_the_first_look_misses_nothing(triples: tuple[Triple, ...], seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("rdflib.term"), "disabled", True)  # it says so of each value that is wrong
    graph = broken(triples, seed) if seed else list(triples)
    found = validation.validate_letter(graph, known_reports())
    monkeypatch.setattr(validation, "suspects", lambda screen, data, subjects: frozenset(subjects))
    monkeypatch.setattr(validation, "_aimed", lambda shapes, suspect, data: shapes)
    monkeypatch.setattr(validation, "_near", lambda suspect, data, triples: triples)
    assert found == validation.validate_letter(graph, known_reports())
    assert seed == 0 or any(finding.is_violation for finding in found)
