"""The layout of a letter's text: furniture, blocks and sentences, with offsets kept.

`plain` is as long as the text. Furniture, markup and line breaks inside a block become spaces in it, bullets become
hyphens, and a word hyphenated at a line end is joined with its padding moved behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .boxes import without_unticked
from .patterns import Rule, filtered, patterns
from .text import Span

_MARKUP = re.compile(
    r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|^#{1,6}(?= )|`+|\\(?=[\[\]()*_#.])", re.MULTILINE
)
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{1,300}\)")
_MARKS = "*_#`\\"  # characters of markup
_BULLET = re.compile(r"^([ \t]*)[•▪◦●](?=[ \t])", re.MULTILINE)
_HYPHEN = re.compile(r"-(?<=[a-z]-)[ \t]*\n[ \t]*(?P<rest>[a-z]+|[A-Z][a-z]+)")
_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9£])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sir|St|No|Nos|para|paras|Rec|Recs|Op|Ref|Fig|approx|cf|e\.g|i\.e|etc|vs|Cllr|Insp|Supt|Sgt|"
    r"Det|Ch|Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])|^\s*\(?\d{1,2}(?:\.\d+)*)\.$"
)
_NUMBERED = re.compile(
    r"(?i:\b(?:recommendations?|concerns?|findings?|improvement|actions?|points?|requirements?|proposals?|matters?|questions?|lessons?|orders?)\b.{0,4}\d)|^[A-Z][a-z]+(?: [a-z]+){0,4} \d{1,2}[a-z]?\W*$"
)
_PAGE = re.compile(r"(?i)\b(?:page|sheet)\s+\d|^\W*\d+\s+of\s+\d+\W*$|^\W*\d{1,3}\W*$")
_TITLE = re.compile(r"What (?:we|you|the [A-Za-z]+) [\w ]{3,40}$|(?:Our|The) (?:response|position|action|progress)$")
_OPEN = re.compile(r"\s(?:of|the|a|an|in|to|by|from|and|or|for|with|on|at|than|that|which)$")
_CELL = re.compile(r"[A-Z]{0,4}-?\d+[a-z]?$|\d{1,2}[/.]\d|Q\d\b|(?:Agreed|Accepted|Rejected|Not|As|TBC|Complete)\b")
_BARRED = re.compile(r"\|[^\n]*\|\s*$|[^|\n]+\s\|\s[^|\n]*\s\|\s[^\n]*$")
_FOLIO = re.compile(r"[-–— ]*\d{1,3}[-–— ]*")
_DIGITS = re.compile(r"\d+")
_HEADED = re.compile(
    r"\W{0,4}(?:[\d/.]+\s+)?(?:Recommendation|Concern|Finding|Action|Matter|Paragraph)s?\b[^.]{1,16}:\s"
)
_SHORT = 0.7  # share of a full line below which a line has ended of itself
# a row of a table whose cells ran together when its text was taken out, where one ends, and where a sentence does
_GLUED = re.compile(r"(?:R|Rec\.? ?|AFI ?|Action )?\d{1,2}(?:\.\d{1,2})?(?:\([a-z]\))?(?=[A-Z][a-z]+ )")
_SEAM = re.compile(r"(?<=[a-z\d)%.])(?=[A-Z][a-z]*[ .,])")
_FULL = re.compile(r"(?<=[a-z\d)][.!?])(?=[A-Z][a-z])")
_LETTERHEAD = 4  # the last line of a letter in which a repeated name is kept
_COLUMNS = 3  # lines of a table's header that must come again
_SUBJECT = re.compile(r"(?:The|An?|All|Each|Every|No|This|These|Those|Our|Its|Their)\s+[A-Z]")
_NAME_ENDS = re.compile(
    r"(?!(?:It|We|He|She|They|I|This|There)\b)[A-Z][\w’'-]+ (?:\([A-Z]+\) )?(?:should|must|will|has|have|is|are)\b"
)
_VERDICT_LINE = re.compile(
    r"(?i)(?:(?:partially|partly|fully|not|already) )?(?:agreed?|accept(?:ed)?|reject(?:ed)?|declined|supported|noted|implemented|completed?|in progress|under ?way)"
    r"(?:[ ,–-]+(?:in (?:principle|part|full)|partially|partly|complete[d]?|implemented|closed|ongoing|under ?way|in progress))?"
)
_QUOTED_KEY = re.compile(r"(?:R|Rec|Recommendation)[ .]?\d")
_WRAP = (40, 115)  # a text whose long lines have such a length is hard-wrapped
_LOOSE = 200  # length of a long line from which lines are not wrapped
_PARAGRAPH = 80  # characters of a line that is a paragraph where lines are not wrapped


@dataclass(frozen=True, slots=True)
class Layout:
    """A text's plain form, its furniture, and its blocks (paragraphs, list items, headings, cells) in order."""

    plain: str
    furniture: tuple[Span, ...]
    blocks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    words: str


