"""Which known report a letter answers, and which recommendation a restated one is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..ontology.reports import Recommendation, Report
from .letter import Letter

_ENOUGH = 0.6  # share of a title's or a recommendation's words
_LITTLE = frozenset(
    ["the", "a", "an", "of", "and", "for", "to", "in", "on", "s", "our", "its", "their", "this", "these", "report"]
)


def report_answered(letter: Letter, reports: Sequence[Report]) -> Report | None:
    """Return the known report whose title the letter's own title for it shares, or None."""
    return report_titled(letter.report.value, reports) if letter.report else None


def report_titled(words: str, reports: Sequence[Report]) -> Report | None:
    """Return the known report that words name."""
    said = _words(words)
    best: tuple[float, Report] | None = None
    for report in reports:
        for title in (report.title, *report.alt_titles):
            wanted = _words(title)
            score = len(wanted & said) / len(wanted) if wanted else 0.0
            if score >= _ENOUGH + 0.1 and (best is None or score > best[0]):
                best = (score, report)
    return best[1] if best else None


def restated_recommendations(words: str, report: Report) -> tuple[Recommendation, ...]:
    """Return the recommendations whose texts the words restate, in order of number: for letters that give none."""
    said = _words(words)
    return tuple(
        recommendation
        for recommendation in report.recommendations
        if recommendation.text
        and len(_words(recommendation.text) & said) / len(_words(recommendation.text)) >= _ENOUGH + 0.2
    )


def _words(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", words.casefold().replace("-", ""))) - _LITTLE
