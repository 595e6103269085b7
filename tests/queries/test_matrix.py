"""The matrix and the questions on positions over letters whose recommendations have no numbers."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

LETTER = """Ash Valley Council

3 March 2025

Dear Ms Tarrant

Your recommendations were not numbered, and neither are our answers.

- Named lead. Accepted.

- Video link. Not accepted.

- Yearly survey. Accepted.

Yours sincerely

Ann Bell
Chief Executive
"""


def test_what_nobody_numbered_is_called_by_its_topic(answerable, tmp_path: Path) -> None:
    (tmp_path / "ash.txt").write_text(LETTER, "utf-8")
    kg = str(tmp_path / "kg")
    assert answerable("build", str(tmp_path / "ash.txt"), "--kg", kg, "--workers", "1").returncode == 0
    asked = csv.DictReader(StringIO(answerable("ask", "position-matrix", "--kg", kg, "--format", "csv").stdout))
    assert {row["recommendation"] for row in asked} == {"Named lead", "Video link", "Yearly survey"}
    shown = csv.DictReader(StringIO(answerable("matrix", "--kg", kg, "--format", "csv").stdout))
    assert list(shown) == [
        {"body": "Ash Valley Council", "Named lead": "accepted", "Video link": "declined", "Yearly survey": "accepted"}
    ]
