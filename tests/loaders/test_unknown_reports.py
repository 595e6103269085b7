from __future__ import annotations

from pathlib import Path

import pytest
from answerable.graph.store import open_store

LETTER = (Path(__file__).parent / "annotated" / "01-northmere-constabulary.txt").read_text("utf-8")
DESCRIBED = """
id: left-to-ring-out
title: "Left to ring out: report on the Wayfarer Trust's super-complaint about the police response to repeat stalking"
publishers: [hmicfrs]
recommendations:
  - {number: "1", label: One, addressed_to: [group/chief-constables]}
  - {number: "3", label: Three, addressed_to: [group/chief-constables]}
"""


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Twelve forces answer one unknown report, and one of them another."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for number, name in enumerate(
        ["Ashmere", "Birchmere", "Coldmere", "Dunmere", "Elmmere", "Fernmere", "Gorsemere", "Hazelmere"] * 2
    ):
        if number < 12:
            force = name if number < 8 else f"Upper {name}"
            (folder / f"{number:02}.txt").write_text(LETTER.replace("Northmere", force))
    other = LETTER.replace("Left to ring out", "Nobody came").replace("Wayfarer Trust's super-complaint", "Inquiry")
    (folder / "other.txt").write_text(other)
    return folder


def test_a_build_warns_once_of_each_unknown_report(answerable, letters: Path, tmp_path: Path) -> None:
    done = answerable("build", str(letters), "--kg", str(tmp_path / "kg"), "--workers", "1")
    assert done.returncode == 0, done.stderr
    warned = [line for line in done.stderr.splitlines() if "report not known beforehand" in line]
    assert len(warned) == 2, done.stderr
    first, second = warned
    assert "answered by 12 letters" in first
    assert "Left to ring out" in first
    assert "answered by 1 letter:" in second
    assert "Nobody came" in second
    assert all("--report FILE" in line for line in warned)
    assert "addressedTo" not in done.stderr

    asked = "SELECT ?r (COUNT(DISTINCT ?l) AS ?n) { ?l ans:respondsTo ?r . ?r a ans:InspectorateReport } GROUP BY ?r ORDER BY DESC(?n)"
    rows = answerable("query", asked, "--kg", str(tmp_path / "kg"), "--format", "csv").stdout.split()
    assert [row.rsplit(",", 1)[1] for row in rows[1:]] == ["12", "1"]


def test_a_report_that_is_given_is_no_longer_warned_of(answerable, letters: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_text(DESCRIBED)
    place = ("--kg", str(tmp_path / "kg"), "--workers", "1", "--report", str(report))
    done = answerable("build", str(letters / "00.txt"), *place)
    assert done.returncode == 0, done.stderr
    assert "not known beforehand" not in done.stderr
    assert "recommendation 7: the report known beforehand has no such one" in done.stderr


def test_letters_that_name_no_report_share_no_recommendation(answerable, tmp_path: Path) -> None:
    words = "We accept recommendation 1. We will train all our staff by June 2030. " * 2
    for name in ("Ashmere", "Birchmere"):
        (tmp_path / f"{name}.txt").write_text(f"{name} Council\n\nDear Sir,\n\n{words}\n\nYours,\n\nJo Ash")
    done = answerable("build", str(tmp_path / "*.txt"), "--kg", str(tmp_path / "kg"), "--workers", "1")
    assert "warning: 2 letters name no report" in done.stderr
    store = open_store(tmp_path / "kg")
    graphs = [set(store.graph(name)) for name in store.graph_names() if "/id/letter/" in name]
    subjects = [{t.subject for t in graph} for graph in graphs]
    assert not any("/recommendation/" in str(s) for s in subjects[0] & subjects[1])
