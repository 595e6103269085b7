"""Restated recommendations: words of an answer that only repeat what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .headed import LABEL, OWN, SHORTEST, VERDICT, under_heading
from .layout import sentences
from .letter import Letter, QuoteRole, Section
from .mentions import Mention
from .patterns import patterns
from .sectioning import QUESTION, Outline
from .statements import Restatement
from .tables import rows
from .text import Span

_REPLY = re.compile(r"A(?:nswer)?(?: ?\d+)?[.:)]\s")
_MOST, _SEVERAL = 0.6, 3  # share and number of headings that show where what was asked stands
_BRACKET = 30  # characters up to which a bracket behind a number says where or to whom, not what
_WORDS = 6  # of a quoted line that asks for something under no key


def restated_spans(
    plain: str, blocks: Sequence[Span], sections: Sequence[Section], outline: Outline
) -> tuple[Span, ...]:
    """Return the spans that restate recommendations, in order, none within another."""
    found: list[Span] = [*_asked_cells(plain, blocks), *_recommending(plain, blocks)]
    tabled = list(found)
    found += _first_blocks(plain, blocks, sections)
    found += _questions(plain, blocks, sections)
    for section in sections:
        if section.topic and any(
            abs(b.end - section.topic.end) < SHORTEST and section.topic.overlaps(b) for b in blocks
        ):
            found.append(section.topic)  # a heading, or a quotation, and no more
        inside = [b for b in blocks if section.span.start <= b.start < section.span.end]
        if not section.recommendations:
            found += [*_listed(plain, blocks, section), *_asked_above(plain, blocks, section)]
            found += _bulleted(plain, inside)
            continue
        found += _listed(plain, blocks, section, rule="asked-list")
        found += [words for b in inside if plain[b.start] == ">" and (words := _quoted_ask(plain, section, b))]
        if not any(section.span.overlaps(cell) for cell in tabled):
            found += _labelled(plain, inside) or under_heading(plain, inside, section)
        found += _beside(plain, section, outline.mentions)
        found += _in_answer(plain, inside, found)
    for span in outline.third:
        found += _in_message(plain, blocks, span)
    return tuple(_outermost([*found, *_titles(plain, blocks, sections, found, outline.mentions)]))


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not any(other.overlaps(span) for other in kept):
            kept.append(span)
    return kept


def _asked_cells(plain: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """Yield the cells of the columns that hold what was asked, a number of their own apart."""
    for row in rows(plain, blocks):
        for column, cell in row.cells.items():
            lead = patterns("restatements")["cell-label"].pattern.match(plain[cell.start : cell.end])
            words = Span(cell.start + (lead.end() if lead else 0), cell.end)
            if column in row.asked and words.end - words.start >= SHORTEST:
                yield words


def _recommending(plain: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """Yield the blocks that recommend and do no more, wherever they stand."""
    rule = patterns("restatements")["recommending"].pattern
    return (block for block in blocks if rule.match(plain[block.start : block.end]))


def _asked_above(plain: str, blocks: Sequence[Span], section: Section) -> Iterator[Span]:
    """Yield what a block asks under a number that is answered further on: "SR1  The Council should make no loans."."""
    block = next((b for b in blocks if section.span.start <= b.start < section.span.end), section.span)
    for rule in ("coded", "number-label", "heading"):
        match = patterns("outline")[rule].search(plain[block.start : block.end])
        if match and _asks_of_others(plain[block.start + match.end() : block.end]):
            yield Span(block.start + match.end(), block.end)
            return


def _quoted_ask(plain: str, section: Section, block: Span) -> Span | None:
    """Return what a quoted line asks for, its key apart: the line that opens the answer, or one that says what should be."""
    key = patterns("outline")["quoted-key"].pattern.match(plain[block.start : block.end])
    words = Span(block.start + (key.end() if key else 1), block.end)
    says = plain[words.start : words.end].strip()
    opens = section.heading is not None and section.heading.start <= words.start <= section.heading.end + 1
    long = len(says) > SHORTEST and not says.endswith(":")
    return words if long and (opens or key or (len(says.split()) > _WORDS and not OWN.search(says))) else None


def _bulleted(plain: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """Yield the points of a quoted list without numbers ("> * open every toilet"), each answered below it."""
    label = patterns("restatements")["quoted-bullet"].pattern
    for block in blocks:
        match = label.match(plain[block.start : block.end])
        if match and block.end - block.start - match.end() > SHORTEST:
            yield Span(block.start + match.end(), block.end)


def _first_blocks(plain: str, blocks: Sequence[Span], sections: Sequence[Section]) -> list[Span]:
    """Return what stands first under each heading of a letter that has what was asked there, as most of its headings show."""
    headed = [s for s in sections if s.recommendations and s.heading and s.heading.end > s.heading.start]
    first: list[Span] = []
    for section in headed:
        if _says_more(plain, blocks, section):
            continue
        below = [b for b in blocks if section.heading and section.heading.end <= b.start < section.span.end]
        if len(below) > 1 and not VERDICT.match(plain[below[0].start : below[0].end]):
            first.append(below[0])
    asking = [b for b in first if any(_asks_of_others(plain[s.start : s.end]) for s in sentences(plain, b))]
    answered = [b for b in first if (after := _after(blocks, b)) and VERDICT.match(plain[after.start : after.end])]
    asking = max(asking, answered, key=len)
    return first if len(asking) >= _SEVERAL and len(asking) >= _MOST * len(headed) else []


def _says_more(plain: str, blocks: Sequence[Span], section: Section) -> bool:
    """Tell a section whose heading is the start of a paragraph of answer."""
    own = next((b for b in blocks if section.heading and b.start <= section.heading.start < b.end), None)
    return bool(own and section.heading and OWN.search(plain[section.heading.end : own.end]))


def _titles(
    plain: str,
    blocks: Sequence[Span],
    sections: Sequence[Section],
    found: Sequence[Span],
    mentions: Sequence[Mention],
) -> list[Span]:
    """Return what stands behind the numbers of headings, where most of them say there, and only there, what was asked."""
    numbered = {m.block.start: m.span.end for m in mentions if not plain[m.block.start : m.span.start].strip(" (>•-")}
    titles: list[Span] = []
    headed = 0
    for section in (s for s in sections if s.recommendations and s.heading):
        inside = [b for b in blocks if section.span.start <= b.start < section.span.end]
        heading = section.heading
        named = heading.end if heading and heading.end > heading.start else numbered.get(section.span.start)
        headed += named is not None
        if len(inside) > 1 and named is not None and named < inside[0].end:
            lead = LABEL.match(plain, named, inside[0].end)
            title = Span(lead.end() if lead else named, inside[0].end)
            says = plain[title.start : title.end]
            own = OWN.search(says) or VERDICT.match(says) or len(list(sentences(plain, title))) > 1
            elsewhere = any(section.span.start <= span.start < section.span.end for span in found)
            passed = says.startswith("To ") or (says.startswith("(") and len(says) < _BRACKET)
            if len(says) >= SHORTEST and not (own or elsewhere or passed):
                titles.append(title)
    return titles if len(titles) >= _SEVERAL and len(titles) >= _MOST * headed else []


def _questions(plain: str, blocks: Sequence[Span], sections: Sequence[Section]) -> Iterator[Span]:
    """Yield the questions of a letter in questions and answers ("Q. Will it be done? A. Yes.")."""
    for section in sections:
        inside = [b for b in blocks if section.recommendations and section.span.start <= b.start < section.span.end]
        for block, after in pairwise(inside):
            label = QUESTION.match(plain, block.start, block.end)
            if label and _REPLY.match(plain, after.start, after.end):
                yield Span(label.end(), block.end)


def _after(blocks: Sequence[Span], block: Span) -> Span | None:
    return next((b for b in blocks if b.start >= block.end), None)


def _asks_of_others(words: str) -> bool:
    asks = r"\b(?:should|must|ought to|needs? to|may wish to|can improve|recommends? that|is recommended to)\b"
    return re.search(asks, words) is not None and not OWN.search(words)


def _beside(plain: str, section: Section, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Yield what is said to have been asked before or behind a number: "R1 would split it", "the plan sought by R8"."""
    rules = patterns("restatements")
    for mention in mentions:
        if not section.span.holds(mention.span) or not set(section.recommendations).issuperset(mention.numbers):
            continue
        if patterns("outline")["elsewhere"].pattern.match(plain, mention.span.end):
            continue
        behind = rules["behind-number"].pattern.match(plain, mention.span.end, mention.sentence.end)
        before = rules["before-number"].pattern.match(plain, mention.sentence.start, mention.span.start)
        if behind:
            yield Span(*behind.span(behind.lastgroup or 0))
        elif before and not OWN.search(before[0]) and plain[mention.span.end : mention.block.end].strip(" ).]"):
            yield Span(mention.sentence.start, mention.span.end)


