"""The W3C's tests of SPARQL 1.1 Query, asked as a user asks: as right as the engine is, bar what the guard refuses.

A query's default graph is here the union of all graphs; what that changes is asked of the engine itself, in the same way.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from answerable.errors import QueryError
from answerable.graph.memory import OxigraphStore
from answerable.queries.results import Rows, Triples, to_csv, to_json, to_tsv, to_xml
from answerable.queries.runner import Runner

FOLDER = Path(__file__).parent / "w3c"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
GRAPHS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}
RESULTS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}

REFUSED = {  # by the guard
    *(f"service/service{number}" for number in ("1", "2", "3", "4a", "5", "6", "7")),
    *(f"syntax-fed/test_{number}" for number in (1, 2, 3)),
}
ENGINE = {  # what the engine sees otherwise, and so do we
    "aggregates/agg-empty-group": "no group where there is no solution, as the W3C has it since",
    "csv-tsv-res/csv03": "xsd:double is written 1000000, not 1.0E6",
    "csv-tsv-res/tsv03": "xsd:negativeInteger is read as xsd:integer",
    "functions/bnode01": "BNODE(text) is one blank node in all solutions",
    "functions/strdt03": "a plain literal is an xsd:string, as RDF 1.1 has it",
    "functions/strlang03": "a plain literal is an xsd:string, as RDF 1.1 has it",
}


@dataclass(frozen=True)
class Case:
    """One test of the suite; data is the default graph, graphs are the named ones."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None

    @property
    def named(self) -> tuple[Path, ...]:
        """The files that the query itself names where the test gives no data."""
        found = [] if self.data or self.graphs else re.findall(r"FROM\s+<(\w+\.ttl)>", self.text)
        return tuple(self.query.with_name(name) for name in found)

    @property
    def text(self) -> str:
        return f"BASE <{address(self.query)}> {self.query.read_text('utf-8')}"


def address(file: Path) -> str:
    return BASE + file.relative_to(FOLDER).as_posix()


def file_at(iri: ox.NamedNode) -> Path:
    return FOLDER / iri.value.removeprefix(BASE)


def cases() -> Iterator[Case]:
    for manifest in sorted(FOLDER.glob("*/manifest.ttl")):
        store = ox.Store()
        store.load(path=str(manifest), format=ox.RdfFormat.TURTLE, base_iri=address(manifest))

        def objects(subject: Any, predicate: str, store: ox.Store = store) -> list[Any]:
            return [quad.object for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

        (entries,) = objects(ox.NamedNode(address(manifest)), f"{MF}entries")
        while entries.value != f"{RDF}nil":
            (test,) = objects(entries, f"{RDF}first")
            (entries,) = objects(entries, f"{RDF}rest")
            (action,) = objects(test, f"{MF}action")
            queries = objects(action, f"{QT}query")
            yield Case(
                f"{manifest.parent.name}/{test.value.rpartition('#')[2]}",
                objects(test, f"{RDF}type")[0].value.removeprefix(MF),
                file_at(queries[0] if queries else action),
                tuple(map(file_at, objects(action, f"{QT}data"))),
                tuple(map(file_at, objects(action, f"{QT}graphData"))),
                next(map(file_at, objects(test, f"{MF}result")), None),
            )


def loaded(case: Case) -> ox.Store:
    store = ox.Store()
    for file in case.data:
        store.load(path=str(file), format=GRAPHS[file.suffix], base_iri=address(file))
    for file in (*case.graphs, *case.named):
        store.load(
            path=str(file), format=GRAPHS[file.suffix], base_iri=address(file), to_graph=ox.NamedNode(address(file))
        )
    return store


def table(columns: Any, rows: Any, *, ordered: bool) -> Any:
    """Return rows as triples, whose canonical form is the same whatever the blank nodes are called."""
    dataset = ox.Dataset()
    held = list(rows)
    for number, row in enumerate(held):
        node = ox.BlankNode()
        dataset.add(ox.Quad(node, ox.NamedNode("urn:place"), ox.Literal(number if ordered else 0)))
        for column, cell in zip(columns, row, strict=True):
            if cell is not None:
                dataset.add(ox.Quad(node, ox.NamedNode(f"urn:column:{column}"), by_value(cell)))
    return canonical(dataset, len(held))


def by_value(term: Any) -> Any:
    """Return a number in one way of writing it: the suite writes 2.0 where another may write 2."""
    if not isinstance(term, ox.Literal) or term.datatype.value.removeprefix(XSD) not in {"decimal", "double", "float"}:
        return term
    return ox.Literal(repr(float(term.value)), datatype=term.datatype)


def canonical(dataset: ox.Dataset, count: int = 0) -> Any:
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return count, frozenset(dataset)


def triples(found: Any) -> Any:
    return canonical(ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in found))


