"""What `read` and `text` promise, over every annotated letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ANNOTATED = sorted((Path(__file__).parent / "annotated").glob("*.txt"))
KEYS = {"letter", "kind", "id", "label", "by", "quote", "start", "end", "page", "role", "rule", "confidence"}


@pytest.fixture(scope="module")
def lines(answerable) -> list[dict]:
    done = answerable("read", *map(str, ANNOTATED), "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_statement_is_grounded(answerable, lines: list[dict]) -> None:
    done = answerable("text", *map(str, ANNOTATED), "--format", "jsonl")
    texts = {line["letter"]: line["text"] for line in map(json.loads, done.stdout.splitlines())}
    assert len(texts) == len(ANNOTATED) == 17
    for line in lines:
        assert texts[line["letter"]][line["start"] : line["end"]] == line["quote"]
        assert line["quote"].strip()
        assert set(line) >= KEYS


def test_ids_are_the_graphs_and_distinct_within_a_kind(lines: list[dict]) -> None:
    positions = [line["id"] for line in lines if line["kind"] in {"position", "commitment", "figure"}]
    assert len(positions) == len(set(positions))
    assert all(line["id"].startswith("https://w3id.org/answerable/id/letter/") for line in lines)


def test_every_kind_is_read_somewhere(lines: list[dict]) -> None:
    assert {line["kind"] for line in lines} == {
        "letter", "position", "commitment", "body", "person", "service", "operation", "partnership", "funding", "figure",
        "instrument", "system", "initiative", "restatement",
    }  # fmt: skip


def test_bad_input_is_one_line_and_the_rest_is_read(answerable, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    done = answerable("read", str(empty), str(ANNOTATED[0]), "--format", "jsonl")
    assert done.returncode == 1
    assert done.stderr.strip() == f"answerable: {empty}: is empty"
    assert done.stdout
