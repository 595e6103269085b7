"""Tick boxes of forms: "[x] Accepted   [ ] Not accepted" says "Accepted" and no more."""

from __future__ import annotations

import re

_BOX = re.compile(r"\[ ?(?P<mark>[xX✓✔✗√]?) ?\]|(?P<ticked>[☑☒✓✔✅])|(?P<empty>[☐□◻])")


def without_unticked(text: str) -> str:
    r"""Return a text of the same length in which boxes, and the options that are not ticked, are spaces.

    >>> without_unticked("[x] Agreed  [ ] Refused")
    '    Agreed             '
    >>> without_unticked("Agreed ☐ Refused ☒").strip()
    'Refused'
    """
    if _BOX.search(text) is None:
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    boxes = list(_BOX.finditer(line))
    lead = line[: boxes[0].start()] if boxes else ""
    if not boxes or (len(boxes) == 1 and not (boxes[0]["mark"] or boxes[0]["ticked"]) and lead.strip(" \t|-*•")):
        return line  # one empty box behind words is a gap to fill in
    behind = (
        bool(lead.strip(" \t|-*•"))
        and not lead.rstrip().endswith((":", "?", ")"))
        and not line[boxes[-1].end() :].strip(" \t|")
    )
    edges = [0, *(box.end() for box in boxes)] if behind else [*(box.start() for box in boxes), len(line)]
    out = list(line)
    for at, box in enumerate(boxes):
        start, end = edges[at], edges[at + 1]
        ticked = bool(box["mark"] or box["ticked"])
        out[box.start() : box.end()] = " " * (box.end() - box.start())
        if not ticked:
            out[start:end] = [c if c == "|" else " " for c in line[start:end]]
    return "".join(out)
