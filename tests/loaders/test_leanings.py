"""Where answers stand that no rule and no model was fitted to: 240 of them, written apart."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from answerable.loaders.anatomy import anatomy
from answerable.loaders.leanings import leaning, signs, speaks_most
from answerable.loaders.letter import Letter
from answerable.loaders.linear import LinearModel, linear_model, runs
from answerable.loaders.positions import positions
from answerable.loaders.stands import Stand, position_label
from answerable.loaders.text import Span, Text

ANSWERS = [line.split("\t") for line in (Path(__file__).parent / "answers.tsv").read_text("utf-8").splitlines()]
LETTER = """Westmere NHS Foundation Trust

14 May 2024

Dear Ms Harlow,

Recommendation 2: Every ward should keep a record and audit it twice a year.

{answer}

Recommendation 3: Staff should be trained.

We accept this recommendation.
"""
FLOOR = 0.85
NOTHING = Stand("not-stated", "not-stated", Span(0, 1), "positions/unstated")


def letter_of(words: str) -> Letter:
    return anatomy(Text("answer.txt", hashlib.sha256(words.encode()).hexdigest(), "text/plain", words))


def test_answers_that_nothing_was_fitted_to_stand_where_people_say() -> None:
    right = 0
    for labels, answer in ANSWERS:
        found = {p.recommendation: p for p in positions(letter_of(LETTER.format(answer=answer)))}
        right += "2" in found and position_label(found["2"].stance, found["2"].state) in labels.split("/")
    assert right / len(ANSWERS) >= FLOOR


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("The numbers simply do not stack up, and we shall leave things as they are.", "rejected"),
        ("Nurses on every ward have carried these alarms since the unit opened.", "already_in_place"),
        ("Good point. Gemma is drafting a new leaflet and it will be on the wards by June.", "accepted"),
    ],
)
def test_words_lean_without_any_cue(answer: str, label: str) -> None:
    found = leaning([answer], [], NOTHING)
    assert found.label == label
    assert 0 < found.probability <= 1


def test_the_sentence_that_speaks_for_a_leaning_is_quoted() -> None:
    said = ["There are 40 wards in three hospitals.", "We do not propose to do this."]
    found = leaning(said, [], NOTHING)
    assert (found.label, speaks_most(said, found.label)) == ("rejected", 1)


def test_names_and_numbers_stand_for_any() -> None:
    assert set(runs("In 2021 Sir Ivo Pett agreed")) == set(runs("In 1998 Dame Anne Holt Jones agreed"))


def test_what_was_never_seen_weighs_nothing() -> None:
    model = LinearModel(("a", "b"), {"": (100, 0), "x": (0, 500)})
    assert model.probabilities({"never"}) == model.probabilities(())
    assert model.probabilities({"x"})["b"] > model.probabilities({"never"})["b"]


def test_the_model_knows_every_label() -> None:
    labels = {label for line in ANSWERS for label in line[0].split("/")}
    assert set(linear_model("leanings").labels) == labels


def test_rules_are_signs_too() -> None:
    assert "label unstated" in signs(["We agree."], [], NOTHING)
