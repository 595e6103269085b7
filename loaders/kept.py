"""Filters kept in `filters.json`, so that they need not be worked out each time: `make filters` writes it again.

A filter is kept under its pattern, and all of them under the code that worked them out: what has changed since is worked
out anew, more slowly.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from .openings import Openings
from .prefilter import Prefilter, asked, prefilter

FILE = "filters.json"
_CODE = ("prefilter.py", "openings.py")
asked_for: set[str] = set()  # the patterns of which a filter was wanted


def kept_filter(pattern: str) -> Prefilter | None:
    """Return the filter that is kept for a pattern, None where there is none."""
    asked_for.add(pattern)
    row = _kept().get(_key(pattern))
    return None if row is None else _unpacked(row)


def filters_text(patterns: Iterable[str]) -> str:
    """Return the filters of patterns as the text of their file, a pattern a line."""
    rows = {_key(pattern): packed(prefilter(pattern)) for pattern in patterns}
    lines = [f"  {json.dumps(key)}: {json.dumps(rows[key], ensure_ascii=False)}" for key in sorted(rows)]
    return f'{{"code": {json.dumps(_code())}, "filters": {{\n' + ",\n".join(lines) + "\n}}\n"


@cache
def _kept() -> Mapping[str, Any]:
    try:
        data = json.loads(files(__package__).joinpath(FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    filters: dict[str, Any] = data["filters"] if data["code"] == _code() else {}
    return filters


def _key(pattern: str) -> str:
    return hashlib.sha256(pattern.encode()).hexdigest()[:16]


@cache
def _code() -> str:
    """Return what tells the code that works filters out from any other."""
    folder = files(__package__)
    return hashlib.sha256(b"".join(folder.joinpath(name).read_bytes() for name in _CODE)).hexdigest()[:16]


def packed(known: Prefilter) -> list[Any]:
    """Return what is kept of a filter."""
    opening = known.openings
    begins = [opening.words, opening.digit, opening.capital, opening.initial, opening.camel] if opening else None
    return [known.needles, known.barriers, begins, known.anchored, [packed(part) for part in known.loose]]


def _unpacked(row: list[Any]) -> Prefilter:
    needles, barriers, begins, anchored, loose = row
    known = Openings(tuple(begins[0]), *begins[1:]) if begins else None
    parts = tuple(map(_unpacked, loose))
    return asked(tuple(map(tuple, needles)), barriers, known, anchored=anchored, loose=parts)
