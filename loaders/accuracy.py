"""Published scores: a folder of annotated letters scored, as rows, as JSON and as the confidence of each rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .anatomy import anatomy
from .annotations import read_annotations
from .evaluation import Evaluation, evaluate
from .files import read_text
from .kinds import statements
from .pipeline import known_reports

_MEASURED_APART = {"positions/leaning": 0.77}  # fitted to these letters, so measured on a batch left out of the fitting
_SEEN_ENOUGH = 4  # times a rule must have been found before its own precision is told


def evaluate_folder(gold: Path, letters: Path | None = None) -> Evaluation:
    """Score the reader on every annotated letter of a folder."""
    reports = known_reports()
    return evaluate(
        (annotation, letter, statements(letter))
        for annotation in read_annotations(gold, letters)
        for letter in [anatomy(read_text(annotation.letter), reports=reports)]
    )


def score_rows(result: Evaluation) -> list[tuple[str, str, str, str, int]]:
    """Return a row for each measure."""
    return [(k, f"{s.precision:.2f}", f"{s.recall:.2f}", f"{s.f1:.2f}", s.wanted) for k, s in result.scores.items()]


def confusion_rows(result: Evaluation) -> list[tuple[str, str, int]]:
    """Return how annotated positions were read, those read otherwise first."""
    return [(a, b, n) for (a, b), n in sorted(result.confusion.items(), key=lambda e: (e[0][0] == e[0][1], e[0]))]


def rule_rows(result: Evaluation) -> list[tuple[str, str, int]]:
    """Return the precision of each rule, the worst first."""
    rows = [(rule, n["right"] / n["found"], n["found"]) for rule, n in result.rules.items()]
    return [(rule, f"{precision:.2f}", found) for rule, precision, found in sorted(rows, key=lambda r: (r[1], r[0]))]


def as_json(result: Evaluation) -> dict[str, Any]:
    """Return the scores by measure."""
    return {
        k: {"precision": round(s.precision, 3), "recall": round(s.recall, 3), "f1": round(s.f1, 3), "gold": s.wanted}
        for k, s in result.scores.items()
    }


def confidences(result: Evaluation) -> dict[str, float]:
    """Return each rule's measured precision, and each kind's for rules seen too seldom."""
    found = {rule: n["right"] / n["found"] for rule, n in result.rules.items() if n["found"] >= _SEEN_ENOUGH}
    kinds = {
        k: s.precision
        for k, s in result.scores.items()
        if " " not in k and k not in {"alignment", "due", "strength", "promisor"}
    }
    return {name: round(value, 3) for name, value in sorted({**kinds, **found, **_MEASURED_APART}.items())}


def as_markdown(result: Evaluation) -> str:
    """Return the scores and the confusion of positions as Markdown tables."""
    lines = ["| measure | precision | recall | F1 | annotated |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(map(str, row))} |" for row in score_rows(result)]
    lines += [
        "",
        f"{result.letters} letters. How positions were read, where not as annotated:",
        "",
        "| annotated as | read as | times |",
        "|---|---|---|",
    ]
    lines += [f"| {a} | {b} | {n} |" for a, b, n in confusion_rows(result) if a != b]
    return "\n".join(lines) + "\n"
