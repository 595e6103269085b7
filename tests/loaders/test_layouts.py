"""Layouts of letters: which recommendation is answered where, in whose voice, however the letter numbers them."""

from __future__ import annotations

import pytest
from answerable.loaders.anatomy import anatomy
from answerable.loaders.letter import Letter
from answerable.loaders.positions import positions
from answerable.loaders.stands import position_label
from answerable.loaders.text import Text

HEAD = "Brindle Vale Council\n\n3 March 2025\n\nDear Ms Tarrant\n\n"
FOOT = "\n\nYours sincerely\n\nPerpetua Lowe\nChief Executive\n"


def letter(text: str) -> Letter:
    return anatomy(Text("t.txt", "0" * 64, "text/plain", text))


def stands(text: str) -> dict[str | None, str]:
    return {p.recommendation: position_label(p.stance, p.state) for p in positions(letter(text))}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "SR1: one person in charge\n\nAccepted.\n\nSR2: a review of waits\n\nNot accepted.\n\nSR4: training\n\nAgreed.",
            {"1": "accepted", "2": "rejected", "4": "accepted"},
            id="codes of a kind",
        ),
        pytest.param(
            'MATTER OF CONCERN (i)\n"Calls waited."\n\nAccepted.\n\nMATTER OF CONCERN (ii)\n"Calls were lost."\n\nNot accepted.',
            {"i": "accepted", "ii": "rejected"},
            id="Roman parts",
        ),
        pytest.param(
            "12/1  Recommendation I: a drain\n\nAccepted.\n\n12/2  Recommendation IV: a pump\n\nNot accepted.",
            {"1": "accepted", "4": "rejected"},
            id="Roman numbers under numbered minutes",
        ),
        pytest.param(
            'AREA FOR IMPROVEMENT 1\n\nFinding: "Plans are late."\nPosition: Agreed.\nProgress: AMBER\n\n'
            'AREA FOR IMPROVEMENT 2\n\nFinding: "Caseloads, which are high."\nPosition: Not agreed.\nProgress: AMBER',
            {"1": "accepted", "2": "rejected"},
            id="headings that repeat but for their number",
        ),
        pytest.param(
            "Recommendation No: 2024/113\nThe Council is recommended to: revise its plan.\nTick one:\n"
            "[x] Accepted   [ ] Accepted in part   [ ] Not accepted\nComments: The plan will be out in May.\n\n"
            "Recommendation No: 2024/114\nThe Council is recommended to: buy a boat.\nTick one:\n"
            "[ ] Accepted   [ ] Accepted in part   [x] Not accepted\nComments: Boats are dear.",
            {"2024/113": "accepted", "2024/114": "rejected"},
            id="tick boxes",
        ),
        pytest.param(
            "1. PAC conclusion: Nobody knows.\n\n1. PAC recommendation: The Council should publish a count.\n\n"
            "1.1 The Council agrees with the Committee's recommendation.\n\n"
            "2a. PAC recommendation: The Council should inspect everyone.\n\n"
            "2.1 The Council disagrees with the Committee's recommendation.",
            {"1": "accepted", "2a": "rejected"},
            id="Treasury minute",
        ),
        pytest.param(
            "**3. The Council should publish a register of its woods. (Paragraph 14)**\n\nAgreed. It will open in May.\n\n"
            "**4. The Council should cease to plant ash. (Paragraph 22)**\n\nNot agreed.",
            {"3": "accepted", "4": "rejected"},
            id="a committee's own numbers",
        ),
        pytest.param(
            "Your matters of concern are set out below, and our response follows each of them.\n\n"
            "(1) There was no system for reading scans.\n\nWe accept this and have begun one.\n\n"
            "(2) Nurses did not know the score.\n\nWe do not accept this.\n\n"
            "(3) Calls were not returned.\n\nWe accept this and will return them.",
            {"1": "accepted", "2": "rejected", "3": "accepted"},
            id="concerns stated in one sentence",
        ),
        pytest.param(
            "By recommendation 4.1 you would have us repair every filter. We accept this.\n\n"
            "4.2 is that a barrier be fitted. We do not accept this.\n\n"
            "As to 4.3 (that there be a chemist at night), we accept this.\n\nRecommendation 4.5 is accepted.",
            {"4.1": "accepted", "4.2": "rejected", "4.3": "accepted", "4.5": "accepted"},
            id="numbers of a chapter",
        ),
        pytest.param(
            "Fires have been banned since April, which is what you urge (paragraph 4.12). We accept a ranger team "
            "(paragraph 5.2).\n\nWe do not accept a reserve (paragraph 8.2).",
            {"4.12": "already_in_place", "5.2": "accepted", "8.2": "rejected"},
            id="paragraphs in brackets",
        ),
        pytest.param(
            "Recommendation Nine has two limbs. As to (a), that accounts be filed, they were filed in August, as they "
            "have been every year since 2010. As to (b), that a clerk be paid, we do not accept it.",
            {"9a": "already_in_place", "9b": "rejected"},
            id="two limbs",
        ),
        pytest.param(
            "Recommendation 1\n\nAccepted.\n\nRecommendation 2 you withdrew in your letter of May.\n\n"
            "Recommendation 3\n\nNot accepted.\n\nRecommendation 4, on fees, is to be answered by the Regulator.",
            {"1": "accepted", "3": "rejected"},
            id="withdrawn, or another's to answer",
        ),
        pytest.param(
            "Recommendation 1\n\nNot accepted. It would cost too much.\n\nRecommendation 2\n\nThe same goes for this.",
            {"1": "rejected", "2": "rejected"},
            id="the same as the one before",
        ),
        pytest.param(
            "You asked for three things.\n\n2.1 (no family in a hotel)\nAccepted.\n\n2.2 (somewhere to cook)\nNot accepted.\n\n"
            "3.1 (a panel of residents)\nAccepted.",
            {"2.1": "accepted", "2.2": "rejected", "3.1": "accepted"},
            id="gists in brackets behind numbers",
        ),
        pytest.param(
            "FIRST MATTER (concerns closed one by one)\n\nAccepted.\n\nSECOND MATTER (no assessment was made)\n\nNot accepted.",
            {"1": "accepted", "2": "rejected"},
            id="ordinals in capitals over answers",
        ),
        pytest.param(
            "We have lettered the points.\n\nA. That a nurse visit each child\n\nAccepted.\n\nB. That homes be small\n\n"
            "Not accepted.\n\nC. That staff be trained\n\nAccepted.",
            {"A": "accepted", "B": "rejected", "C": "accepted"},
            id="capital letters before what was asked",
        ),
        pytest.param(
            "Declaring an incident (R3)\n\nAccepted.\n\nOne control room (R4)\n\nNot accepted.\n\nTraining (R5)\n\nAccepted.",
            {"3": "accepted", "4": "rejected", "5": "accepted"},
            id="codes behind titles",
        ),
        pytest.param(
            "Staffing (1)\n\nThe inspector wanted a doctor on site. We accept this.\n\nTraining (2)\n\n"
            "The inspector wanted a course. We do not accept this.\n\nTransport (3)\n\nWe accept this.",
            {"1": "accepted", "2": "rejected", "3": "accepted"},
            id="bare numbers behind titles",
        ),
        pytest.param(
            "(a) You made four recommendations.\n\n(b) In the third you would have every gate tested. We accept it.\n\n"
            "(c) Your fourth is that there be a bell. We do not accept it.\n\n(d) You first recommend a wall. We accept it.",
            {"1": "accepted", "3": "accepted", "4": "rejected"},
            id="ordinals in paragraphs with letters of their own",
        ),
        pytest.param(
            "The apology at paragraph 84 was given in person; we accept what you say of it.\n\nAt paragraph 87 you say that a unit "
            "should open. We do not accept this.\n\nYou then say, at paragraph 89, that one worker should visit. We accept this.",
            {"84": "accepted", "87": "rejected", "89": "accepted"},
            id="paragraphs wherever a sentence names them",
        ),
        pytest.param(
            "Ref Recommendation Company response Owner Delivery\n"
            "R1Survey every pole on the lineAccepted.Head of NetworkJuly 2026\n"
            "R2Bury the line at KelderNot accepted. It would cost £9 million.Regulation DirectorNone\n"
            "R3Publish the number of engineersAccepted.Head of NetworkJune 2026",
            {"1": "accepted", "2": "rejected", "3": "accepted"},
            id="cells that ran together",
        ),
        pytest.param(
            "What is this about?\n\nThe inquiry made three recommendations.\n\nWill it open again? (recommendation 1)\n\n"
            "Not accepted.\n\nWho will children talk to?\n\nAccepted. An advocate will visit, as recommendation 2 says.\n\n"
            "How many staff are awake?\n\nWe do not accept recommendation 3.",
            {"1": "rejected", "2": "accepted", "3": "rejected"},
            id="readers' questions",
        ),
        pytest.param(
            "Key to the table: Y, it will be done; P, it will be done in part; N, it will not be done.\n\n"
            "No.\tWhat you recommended\tCode\tOur response\n1\tA fence at the yard\tY\tBy May.\n"
            "2\tA guard at night\tN\tThere is an alarm.\n\nNo.\tWhat you recommended\tCode\tOur response\n3\tA lamp\tY\tBy June.",
            {"1": "accepted", "2": "rejected", "3": "accepted"},
            id="codes in a table whose header comes again",
        ),
        pytest.param(
            "I reply by the paragraphs of your review that ask for action.\n\n¶ 2.4 - that the gate be moved.\n\nWe accept this.\n\n"
            "¶ 2.9 - that a lamp be lit.\n\nWe do not accept this.\n\n¶ 3.1 - that the wall be rebuilt.\n\nAgreed.",
            {"2.4": "accepted", "2.9": "rejected", "3.1": "accepted"},
            id="paragraphs behind a pilcrow",
        ),
        pytest.param(
            'Conclusion A ("that every call be logged within one hour of being made to the desk by anybody")\n\nAgreed.\n\n'
            'Conclusion B ("that two more clerks be taken on")\n\nWe do not agree.',
            {"A": "accepted", "B": "rejected"},
            id="conclusions with what they ask in brackets",
        ),
        pytest.param(
            "The Executive's decisions are in the schedule.\n\nNo.\nMeasure\nDecision\nAction\n\nM1\nThe Council should appoint an engineer "
            "for both of its dams.\nApproved\nOne was appointed.\n31.07.25\n\nM2\nThe Council should publish the map of floods.\nRejected\n"
            "The map is secret.\n\nM3\nTrees should be kept off the bank.\nApproved\nThe fence is being mended.\n30.05.25",
            {"1": "accepted", "2": "rejected", "3": "accepted"},
            id="a schedule whose cells are lines, dates among them",
        ),
        pytest.param(
            "Your first recommendation was a public apology. We accept it.\n\nThe second concerned the registers. We do not accept this.\n\n"
            "The third would have us write to all. We accept this.\n\nFourthly, the panel would like to see a fund. We do not accept this.\n\n"
            "The fifth recommendation is that a stone be put up. We accept this.",
            {"1": "accepted", "2": "rejected", "3": "accepted", "4": "rejected", "5": "accepted"},
            id="ordinals in other turns of phrase between the rest",
        ),
        pytest.param(
            "Your recommendations are copied here.\n\nOne. The Council should pay back every penalty.\n\nTwo. The Council should replace the signs.\n\n"
            "Three. The Council should publish an apology.\n\nOn One, members accept this.\n\nOn Two, members do not accept it.\n\n"
            "On Three, members accept this.",
            {"1": "accepted", "2": "rejected", "3": "accepted"},
            id="numbers in words that were listed above",
        ),
        pytest.param(
            "A.  On the first recommendation, we accept this.\n\nB.  The second was to fit a bell. We do not accept this.\n\n"
            "C.  The third is that a lamp be lit. We accept this.",
            {"1": "accepted", "2": "rejected", "3": "accepted"},
            id="ordinals in paragraphs with capital letters, one followed by what was to be done",
        ),
        pytest.param(
            "Your numbering has been kept.\n\n2. Governance\n\n2.1 Access to the Board. We accept this. The officer will attend.\n\n"
            "2.4 Training of staff. We do not accept this. It is done.\n\n3. Records\n\n3.1 Files past their date. We accept this. They will go.\n\n"
            "3.3 Tapes in the store. We do not accept this. They are safe.\n\n4. Rights\n\n4.2 Requests out of time. We accept this. More staff are here.",
            {"2.1": "accepted", "2.4": "rejected", "3.1": "accepted", "3.3": "rejected", "4.2": "accepted"},
            id="paragraphs numbered as the report has them, under chapters",
        ),
    ],
)
def test_answers_are_found_however_they_are_numbered(body: str, expected: dict[str, str]) -> None:
    assert stands(HEAD + body + FOOT) == expected


