"""Answers of other fields, by the label that a fair reader would give them."""

from __future__ import annotations

import pytest
from answerable.loaders.anatomy import anatomy
from answerable.loaders.evaluation import position_label
from answerable.loaders.positions import positions
from answerable.loaders.text import Text


def answer(words: str) -> list:
    text = f"Brindle Vale Water Limited\n\n3 March 2025\n\nDear Ms Tarrant\n\nRecommendation 4\n\n{words}\n\nYours sincerely\n\nPerpetua Lowe\nChief Executive\n"
    return list(positions(anatomy(Text("t.txt", "0" * 64, "text/plain", text))))


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Accepted. New samplers were ordered in January.", "accepted"),
        ("We accept this recommendation in full and have begun the work.", "accepted"),
        ("Agreed in part. We will publish the results but not the sites.", "accepted_in_part"),
        ("We agree with the aim but not with the means.", "accepted_in_part"),
        ("We accept this in principle, although the date cannot be met.", "accepted_in_part"),
        ("We do not accept this recommendation. It would be out of proportion.", "rejected"),
        ("The company is unable to adopt this, which would cost more than it saved.", "rejected"),
        ("This is already in place: every site has been sampled daily since 2021.", "already_in_place"),
        ("We cannot decide this until the Inspectorate has published its standard.", "awaiting"),
        ("Noted. This is for the Environment Agency.", "noted"),
        ("Response: Not agreed. Meters of this kind are too dear.", "rejected"),
        ("We have no quarrel with this and will do so by May.", "accepted"),
    ],
)
def test_label(words: str, label: str) -> None:
    found = answer(words)
    assert [(p.recommendation, position_label(p.stance, p.state)) for p in found] == [("4", label)]
    assert found[0].by == "Brindle Vale Water Limited"
