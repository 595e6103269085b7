"""Answers of other fields, by the label that a fair reader would give them."""

from __future__ import annotations

import pytest
from answerable.loaders.anatomy import anatomy
from answerable.loaders.positions import positions
from answerable.loaders.stands import position_label
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
        (
            "It is recommended that the company meter every main it owns.\n\nStatus: Partially accepted",
            "accepted_in_part",
        ),
        ("Every main it owns should be metered.\n\nWhat we have done\n\nWe accept this.", "accepted"),
    ],
)
def test_label(words: str, label: str) -> None:
    found = answer(words)
    assert [(p.recommendation, position_label(p.stance, p.state)) for p in found] == [("4", label)]
    assert found[0].by == "Brindle Vale Water Limited"


JOINT = """Ashmere Borough Council
Mill Lane Housing Association

3 March 2025

Dear Ms Tarrant

We reply jointly, and both of us have read your report.

Area for improvement 1
Homes should be dry.

Accepted.

                                   Page 1 of 2
Area for improvement 2
Homes should be warm.

Not accepted.

Requirements

(i) Tenants should be told.

Agreed.

Yours sincerely

Perpetua Lowe
Chief Executive
Ashmere Borough Council

Owen Dart
Director
Mill Lane Housing Association
"""


def test_joint_answers_beside_page_breaks_and_in_a_list_numbered_alone() -> None:
    found = positions(anatomy(Text("t.txt", "0" * 64, "text/plain", JOINT)))
    assert {(p.recommendation, p.by): position_label(p.stance, p.state) for p in found} == {
        (number, by): label
        for number, label in (("1", "accepted"), ("2", "rejected"), ("i", "accepted"))
        for by in ("Ashmere Borough Council", "Mill Lane Housing Association")
    }


def test_a_letterhead_run_together_into_one_line_names_the_sender() -> None:
    text = "Brindle Vale Water Limited 4 Wharf Row, Tyndale TY3 8LN\n\n3 March 2025\n\nDear Ms Tarrant\n\nRecommendation 4\n\nAccepted.\n\nYours sincerely\n\nPerpetua Lowe\n"
    letter = anatomy(Text("t.txt", "0" * 64, "text/plain", text))
    assert [sender.value for sender in letter.senders] == ["Brindle Vale Water Limited"]
    assert [p.by for p in positions(letter)] == ["Brindle Vale Water Limited"]