def _labelled(plain: str, blocks: Sequence[Span]) -> list[Span]:
    """Return what stands under the label "Recommendation:" within an answer."""
    label = patterns("restatements")["label"].pattern
    found = []
    for index, block in enumerate(blocks):
        match = label.match(plain[block.start : block.end])
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if match and block.end - block.start - match.end() >= SHORTEST:
            found.append(Span(block.start + match.end(), block.end))
        elif (
            match
            and after
            and index > 0
            and block.end - block.start == match.end()
            and not VERDICT.match(plain[after.start : after.end])
        ):
            found.append(after)
    return found


def _listed(plain: str, blocks: Sequence[Span], section: Section, *, rule: str = "list-lead") -> Iterator[Span]:
    """Yield the items of a list that repeats what was asked before any of it is answered."""
    rules = patterns("restatements")
    inside = [b for b in blocks if section.span.start <= b.start < section.span.end]
    listing = False
    for block in inside:
        words = plain[block.start : block.end]
        label = rules["list-label"].pattern.match(words)
        if label and listing and not OWN.search(words):
            yield Span(block.start + label.end(), block.end)
        else:
            listing = rules[rule].within(plain, block.start, block.end) is not None


def _in_answer(plain: str, blocks: Sequence[Span], found: Sequence[Span]) -> Iterator[Span]:
    rules = patterns("restatements")
    for block in blocks:
        for name in (
            "ordinal-concern",
            "report-clause",
            "urged-to",
            "you-asked",
            "idea-that",
            "appositive",
            "quoted-in-answer",
        ):
            for match in rules[name].all_within(plain, block.start, block.end):
                span = Span(block.start + match.start("words"), block.start + match.end("words"))
                if not any(span.overlaps(other) for other in found):
                    yield span


def _in_message(plain: str, blocks: Sequence[Span], span: Span) -> Iterator[Span]:
    """Yield what a message asks, its greetings and what its own writer will do apart."""
    for block in blocks:
        asked = span.holds(block) and patterns("restatements")["message-line"].pattern.search(
            plain, block.start, block.end
        )
        if asked:
            yield Span(*asked.span("words"))


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
