"""The catalogue on the sample graph: every question answers, and the answers are the letters'."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from answerable.errors import QueryError
from answerable.queries.questions import catalogue, question
from answerable.queries.runner import answer, ask

MAY_BE_EMPTY = {
    "speaks-for-another",
    "refused",
    "shares",
    "still-waiting",
    "two-dates",
    "unsure",
    "refused-parts",
    "restatements",
}


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_question_answers_quickly_in_its_columns(store, asked) -> None:
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        rows = answer(store, asked, {})
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.1
    assert {name for name, _ in asked.columns} <= set(rows.columns)
    assert rows.cells or asked.name in MAY_BE_EMPTY


def test_there_are_forty_and_each_says_what_it_is() -> None:
    assert len(catalogue()) >= 40
    for asked in catalogue():
        assert asked.title.endswith("?")
        assert asked.description
        assert asked.columns


def test_the_page_of_questions_is_the_catalogue(answerable) -> None:
    written = Path(__file__).parents[2] / "docs" / "questions.md"
    said = answerable("questions", "--format", "markdown").stdout
    assert written.read_text("utf-8") == said, (
        "write it again: answerable questions --format markdown -o docs/questions.md"
    )


def test_operations(store) -> None:
    rows = list(ask(store, "operations"))
    assert [row["operation"] for row in rows] == ["Operation Mandevilla", "Operation Neatwood", "Operation Rosewood"]
    assert {row["force"] for row in rows} == {"West Yorkshire Police"}


def test_money(store) -> None:
    award = next(row for row in ask(store, "money") if row["to"] == "Safety4Sisters")
    assert award["amount"] == 18500
    assert "Covid-19" in award["pot"]
    assert award["period"] == "2020/21"
    assert "Deputy Mayor" in award["funder"]


def test_voluntary_bodies(store) -> None:
    named = {row["body"] for row in ask(store, "voluntary-bodies")}
    assert {
        "Hope for Justice", "Justice and Care", "Liberty", "Palm Cove Society", "Racial Justice Network", "Safety4Sisters", "Southall Black Sisters",
    } <= named  # fmt: skip


def test_beds_and_units(store) -> None:
    values = {(row["value"], row["unit"]) for row in ask(store, "figures")}
    assert {"60", "50", "92", "24"} <= {value for value, _ in values}


def test_the_path_of_a_victim(store) -> None:
    steps = {(row["from"].split(" (")[0], row["to"]) for row in ask(store, "paths")}
    assert ("Victim Liaison Officer", "Victim Navigator") in steps
    assert ("Victim Navigator", "National Referral Mechanism") in steps


def test_who_waits_for_the_review(store) -> None:
    rows = [row for row in ask(store, "waiting") if row["event"].startswith("Home Office review")]
    assert {"Cheshire Constabulary", "Police and Crime Commissioner for Cheshire"} <= {row["body"] for row in rows}


def test_overdue_depends_on_the_day(store) -> None:
    early = {str(row["due"]) for row in ask(store, "overdue", {"on": "2021-12-30"})}
    late = {str(row["due"]) for row in ask(store, "overdue", {"on": "2022-03-01"})}
    assert "2021-12-29" in early
    assert "2021-12-31" in late - early


def test_parameters_are_checked_and_bound(store) -> None:
    with pytest.raises(QueryError, match="is not a date"):
        ask(store, "overdue", {"on": "soon"})
    with pytest.raises(QueryError, match="has no parameter 'nn'"):
        ask(store, "overdue", {"nn": "1"})
    assert len(ask(store, "promises", {"body": 'x" } UNION { ?s ?p ?o } #'})) == 0
    with pytest.raises(QueryError, match="did you mean 'money'"):
        question("mony")
