"""Every named question's rows on the sample letters, as pinned; `pytest tests/queries/test_rows.py --pin` pins them again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from answerable.queries.questions import Question, catalogue
from answerable.queries.results import plain
from answerable.queries.runner import answer

ROWS = Path(__file__).parent / "rows"
DAY = "2022-03-01"  # for questions that ask about a day


def told(store, asked: Question) -> str:
    days = {parameter.name: DAY for parameter in asked.parameters if parameter.type == "date"}
    rows = answer(store, asked, days)
    lines = [rows.columns, *([plain(cell) for cell in row] for row in rows.cells)]
    words = "".join(f"{json.dumps(line, default=str, ensure_ascii=False)}\n" for line in lines)
    return re.sub(r'"[\d.]+\+\w+\+\w+"', '"VERSION"', words)  # the reader's, which changes with every rule


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_rows_are_as_pinned(store, asked: Question, pytestconfig: pytest.Config) -> None:
    pinned = ROWS / f"{asked.name}.jsonl"
    if pytestconfig.getoption("--pin"):
        pinned.parent.mkdir(exist_ok=True)
        pinned.write_text(told(store, asked), "utf-8")
    assert told(store, asked) == pinned.read_text("utf-8")


def test_no_rows_are_pinned_of_a_question_that_is_gone() -> None:
    assert {file.stem for file in ROWS.glob("*.jsonl")} == {asked.name for asked in catalogue()}