def layout(text: str) -> Layout:
    """Lay a text out. Offsets count in the text given."""
    lines = list(_lines(text))
    furniture = _furniture(lines)
    plain = _without(text, furniture)
    glued = sum(map(_is_glued, lines)) >= _COLUMNS
    groups = _blocks(lines, furniture, plain, glued=glued)
    joined = list(plain)
    for first, last in groups:
        for line in lines[first:last]:
            if plain[line.span.end : line.span.end + 1] == "\n":
                joined[line.span.end] = " "
        for line in lines[first + 1 : last + 1]:
            for at in range(line.span.start, line.span.start + (2 if line.words.startswith(">") else 0)):
                joined[at] = " " if joined[at] == ">" else joined[at]
    whole = tuple(_trim(text, plain, Span(lines[a].span.start, lines[b].span.end)) for a, b in groups)
    tabbed = sum(is_tabbed(line.words) for line in lines) >= _COLUMNS
    whole = tuple(_glued_cells(text, plain, whole)) if glued else whole
    blocks = tuple(cell for block in whole for cell in _cells(text, plain, block, tabbed=tabbed))
    return Layout(
        "".join(joined),
        tuple(lines[i].span for i in sorted(furniture)),
        tuple(block for block in blocks if block.start < block.end),
    )


def sentences(plain: str, block: Span) -> Iterator[Span]:
    """Yield the sentences of a block.

    >>> text = "We agree. See No. 4 of Dr. Ash's note."
    >>> [text[s.start : s.end] for s in sentences(text, Span(0, len(text)))]
    ['We agree.', "See No. 4 of Dr. Ash's note."]
    """
    start = block.start
    for end in _END.finditer(plain, block.start, block.end):
        if _ABBREVIATION.search(plain[max(start, end.start() - 12) : end.start() + 1]):
            continue
        yield _trim(plain, plain, Span(start, end.end()))
        start = end.end()
    last = _trim(plain, plain, Span(start, block.end))
    if last.start < last.end:
        yield last


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(Span(start, start + len(line)), line.strip())
        start += len(line) + 1


@cache
def _furniture_rules() -> tuple[re.Pattern[str], tuple[Rule, ...], re.Pattern[str], re.Pattern[str]]:
    """Return what a line of furniture begins with, what it holds, what ends the text and what heads a contents list."""
    rules = patterns("layout").data["furniture"]
    any_line = [filtered("layout/line", pattern, {}) for pattern in rules["line"]]
    first = "|".join(
        f"(?i:{rule[4:]})" if rule.startswith("(?i)") else f"(?:{rule})"
        for rule, known in zip(rules["line"], any_line, strict=True)
        if known.filter.anchored
    )
    anywhere = [rule for rule in any_line if not rule.filter.anchored]
    return re.compile(first), tuple(anywhere), re.compile(rules["tail"]), re.compile(rules["contents"])


def _furniture(lines: list[_Line]) -> set[int]:
    """Return the indexes of lines that are no words of the letter's own."""
    first, anywhere, tail, contents = _furniture_rules()
    found = {
        i
        for i, line in enumerate(lines)
        if line.words and (first.match(line.words) or any(rule.search(line.words) for rule in anywhere))
    }
    heads = _running_heads(lines, {i for i in found if _PAGE.search(lines[i].words)})
    found |= heads | {i for i in _folios(lines) if heads & {i - 2, i - 1, i + 1, i + 2}} | _repeated_headers(lines)
    for i, line in enumerate(lines):
        if line.words and tail.search(line.words) and i > len(lines) / 2:
            return found | set(range(i, len(lines)))
        if contents.search(line.words):
            for j in range(i + 1, len(lines)):
                if not lines[j].words or len(lines[j].words) > 90:
                    break
                found.add(j)
    return found


def _folios(lines: list[_Line]) -> set[int]:
    """Return lines that hold a number alone, as a page number does."""
    return {i for i, line in enumerate(lines) if _FOLIO.fullmatch(line.words)}


