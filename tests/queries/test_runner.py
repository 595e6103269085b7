"""A user's SPARQL: answered in a process of its own, or refused in words."""

from __future__ import annotations

import time

import pytest
from answerable.errors import QueryError
from answerable.queries.results import Rows, to_csv, to_json, to_markdown, to_tsv
from answerable.queries.runner import Runner
from answerable.queries.worker import Limits

REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "select * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:1/x>",
    "INSERT DATA { <a> <b> <c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
    "SELECT * " + "{" * 2100 + "}" * 2100,
    "ASK { FILTER(" + "(" * 300 + "1" + ")" * 300 + ") }",
    "SELECT * { ?s " + "/".join(["<http://p>"] * 1500) + " ?o }",
    "SELECT * { ?s ?p ?o FILTER(" + "||".join(["?o=1"] * 600) + ") }",
    "# " + "x" * 70_000,
    "SELECT",
    "nonsense",
]


@pytest.fixture(scope="module")
def runner(store):
    with Runner(store, limits=Limits(seconds=4, memory=512 * 1024**2, rows=50)) as opened:
        yield opened


@pytest.mark.parametrize("text", REFUSED, ids=lambda t: t[:32])
def test_refused_in_words(runner: Runner, text: str) -> None:
    with pytest.raises(QueryError):
        runner.query(text)


def test_the_words_may_stand_in_names_strings_and_comments(runner: Runner) -> None:
    rows = runner.query(
        'SELECT ?service ?load { ?service skos:prefLabel ?load # INSERT\n FILTER(?load != "DROP SERVICE {{{") } LIMIT 3'
    )
    assert isinstance(rows, Rows)
    assert len(rows) == 3


def test_prefixes_are_supplied_and_forms_answered(runner: Runner) -> None:
    assert runner.query("ASK { ?s a ans:PoliceOperation }") is True
    built = runner.query("CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s a ans:PoliceOperation ; skos:prefLabel ?l }")
    assert len(built) == 3
    rows = runner.query("SELECT ?l { ?s a ans:PoliceOperation ; skos:prefLabel ?l } ORDER BY ?l")
    assert [row["l"] for row in rows] == ["Operation Mandevilla", "Operation Neatwood", "Operation Rosewood"]
    assert to_csv(rows).splitlines()[1] == "Operation Mandevilla"
    assert '"Operation Neatwood"@en' in to_tsv(rows)
    assert '"xml:lang": "en"' in to_json(rows)
    assert to_markdown(rows).startswith("| l |")


def test_a_cut_result_says_so(runner: Runner) -> None:
    rows = runner.query("SELECT * { ?s ?p ?o }")
    assert isinstance(rows, Rows)
    assert rows.cut
    assert len(rows) == 50


def test_a_cross_product_is_stopped_and_the_next_question_answered(runner: Runner) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match="stopped"):
        runner.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert time.monotonic() - started < 15
    assert runner.query("ASK { ?s ?p ?o }") is True


def test_an_error_names_line_column_and_mend(runner: Runner) -> None:
    with pytest.raises(QueryError, match=r"line 2, column \d+") as wrong:
        runner.query("SELECT ?s {\n ?s skoss:prefLabel ?o }")
    assert "did you mean 'skos'" in str(wrong.value)


def test_from_reads_no_file(runner: Runner) -> None:
    rows = runner.query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")
    assert isinstance(rows, Rows)
    assert not any("root:" in str(value) for row in rows for value in row.values())


def test_a_prefix_that_there_is_not_is_pointed_at(runner: Runner) -> None:
    with pytest.raises(QueryError) as told:
        runner.query("SELECT ?l {\n  ?s a skoss:Concept }")
    assert str(told.value) == (
        "line 2, column 8: no prefix is named 'skoss'; did you mean 'skos'?\n    ?s a skoss:Concept }\n         ^"
    )
