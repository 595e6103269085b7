"""Sectioning: one walk over a letter's blocks that opens a section wherever an answer begins or a voice changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .layout import sentences
from .letter import Section
from .listing import Item
from .mentions import Mention
from .numbering import numbers_in
from .patterns import patterns
from .survey import is_first_cell, numbers_headed, original_at, restates_below, survey
from .text import Span
from .turns import turn_in, words_of
from .voices import OURS, Voices

_ANSWERLESS = re.compile(
    r"(?i)^\W*(?:\d+[.)]?\s+)?(?:introduction|next steps|conclusions?|other matters|costs(?: and \w+)?|funding|oversight(?: and \w+)?|notes?(?: to the table)?|annex\b.*|"
    r"appendix\b.*|background|summary|general comments?|further (?:information|comments?)|governance|money|closing(?: remarks)?|signed|publication|what (?:happens|comes) next|resources?|related work|"
    r"(?:other|wider|further|related) work|working (?:with others|together|in partnership)|looking ahead|the way forward|contacts?|enquiries|"
    r"key to [\w ]+|staffing|timetable|need [\w ]{3,30}\?|(?:\d{1,2}[a-z]?[.):]\s+)?(?:pac|committee) conclusions?:.*)\W*$"
)
_CLOSING = re.compile(
    r"^\W*(?:I hope (?:this|that)|I trust|If you (?:would like|have|require|need|wish)|Should you|Please (?:contact|do not|let)|Thank you|(?:I|We) would like to "
    r"(?:thank|take this)|In (?:closing|conclusion)|The remaining recommendations|Much of this|My own comments|I would be (?:happy|glad|pleased)|Finally, (?:I|we) (?:would like to )?thank|"
    r"I[’']ll send|Additionally, our office)\b"
)
_PART = re.compile(r"\W{0,3}(?:SECTION|Section|PART|Part) (?:\d{1,2}|[A-Z])\b[.:)]?(?! of\b)[^.]{0,80}$")
_ANNEX = re.compile(r"(?i)\W*(?:annex|appendix|part)\b")  # the title of another letter or part
_PUT = re.compile(
    r"\W{0,4}(?:\d{1,2}[.)]? |[A-Z][.)] )?(?:[Pp]ut|[Aa]ddressed|[Dd]irected|[Mm]ade|[Mm]atters|[Rr]ecommendations?|[Cc]oncerns|[Qq]uestions|For)"
    r"(?: (?:put|addressed|directed|made))?(?: to| for)? (?P<whom>(?![A-Z]\b|\(?\d)[^.:;\n]{3,60})$"
)
_CHAPTER = re.compile(r"\W{0,3}(?P<number>\d{1,2})[.)]? (?P<title>[A-Z][^.:;?]{2,80})$")
QUESTION = re.compile(
    r"Q(?:uestion)?(?: ?\d+)?\*?[.:)]\s+"
)  # what a question of a letter in questions and answers begins with
_SAYS = re.compile(r"\W{0,3}[A-Z][^.:\n]{1,60} (?:SAYS?|says?):")  # "Brightwell says:", a voice within an answer
_NAMED = re.compile(r"\W{0,3}(?P<label>[A-Z][^.:\n]{1,60}):\s")  # "Council:"
_OURS = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|my|[Aa]ccepted|[Aa]greed|[Nn]oted)\b")
_HEADINGS = ("heading", "number-label", "cited-item", "title-number", "number-verdict", "coded", "ordinal-heading")
_RESTATED = 2  # blocks of a heading and what was asked below it
_FEW = 3  # times that a heading stands which each answer has


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in order, each block in one; third holds blocks that are another's words (an original message)."""

    sections: tuple[Section, ...]
    third: tuple[Span, ...]
    mentions: tuple[Mention, ...] = ()


def _whole(section: Section, after: Section | None) -> Section:
    """Return a section without its number where its parts are answered from the next section on."""
    if after is None or len(section.recommendations) != 1 or len(after.recommendations) != 1:
        return section
    whole, part = section.recommendations[0], after.recommendations[0]
    parted = part.startswith(whole) and re.fullmatch(r"[a-z]{1,4}", part[len(whole) :])
    return replace(section, recommendations=()) if parted and whole[-1:].isdigit() else section