def _running_heads(lines: list[_Line], marks: set[int]) -> set[int]:
    """Return repeated lines that are a page's head or foot: addresses, capitals, or beside a page number."""

    def key(line: _Line) -> str:
        return _DIGITS.sub("#", " ".join(line.words.split()))

    keys = {i: key(line) for i, line in enumerate(lines) if len(line.words) > 12}
    times = Counter(keys.values())
    near = {j for i in marks for j in (i - 3, i - 2, i - 1, i + 1, i + 2, i + 3)}
    found = set()
    for i, line in enumerate(lines):
        if i not in keys or times[keys[i]] < 2 or len(line.words) > 160 or _NUMBERED.search(line.words):
            continue
        letters = [c for c in line.words if c.isalpha()]
        capitals = letters and sum(c.isupper() for c in letters) / len(letters) > 0.8
        address = re.search(r"\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b|\bwww\.|\b0\d{3,4} \d{3}", line.words)
        if address or "\t" in line.words or ((capitals or i in near) and not line.words.endswith(".")):
            found.add(i)
    first = {key: i for i, key in reversed(keys.items())}
    # the letterhead itself names the sender, a table's first header its columns: keep those
    return {i for i in found if (i != first[keys[i]] if "\t" in lines[i].words else i > _LETTERHEAD)}


def _repeated_headers(lines: list[_Line]) -> set[int]:
    """Return the headers that a table has again at the top of each further page, a line a column."""
    filled = [(i, line.words.casefold()) for i, line in enumerate(lines) if line.words]
    words = [said for _, said in filled]
    found: set[int] = set()
    starts: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - _COLUMNS + 1):
        run = tuple(words[at : at + _COLUMNS])
        if any(len(said) > 40 or (said.endswith(".") and len(said) > 4) for said in run):
            continue
        first = starts.setdefault(run, at)
        if first == at or not any("recommendation" in said for said in words[first : first + 6]):
            continue
        length = next((k for k in range(12) if words[at + k : at + k + 1] != words[first + k : first + k + 1]), 12)
        if first + length <= at and any("recommendation" in said for said in words[at : at + length]):
            found |= {filled[at + k][0] for k in range(length)}
    return found


def _without(text: str, furniture: set[int]) -> str:
    """Return the text with furniture and markup as spaces and hyphenated line ends joined, offsets kept."""
    return _joined(_unmarked(without_unticked(_blanked(text, furniture))))


def _blanked(text: str, furniture: set[int]) -> str:
    return "\n".join(" " * len(line) if i in furniture else line for i, line in enumerate(text.split("\n")))


def _unmarked(text: str) -> str:
    def keep_words(match: re.Match[str]) -> str:
        return f" {match[1]}".ljust(len(match[0]))

    bare = _LINK.sub(keep_words, _BULLET.sub(r"\1-", text)) if "](" in text else _BULLET.sub(r"\1-", text)
    return _MARKUP.sub(lambda m: " " * len(m[0]), bare) if any(mark in bare for mark in _MARKS) else bare


def _joined(text: str) -> str:
    def whole(match: re.Match[str]) -> str:
        rest = match["rest"] if match["rest"].islower() else f"-{match['rest']}"  # a double name keeps its hyphen
        return rest.ljust(len(match[0]))

    return _HYPHEN.sub(whole, text)


def _blocks(lines: list[_Line], furniture: set[int], plain: str, *, glued: bool) -> list[tuple[int, int]]:
    """Return the blocks as (first line, last line), both inclusive; furniture within one does not cut it."""
    rules = patterns("layout").data["line"]
    item, label = re.compile(rules["item"]), re.compile(rules["label"])
    own = [line for i, line in enumerate(lines) if line.words and i not in furniture]
    lengths = sorted(len(line.words) for line in own)
    typical = lengths[int(len(lengths) * 0.9)] if lengths else 0
    full = [line.words for line in own if len(line.words) > 0.7 * typical]
    unended = sum(not words.endswith((".", "!", "?", ":", ";")) for words in full)
    wrapped = _WRAP[0] <= typical <= _WRAP[1] and unended >= 0.3 * len(full)
    loose = typical > _LOOSE
    groups: list[tuple[int, int]] = []
    gap = False
    for i, line in enumerate(lines):
        if i in furniture:
            continue
        if not line.words:
            gap = True
            continue
        before = lines[groups[-1][1]] if groups else None
        crossed = before is not None and any(j in furniture for j in range(groups[-1][1] + 1, i))
        flows = before is not None and _flows(before.words, line.words, typical if wrapped else 0, loose=loose)
        titled = before is not None and _TITLE.match(before.words) is not None
        if before is not None and before.words.startswith(">") and line.words.startswith(">"):
            joins = not gap and _quoted_on(before.words, line.words, item)
        elif (
            is_tabbed(line.words)
            or (before is not None and is_tabbed(before.words))
            or titled
            or (glued and _is_glued(line))
            or item.match(line.words)
            or label.match(line.words)
            or before is None
        ):
            joins = False
        elif gap:
            joins = crossed and line.words[0].islower() and before.words[-1:] not in {".", ":", "!", "?"}
        elif label.match(before.words) and line.words[0].isupper() and len(before.words) < _SHORT * typical:
            joins = False  # a field of a form, and the next
        else:
            joins = flows
        if joins:
            groups[-1] = (groups[-1][0], i)
        else:
            groups.append((i, i))
        gap = False
    return groups


