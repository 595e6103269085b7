"""Names and what they are, in letters made here: by their own words, by the words beside them, over a whole letter."""

from __future__ import annotations

import hashlib

import pytest
from answerable.loaders.anatomy import anatomy
from answerable.loaders.kinds import statements
from answerable.loaders.names import names
from answerable.loaders.text import Text

LETTER = """Marlow Vale Council
Civic Hall

4 June 2025

Dear Sir

Recommendation 1

We accept this. {}

Recommendation 2

Accepted.

Yours sincerely

Ada Pryce
Chief Executive
"""


def named(words: str) -> set[tuple[str, str]]:
    """Return kind and name of what a letter with these words names, its sender and signatory apart."""
    text = LETTER.format(words)
    letter = anatomy(Text("letter.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
    found = {(s.kind, " ".join(str(s.name).split())) for s in statements(letter) if getattr(s, "name", None)}
    return found - {("body", "Marlow Vale Council"), ("person", "Ada Pryce")}


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("system", "Vision 5", "The new form went live on Vision 5 in June."),
        ("system", "Lorenzo", "Staff enter allergies in Lorenzo at triage."),
        ("system", "Kestrel", "Kestrel, our case system, will flag these cases."),
        ("system", "Liquidlogic", "We moved to Liquidlogic in May."),
        ("system", "Power BI", "A dashboard in Power BI shows waits by ward."),
        ("system", "QL", "Our housing system (QL) has been changed."),
        ("system", "Sable", "All finds go on NOMIS and Sable."),
        ("body", "Bright Steps", "We pay Bright Steps £12,000 a year for this."),
        ("body", "Marches Rural Action", "In May we gave £60,000 to Marches Rural Action for blankets."),
        ("body", "Camau Bach", "Camau Bach, a charity, meets families at the gate."),
        ("body", "Trellick Civils", "The surfacing is one that Trellick Civils will lay in May."),
        ("body", "Merrow Lifts", "The lift was serviced by Merrow Lifts on 4 May."),
        ("body", "Penrose Law", "Our solicitors, Penrose Law, advise against it."),
        ("body", "Northmarch Gas", "Northmarch Gas, which shares our ground, has been asked."),
        ("body", "MHRA", "The MHRA has told us that it will reply in May."),
        ("body", "Police and Crime Commissioner", "The Police and Crime Commissioner met us."),
        ("body", "University and College Union", "It rests with the University and College Union (UCU) in May."),
        ("body", "UCU", "It rests with the University and College Union (UCU) in May."),
        ("body", "Prifysgol Elwy", "Two of them come from Prifysgol Elwy this year."),
        ("service", "Lantern Line", "Callers are passed to the Lantern Line at night."),
        ("service", "Safe Landing", "Safe Landing, our new mentoring scheme, opened in May."),
        ("service", "Talking Ways", "Talking Ways now has a wait of three weeks."),
        ("service", "Emergency Department", "Staff in the Emergency Department did not know."),
        ("service", "MASH", "It goes to the Multi-Agency Safeguarding Hub (MASH) in one day."),
        ("instrument", "Awaab's Law", "We are preparing for Awaab's Law."),
        ("instrument", "2015 Regulations", "The 2015 Regulations require this."),
        ("instrument", "JSP 375", "Training is given under JSP 375."),
        ("instrument", "Well-managed Ash Roads", "We work to the code of practice Well-managed Ash Roads."),
        ("instrument", "Right Care, Right Person", "The force adopted Right Care, Right Person in May."),
        ("instrument", "NEWSAC", "It is rewriting NEWSAC, the mutual aid agreement."),
        ("instrument", "REAP", "It tested the Resource Escalation Action Plan (REAP) in May."),
        ("partnership", "Pontoon Safety Group", "A Pontoon Safety Group now meets monthly."),
        ("person", "Oonagh Prest", "My colleague Oonagh Prest will ring you."),
        ("person", "T. Hallam", "The log was signed by T. Hallam on the night."),
        ("person", "Siân Treharne", "I asked the Chief Constable, Siân Treharne, for her answer."),
        ("person", "Maureen Tibbs", "We met Maureen Tibbs, whose son died."),
        ("person", "Rowena Quaye", "The Chief Executive (Rowena Quaye) has seen this."),
        ("person", "Barnaby Voss", "Cc: Legal Inbox; Barnaby Voss; Office"),
        ("operation", "Project Vigil", "Project Vigil will start in June."),
    ],
)
def test_a_name_has_the_kind_that_its_words_or_those_beside_it_say(kind: str, name: str, words: str) -> None:
    assert (kind, name) in named(words)


@pytest.mark.parametrize(
    ("words", "none"),
    [
        ("The Flood and Water Management Act 2010 applies.", "body"),
        ("Owen Lunn, Deputy Director, Network Resilience, leads on this.", "partnership"),
        ("We sent it to the Director of Network Operations.", "partnership"),
        ("The Treasurer has told us that it can be paid.", "body"),
        ("Twenty-six volunteers asked for it.", "body"),
        ("He was moved to Carrow in May, near the sea.", "system"),
        ("Our file is ORR/RAIB/24-11/MST.", "body"),
        ("The work has two parts. A. Governance", "person"),
        ("Storm Ebba left homes without power.", "body"),
    ],
)
def test_words_that_name_no_such_thing(words: str, none: str) -> None:
    assert none not in {kind for kind, _ in named(words)}


def test_a_name_said_once_to_be_of_a_kind_is_of_no_other() -> None:
    assert {
        kind for kind, name in named("MetLine supplies forecasts. MetLine, a company, is paid.") if name == "MetLine"
    } == {"body"}


def test_each_of_two_joined_bodies_is_named() -> None:
    found = named("It ran with Kingsferry General Hospital, Orme Park Hospital and the Ash Agency.")
    assert {("body", "Kingsferry General Hospital"), ("body", "Orme Park Hospital"), ("body", "Ash Agency")} <= found


def test_a_name_does_not_run_on_into_the_next_line() -> None:
    found = named("Seen.\n\nSir Lucian Marchbanks\n\nOsprey Court Inquiry")
    assert ("body", "Osprey Court Inquiry") in found


def test_who_signs_is_no_part_of_the_office_behind_the_name() -> None:
    text = (
        "14 May 2024\n\nDear Ms Harlow,\n\nWe accept your report.\n\nYours sincerely\n\n"
        "Baroness Ann Bell Deputy Mayor of Greater Ashfield\n"
    )
    found = anatomy(Text("t.txt", "0" * 64, "text/plain", text))
    assert {name.words for name in names(found) if name.kind == "body"} == {"Deputy Mayor of Greater Ashfield"}
