"""What was asked between a heading and the answer below it: a quotation, an item, or sentences on what should be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .layout import sentences
from .letter import Section
from .patterns import patterns
from .text import Span

OWN = re.compile(
    r"^\W*(?:Response|Reply|Answer|Position|Verdict|Action|Progress|Status|Update|Comment)s?\b\s*[:.–-]|\b(?:I|We|we|my|our|Our)\b|"
    r"\b(?:agrees|accepts|supports|endorses|rejects|recognises|acknowledges|welcomes|does not (?:agree|accept|support)|(?:has|have) (?:carefully )?(?:considered|reviewed|looked|thought))\b"
)
VERDICT = re.compile(
    r"^\W*(?:(?:Partially|Partly|Fully|Not|Already) )?(?:Agreed?|Accept(?:ed|s)?|Reject(?:ed)?|Declined|Noted|Complete|Implemented|Supported|Position|Decision|Under (?:consideration|review)|In (?:place|progress|part|principle|hand)|Deferred|On hold|Closed|Done|Yes|No(?=[,.:;–-]|$))\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^\W*(?:[A-Z][a-z]+(?:e|t|d|p|n|w|h|y|l|k|r|g|s|m|x)?)\s+(?!(?:is|are|was|were|has|have|had|will|do|does)\b)[a-z]"
)

_ANSWER = patterns("items")["label"].pattern
LABEL = re.compile(r"[\s.:–—*-]*(?:\d{1,3}[.)]\s+)?")
_VERDICT_ALONE = 40  # characters of a sentence that is a verdict and no more
_CELLS = 5  # short blocks below a key that may be cells of its row: who, by when, whether
SHORTEST = 12  # characters of a restatement
_TOPIC = re.compile(r"(?!.*\b(?:should|must|will|we|I)\b)[A-Za-z][^.!?\n]{2,79}")


def under_heading(plain: str, blocks: Sequence[Span], section: Section) -> Iterator[Span]:
    """Yield what stands between a heading and the answer: a quotation, or sentences that say what should be."""
    heading = section.heading
    if heading is None:
        return
    after = plain[heading.end : heading.end + _VERDICT_ALONE]
    apposed = _apposed(plain, heading, blocks)
    if apposed:
        yield apposed
        return
    if re.match(r"[ ,]*[a-z]", after) and plain[heading.end - 1] != ":" and not VERDICT.match(after):
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
        lead = LABEL.match(words)
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
    if match is None or OWN.search(match["words"]) or VERDICT.match(match["words"]):
        return None
    return Span(*match.span("words"))


def _is_kind(words: str, after: str) -> bool:
    """Tell a cell that says what kind of finding stands in the cell after it."""
    asks = patterns("restatements")["should"].pattern.match(after)
    return len(words) < 40 and words[-1:] not in {".", ":"} and asks is not None and not VERDICT.match(words)


def _is_order(words: str) -> bool:
    """Tell a block that is an order and no more ("Pay Mrs K £200 within 28 days.")."""
    order = patterns("commitments").compile(patterns("commitments").data["imperative"]["pattern"])
    alone = words.endswith(".") or not re.search(r"[.;] [A-Z]", words)
    return alone and order.match(words) is not None and not OWN.search(words)


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
        if not restated and len(said) > 1 and VERDICT.match(says) and len(says) < _VERDICT_ALONE:
            continue  # "Recommendation 9 – accept. Warnings should reach every household."
        if VERDICT.match(says) or (OWN.search(says) and not ours):
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
        if len(words[i]) >= SHORTEST and not _TOPIC.fullmatch(words[i]) and not rules["intent"].pattern.match(words[i])
    ]
    if not asked or any(VERDICT.match(said) for said in words[:label]) or any(OWN.search(words[i]) for i in asked):
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
    if not (bare or ((spelled or labelled) and stated)) or VERDICT.match(words) or len(words) < SHORTEST:
        return None
    if OWN.search(words) and not (labelled and (bare or spelled)):
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
