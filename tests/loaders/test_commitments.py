"""Promises and what looks like them, in sentences of fields that the annotated letters do not come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from answerable.loaders.anatomy import anatomy
from answerable.loaders.commitments import commitments
from answerable.loaders.text import Text

HEAD = "St Elric's Hospital NHS Trust\n\n3 March 2025\n\nDear Ms Tarrant\n\nRecommendation 1\n\n"
SENTENCES = [line.split("\t") for line in (Path(__file__).parent / "promises.tsv").read_text("utf-8").splitlines()]
FLOOR = 0.89
TAIL = "\n\nYours sincerely\n\nPerpetua Lowe\nChief Executive, St Elric's Hospital NHS Trust\n"


def promises(sentence: str) -> list:
    return list(commitments(anatomy(Text("t.txt", "0" * 64, "text/plain", HEAD + sentence + TAIL))))


@pytest.mark.parametrize(
    ("sentence", "strength", "due"),
    [
        ("We will fit flow meters at all twelve outlets by 30 June 2025.", "firm", "2025-06-30"),
        ("The Trust has agreed to appoint a second sepsis nurse within six months.", "firm", "2025-09-03"),
        ("A revised protocol will be issued to every ward by the end of April.", "firm", "2025-04-30"),
        ("We shall continue to publish waiting times each quarter.", "continuing", None),
        ("We hope to open the new unit by Christmas.", "aspiration", "2025-12-25"),
        ("The Trust intends to replace the boilers in the summer of 2026.", "aspiration", "2026-08-31"),
        ("I would be glad to show your inspectors round the ward.", "offer", None),
        ("We are going to retrain every porter by the end of the financial year.", "firm", "2025-03-31"),
        ("If funding is confirmed, we will recruit four tenancy officers in 2026/27.", "firm", "2027-03-31"),
        ("Subject to approval, the pumps will be replaced by the end of Q2 2025/26.", "firm", "2025-09-30"),
    ],
)
def test_promise(sentence: str, strength: str, due: str | None) -> None:
    found = promises(sentence)
    assert [(p.strength, p.due_by) for p in found] == [(strength, due)]
    assert found[0].by == "St Elric's Hospital NHS Trust"


@pytest.mark.parametrize(
    "sentence",
    [
        "We do not intend to build a second reservoir on this site.",
        "The lift was repaired in January and has worked since then.",
        "We will not be adopting the new form for staff in clinics.",
        "You asked whether the Trust will publish the report in full.",
        "No amount of training will bring back a much loved daughter.",
        "It is likely that residents will remain anxious about the works.",
        "I set out below what has been done since the inspection was made.",
        "We have no plans to close the clinic on Harbour Street next year.",
        "Drivers are trained to look for such signals before they set off.",
    ],
)
def test_no_promise(sentence: str) -> None:
    assert promises(sentence) == []


def test_another_bodys_promise_is_its_own() -> None:
    found = promises("Marlow Water has told us that it will replace the main by 1 May 2025.")
    assert [(p.by, p.own, p.due_by) for p in found] == [("Marlow Water", False, "2025-05-01")]


def test_condition_is_kept_in_its_words() -> None:
    found = promises("Once the standard has been published, we will write it into our manual within 60 days.")
    assert found[0].condition.startswith("Once the standard has been published")


def test_sentences_that_nothing_was_fitted_to_promise_where_people_say() -> None:
    right = sum(bool(promises(sentence)) == (label != "none") for label, sentence in SENTENCES)
    assert right / len(SENTENCES) >= FLOOR


@pytest.mark.parametrize(
    ("sentence", "by", "day"),
    [
        (
            "Breathe Cymru, our supplier, has promised to check the rest by 31 August 2025.",
            "Breathe Cymru",
            "2025-08-31",
        ),
        (
            "The drill is for Marlow Water, which tells us that it will hold one before 1 October 2025.",
            "Marlow Water",
            "2025-09-30",
        ),
        ("A further ten nurses start on 1 September 2025.", "St Elric's Hospital NHS Trust", "2025-09-01"),
    ],
)
def test_who_promises_is_told_by_the_words_round_a_name(sentence: str, by: str, day: str) -> None:
    assert [(p.by, p.due_by) for p in promises(sentence)] == [(by, day)]


def test_the_same_date_is_that_of_the_promise_before() -> None:
    found = promises(
        "The first ward will open on 1 May 2025. If staff can be found, the second will open on the same date."
    )
    assert [(p.due_text, p.due_by) for p in found] == [
        ("on 1 May 2025", "2025-05-01"),
        ("on the same date", "2025-05-01"),
    ]
