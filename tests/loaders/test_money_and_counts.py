"""Grants and figures, and what looks like them, in sentences that no annotated letter holds."""

from __future__ import annotations

import pytest
from answerable.loaders.anatomy import anatomy
from answerable.loaders.figures import figures
from answerable.loaders.funding import funding
from answerable.loaders.letter import Letter
from answerable.loaders.text import Text

SENDER = "Penrose County Council"
HEAD = f"{SENDER}\n\n3 March 2025\n\nDear Ms Tarrant\n\nRecommendation 1\n\n"
TAIL = f"\n\nYours sincerely\n\nPerpetua Lowe\nChief Executive, {SENDER}\n"


def letter(sentence: str) -> Letter:
    return anatomy(Text("t.txt", "0" * 64, "text/plain", HEAD + sentence + TAIL))


@pytest.mark.parametrize(
    ("sentence", "amount", "funder", "recipient"),
    [
        ("Calder Lottery Trust awarded Penrose Carers £12,500.", 12500, "Calder Lottery Trust", "Penrose Carers"),
        ("We've earmarked £2,000 of our own from reserves.", 2000, SENDER, None),
        (
            "The Welsh Government is providing £3.2m to 14 local authorities.",
            3.2e6,
            "Welsh Government",
            "14 local authorities",
        ),
        ("We are giving Beacon Penrose, a charity, £75,000 a year.", 75000, SENDER, "Beacon Penrose"),
        ("The Calder Foundation has chipped in £25,000.", 25000, "Calder Foundation", SENDER),
        ("£48,000 has gone from our reserves to the charity Penrose Link.", 48000, None, "Penrose Link"),
        ("The £75,000 which Calder Trust gave us in May is spent.", 75000, "Calder Trust", SENDER),
        ("A Heritage Fund grant of £9,000 to Penrose Mind pays for it.", 9000, "Heritage Fund", "Penrose Mind"),
        ("Our grant from Calder Trust is twenty-one thousand pounds this year.", 21000, "Calder Trust", SENDER),
        (
            "With a grant of £18,000 from the Calder Fund, Penrose Mind has opened a hub.",
            18000,
            "Calder Fund",
            "Penrose Mind",
        ),
        ("The Tamar Agency has, separately, awarded £850,000 for urgent repairs.", 850000, "Tamar Agency", SENDER),
        (
            "The Council is providing a grant of £7,800 to Penrose Mind to cover its costs.",
            7800,
            SENDER,
            "Penrose Mind",
        ),
        ("NHS Tamar has provided Penrose Mind with £390,000 this year.", 390000, "NHS Tamar", "Penrose Mind"),
        ("The Heartwood Trust, a charity, is giving us £75,000.", 75000, "Heartwood Trust", SENDER),
        ("The Capital Plan sets aside £1.85 million for kitchens.", 1.85e6, None, None),
        ("Defra has fixed our grant in aid at £21.7 million.", 21.7e6, "Defra", SENDER),
        (
            "Penrose Mind receives nothing from the Calder Fund, and Tamar Council has undertaken to give it £15,000.",
            15000,
            "Tamar Council",
            "Penrose Mind",
        ),
        ("You will have £12,000 a year for the next two years.", 12000, SENDER, None),
        ("It is run by Rowan Tree, to whom I have awarded £364,000.", 364000, SENDER, "Rowan Tree"),
        ("It has a cost of £168,000, which is met in full by NHS Tamar.", 168000, "NHS Tamar", SENDER),
        ("The sum of £9,250 is held in the Calder Fund for Lamp and Latch.", 9250, "Calder Fund", "Lamp and Latch"),
        ("Our grant to Penrose Mind has been raised to £46,000.", 46000, SENDER, "Penrose Mind"),
        ("Work starts in September, and the Council has put £48,000 into it.", 48000, SENDER, None),
        (
            "The Department for Trees, Housing and Rural Affairs has given us £5,000.",
            5000,
            "Department for Trees, Housing and Rural Affairs",
            SENDER,
        ),
    ],
)
def test_grant(sentence: str, amount: float, funder: str | None, recipient: str | None) -> None:
    (found,) = funding(letter(sentence))
    assert found.amount == amount
    assert funder is None or found.funder == funder
    assert found.recipient == recipient


def test_grants_of_one_sentence() -> None:
    found = list(funding(letter("The largest grants were £72,000 to Penrose Mind and £15,500 to the Saltings Trust.")))
    assert [(f.amount, f.funder, f.recipient) for f in found] == [
        (72000, SENDER, "Penrose Mind"),
        (15500, SENDER, "Saltings Trust"),
    ]
    assert found[0].span != found[1].span


@pytest.mark.parametrize(
    "sentence",
    [
        "It has to find £4.3m by March.",
        "I had hoped that the City Council would contribute £100,000 to the work.",
        "The Alumni Fund had pledged £40,000 and has since withdrawn.",
        "We have paid £38,450 to the 61 tenants named in your annex.",
        "I had asked the Home Office to meet the £31,000 cost of new rooms.",
        "We raised the limit to £46,000.",
        "Each call costs £12 and we paid £400 in compensation.",
        "A bid for £90,000 from the Safer Streets Fund was unsuccessful.",
        "The force had sought £90,000 from the Transformation Fund.",
        "We have borrowed £9 million from the Pennant Building Society.",
        "Residents pay £264 a year for policing.",
        "The work was bought from Calder Associates at £640 a day.",
    ],
)
def test_no_grant(sentence: str) -> None:
    assert list(funding(letter(sentence))) == []


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("We trained 340 of our officers.", ["340 of our officers"]),
        ("Of the flats, nine were unfit.", ["nine"]),
        ("The other nine passed.", ["other nine"]),
        ("We met on four occasions.", ["four occasions"]),
        ("It will be answered in ten working days.", ["ten working days"]),
        ("In February 72 staff attended.", ["72 staff"]),
        ("The lines carry 33kV.", ["33kV"]),
        ("We visit twice a month.", ["twice a month"]),
        ("Each is serviced every three years.", ["three years"]),
        ("We call at homes with a child under five first.", ["child under five"]),
        ("A team of five cannot do more.", ["five"]),
    ],
)
def test_figure(sentence: str, counted: list[str]) -> None:
    assert [f.label for f in figures(letter(sentence))] == counted


@pytest.mark.parametrize(
    "sentence",
    [
        "Our reference is 23 014 772.",
        "The Three Rivers Maritime Forum met.",
        "See paragraph 14 and Category 5 calls.",
        "Three other things were said.",
    ],
)
def test_no_figure(sentence: str) -> None:
    assert list(figures(letter(sentence))) == []
