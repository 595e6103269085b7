"""Restated recommendations: words of an answer that only repeat what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .layout import sentences
from .letter import Letter, QuoteRole, Section
from .mentions import Mention
from .patterns import patterns
from .sectioning import QUESTION, Outline
from .statements import Restatement
from .tables import rows
from .text import Span

_OWN = re.compile(
    r"^\W*(?:Response|Reply|Answer|Position|Verdict|Action|Progress|Status|Update|Comment)s?\b\s*[:.–-]|\b(?:I|We|we|my|our|Our)\b|"
    r"\b(?:agrees|accepts|supports|endorses|rejects|recognises|acknowledges|welcomes|does not (?:agree|accept|support)|(?:has|have) (?:carefully )?(?:considered|reviewed|looked|thought))\b"
)
_VERDICT = re.compile(
    r"^\W*(?:(?:Partially|Partly|Fully|Not|Already) )?(?:Agreed?|Accept(?:ed|s)?|Reject(?:ed)?|Declined|Noted|Complete|Implemented|Supported|Position|Decision|Under (?:consideration|review)|In (?:place|progress|part|principle|hand)|Deferred|On hold|Closed|Done|Yes|No(?=[,.:;–-]|$))\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^\W*(?:[A-Z][a-z]+(?:e|t|d|p|n|w|h|y|l|k|r|g|s|m|x)?)\s+(?!(?:is|are|was|were|has|have|had|will|do|does)\b)[a-z]"
)

_ANSWER = patterns("items")["label"].pattern
_LABEL = re.compile(r"[\s.:–—*-]*(?:\d{1,3}[.)]\s+)?")
_VERDICT_ALONE = 40  # characters of a sentence that is a verdict and no more
_CELLS = 5  # short blocks below a key that may be cells of its row: who, by when, whether
_REPLY = re.compile(r"A(?:nswer)?(?: ?\d+)?[.:)]\s")
_MOST, _SEVERAL = 0.6, 3  # share and number of headings that show where what was asked stands
_BRACKET = 30  # characters up to which a bracket behind a number says where or to whom, not what
_WORDS = 6  # of a quoted line that asks for something under no key
_SHORTEST = 12  # characters of a restatement
_TOPIC = re.compile(r"(?!.*\b(?:should|must|will|we|I)\b)[A-Za-z][^.!?\n]{2,79}")


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
            abs(b.end - section.topic.end) < _SHORTEST and section.topic.overlaps(b) for b in blocks
        ):
            found.append(section.topic)  # a heading, or a quotation, and no more
        if not section.recommendations:
            found += [*_listed(plain, blocks, section), *_asked_above(plain, blocks, section)]
            found += _bulleted(plain, [b for b in blocks if section.span.start <= b.start < section.span.end])
            continue
        found += _listed(plain, blocks, section, rule="asked-list")
        inside = [b for b in blocks if section.span.start <= b.start < section.span.end]
        found += [words for b in inside if plain[b.start] == ">" and (words := _quoted_ask(plain, section, b))]
        if not any(section.span.overlaps(cell) for cell in tabled):
            found += _labelled(plain, inside) or _under_heading(plain, inside, section)
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
            if column in row.asked and words.end - words.start >= _SHORTEST:
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
    long = len(says) > _SHORTEST and not says.endswith(":")
    return words if long and (opens or key or (len(says.split()) > _WORDS and not _OWN.search(says))) else None


def _bulleted(plain: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """Yield the points of a quoted list without numbers ("> * open every toilet"), each answered below it."""
    label = patterns("restatements")["quoted-bullet"].pattern
    for block in blocks:
        match = label.match(plain[block.start : block.end])
        if match and block.end - block.start - match.end() > _SHORTEST:
            yield Span(block.start + match.end(), block.end)


def _first_blocks(plain: str, blocks: Sequence[Span], sections: Sequence[Section]) -> list[Span]:
    """Return what stands first under each heading of a letter that has what was asked there, as most of its headings show."""
    headed = [s for s in sections if s.recommendations and s.heading and s.heading.end > s.heading.start]
    first: list[Span] = []
    for section in headed:
        if _says_more(plain, blocks, section):
            continue
        below = [b for b in blocks if section.heading and section.heading.end <= b.start < section.span.end]
        if len(below) > 1 and not _VERDICT.match(plain[below[0].start : below[0].end]):
            first.append(below[0])
    asking = [b for b in first if any(_asks_of_others(plain[s.start : s.end]) for s in sentences(plain, b))]
    answered = [b for b in first if (after := _after(blocks, b)) and _VERDICT.match(plain[after.start : after.end])]
    asking = max(asking, answered, key=len)
    return first if len(asking) >= _SEVERAL and len(asking) >= _MOST * len(headed) else []


def _says_more(plain: str, blocks: Sequence[Span], section: Section) -> bool:
    """Tell a section whose heading is the start of a paragraph of answer."""
    own = next((b for b in blocks if section.heading and b.start <= section.heading.start < b.end), None)
    return bool(own and section.heading and _OWN.search(plain[section.heading.end : own.end]))


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
            lead = _LABEL.match(plain, named, inside[0].end)
            title = Span(lead.end() if lead else named, inside[0].end)
            says = plain[title.start : title.end]
            own = _OWN.search(says) or _VERDICT.match(says) or len(list(sentences(plain, title))) > 1
            elsewhere = any(section.span.start <= span.start < section.span.end for span in found)
            passed = says.startswith("To ") or (says.startswith("(") and len(says) < _BRACKET)
            if len(says) >= _SHORTEST and not (own or elsewhere or passed):
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
    return re.search(asks, words) is not None and not _OWN.search(words)


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
        elif before and not _OWN.search(before[0]) and plain[mention.span.end : mention.block.end].strip(" ).]"):
            yield Span(mention.sentence.start, mention.span.end)


def _labelled(plain: str, blocks: Sequence[Span]) -> list[Span]:
    """Return what stands under the label "Recommendation:" within an answer."""
    label = patterns("restatements")["label"].pattern
    found = []
    for index, block in enumerate(blocks):
        match = label.match(plain[block.start : block.end])
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if match and block.end - block.start - match.end() >= _SHORTEST:
            found.append(Span(block.start + match.end(), block.end))
        elif (
            match
            and after
            and index > 0
            and block.end - block.start == match.end()
            and not _VERDICT.match(plain[after.start : after.end])
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
        if label and listing and not _OWN.search(words):
            yield Span(block.start + label.end(), block.end)
        else:
            listing = rules[rule].within(plain, block.start, block.end) is not None


def _under_heading(plain: str, blocks: Sequence[Span], section: Section) -> Iterator[Span]:
    """Yield what stands between a heading and the answer: a quotation, or sentences that say what should be."""
    heading = section.heading
    if heading is None:
        return
    after = plain[heading.end : heading.end + _VERDICT_ALONE]
    apposed = _apposed(plain, heading, blocks)
    if apposed:
        yield apposed
        return
    if re.match(r"[ ,]*[a-z]", after) and plain[heading.end - 1] != ":" and not _VERDICT.match(after):
        return
    below = [Span(max(b.start, heading.end), b.end) for b in blocks if b.end > heading.end]
    whole = _item(plain, blocks, heading) or _above_answer(plain, below)
    if whole:
        yield whole
        return
    cells = [b for b in below[:_CELLS] if b.end - b.start < _VERDICT_ALONE and plain[b.end - 1] not in ".:"]
    below = [b for b in below if b not in cells[1:]] if len(cells) > 1 else below
    for at, block in enumerate(below[:3]):
        words = plain[block.start : block.end]
        after_it = below[at + 1] if at + 1 < len(below) else None
        if after_it and _is_kind(words, plain[after_it.start : after_it.end]):
            continue
        lead = _LABEL.match(words)
        start = block.start + (lead.end() if lead else 0)
        if start == block.end or _passed_over(plain[start : block.end], at_heading=block.start == heading.end):
            continue
        said = plain[start : block.end]
        if after_it and _is_order(said):
            yield Span(start, block.end)
            return
        found = _opening(plain, section, Span(start, block.end))
        if found:
            yield found
        return


def _apposed(plain: str, heading: Span, blocks: Sequence[Span]) -> Span | None:
    """Return what is said to have been asked between a label and the answer: "Action (a), a written apology."."""
    bare = re.fullmatch(r"\W*\d+(?:\.\d+)?(?:\([a-z]{1,4}\))?,", plain[heading.start : heading.end].strip())
    rule = patterns("restatements")["behind-comma" if bare else "apposed"]
    match = rule.pattern.match(plain, heading.end, blocks[0].end if blocks else heading.end)
    if match is None or _OWN.search(match["words"]) or _VERDICT.match(match["words"]):
        return None
    return Span(*match.span("words"))


def _is_kind(words: str, after: str) -> bool:
    """Tell a cell that says what kind of finding stands in the cell after it."""
    asks = patterns("restatements")["should"].pattern.match(after)
    return len(words) < 40 and words[-1:] not in {".", ":"} and asks is not None and not _VERDICT.match(words)


def _is_order(words: str) -> bool:
    """Tell a block that is an order and no more ("Pay Mrs K £200 within 28 days.")."""
    order = patterns("commitments").compile(patterns("commitments").data["imperative"]["pattern"])
    alone = words.endswith(".") or not re.search(r"[.;] [A-Z]", words)
    return alone and order.match(words) is not None and not _OWN.search(words)


def _passed_over(words: str, *, at_heading: bool) -> bool:
    """Tell a line between heading and restatement: whom it is for, why it is asked, or its topic."""
    if at_heading and _TOPIC.fullmatch(words.rstrip()):
        return True
    intent = patterns("restatements")["intent"].pattern.match(words)
    if intent and len(list(sentences(words, Span(0, len(words))))) == 1:
        return True
    return len(words) < 120 and bool(re.match(r"To (?:the |all |chief |police |Chief |Police )", words))


def _opening(plain: str, section: Section, block: Span) -> Span | None:
    """Return the restatement that a block opens with: a quotation, or the sentences that say what should be."""
    rules = patterns("restatements")
    words = plain[block.start : block.end]
    quoted = rules["quoted-under-heading"].pattern.match(words)
    if quoted:
        return Span(block.start + quoted.start("words"), block.start + quoted.end("words"))
    said = list(sentences(plain, block))
    restated: list[Span] = []
    beside = section.heading is not None and block.start - section.heading.end < 4
    for sentence in said[1:] if rules["intent"].pattern.match(words) else said:
        says = plain[sentence.start : sentence.end]
        ours = re.search(r"\b(?:we|We) recommend\b", says)
        if not restated and len(said) > 1 and _VERDICT.match(says) and len(says) < _VERDICT_ALONE:
            continue  # "Recommendation 9 – accept. Warnings should reach every household."
        if _VERDICT.match(says) or (_OWN.search(says) and not ours):
            break
        asks = (
            rules["should"].pattern.match(says)
            or rules["recommends-that"].pattern.match(says)
            or ours
            or re.search(r"\bAND\b", says)
        )
        if not asks and (beside or not restated) and not (not restated and _is_title(plain, section, block, says)):
            break
        restated.append(sentence)
    return Span(restated[0].start, restated[-1].end) if restated else None


def _above_answer(plain: str, blocks: Sequence[Span]) -> Span | None:
    """Return what stands between a heading and an answer that a label of its own opens."""
    words = [plain[b.start : b.end].lstrip(" .:–—-*").rstrip() for b in blocks[:5]]
    label = next((i for i, said in enumerate(words) if i and _ANSWER.match(said)), 0)
    rules = patterns("restatements")
    asked = [
        i
        for i in range(label)
        if len(words[i]) >= _SHORTEST and not _TOPIC.fullmatch(words[i]) and not rules["intent"].pattern.match(words[i])
    ]
    if not asked or any(_VERDICT.match(said) for said in words[:label]) or any(_OWN.search(words[i]) for i in asked):
        return None
    first, last = blocks[asked[0]], blocks[asked[-1]]
    start = first.end - len(plain[first.start : first.end].lstrip(" .:–—-*\t"))
    return Span(start, last.end)


def _item(plain: str, blocks: Sequence[Span], heading: Span) -> Span | None:
    """Return what was asked where it stands beside its number and the answer in blocks of its own below."""
    if len(blocks) < 2 or heading.end >= blocks[0].end or heading.start < blocks[0].start:
        return None
    bare = re.fullmatch(r"\W*(?:[A-Z]{1,6}[- ]?)?\w{1,8}(?:[.(]\w{1,4}\)?)*\W*", plain[heading.start : heading.end])
    rest = plain[heading.end : blocks[0].end]
    words = rest.lstrip(" .:–—-\t*")
    spelled = plain[heading.start : heading.end].rstrip().endswith(":") or rest.lstrip(" *")[:1] in {":", "–", "—", "-"}
    labelled = _ANSWER.match(plain[blocks[1].start : blocks[1].end]) is not None
    stated = (labelled or words.rstrip().endswith(".")) and (words[:1].islower() or _IMPERATIVE.match(words))
    if not (bare or ((spelled or labelled) and stated)) or _VERDICT.match(words) or len(words) < _SHORTEST:
        return None
    if _OWN.search(words) and not (labelled and (bare or spelled)):
        return None
    return Span(blocks[0].end - len(words), blocks[0].end)


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
