"""Completion: the answers that mentions open where no heading and no turn of phrase does.

A number that is named in the middle of a sentence opens an answer there if nothing else answers it; a section that only
says whose a recommendation is, or what was asked, answers none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .letter import Section
from .mentions import Mention, is_named
from .patterns import patterns
from .text import Span

_LABELLED = 80  # characters in which a speaker's label ends
_LEAD = 40  # characters between a heading and the mention that opens what stands below it
_MOST = 0.8  # share of the numbers of a list that are named again where the list only says what was asked
_MARGIN = 60  # characters of a heading behind its number: "1: one clinician in charge"
_SERIES = 3  # numbers that make a series, or a list
_HEADING = re.compile(r"[A-Z][^.:;()]{2,80}[^.:;() ] [(\[][\d, andto–-]+[)\]]")  # "Staffing (3)"
_LABEL = 4  # characters before the number of an item
_GOES_ON = re.compile(r"[.?!]\s+\S")
_OURS = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|my|us)\b")
_GAPS = 2  # sentences before a mention that belong to its answer
_THIS = re.compile(r"\W*This (?:[a-z]+ )?(?:recommendation|concern|action|finding)")
_ABOUT = re.compile(
    r"\W* (?:is|are|was|were|concerns?|deals? with|relates? to) [^.]{5,160}\.\s+(?:They|It|Both|That|This|These)(?= (?:both )?(?:is|are|was|were) )"
)
_PART = re.compile(r"[a-z]{1,4}")  # what the number of a part has after that of the whole


def completed(
    plain: str, blocks: Sequence[Span], sections: Sequence[Section], named: Sequence[Mention], own: Span
) -> tuple[Section, ...]:
    """Return sections with those that mentions open for numbers that no section answers.

    own is where the letter's own words stand, head and foot apart.
    """
    kept = _without_asked(plain, blocks, sections, named)
    listed = {old.span.start for old, new in zip(sections, kept, strict=True) if old is not new}
    answered = {number for section in kept for number in section.recommendations}
    found = [m for m in _fitting(named, answered) if own.holds(m.span) and m.block.start not in listed]
    sections = kept
    wanted = _openings(plain, found, sections)
    if sum(len(opening.numbers) for opening in wanted) > len(answered):
        numbers = {number for mention in found for number in mention.numbers}
        sections = [
            s if numbers.issuperset(s.recommendations) and _is_numbered(plain, s) else replace(s, recommendations=())
            for s in sections
        ]
        wanted = _openings(plain, found, sections)
    if not wanted:
        return tuple(sections)
    return tuple(_carried(plain, list(_cut(blocks, sections, wanted, own.end))))


def _without_asked(
    plain: str, blocks: Sequence[Span], sections: Sequence[Section], named: Sequence[Mention]
) -> Sequence[Section]:
    """Return sections without the numbers of those that only list what was asked, where all are named again below."""
    asks = patterns("items")["asks"]
    listed: list[int] = []  # the blocks of a run of such sections, by where each starts
    for section in sections:
        inside = [b for b in blocks if section.span.start <= b.start < section.span.end]
        if not section.recommendations or not inside or not asks.search(plain, inside[0].start, inside[0].end):
            listed = listed if len(listed) >= _SERIES else []
        elif len(inside) == 1 or len(listed) >= _SERIES - 1:
            listed.append(inside[0].start)
        if listed and len(inside) > 1:
            break
    end = next((b.end for b in blocks if listed and b.start == listed[-1]), 0)
    asked = {n for s in sections if s.span.start in listed for n in s.recommendations}
    below = {n for m in named if m.span.start >= end for n in m.numbers}
    below |= {n for s in sections if s.span.start >= end for n in s.recommendations}
    if len(listed) < _SERIES or len(asked & below) < _MOST * len(asked):
        return sections
    return [replace(s, heading=None, recommendations=()) if s.span.start in listed else s for s in sections]


def _is_numbered(plain: str, section: Section) -> bool:
    """Tell an answer that a number opens from one that an ordinal does ("The second we treat as ...")."""
    return (
        section.heading is None
        or re.search(r"\d|\b[A-Z]\b|\([a-z]", plain[section.heading.start : section.heading.end]) is not None
    )


def owned(plain: str, sections: Sequence[Section], named: Sequence[Mention]) -> tuple[Section, ...]:
    """Return sections without the numbers of which they only say whose they are, or of which parts are answered.

    "Recommendation 11 is for the Regulator." answers nothing.
    """
    others = [m for m in named if not m.kind.startswith("bracketed") and _is_left(plain, m.span.end)]
    answered = {number for section in sections for number in section.recommendations}
    out = []
    for section in sections:
        theirs = [m for m in others if section.span.holds(m.span) and not _says_whose(section, m)]
        away = {n for m in theirs if _leads(plain, section, m) for n in m.numbers}
        away |= {n for n in section.recommendations if _is_parted(n, answered) and not _is_headed(section)}
        away |= {n for n in section.recommendations if n.endswith(".0") and f"{n[:-1]}1" in answered}
        if section.heading and _is_headed(section):
            this = _THIS.match(plain, section.heading.end)
            if _is_left(plain, this.end() if this else section.heading.end):
                away |= set(section.recommendations)
        kept = tuple(n for n in section.recommendations if n not in away)
        out.append(replace(section, recommendations=kept) if away else section)
    return tuple(out)


def _is_left(plain: str, at: int) -> bool:
    """Tell words that leave what stands before them to another, at once or once they have said what it is about."""
    elsewhere = patterns("outline")["elsewhere"].pattern
    about = _ABOUT.match(plain, at)
    return bool(elsewhere.match(plain, at) or (about and elsewhere.match(plain, about.end())))


def _says_whose(section: Section, mention: Mention) -> bool:
    """Tell a heading that goes on to name the sender who answers: "Recommendation 2, to the Trust"."""
    return (
        section.heading is not None
        and section.heading.start <= mention.span.start < mention.span.end < section.heading.end
    )


def _leads(plain: str, section: Section, mention: Mention) -> bool:
    """Tell a mention that opens its section, or stands first below its heading."""
    heading = section.heading.end if section.heading else section.span.start
    return len(plain[min(heading, mention.span.start) : mention.span.start].strip()) <= _LEAD or not _is_headed(section)


def _fitting(found: Sequence[Mention], answered: set[str]) -> list[Mention]:
    """Return the mentions of kinds that number as the answers do, where a letter has several answers already."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for mention in found:
        kinds[mention.kind] |= set(mention.numbers)
    if len(answered) < _SERIES:
        return list(found)
    fitting = {
        kind
        for kind, numbers in kinds.items()
        if len(numbers & answered)
        >= (1 if is_named(kind) or kind.startswith(("yearly", "dotted")) else len(numbers) / 2)
    }
    return [mention for mention in found if mention.kind in fitting]