def _quoted_on(before: str, after: str, item: re.Pattern[str]) -> bool:
    """Tell whether a quoted line goes on in the next: no empty line between them, and no item of a list."""
    words = after.lstrip("> \t")
    ended = before.rstrip().endswith((".", ";", ":", "?", "!"))
    return (
        not ended
        and bool(before.strip("> \t"))
        and bool(words)
        and not item.match(words)
        and not _QUOTED_KEY.match(words)
    )


def _flows(before: str, after: str, width: int, *, loose: bool) -> bool:
    """Tell whether a line goes on in the next, as a wrapped paragraph or cell does; loose lines are paragraphs each."""
    if after[0].islower() or before.endswith((",", "-", "–")) or _OPEN.search(before):
        return True
    if _VERDICT_LINE.fullmatch(before):
        return False
    if before.istitle() and after.istitle() and " " not in f"{before}{after}" and before.isalpha() and after.isalpha():
        return True
    if before.endswith((".", "!", "?", ":", ";")) and not (width and len(before) > 0.7 * width):
        return False
    if width and _HEADED.match(before) and len(before) <= _SHORT * width:
        return False
    lower = sum(word[0].islower() for word in before.split())
    if _SUBJECT.match(before) and ((width and len(before) > 0.7 * width) or _NAME_ENDS.match(after)):
        return True
    if width and len(before) > 0.7 * width and lower >= 2:
        return True
    if loose and len(after) > _PARAGRAPH:
        return False
    return lower >= 2 and len(before) >= 18 and not _CELL.match(after)


def is_tabbed(line: str) -> bool:
    """Tell a line of at least three cells with tabs between them."""
    return "\t" in line and len([cell for cell in line.split("\t") if cell.strip()]) >= _COLUMNS


def _is_glued(line: _Line) -> bool:
    return _GLUED.match(line.words) is not None


def _glued_cells(text: str, plain: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """Yield blocks with rows whose cells run together cut: number, what was asked, answer, who: "R4Hold a fleetWe will.Director"."""
    for block in blocks:
        key = _GLUED.match(plain, block.start, block.end)
        if key is None:
            yield block
            continue
        asked = _SEAM.search(plain, key.end() + 1, block.end)
        after = asked.end() if asked else block.end
        edges = [
            block.start,
            key.end(),
            after,
            *(end.end() for end in _FULL.finditer(plain, after, block.end)),
            block.end,
        ]
        yield from (_trim(text, plain, Span(a, b)) for a, b in pairwise(edges) if plain[a:b].strip())


def _cells(text: str, plain: str, block: Span, *, tabbed: bool) -> Iterator[Span]:
    """Yield the cells of a row of a table of bars or tabs, or the block itself where it is none."""
    words = plain[block.start : block.end]
    tabs = tabbed and is_tabbed(words)
    if not tabs and ("|" not in words or not _BARRED.match(words)):
        yield block
        return
    for cell in re.finditer(r"[^\t]+" if tabs else r"[^|]+", words):
        span = _trim(text, plain, Span(block.start + cell.start(), block.start + cell.end()))
        if re.search(r"\w", plain[span.start : span.end]):
            yield span


def _trim(text: str, plain: str, span: Span) -> Span:
    words = plain[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    end = _over_padding(text, plain, end, span.end)
    return Span(min(start, span.end), max(start, end))


def _over_padding(text: str, plain: str, end: int, limit: int) -> int:
    """Move an end that stands inside a joined word's padding behind it, so that the quote has the whole word."""
    while end < limit and plain[end] == " " and not text[end].isspace() and text[end].isalnum():
        end += 1
    return end