def test_labels_below_a_heading_say_which_body_answers() -> None:
    text = """Responses to safety recommendations

Report published: 17 October 2024
Responses received: 16 January 2025

## Safety recommendation R/2024/051

HSSIB recommends that the Medicines Agency reviews labels.

**Response from the Medicines Agency (MA)**

We accept this.

## Safety recommendation R/2024/052

HSSIB recommends that NHS England requires new lines.

**Response from NHS England**

NHS England does not accept this.
"""
    found = letter(text)
    assert {(p.recommendation, p.by, position_label(p.stance, p.state)) for p in positions(found)} == {
        ("R/2024/051", "Medicines Agency", "accepted"),
        ("R/2024/052", "NHS England", "rejected"),
    }
    assert found.date is not None
    assert found.date.isoformat() == "2025-01-16"


def test_what_the_force_says_is_not_what_the_commissioner_says() -> None:
    text = """Ashdale PCC - Your voice in policing

RECOMMENDATION 1
The Chief Constable should clear the backlog.

What the force says
Accepted.

What the Commissioner says
I do not accept this recommendation.

RECOMMENDATION 2
The Chief Constable should visit every holder.

What the force says
Not accepted.

What the Commissioner says
I agree with the Inspectorate.

Office of the Police and Crime Commissioner for Ashdale, 1 High Street. Ashdale Police is a force.
"""
    assert {(p.recommendation, p.by): position_label(p.stance, p.state) for p in positions(letter(text))} == {
        ("1", "Ashdale Police"): "accepted",
        ("1", "Office of the Police and Crime Commissioner for Ashdale"): "rejected",
        ("2", "Ashdale Police"): "rejected",
        ("2", "Office of the Police and Crime Commissioner for Ashdale"): "accepted",
    }