def _is_parted(number: str, answered: set[str]) -> bool:
    """Tell a number whose parts are answered."""
    return number[-1:].isdigit() and any(n.startswith(number) and _PART.fullmatch(n, len(number)) for n in answered)


@dataclass(frozen=True, slots=True)
class _Opening:
    start: int
    end: int | None  # where the answer ends, if that is known
    numbers: tuple[str, ...]


def _openings(plain: str, found: Sequence[Mention], sections: Sequence[Section]) -> list[_Opening]:
    """Return where the answers to unanswered numbers open: at the sentence, or block, that first names each."""
    rules, elsewhere = patterns("mentions"), patterns("outline")["elsewhere"].pattern
    asked = _asked(plain, found)
    every = {number for mention in found for number in mention.numbers}
    by_sentence: dict[Span, list[Mention]] = {}
    for mention in found:
        if mention.kind.startswith("bracketed") or not elsewhere.match(plain, mention.span.end):
            by_sentence.setdefault(mention.sentence, []).append(mention)
    opened: set[tuple[str, tuple[str, ...]]] = set()
    openings: list[_Opening] = []
    ended: dict[Span, int] = {}  # where the last answer of a block ends
    for sentence, named in by_sentence.items():
        words = plain[sentence.start : sentence.end]
        numbers = tuple(dict.fromkeys(n for mention in named for n in mention.numbers))
        voice = next((s.speakers for s in reversed(sections) if s.span.start <= sentence.start), ())
        answered = _answered(sections, sentence.start, voice)
        fresh = tuple(
            n for n in numbers if n not in answered and (n, voice) not in opened and not _is_parted(n, answered)
        )
        if not fresh or (rules["overview"].search(words) and len(fresh) != 1):
            continue
        if len(numbers) >= _SERIES > len(fresh) != len(numbers):
            continue  # of those named together most have been answered: "an account of Findings 1 to 6"
        if len(fresh) > _SERIES and len(fresh) > 0.6 * len(every):
            continue
        block = named[0].block
        if _is_title(named, found) or block in asked:
            continue
        if all(mention.closes for mention in named) and not _HEADING.fullmatch(plain[block.start : block.end].strip()):
            start, stop = ended.get(block, block.start), block.end
        elif block in ended or any(o.start >= block.start for o in openings):
            start, stop = sentence.start, None
        else:
            start, stop = block.start if _opens(plain, block, sentence) else sentence.start, None
        ended[block] = sentence.end
        opened |= {(number, voice) for number in fresh}
        openings.append(_Opening(start, stop, fresh))
    return openings


def _is_title(named: Sequence[Mention], found: Sequence[Mention]) -> bool:
    """Tell a line over the answers to several numbers, each of which is named again: "Inspection and repair (88, 89)"."""
    block = named[0].block
    numbers = {number for mention in named for number in mention.numbers}
    again = {n for m in found if m.span.start > block.end for n in m.numbers}
    return all(m.closes for m in named) and block.end - block.start < _LABELLED and numbers <= again


