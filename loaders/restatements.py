"""Restated recommendations: words of an answer that only repeat what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .layout import sentences
from .letter import Letter, QuoteRole, Section
from .patterns import patterns
from .statements import Restatement
from .text import Span

_OWN = re.compile(
    r"^\W*(?:Response|Reply|Answer|Position|Verdict|Action|Progress|Status|Update|Comment)s?\b\s*[:.–-]|\b(?:I|We|we|my|our|Our)\b"
)
_VERDICT = re.compile(
    r"^\W*(?:(?:Partially|Partly|Fully|Not|Already) )?(?:Agreed?|Accept(?:ed|s)?|Reject(?:ed)?|Declined|Noted|Complete|Implemented|Supported|Position)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^\W*(?:[A-Z][a-z]+(?:e|t|d|p|n|w|h|y|l|k|r|g|s|m|x)?)\s+(?!(?:is|are|was|were|has|have|had|will|do|does)\b)[a-z]"
)

_TOPIC = re.compile(r"(?!.*\b(?:should|must|will|we|I)\b)[A-Z][^.!?\n]{2,79}")


def restated_spans(
    plain: str, blocks: Sequence[Span], sections: Sequence[Section], third: Sequence[Span]
) -> tuple[Span, ...]:
    """Return the spans that restate recommendations, in order, none within another."""
    found: list[Span] = []
    for section in sections:
        if not section.recommendations:
            continue
        inside = [b for b in blocks if section.span.start <= b.start < section.span.end]
        found += [Span(b.start + 1, b.end) for b in inside if plain[b.start] == ">" and b.end - b.start > 12]
        found += _under_heading(plain, inside, section)
        found += _in_answer(plain, inside, found)
    for span in third:
        found += _in_message(plain, span)
    return tuple(_outermost(found))


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not any(other.overlaps(span) for other in kept):
            kept.append(span)
    return kept


def _under_heading(plain: str, blocks: Sequence[Span], section: Section) -> Iterator[Span]:
    """Yield what stands between a heading and the answer: a quotation, or sentences that say what should be."""
    if section.heading is None or (
        re.match(r"[ ,]*[a-z]", plain[section.heading.end :]) and plain[section.heading.end - 1] != ":"
    ):
        return
    rules = patterns("restatements")
    edge = section.heading.end
    after_heading = [Span(max(b.start, edge), b.end) for b in blocks if b.end > edge]
    for block in after_heading[:3]:
        words = plain[block.start : block.end]
        lead = len(words) - len(words.lstrip(" .:–—-\t*"))
        words, start = words[lead:], block.start + lead
        if not words:
            continue
        quoted = rules["quoted-under-heading"].pattern.match(words)
        if quoted:
            yield Span(start + quoted.start("words"), start + quoted.end("words"))
            return
        own = list(sentences(plain, Span(start, block.end)))
        if re.match(r"To (?:the |all |chief |police |Chief |Police )", words) and len(words) < 120:
            continue
        if block.start == edge and _TOPIC.fullmatch(words.rstrip()):
            continue
        restated: list[Span] = []
        for sentence in own:
            said = plain[sentence.start : sentence.end]
            if _VERDICT.match(said) or (_OWN.search(said) and not re.search(r"\b(?:we|We) recommend\b", said)):
                break
            asks = rules["should"].pattern.match(said) or re.search(r"\bAND\b|\b(?:we|We) recommend\b", said)
            if not asks and not restated and not _is_title(plain, section, block, said):
                break
            restated.append(sentence)
        if restated:
            yield Span(restated[0].start, restated[-1].end)
        if restated or own:
            return


def _is_title(plain: str, section: Section, block: Span, said: str) -> bool:
    """Tell a heading's own imperative ("Give every applicant a reference.") from an answer."""
    heading = section.heading
    same_line = heading is not None and heading.end <= block.start <= heading.end + 4
    return (
        bool(
            same_line
            and plain[heading.start : block.start].rstrip(" *").endswith(":")
            and (_IMPERATIVE.match(said) or said.startswith("that "))
        )
        if heading
        else False
    )


def _in_answer(plain: str, blocks: Sequence[Span], found: Sequence[Span]) -> Iterator[Span]:
    rules = patterns("restatements")
    for block in blocks:
        for name in ("report-clause", "you-asked", "idea-that", "appositive", "quoted-in-answer"):
            pattern = rules[name].pattern
            for match in pattern.finditer(plain[block.start : block.end]):
                span = Span(block.start + match.start("words"), block.start + match.end("words"))
                if not any(span.overlaps(other) for other in found):
                    yield span


def _in_message(plain: str, span: Span) -> Iterator[Span]:
    pattern = re.compile(patterns("restatements")["message-line"].pattern.pattern, re.MULTILINE)
    for match in pattern.finditer(plain[span.start : span.end]):
        yield Span(span.start + match.start("words"), span.start + match.end("words"))


def restatements(letter: Letter) -> Iterator[Restatement]:
    """Yield one statement for each span that restates a recommendation."""
    for span in letter.restated:
        section = next((s for s in letter.sections if s.span.start <= span.start < s.span.end), None)
        number = section.recommendations[0] if section and section.recommendations else None
        words = letter.words(span)
        yield Restatement(
            span=span,
            label=f"Restates recommendation {number}" if number else f"Restates: {words[:60]}",
            by=section.speakers[0] if section else "",
            rule="restatements/restated",
            role=QuoteRole.RESTATED,
            recommendation=number,
        )