def test_parts_of_a_joint_statement_speak_for_the_body_in_their_title() -> None:
    text = """ASHDALE COUNCIL  |  NHS ASHDALE AND FIRTH
Joint statement on the inspection

PART 1: BOTH BODIES

1.1 R1 asks for a form. We are agreed upon it and accept it.

PART 2: ASHDALE COUNCIL

2.1 R2 asks for a team. The Council does not accept this.

PART 3: NHS ASHDALE AND FIRTH

3.1 R3 asks for a nurse. The Board accepts this.
"""
    assert {(p.recommendation, p.by): position_label(p.stance, p.state) for p in positions(letter(text))} == {
        ("1", "ASHDALE COUNCIL"): "accepted",
        ("1", "NHS ASHDALE AND FIRTH"): "accepted",
        ("2", "ASHDALE COUNCIL"): "rejected",
        ("3", "NHS ASHDALE AND FIRTH"): "accepted",
    }


def test_a_short_quotation_in_straight_marks_does_not_turn_what_follows_into_one() -> None:
    body = 'Recommendation 1\n\nFinding: "Plans are late."\n\nWe accept this.\n\nRecommendation 2\n\nFinding: "No money."\n\nAgreed.'
    assert stands(HEAD + body + FOOT) == {"1": "accepted", "2": "accepted"}


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("From: Quennell, Sorcha (Housing Services)\nSent: 10 July 2025\nTo: Compliance Team\n\nDear colleagues\n\n"
         "1) Apology\nDone.\n\nKind regards\n\nSorcha Quennell\nLondon Borough of Havenbrook\n", "London Borough of Havenbrook"),
        ("LONDON BOROUGH OF QUEENSHITHE\nTown Hall\n\nDear Ms Kerr\n\nWe accept it.\n\nYours sincerely\n\nThomasina Vell\n",
         "LONDON BOROUGH OF QUEENSHITHE"),
        ("HMICFRS SUPER-COMPLAINTS TEAM\nForm SC4\n\nReport: A key to my door\nForce: Vale of Linnet Police\n\nRecommendation 1\n\nAccepted.\n",
         "Vale of Linnet Police"),
        ("THE METROPOLITAN DISTRICT OF HARDWICK\nGuildhall\n\nRail Safety Authority\nFAO: Ms Kerr\n\n3 May 2025\n\nDear Ms Kerr\n\nWe accept it.\n\n"
         "Yours sincerely\n\nThomasina Vell\nChair of the Advisory Group\n", "METROPOLITAN DISTRICT OF HARDWICK"),
        ("ASH AND OAK JOINT BURIAL BOARD\n(Ash Town Council and\nOak Parish Council)\n\n3 May 2025\n\nDear Ms Kerr\n\nWe accept it.\n\n"
         "I remain, dear Ms Kerr, yours very sincerely\n\nJo Hay\nClerk\n", "ASH AND OAK JOINT BURIAL BOARD"),
        ("THE CATHEDRAL CHURCH OF ST WILFRED, ASHDALE\n\n3 May 2025\n\nDear Judge\n\nRecommendation 1\n\nAccepted.\n\nYours\n\nJo Hay\n",
         "THE CATHEDRAL CHURCH OF ST WILFRED, ASHDALE"),
        ("ASHDALE DISTRICT COUNCIL\nAdult Care, Housing and Health\n\nDear Ms Kerr\n\nConcern (A): lamps\n\nAccepted.\n\nConcern (B): rails\n\n"
         "Accepted.\n\nConcern (C): ropes\n\nAccepted.\n\nYours sincerely\n\nJo Hay\nExecutive Director of Adult Care, Housing and Health\n",
         "ASHDALE DISTRICT COUNCIL"),
    ],
)  # fmt: skip
def test_the_body_that_writes_is_told_from_its_department_and_its_reader(text: str, sender: str) -> None:
    assert [field.value for field in letter(text).senders] == [sender]