def _asked(plain: str, found: Sequence[Mention]) -> set[Span]:
    """Return the items of lists of what was asked whose numbers are named again below: "One. The Council should refund it."."""
    asks = patterns("items")["asks"]
    runs: list[list[Mention]] = []
    for mention in found:
        block = mention.block
        begins = mention.span.start - block.start <= _LABEL
        goes_on = _GOES_ON.search(plain, mention.span.end + _LABEL, block.end) or _OURS.search(
            plain, block.start, block.end
        )
        if goes_on or not begins or not asks.search(plain, block.start, block.end):
            continue
        if not runs or plain[runs[-1][-1].block.end : block.start].strip():
            runs.append([])
        runs[-1].append(mention)
    listed = [run for run in runs if len(run) >= _SERIES]
    below = {run[-1].block: {n for m in found if m.span.start > run[-1].block.end for n in m.numbers} for run in listed}
    return {m.block for run in listed for m in run if set(m.numbers) <= below[run[-1].block]}


def _answered(sections: Sequence[Section], place: int, voice: tuple[str, ...]) -> set[str]:
    """Return the numbers that are answered, but for those that only another has answered before a place."""
    return {
        number
        for section in sections
        if section.span.start > place or set(section.speakers) & set(voice)
        for number in section.recommendations
    }


def _opens(plain: str, block: Span, sentence: Span) -> bool:
    """Tell whether a sentence is so near its block's beginning that the block is the answer."""
    return plain[block.start : sentence.start].count(". ") < _GAPS


def _cut(
    blocks: Sequence[Span], sections: Sequence[Section], openings: Sequence[_Opening], end: int
) -> Iterator[Section]:
    """Cut sections at openings; an answer lasts to the next one, and no longer than the longest before it."""
    starts = sorted({o.start for o in openings})
    longest = max((_blocks_between(blocks, a, b) for a, b in pairwise(starts)), default=1)
    for section in sections:
        inside = sorted(
            (o for o in openings if section.span.start <= o.start < section.span.end), key=lambda o: o.start
        )
        at = section.span.start
        resumed = section
        for position, opening in enumerate(inside):
            if opening.start > at:
                yield replace(resumed, span=Span(at, opening.start))
            after = (
                inside[position + 1].start
                if position + 1 < len(inside)
                else min(section.span.end, max(end, opening.start + 1))
            )
            stop = min(
                after, opening.end or _last(blocks, opening.start, 1 if section.recommendations else longest, after)
            )
            yield Section(
                Span(opening.start, stop),
                Span(opening.start, opening.start),
                _parts_of(section, opening.numbers),
                section.speakers,
            )
            at = stop
            resumed = section if _heads_block(blocks, section) else replace(section, heading=None, recommendations=())
        if at < section.span.end:
            yield replace(resumed, span=Span(at, section.span.end))


def _parts_of(section: Section, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Return letters as parts of the one recommendation that a heading above them names."""
    whole = section.recommendations[0] if len(section.recommendations) == 1 and _is_headed(section) else ""
    parted = whole[-1:].isdigit() and all(re.fullmatch(r"[a-z]{1,4}", number) for number in numbers)
    return tuple(f"{whole}{number}" for number in numbers) if parted else numbers


def _carried(plain: str, sections: Sequence[Section]) -> Iterator[Section]:
    """Give sections that a speaker's label opens the numbers of the answer that they go on with ("THE COUNCIL SAYS")."""
    label = patterns("outline").compile(patterns("outline").data["speaker"]["label"])
    open_numbers: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    for section in sections:
        words = plain[section.span.start : section.span.end].lstrip()
        if section.recommendations:
            open_numbers = () if _is_headed(section) else section.recommendations
        elif words:
            labelled = label.match(words.partition("\n")[0][:_LABELLED])
            voiced = labelled and (labelled["speech"] or ":" in labelled[0] or section.speakers != voice)
            open_numbers = open_numbers if voiced else ()
        voice = section.speakers
        yield replace(section, recommendations=open_numbers) if words and not section.recommendations else section


def _is_headed(section: Section) -> bool:
    return section.heading is not None and section.heading.start < section.heading.end


def _heads_block(blocks: Sequence[Span], section: Section) -> bool:
    """Tell a section whose heading is a block of its own from one that a paragraph's words open."""
    return (
        section.heading is not None
        and _is_headed(section)
        and any(
            block.start <= section.heading.start and block.end <= section.heading.end + _MARGIN
            for block in blocks
            if block.overlaps(section.heading)
        )
    )


def _blocks_between(blocks: Sequence[Span], start: int, end: int) -> int:
    return max(1, sum(start < block.end and block.start < end for block in blocks))


def _last(blocks: Sequence[Span], start: int, count: int, end: int) -> int:
    """Return the end of the block that is so many on from an offset, at most another offset."""
    after = [block.end for block in blocks if block.end > start]
    return min(end, after[min(count, len(after)) - 1]) if after else end