class Sectioning:
    """Walks the blocks once, keeping the section that is open and the voice that speaks."""

    def __init__(
        self,
        plain: str,
        blocks: Sequence[Span],
        senders: Sequence[str],
        aliases: Mapping[str, str],
        items: Mapping[int, Item] | None = None,
    ) -> None:
        self.plain, self.blocks = plain, blocks
        self.items = items or {}  # items of a list that answer under bare numbers
        self.voices = Voices(plain, senders, aliases)
        self.survey = survey(plain, blocks)
        self.sections: list[Section] = []
        self.third: list[Span] = []
        self.scoped = False  # the open section lasts for its paragraph only
        self.keyed = False  # the letter's answers are rows of a table
        self.parts: set[str] = set()  # lettered parts that were restated under a number
        self.quoted: set[str] = set()  # numbers of quoted points
        self.chapters: dict[int, int] = {}  # headed answers before each numbered title
        self.question: int | None = None  # where a question starts whose answer is the block that follows
        self.listed = False  # "Areas for improvement", whose items are numbered alone

    def read(self, body: int, close: int | None) -> Outline:
        """Walk the blocks from the letter's body on; after its close only headings and nested replies count."""
        self._open(0, None, ())
        closed = False
        original = original_at(self.plain, self.blocks)
        for index, block in enumerate(self.blocks):
            words = self.plain[block.start : block.end]
            if self.voices.returned():
                self._open(block.start, None, ())
            if close is not None and index == close:
                self._open(block.start, None, ())
                closed = True
                continue
            if index == original:
                self._open(block.start, None, ())
                self.third.append(Span(block.start, self.blocks[-1].end))
                break
            if index >= body and self.voices.heard(words):
                self._change_voice(block, words)
                closed = closed and not self.voices.now.nested
            elif index < body:
                closed = closed and not self.voices.now.nested
            elif not closed or block.start in self.items or patterns("outline")["heading"].search(words):
                closed = False
                self._block(block, words)
            self.voices.follow(words)
        ends = [s.span.start for s in self.sections[1:]] + [len(self.plain)]
        sections = [replace(s, span=Span(s.span.start, end)) for s, end in zip(self.sections, ends, strict=True)]
        sections = [_whole(s, after) for s, after in zip(sections, [*sections[1:], None], strict=True)]
        return Outline(tuple(s for s in sections if s.span.start < s.span.end), tuple(self.third))

    def _open(
        self,
        start: int,
        heading: Span | None,
        numbers: tuple[str, ...],
        *,
        scoped: bool = False,
        speakers: tuple[str, ...] = (),
    ) -> None:
        start = max(start, self.sections[-1].span.start) if self.sections else start  # a label may reach past its block
        section = Section(Span(start, len(self.plain)), heading, numbers, speakers or self.voices.now.speakers)
        last = self.sections[-1] if self.sections else None
        if last and len(last.recommendations) == 1 and start - last.span.start < 140:
            # "Recommendation 7 has two limbs. On 7(i), ...": the whole is answered in its parts
            parent = last.recommendations[0]
            if parent[-1:].isdigit() and any(
                n.startswith(parent) and n != parent and not n[len(parent)].isdigit() and n[len(parent)] not in ".-"
                for n in numbers
            ):
                self.sections[-1] = replace(last, recommendations=())
        if self.sections and self.sections[-1].span.start == start:
            self.sections[-1] = section
        else:
            self.sections.append(section)
        self.scoped = scoped

    def _is_field(self, words: str) -> bool:
        """Tell a heading that each answer has below it ("What happens next")."""
        times = sum(self.plain[block.start : block.end] == words for block in self.blocks)
        return times >= _FEW

    def _unanswered(self, block: Span) -> bool:
        """Tell a block that stands just below a heading, or below what was asked there."""
        last = self.sections[-1]
        above = [b for b in self.blocks if last.span.start <= b.start < block.start]
        return bool(last.heading and last.recommendations) and len(above) <= _RESTATED

    def _change_voice(self, block: Span, words: str) -> None:
        """Open what another body says: its answer to the recommendation restated just above, or a reply of its own."""
        last = self.sections[-1]
        if self._unanswered(block) and not _ANNEX.match(words):
            self._open(block.start, block, last.recommendations)
        else:
            self._open(block.start, None, ())

    def _block(self, block: Span, words: str) -> None:
        if self._breaks(block, words):
            self._open(block.start, None, ())
            return
        if block.start in self.survey.stand_lists:
            found = patterns("outline")["stand-list"].search(words)
            self._open(block.start, None, numbers_in(found["numbers"]) if found else (), scoped=True)
        elif block.start in self.items:
            item = self.items[block.start]
            self._open(block.start, item.label, item.numbers)
        elif self.items:
            named = _NAMED.match(words)
            if _SAYS.match(words) or (named and self.voices.is_sender(named["label"])):
                self._label(words, block.start)
        else:
            self._unlisted(block, words)

    def _unlisted(self, block: Span, words: str) -> None:
        """Open the answer that a block outside any list of items begins: by heading, part, reply, row or prose."""
        if QUESTION.match(words):
            self._open(block.start, None, ())
        if block.start in self.survey.questions:
            self._open(block.start, None, ())
            self.question = block.start
            return
        question, self.question = self.question, None
        if self._headed(block, words) or self._part(block, words):
            return
        if self._reply_key(block, words) or self._row(block, words):
            return
        self._prose(block, words, question)

    def _headed(self, block: Span, words: str) -> bool:
        """Open the answer that a heading or a key begins, in whatever way the letter writes its numbers."""
        for rule in (*_HEADINGS, "key", "series"):
            match = patterns("outline")[rule].search(words)
            if match is None or not self._counts(rule, match, words):
                continue
            addressed = self.voices.addressed(words, match.end())
            if rule == "heading" and addressed is None and self._left_to_others(block, match):
                self._open(block.start, None, ())
                return True
            self.keyed = self.keyed or rule == "key"
            heading = words_of(block, match)
            speakers, end = addressed or (self.voices.now.speakers, 0)
            heading = Span(heading.start, max(heading.end, block.start + end))
            self._open(block.start, heading, numbers_headed(rule, match), speakers=speakers)
            self._label(self.plain[heading.end : block.end], heading.end)
            return True
        return False

    def _counts(self, rule: str, match: re.Match[str], words: str) -> bool:
        """Tell a match that numbers an answer: of a code or a label that the letter uses so, or a key among keys."""
        if rule == "coded":
            return match["code"] in self.survey.codes
        if rule == "series" and match["label"].casefold() not in self.survey.series:
            return False
        return rule in _HEADINGS or self.keyed or re.match(r"\W*[A-Z]", words) is not None

    def _breaks(self, block: Span, words: str) -> bool:
        """Tell a line that ends the answers before it: a part's title, a heading of something else, a closing."""
        put = _PUT.match(words)
        if put and self.voices.put_to(put["whom"]):
            return True
        if _PART.match(words):
            self.voices.turn_to(re.sub(r"^\W*\w+ \w+\W*", "", words))
            return True
        closing = _CLOSING.match(words) and not (words.startswith("Thank you for") and self._unanswered(block))
        aside = _ANSWERLESS.match(words) and not self._is_field(words)
        breaks = bool(closing or aside) or self._chapter(words)
        if breaks:
            self.voices.end_part()
        return breaks

    def _left_to_others(self, block: Span, match: re.Match[str]) -> bool:
        """Tell a sentence that says whose recommendation it is: "Recommendation 11 is for the Regulator."."""
        named = block.start + match.end("numbers")
        return patterns("outline")["elsewhere"].pattern.match(self.plain, named, block.end) is not None

    def _chapter(self, words: str) -> bool:
        """Tell a chapter of the letter that follows one with headed answers: "2. Recommendations", later "3. Money"."""
        title = _CHAPTER.match(words)
        if title is None:
            return False
        self.voices.turn_to(title["title"])
        number, answers = int(title["number"]), sum(section.heading is not None for section in self.sections)
        before = self.chapters.get(number - 1)
        self.chapters[number] = answers
        return bool(self.survey.headed) and before is not None and before < answers

    def _row(self, block: Span, words: str) -> bool:
        """Open the answer that a table's row, a quoted point or a numbered title begins."""
        file = patterns("outline")
        self.keyed = self.keyed or file["table-head"].search(words) is not None
        row = (
            file["quoted-key"].search(words)
            or (is_first_cell(self.plain, block) and file["row"].search(words))
            or (block.start in self.survey.row_keys and file["row-key"].search(words))
        )
        if row and words.startswith(">") and words.rstrip().endswith(":"):
            return False  # the stem of a list that follows: "71. I recommend the Council will:"
        if row:
            self.quoted |= set(numbers_in(row["numbers"]))
            self._open(block.start, words_of(block, row), numbers_in(row["numbers"]))
            return True
        titled = file["numbered-title"].search(words)
        if titled and (block.start in self.survey.titles or restates_below(self.plain, self.blocks, block)):
            self._open(block.start, block, numbers_in(titled["numbers"]))
            return True
        return False

    def _prose(self, block: Span, words: str, question: int | None) -> None:
        """Open the answers that the sentences of a paragraph name, the first at the question it answers, if it does."""
        if self.scoped and re.match(r"\W*\d{1,2}\.\s", words):
            self._open(block.start, None, ())
        asked = patterns("outline")["asked-then-number"].pattern.match(words)
        if asked and not re.search(r"\b(?:I|[Ww]e) (?!recommend)", words):
            self._open(block.start, Span(block.start, block.start), numbers_in(asked["numbers"]))
            return
        self._relative(words, block)
        since = block.start
        for place in sentences(self.plain, block):
            found = turn_in(self.plain, place, self.sections, self.survey.headed)
            if found and found.bracketed:
                # a number in brackets closes what it numbers: the answer began after the one before it
                self._open(since, Span(since, since), found.numbers, scoped=True)
                since = place.end
            elif found:
                if question is None:
                    self._open(place.start, found.words, found.numbers, scoped=True)
                else:
                    self._open(question, Span(question, question), found.numbers)
                question = None
                if patterns("outline")["reply"].search(self.plain[place.start : place.end]):
                    self._open(place.end, None, ())
        self._label(words, block.start)

    def _part(self, block: Span, words: str) -> bool:
        """Follow lettered parts: first restated under a bare number, then answered by their letters."""
        match = patterns("outline")["part"].pattern.match(words)
        if patterns("outline")["list-heading"].search(words):
            self.listed = True
            self._open(block.start, None, ())
            return True
        if match and self.listed and self._asks(words):
            numbers = tuple(re.findall(r"\(([a-z]{1,4})\)", match["parts"]))
            self._open(block.start, Span(block.start, block.start + match.end()), numbers)
            return True
        last = self.sections[-1]
        whole = re.match(r"\d+", last.recommendations[0]) if last.recommendations else None
        if match is None or whole is None or last.heading is None or self._turns(block):
            return False
        number = whole[0]
        letters = re.findall(r"\(([a-z]{1,4})\)", match["parts"])
        if self._asks(words):
            known = [r for r in last.recommendations if r != number]
            self.sections[-1] = replace(last, recommendations=(*known, *(f"{number}{letter}" for letter in letters)))
            self.parts |= {f"{number}{letter}" for letter in letters}
            return True
        named = tuple(f"{number}{letter}" for letter in letters if f"{number}{letter}" in self.parts)
        if named:
            self._open(block.start, Span(block.start, block.start + match.end()), named)
        return bool(named)

    def _turns(self, block: Span) -> bool:
        """Tell a paragraph with a letter of its own, not a part's, that turns to a recommendation: "(d) On your eighth"."""
        first = next(iter(sentences(self.plain, block)), None)
        return first is not None and turn_in(self.plain, first, self.sections, self.survey.headed) is not None

    def _asks(self, words: str) -> bool:
        return bool(re.search(r"\b(?:should|must)\b", words)) and not re.search(r"\b(?:I|[Ww]e)\b", words)

    def _reply_key(self, block: Span, words: str) -> bool:
        """Open the answer that repeats the number of a quoted point: "> 8. (a) ... (b) ..." and then "8a) Agreed."."""
        match = re.match(r"\W{0,2}(?P<number>\d{1,2}[a-z]?)\)\s", words)
        if match is None or match["number"].rstrip("abcdefghijklmnopqrstuvwxyz") not in self.quoted:
            return False
        last = self.sections[-1]
        if (
            last.recommendations
            and match["number"].startswith(last.recommendations[0])
            and match["number"] != last.recommendations[0]
        ):
            self.sections[-1] = replace(last, recommendations=(match["number"],))
        self._open(block.start, Span(block.start, block.start + match.end()), (match["number"],))
        return True

    def _relative(self, words: str, block: Span) -> None:
        """Open the answer to one of several where a paragraph turns to "the first" or "the second"."""
        whole = next((s for s in reversed(self.sections) if len(s.recommendations) > 1), None)
        if whole is None or self.sections[-1].recommendations == () or self.sections[-1].heading is None:
            return
        match = re.search(
            r"^[^.]{0,60}?\b(?:the|The|your) (?P<which>first|second|third|latter|former|last)\b(?! (?:half|part|of|time|step))",
            words,
        )
        if match is None:
            return
        order = {"first": 0, "former": 0, "second": 1, "latter": -1, "third": 2, "last": -1}[match["which"]]
        if order < len(whole.recommendations):
            self._open(block.start, whole.heading, (whole.recommendations[order],))

    def _only_asks(self, section: Section, end: int) -> bool:
        """Tell a section in whose heading and what was asked below it, up to an offset, no one speaks for themselves."""
        above = [b for b in self.blocks if section.span.start <= b.start < end]
        headed = section.heading is not None and section.heading.start >= section.span.start
        ours = any(_OURS.search(self.plain, block.start, block.end) for block in above)
        quoted = all(self.plain[block.start] in "“\"‘'" for block in above[1:])
        return headed and 0 < len(above) <= _RESTATED and quoted and not ours

    def _label(self, words: str, start: int) -> None:
        """Change speaker where an answer is labelled with a body's short name."""
        match = re.match(patterns("outline").data["speaker"]["label"], words)
        bracketed = self.voices.bracketed(words)
        speakers = bracketed[0] if bracketed else self.voices.labelled(match["label"]) if match else ()
        last = self.sections[-1]
        goes_on = match is not None and match["label"].casefold() in OURS and speakers == last.speakers
        if speakers and not goes_on:
            section = Section(Span(start, len(self.plain)), last.heading, last.recommendations, speakers)
            if not self.plain[last.span.start : start].strip() or self._only_asks(last, start):
                self.sections[-1] = replace(section, span=last.span)
            else:
                self.sections.append(section)