def test_an_answer_without_a_number_says_what_it_is_on() -> None:
    text = (
        HEAD
        + "Your points were not numbered.\n\n- Named lead. Accepted.\n\n- Video link. Not accepted.\n\n- Survey. Accepted."
        + FOOT
    )
    found = {p.element: (p.recommendation, position_label(p.stance, p.state)) for p in positions(letter(text))}
    assert found == {"Named lead": (None, "accepted"), "Video link": (None, "rejected"), "Survey": (None, "accepted")}


def test_a_reply_enclosed_speaks_for_its_own_sender() -> None:
    text = (
        "Ash County Council\n\n3 March 2025\n\nMy Lord,\n\nPoint (a) is accepted.\n\nPoint (b) is accepted.\n\nYours faithfully\n\n"
        "Ann Bell\nLeader\n\nENCLOSURE\n\nAsh Veterinary Partnership LLP\n\nDear Councillor\n\nPoint (b). We do not accept this.\n\nYours\n\nJo Hay\n"
    )
    found = {(p.recommendation, p.by): position_label(p.stance, p.state) for p in positions(letter(text))}
    assert found[("b", "Ash County Council")] == "accepted"
    assert found[("b", "Ash Veterinary Partnership LLP")] == "rejected"


def test_a_part_put_to_one_sender_is_answered_by_that_sender() -> None:
    text = (
        "Ash County Council\nElm Hospitals NHS Trust\n\n3 March 2025\n\nDear Ms Tarrant\n\nThe letters are those of your report.\n\n"
        "2. Put to the Council\n\n(a) Payment of £500\n\nAccepted.\n\n(b) A review of each case\n\nNot accepted.\n\n"
        "3. Put to the Trust\n\n(c) A checklist for every ward\n\nAccepted.\n\n(d) A nurse at night\n\nNot accepted.\n\nYours sincerely\n\nAnn Bell\n"
    )
    assert {p.recommendation: p.by for p in positions(letter(text))} == {
        "a": "Ash County Council",
        "b": "Ash County Council",
        "c": "Elm Hospitals NHS Trust",
        "d": "Elm Hospitals NHS Trust",
    }