def expected(file: Path) -> Any:
    if file.suffix in GRAPHS:
        return triples(ox.parse(path=str(file), format=GRAPHS[file.suffix], base_iri=address(file)))
    return compared(ox.parse_query_results(path=str(file), format=RESULTS[file.suffix]))


def compared(found: Any, *, ordered: bool = False) -> Any:
    """Return an answer, ours or the engine's, as what can be compared."""
    if isinstance(found, Rows):
        return table(found.columns, found.cells, ordered=ordered)
    if isinstance(found, ox.QuerySolutions):
        return table([v.value for v in found.variables], [tuple(row) for row in found], ordered=ordered)
    if isinstance(found, Triples | ox.QueryTriples):
        return triples(found)
    return bool(found)


def engine(case: Case) -> Any:
    """Return what the engine says in our own process, its default graph the union as ours is."""
    return compared(loaded(case).query(case.text, use_default_graph_as_union=True))


@pytest.fixture(scope="module")
def runners() -> Iterator[dict[tuple[Any, ...], Runner]]:
    opened: dict[tuple[Any, ...], Runner] = {}
    yield opened
    for runner in opened.values():
        runner.close()


def asked(runners: dict[tuple[Any, ...], Runner], case: Case) -> Any:
    held = (case.data, case.graphs, case.named)
    if held not in runners:
        runners[held] = Runner(OxigraphStore("memory:", loaded(case)))
    return runners[held].query(case.text)


def csv_rows(text: str) -> list[list[tuple[str, str]]]:
    """Return the rows whatever the order of columns and rows, which SELECT * leaves open, and the names of blank nodes."""
    return sorted(
        sorted((name, "_:" if value.startswith("_:") else value) for name, value in row.items())
        for row in csv.DictReader(io.StringIO(text))
    )


CASES = list(cases())


def is_syntax(case: Case) -> bool:
    return case.kind.endswith("SyntaxTest11")


@pytest.mark.parametrize("case", [c for c in CASES if not is_syntax(c) and c.name not in REFUSED], ids=lambda c: c.name)
def test_evaluation(runners, case: Case) -> None:
    assert case.result is not None
    answer = asked(runners, case)
    assert compared(answer) == engine(case)
    if case.result.suffix == ".csv":
        right = csv_rows(to_csv(answer)) == csv_rows(case.result.read_text("utf-8"))
    else:
        right = compared(answer) == expected(case.result)
    assert right is (case.name not in ENGINE)


@pytest.mark.parametrize("case", [c for c in CASES if is_syntax(c) and c.name not in REFUSED], ids=lambda c: c.name)
def test_syntax(runners, case: Case) -> None:
    try:
        asked(runners, case)
        good = True
    except QueryError as error:
        good = "custom function" in str(error)  # there is none such, but the query is SPARQL
    assert good is (case.kind == "PositiveSyntaxTest11")


@pytest.mark.parametrize("case", [c for c in CASES if c.name in REFUSED], ids=lambda c: c.name)
def test_what_reaches_out_is_refused(runners, case: Case) -> None:
    with pytest.raises(QueryError, match="SERVICE reaches out"):
        asked(runners, case)


def test_the_suite_is_whole() -> None:
    kinds = Counter(case.kind for case in CASES)
    assert kinds == {
        "QueryEvaluationTest": 187,
        "CSVResultFormatTest": 3,
        "PositiveSyntaxTest11": 63,
        "NegativeSyntaxTest11": 35,
    }
    assert REFUSED | set(ENGINE) <= {case.name for case in CASES}


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.name.startswith(("json-res", "csv-tsv-res"))], ids=lambda c: c.name
)
def test_our_own_forms_are_read_back_by_the_engine(runners, case: Case) -> None:
    answer = asked(runners, case)
    for form, write in ((ox.QueryResultsFormat.JSON, to_json), (ox.QueryResultsFormat.XML, to_xml)):
        assert compared(ox.parse_query_results(write(answer), format=form), ordered=True) == compared(
            answer, ordered=True
        )
    if isinstance(answer, Rows):
        read = ox.parse_query_results(to_tsv(answer), format=ox.QueryResultsFormat.TSV)
        assert compared(read, ordered=True) == compared(answer, ordered=True)
