"""Numbers as letters write them, as values."""

from __future__ import annotations

import re

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000, **_SCALES}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?(k|m|bn|hundred|thousand|million|billion)?\b", re.IGNORECASE)


def number_value(words: str) -> float | None:
    """Return the value of a number in digits or words, or None where it is neither.

    >>> number_value("£1.1 million"), number_value("1,847"), number_value("seven and a half")
    (1100000.0, 1847.0, 7.5)
    >>> number_value("twenty-six"), number_value("two hundred and five"), number_value("a third") == 1 / 3
    (26.0, 205.0, True)
    >>> number_value("twice a year"), number_value("once in five years")
    (2.0, 1.0)
    >>> number_value("several") is None
    True
    """
    digits = _DIGITS.search(words)
    if digits:
        value = float(digits[1].replace(",", ""))
        return round(value * _SUFFIXES[digits[2].lower()], 2) if digits[2] else value
    return _spelled(words.casefold())


def _spelled(words: str) -> float | None:
    tokens = re.findall(r"[a-z]+", words)
    total, current, seen = 0.0, 0.0, False
    for index, word in enumerate(tokens):
        if word in _SMALL or word in _TENS:
            current += _SMALL.get(word, _TENS.get(word, 0))
            seen = True
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            seen = True
            if _SCALES[word] > 100:
                total, current = total + current, 0.0
        elif word.rstrip("s") in _PARTS or word in {"halves"}:
            part = _PARTS.get(word.rstrip("s"), 1 / 2)
            after_and = index >= 2 and tokens[index - 2 : index] == ["and", "a"]
            current = current + part if after_and else max(current, 1) * part
            seen = True
        elif word in _TIMES:
            return float(_TIMES[word])
        elif word == "dozen":
            current = 6 if tokens[index - 2 : index] == ["half", "a"] else 12 * max(current, 1)
            seen = True
    return total + current if seen else None