def test_chapters_speak_for_the_sender_in_their_title() -> None:
    text = (
        "Ash County Council / Elm Hospitals NHS Trust\n\nJoint reply\n\n1. Introduction\n\nWe answer by organisation.\n\n"
        "2. ASH COUNTY COUNCIL\n\nConclusion A\n\nAccepted.\n\nConclusion B\n\nAccepted.\n\n"
        "3. ELM HOSPITALS NHS TRUST\n\nConclusion B\n\nNot accepted.\n\nConclusion C\n\nNot accepted.\n"
    )
    assert {(p.by, position_label(p.stance, p.state)) for p in positions(letter(text))} == {
        ("Ash County Council", "accepted"),
        ("Elm Hospitals NHS Trust", "rejected"),
    }


def test_an_annex_speaks_for_the_chief_constable_whose_comments_it_holds() -> None:
    text = (
        "OFFICE OF THE POLICE AND CRIME COMMISSIONER FOR ASHDALE\n\n3 March 2025\n\nDear Home Secretary\n\nAshdale Police was inspected.\n\n"
        "Recommendation 1\n\nI accept this.\n\nYours sincerely\n\nAnn Bell\n\nANNEX: THE CHIEF CONSTABLE'S COMMENTS\n\nDear Commissioner\n\n"
        "Recommendation 1\n\nWe do not accept this.\n"
    )
    found = {p.by: position_label(p.stance, p.state) for p in positions(letter(text))}
    assert found == {
        "OFFICE OF THE POLICE AND CRIME COMMISSIONER FOR ASHDALE": "accepted",
        "Ashdale Police": "rejected",
    }


