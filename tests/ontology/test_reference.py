from __future__ import annotations

from pathlib import Path

import pytest
from answerable.errors import ReferenceDataError
from answerable.ontology.bodies import by_name, key, reference_bodies
from answerable.ontology.reference import group_members, reference_triples
from answerable.ontology.reports import built_in_reports, read_report


def test_bodies_have_distinct_ids_and_related_bodies_exist() -> None:
    ids = [body.id for body in reference_bodies()]
    assert len(ids) == len(set(ids)) >= 250
    assert {b.related for b in reference_bodies() if b.related and "|" not in b.related} <= set(ids) | {""}


def test_a_body_is_found_by_label_and_alias() -> None:
    assert by_name()[key("the Metropolitan Police Service")][0].id == "force-metropolitan"
    assert by_name()[key("MOPAC")] == (by_name()[key("Mayor's Office for Policing and Crime")][0], True)


def test_chief_constables_are_the_43_forces_of_england_and_wales() -> None:
    assert len(group_members()["https://w3id.org/answerable/id/group/chief-constables"]) == 43


def test_safe_to_share_has_eight_recommendations_with_addressees() -> None:
    report = built_in_reports()[0]
    assert [r.number for r in report.recommendations] == list("12345678")
    assert all(r.addressed_to for r in report.recommendations)


def test_reference_triples_are_sorted_and_the_same_each_time() -> None:
    first = reference_triples(built_in_reports())
    assert list(first) == sorted(first, key=str)
    assert first == reference_triples(built_in_reports())


def test_a_report_in_turtle_and_in_yaml_are_read(tmp_path: Path) -> None:
    turtle = tmp_path / "r.ttl"
    turtle.write_text(
        """@prefix ans: <https://w3id.org/answerable/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <http://x.example/r> a ans:InspectorateReport ; skos:prefLabel "Twenty minutes from help"@en .
        <http://x.example/r/1> a ans:Recommendation ; ans:madeIn <http://x.example/r> ; ans:number "1" ; skos:prefLabel "Do it"@en ."""
    )
    yaml = tmp_path / "r.yaml"
    yaml.write_text("id: r\ntitle: Twenty minutes from help\nrecommendations:\n  - {number: '1', label: Do it}\n")
    for path in (turtle, yaml):
        report = read_report(path)
        assert report.title == "Twenty minutes from help"
        assert report.recommendation("1").label == "Do it"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("r.yaml", "title: no id", "needs at least"),
        ("r.yaml", "id: r\ntitle: t\nrecommendations: [{label: none}]", "needs a `number`"),
        ("r.yaml", "[: not yaml", "cannot be read"),
        ("r.ttl", "<a> <b> .", "cannot be read"),
        ("r.ttl", "<http://a/> <http://b/> <http://c/> .", "has 0 reports"),
        ("r.pdf", "", "is a .yaml or .ttl file"),
    ],
)
def test_a_bad_report_says_what_is_wrong(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(ReferenceDataError, match=says.replace(".", r"\.")):
        read_report(path)
