"""Linear models: multinomial logistic regressions over the words of a passage, trained by `loaders.training`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_SCALE = 100  # weights are kept as whole hundredths
_LEAST = 0.03  # weight that a sign must have for some label to be kept: below it, forty in a hundred signs tell nothing
_LONGEST = 3  # words of a run
_TOKEN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+|[£%;:,()?!]")
_NAME = "Name"
_KEPT = frozenset({"I", "We", "No", "Yes"})  # words whose capital is not that of a name


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Labels, and for each sign a weight for each of them; the sign "" is there always."""

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[int, ...]]

    def scores(self, signs: Iterable[str]) -> tuple[float, ...]:
        """Return the sum of weights for each label, without what is there always."""
        known = [row for row in map(self.weights.get, signs) if row]
        return tuple(sum(column) / _SCALE for column in zip(*known, strict=True)) or (0.0,) * len(self.labels)

    def score(self, signs: Iterable[str], label: str) -> float:
        """Return the sum of weights for one label, without what is there always."""
        column = self.labels.index(label)
        return sum(row[column] for row in map(self.weights.get, signs) if row) / _SCALE

    def weighed(self, values: Mapping[str, float]) -> dict[str, float]:
        """Return how likely each label is, by signs that are there to some degree.

        >>> LinearModel(("no", "yes"), {"": (0, 0), "titled": (-1000, 1000)}).weighed({"titled": 0.1})["yes"] > 0.8
        True
        """
        rows = [
            (value, self.weights[sign]) for sign, value in ({"": 1.0} | dict(values)).items() if sign in self.weights
        ]
        scores = [sum(value * row[at] for value, row in rows) / _SCALE for at in range(len(self.labels))]
        return self._likely(scores)

    def probabilities(self, signs: Iterable[str]) -> dict[str, float]:
        """Return how likely each label is.

        >>> LinearModel(("no", "yes"), {"": (0, 0), "agree": (-1000, 1000)}).probabilities({"agree", "unknown"})["yes"] > 0.8
        True
        """
        return self._likely(self.scores({"", *signs}))

    def _likely(self, scores: Sequence[float]) -> dict[str, float]:
        top = max(scores)
        raised = [math.exp(score - top) for score in scores]
        whole = sum(raised)
        return {label: value / whole for label, value in zip(self.labels, raised, strict=True)}


@cache
def linear_model(name: str) -> LinearModel:
    """Return a model of this package by the name of its file."""
    data = json.loads(files(__package__).joinpath(f"{name}.json").read_text("utf-8"))
    return LinearModel(tuple(data["labels"]), {sign: tuple(row) for sign, row in data["weights"].items()})


def model_text(labels: Iterable[str], weights: Mapping[str, Iterable[float]]) -> str:
    """Return a model as the text of its file, a sign a line, signs of little weight left out."""
    kept = [sign for sign in sorted(weights) if not sign or max(map(abs, weights[sign])) >= _LEAST]
    rows = {sign: [round(weight * _SCALE) for weight in weights[sign]] for sign in kept}
    lines = [
        f"{json.dumps(sign, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}" for sign, row in rows.items()
    ]
    body = ",\n".join(lines)
    return f'{{"labels": {json.dumps(list(labels))}, "weights": {{\n{body}\n}}}}\n'


@lru_cache(maxsize=64)
def runs(words: str) -> tuple[str, ...]:
    """Return the runs of up to three words of a sentence; numbers and names stand for any.

    >>> sorted(runs("We agree with HMICFRS"))[:4]
    ['$', 'Name', 'Name $', '^']
    """
    tokens = ["^", *_tokens(words), "$"]
    found = list(tokens)
    for length in range(2, _LONGEST + 1):
        found += map(" ".join, zip(*(tokens[start:] for start in range(length)), strict=False))
    return tuple(found)


def _tokens(words: str) -> list[str]:
    found: list[str] = []
    for at, match in enumerate(_TOKEN.finditer(words)):
        word = _folded(match[0], first=at == 0)
        if word != _NAME or found[-1:] != [_NAME]:
            found.append(word)
    return found


def _folded(word: str, *, first: bool) -> str:
    if word[0].isdigit():
        return "0"
    return _NAME if word[0].isupper() and not first and word not in _KEPT else word.lower().replace("’", "'")
