"""The graph in Python."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import answerable
import pyoxigraph as ox
import pytest
from answerable.queries.results import Rows, Triples, to_json, to_xml

NOTEBOOK = Path(__file__).parents[2] / "docs" / "answerable.ipynb"


@pytest.fixture(scope="module")
def opened(kg: Path):
    with answerable.open(kg) as graph:
        yield graph


def test_asking(opened) -> None:
    assert {row["due"] for row in opened.ask("overdue", on="2021-12-30")} == {
        row["due"] for row in opened.ask("overdue", on=date(2021, 12, 30))
    }
    award = next(row for row in opened.ask("money") if row["to"] == "Safety4Sisters")
    assert award["amount"] == Decimal(18500)
    assert {e.standing for e in opened.ledger("2022-03-01")} >= {"overdue", "undated"}
    assert opened.matrix().columns[0].number == "1"
    assert opened.find("navigator")[0].file == "west-yorkshire-2021-12-02.txt"
    assert "Victim Navigator" in {row["label"] for row in opened.explain("victim navigator")}
    assert [q.name for q in opened.questions("restatement")] == ["restatements"]
    with pytest.raises(answerable.QueryError, match="did you mean"):
        opened.ask("mony")


def test_any_sparql_typed(opened) -> None:
    rows = opened.query(
        "SELECT ?date ?file { ?l a ans:ResponseLetter ; dcterms:date ?date ; dcterms:identifier ?file } ORDER BY ?date"
    )
    assert next(row["date"] for row in rows) == date(2021, 6, 14)
    frame = rows.to_pandas()
    assert list(frame.columns) == ["date", "file"]
    assert len(frame) == 5
    assert opened.query("ASK { ?s a ans:SupportService }") is True
    triples = opened.query("CONSTRUCT { ?s a ans:SupportService } WHERE { ?s a ans:SupportService }")
    assert isinstance(triples, Triples)
    assert len(triples.to_rdflib()) == len(triples) > 5


def test_as_other_libraries_have_it(opened) -> None:
    network = opened.to_networkx()
    assert "Victim Navigator" in {data["label"] for _, data in network.nodes(data=True)}
    assert len(opened) == sum(1 for _ in opened.to_rdflib().quads())
    assert repr(opened).endswith(f"{len(opened):,} triples)")


def test_a_folder_of_ones_own_questions(kg: Path, tmp_path: Path) -> None:
    (tmp_path / "how-many.rq").write_text(
        "# title: How many letters?\nSELECT (COUNT(*) AS ?n) { ?l a ans:ResponseLetter }\n"
    )
    with answerable.open(kg, questions=[tmp_path]) as graph:
        assert list(graph.ask("how-many")) == [{"n": 5}]


def test_the_public_names() -> None:
    assert all(hasattr(answerable, name) for name in answerable.__all__)
    assert "open" in answerable.__all__


def test_results_in_xml_and_json() -> None:
    hostile = '<a> & "b" \x00 \ud7ff 🙂'
    rows = Rows(
        ("x", "y"),
        (
            (ox.NamedNode("http://x.example/?a=1&b=2"), ox.Literal(hostile)),
            (ox.Literal("ja", language="de"), None),
            (ox.Literal(3), ox.BlankNode("b")),
        ),
    )
    root = ElementTree.fromstring(to_xml(rows))
    tag = "{http://www.w3.org/2005/sparql-results#}"
    assert [v.get("name") for v in root.iter(f"{tag}variable")] == ["x", "y"]
    first, second, third = root.iter(f"{tag}result")
    assert first.find(f"{tag}binding/{tag}uri").text == "http://x.example/?a=1&b=2"
    assert first.findall(f"{tag}binding")[1].find(f"{tag}literal").text == hostile.replace("\x00", "\ufffd")
    assert second.find(f"{tag}binding/{tag}literal").get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert len(second) == 1
    assert third.find(f"{tag}binding/{tag}literal").get("datatype").endswith("integer")
    assert ElementTree.fromstring(to_xml(True)).find(f"{tag}boolean").text == "true"
    assert json.loads(to_json(False)) == {"head": {}, "boolean": False}


def test_the_notebook_runs(kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSWERABLE_KG", str(kg))
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    scope: dict[str, object] = {"__name__": "__notebook__"}
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert len(code) >= 5
    for cell in code:
        exec(compile(cell, NOTEBOOK.name, "exec"), scope)
    scope["kg"].close()
