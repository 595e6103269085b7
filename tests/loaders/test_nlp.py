"""--nlp: names of a trained pipeline, which here is one made of rules, kept in a folder."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from answerable.graph.store import open_store
from answerable.loaders.entities import candidates
from answerable.loaders.letter import Letter
from answerable.loaders.pipeline import read_letter
from spacy.tokens import Doc

LETTER = (Path(__file__).parent / "annotated" / "01-northmere-constabulary.txt").read_text("utf-8")
SAID = "We have also talked to the quillfeather collective’s staff, and Zedekiah helped; see quickdesk and Aldermoor."
PATTERNS = [
    {"label": "ORG", "pattern": "the quillfeather collective’s"},
    {"label": "ORG", "pattern": "Northmere Constabulary"},
    {"label": "PERSON", "pattern": "Zedekiah"},
    {"label": "PRODUCT", "pattern": "quickdesk"},
    {"label": "GPE", "pattern": "Aldermoor"},
]


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER.replace("Recommendation 1. To", f"{SAID}\n\nRecommendation 1. To", 1), "utf-8")
    return path


def test_its_names_are_added_where_ours_found_none(answerable, letter: Path, trained: Path) -> None:
    def read(*options: str) -> list[dict[str, object]]:
        done = answerable("read", str(letter), "--format", "jsonl", *options)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    without, found = read(), read("--nlp", str(trained))
    added = [line for line in found if str(line["rule"]).startswith("nlp:")]
    assert {(line["kind"], line["name"], line["rule"]) for line in added} == {
        ("body", "quillfeather collective", "nlp:ORG"),
        ("person", "Zedekiah", "nlp:PERSON"),
        ("system", "quickdesk", "nlp:PRODUCT"),
    }
    assert {line["confidence"] for line in added} == {0.5}
    assert all(line["quote"] == line["name"] for line in added)
    assert [line for line in found if line not in added] == without


def test_the_graph_has_them_and_letters_are_read_again(answerable, letter: Path, trained: Path, tmp_path: Path) -> None:
    place = ("--kg", str(tmp_path / "kg"), "--workers", "1")
    assert answerable("build", str(letter), *place).returncode == 0
    again = answerable("build", str(letter), *place, "--nlp", str(trained))
    assert again.returncode == 0, again.stderr
    asked = 'SELECT ?q ?c { ?s ans:rule "nlp:ORG" ; ans:confidence ?c ; ans:evidence/oa:hasSelector/oa:exact ?q }'
    rows = answerable("query", asked, "--kg", str(tmp_path / "kg"), "--format", "csv").stdout.split("\n")
    assert rows[1].split(",")[0].strip() == "quillfeather collective"
    assert float(rows[1].split(",")[1]) == 0.5
    unchanged = answerable("build", str(letter), *place, "--nlp", str(trained))
    assert re.search(r"letters unchanged\s+1\b", unchanged.stderr)


@pytest.mark.parametrize("command", ["build", "read"])
def test_a_pipeline_that_is_not_there_is_said_once(answerable, letter: Path, tmp_path: Path, command: str) -> None:
    place = ["--kg", str(tmp_path / "kg")] if command == "build" else []
    done = answerable(command, str(letter), str(letter), "--nlp", "en_core_web_none", *place)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("no spaCy pipeline 'en_core_web_none' is installed") == 1
    assert "Traceback" not in done.stderr
    if command == "build":
        assert open_store(tmp_path / "kg").graph_names() == ()


def parsed(path: Path, last: str) -> Letter:
    """Return a letter whose noun chunk of three names ends in a word, as a pipeline with a parser would have it."""
    letter, _ = read_letter(path)
    words = [token.text for token in letter.doc]
    heads, deps, pos = list(range(len(words))), ["dep"] * len(words), ["X"] * len(words)
    end = next(i for i, word in enumerate(words) if word == last and words[i - 1] == "Triage")
    for i, dep in ((end - 2, "compound"), (end - 1, "compound"), (end, "nsubj")):
        heads[i], deps[i], pos[i] = end, dep, "PROPN"
    spaces = [bool(token.whitespace_) for token in letter.doc]
    return replace(letter, tagged=Doc(letter.doc.vocab, words, spaces, heads=heads, deps=deps, pos=pos))


def test_noun_chunks_are_names_where_their_last_word_says_of_what(letter: Path) -> None:
    assert not list(candidates(parsed(letter, "Desk"), []))  # a desk is of no kind that we know
    letter.write_text(letter.read_text("utf-8").replace("Stalking Triage Desk", "Stalking Triage Hub"), "utf-8")
    read = parsed(letter, "Hub")
    found = list(candidates(read, []))
    assert [(c.kind, read.words(c.span), c.rule) for c in found] == [("service", "Stalking Triage Hub", "nlp:chunk")]
    assert not list(candidates(read, [found[0].span]))  # ours come first