def test_an_establishment_and_its_partner_both_send() -> None:
    text = "HMP Ashdale Moor\nin partnership with Elm College\n\nFinding 1\n\nWe accept this.\n\nJo Hay, Governor, HMP Ashdale Moor\n"
    assert [field.value for field in letter(text).senders] == ["HMP Ashdale Moor", "Elm College"]


JOINT = "Ash City Council / Elm Hospitals NHS Trust / Oak Food Network\n\n3 March 2025\n\nDear Ms Tarrant\n\n"


@pytest.mark.parametrize(
    "body",
    [
        "Conclusion A\nEach body should name a lead.\n\n[Council] We accept this.\n\n[Trust and Network] We do not accept this.\n\n"
        "Conclusion B\nThe Council should pay.\n\n[All] We accept this.\n",
        "PART 1: THE CITY COUNCIL\n\nRecommendation A. We accept this.\n\nRecommendation B. We accept this.\n\n"
        "PART 2: THE TRUST\n\nRecommendation A. We do not accept this.\n\nRecommendation B. We accept this.\n\n"
        "PART 3: THE FOOD NETWORK\n\nRecommendation A. We do not accept this.\n\nRecommendation B. We accept this.\n",
        "Recommendation A, to all three bodies: that each name a lead.\n\nThe Council: We accept this.\n\nThe Trust: We do not accept this.\n\n"
        "The Network: We do not accept this.\n\nRecommendation B, to all three bodies: that money be found.\n\nWe accept this.\n",
    ],
    ids=["labels in brackets", "parts by short names", "headings that say to whom"],
)  # fmt: skip
def test_joint_letters_say_in_many_ways_who_answers(body: str) -> None:
    found = {(p.recommendation, p.by): position_label(p.stance, p.state) for p in positions(letter(JOINT + body))}
    assert found == {
        ("A", "Ash City Council"): "accepted",
        ("A", "Elm Hospitals NHS Trust"): "rejected",
        ("A", "Oak Food Network"): "rejected",
        ("B", "Ash City Council"): "accepted",
        ("B", "Elm Hospitals NHS Trust"): "accepted",
        ("B", "Oak Food Network"): "accepted",
    }


def test_a_commissioner_comments_below_what_the_chief_constable_says() -> None:
    text = (
        "POLICE AND CRIME COMMISSIONER FOR ASHDALE\n\n3 March 2025\n\nDear Home Secretary\n\nAshdale Police was inspected.\n\n"
        'Recommendation 1: a desk.\n\nThe Chief Constable: "We do not accept this."\n\nMy comment: I accept it.\n'
    )
    found = {p.by: position_label(p.stance, p.state) for p in positions(letter(text))}
    assert found == {"POLICE AND CRIME COMMISSIONER FOR ASHDALE": "accepted", "Ashdale Police": "rejected"}


def test_concerns_in_capitals_are_answered_one_by_one() -> None:
    body = "YOUR FIRST CONCERN was the line.\n\nWe accept this.\n\nYOUR SECOND CONCERN was the leaflet.\n\nWe do not accept this."
    assert stands(HEAD + body + FOOT) == {"1": "accepted", "2": "rejected"}


def test_a_message_answered_between_its_lines_below_the_name_of_who_signs() -> None:
    text = (
        "From: Tess Bramwell\nTo: Marcus Oyelowo\nDate: 9 October 2025\nSubject: Re: report\n\nMarcus\n\nReplies in your text.\n\nTess\n\n"
        "Tess Bramwell\nHead of Youth\nAshdale Borough Council\n\nOn 12 Sept 2025, Marcus Oyelowo wrote:\n\n"
        "> Tess\n> Here are the recommendations that fall to you.\n>\n> * Open one club in each ward.\n\nWe accept this.\n\n"
        "> * Keep a register.\n\nWe do not accept this.\n\n> * Pay all workers.\n\nWe accept this.\n\n> Marcus\n"
    )
    found = {p.element: position_label(p.stance, p.state) for p in positions(letter(text))}
    assert found == {
        "Open one club in each ward.": "accepted",
        "Keep a register.": "rejected",
        "Pay all workers.": "accepted",
    }
