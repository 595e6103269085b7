"""Voices: who speaks in which part of a letter: its sender, a nested reply, or the body that a label names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from .offices import force_named
from .patterns import Rule, filtered, patterns
from .text import has_word

_MARKS = frozenset("“”\"‘’'")
OURS = frozenset({"we", "my", "our", "my own", "our own"})  # that label what the letter's own voice says: "My comment:"
_SHORT = 70  # characters of a part's title that names who speaks in it
_OFTEN = 3  # times that a word labels answers before it is taken for a body's
_TITLE = 140  # characters of a line that may be the title of a nested reply
_ENCLOSURE = re.compile(r"\W*(?i:enclosure|enclosed|annex|appendix|attachment)(?: [\dA-Z])?\W*")
_ANNEX = re.compile(
    r"(?i)^\W*(?:annex|appendix|enclosure|attachment|part)(?: (?:\d{1,2}|[a-z]|one|two|three|four|five))?\s*[:.–-]\s*"
)
_IN_BRACKETS = re.compile(r"\((?![a-zA-Z\d]\)|[ivx]+\))(?P<whom>[^)]+)\)")
_TO_WHOM = re.compile(
    r"[\s,]*(?:(?:addressed |directed )?to|for) (?P<whom>(?:the )?[a-zA-Z][^.:;()\n]{2,70})(?=[.:\n]|$)"
)
_LABEL = re.compile(r"\W{0,2}[\[(](?P<whom>[A-Z][^\[\]()\n]{1,60})[\])]:?\s+(?=[A-Z“\"])")
_TO_NAMES = re.compile(r"[\s,]*to (?P<whom>(?:the )?[A-Z]\w+(?:(?:, and |, | and )(?:the )?[A-Z]\w+)*)")
_EMPTY = re.compile(r"\n\s*\n")
_SAYS = re.compile(r"(?mi) says?\W*$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks; nested where it is a reply within the sender's own."""

    speakers: tuple[str, ...]
    nested: bool = False


@cache
def _title() -> Rule:
    """Return what the title of a nested reply says."""
    return filtered("outline/begins", patterns("outline").data["speaker"]["begins"], {})


class Voices:
    """Keeps the voice that speaks, from block to block."""

    def __init__(self, plain: str, senders: Sequence[str], names: Mapping[str, str]) -> None:
        """Names say which body a label before an answer stands for."""
        self._plain, self._names = plain, names
        together = patterns("outline").rule(patterns("outline").data["speaker"]["together"]).search(plain)
        self._base = Voice(tuple(senders if together else senders[:1]) or ("",))
        self._senders = tuple(senders)
        self.now = self._base
        self._enclosed = False  # whether a title has just said that another's reply follows
        self._put = False  # whether a title has said to whom what follows was put
        self._nested_blocks = 0  # blocks of the nested reply, its title the first
        self._quoting = self._closed = False  # whether it stands in quotation marks, and they have closed

    def heard(self, words: str) -> bool:
        """Change voice where a nested reply begins or ends; tell whether it did."""
        marks = patterns("outline").data["speaker"]
        if self.now.nested and re.search(marks["ends"], words):
            self.now = self._base
            return True
        title = _ANNEX.sub("", words)
        begins = _title().search(title) if len(title) < _TITLE else None
        if self._enclosed and patterns("heads").compile("(?:the )?{{organisation}}").fullmatch(words.strip()):
            self.now = Voice((" ".join(words.split()),), nested=True)
            return True
        whose = (begins["title"] or begins["whose"] or begins["of"]) if begins else None
        body = self._body_named(whose) if whose else self._titled(title)
        if body:
            self.now = Voice((body,), nested=True)
        return body is not None

    def _titled(self, words: str) -> str | None:
        """Return the other body whose answer a title that stands once announces by a part of its name."""
        title = re.search(patterns("outline").data["speaker"]["titled"], words[:_TITLE])
        if title is None or self.now.nested or self._lines.count(title[0].strip()) > 1:
            return None
        body = self._begun_by(title["whose"].strip())
        return None if body is None or any(body in sender for sender in self._base.speakers) else body

    def _begun_by(self, part: str) -> str | None:
        """Return the first body in the letter whose name goes on from a part of it."""
        runs = re.findall(rf"\b{re.escape(part.title())}(?: [A-Z][\w’'&-]+){{1,4}}", self._plain)
        whole = patterns("heads").compile("{{organisation}}")
        return next((run for run in runs if whole.fullmatch(run)), None)

    def follow(self, words: str) -> None:
        """Notice whether a nested reply stands in quotation marks, and where they close; and what is enclosed."""
        self._enclosed = _ENCLOSURE.fullmatch(words) is not None
        if self.now.nested and self._nested_blocks == 1:
            self._quoting = words.lstrip()[:1] in _MARKS
        self._closed = self.now.nested and self._quoting and words.rstrip()[-1:] in _MARKS
        self._nested_blocks = self._nested_blocks + 1 if self.now.nested else 0

    def returned(self) -> bool:
        """Return to the letter's own voice after a nested reply in quotation marks; tell whether it did."""
        closed, self._closed = self._closed, False
        if closed:
            self.now = self._base
        return closed

    def turn_to(self, title: str) -> None:
        """Change to the sender, or all senders, that a part's title names: "The Council", "Both"."""
        if len(self._senders) < 2 or self.now.nested:
            return
        whole = title.strip().title() if title.isupper() else title.strip()
        every = re.match(r"(?i)(?:from )?(?:both|all)\b", whole)
        named = self._senders if every else self.labelled(whole) if len(whole) < _SHORT else ()
        if named and set(named) <= set(self._senders):
            self.now = Voice(tuple(named))

    def put_to(self, whom: str) -> bool:
        """Change to those of several senders whom a chapter's title says its recommendations were put to; tell whether it did."""
        if len(self._senders) < 2 or self.now.nested:
            return False
        every = re.match(r"(?i)(?:both|all)(?: (?:of us|two|three|four|bodies|parties|organisations))?\W*$", whom)
        named = self._senders if every else self.labelled(whom)
        if not named or not set(named) <= set(self._senders):
            return False
        self.now = Voice(tuple(named))
        self._put = True
        return True

    def end_part(self) -> None:
        """Return to the letter's own voice where the part put to some of its senders ends."""
        if self._put:
            self.now, self._put = self._base, False

    def addressed(self, words: str, end: int) -> tuple[tuple[str, ...], int] | None:
        """Return who answers where a joint letter's heading, up to an offset or behind it, says so, and where its saying so ends.

        "(all three)", "(police and council)", ", to the Trust:".
        """
        if len(self._senders) < 2 or self.now.nested:
            return None
        behind = len(words[:end].rstrip(" ,"))
        for named in (
            _IN_BRACKETS.search(words, 0, end),
            _TO_WHOM.match(words, behind),
            _TO_NAMES.match(words, behind),
        ):
            every = named and re.match(r"(?i)all\b|both\b", named["whom"])
            bodies = self._senders if every else self.labelled(named["whom"]) if named else ()
            if named and bodies and set(bodies) <= set(self._senders):
                return bodies, named.end()
        return None

    def bracketed(self, words: str) -> tuple[tuple[str, ...], int] | None:
        """Return the senders whose answer words in brackets open, and where these end: "[Council and Police] We agree."."""
        match = _LABEL.match(words)
        if match is None or len(self._senders) < 2:
            return None
        every = re.fullmatch(r"(?i)all(?: three| of us)?|both", match["whom"])
        bodies = self._senders if every else self.labelled(match["whom"])
        return (bodies, match.end()) if bodies and set(bodies) <= set(self._senders) else None

    def is_sender(self, label: str) -> bool:
        """Tell a label that names one of several senders."""
        return len(self._senders) > 1 and set(self.labelled(label)) <= set(self._senders) != set()

    def labelled(self, label: str) -> tuple[str, ...]:
        """Return the bodies that a label before an answer names."""
        whole = re.sub(r"^(?i:the) ", "", label).strip()
        if whole.casefold() in OURS:
            return self._base.speakers
        same = tuple(sender for sender in self._senders if sender.casefold() == whole.casefold())
        if same:
            return same
        if whole in self._names:
            return (self._full(self._names[whole]),)
        if whole in self._names.values():
            return (self._full(whole),)
        found = []
        for part in re.split(r",? (?:and|&) |, ", label):
            name = re.sub(r"^(?i:the) ", "", part).strip()
            forms = (name, f"the {name}", f"The {name}", f"the {name.capitalize()}", f"The {name.capitalize()}")
            known = next((self._names[form] for form in forms if form in self._names), None)
            full = (
                (known and self._full(known))
                or next((s for s in self._senders if has_word(name, s) or has_word(f"{name}s", s)), None)
                or self._often(name)
            )
            if full:
                found.append(full)
        return tuple(dict.fromkeys(found)) or ((whole,) if whole in self._labels else ())

    def _full(self, name: str) -> str:
        """Return the sender whose name ends in another: "NHS Ash Integrated Care Board", which calls itself "the ICB"."""
        return next((sender for sender in self._senders if sender.endswith(f" {name}")), name)

    def _often(self, name: str) -> str | None:
        """Return the body whose name holds a word that labels answers again and again ("UNION:", "Board's answer:")."""
        if self._plain.count(name) < _OFTEN and not self._is_dialogue:
            return None
        labels = re.findall(rf"(?m)^\W*{re.escape(name)}(?:[’']s)?(?: \w+)?:\s", self._lines)
        says = re.search(rf"(?mi)^\W*the {re.escape(name)} says?\W*$", self._lines)
        if len(labels) < _OFTEN and not says:
            return None
        name = name.capitalize() if name.isupper() else name
        bodies = (*self._senders, *self._names.values())
        known = next((b for b in bodies if has_word(name.upper(), b.upper())), None)
        if known:
            return known
        run = re.search(rf"\b((?:(?!The\b)[A-Z][\w’'&-]+ (?:(?:of|and|for) )?){{1,6}}{re.escape(name)})\b", self._plain)
        if run:
            return run[1]
        speaks = re.search(rf"(?m)^\W*{re.escape(name)} says:\s", self._lines)
        begun = re.search(rf"\b{re.escape(name)}(?: [A-Z][\w’'&-]+){{1,4}}", self._plain) if speaks else None
        return begun[0] if begun else None

    @cached_property
    def _labels(self) -> frozenset[str]:
        """Return the bodies whose full names label answers, of a letter in which several answers are so labelled."""
        label = patterns("heads").compile(r"(?m)^\W{0,3}(?P<body>{{organisation}}):[ \t]+(?=[A-Z])")
        found = [" ".join(match["body"].split()) for match in label.finditer(self._lines)]
        return frozenset(found if len(found) >= _OFTEN and len(set(found)) > 1 else ())

    @cached_property
    def _is_dialogue(self) -> bool:
        """Tell a letter with a line that ends in "says"."""
        return _SAYS.search(self._plain) is not None

    @cached_property
    def _lines(self) -> str:
        """Return the letter without empty lines, in whose runs a search for what begins a line takes long."""
        return _EMPTY.sub("\n", self._plain)

    def _body_named(self, words: str) -> str | None:
        """Return the body that words such as "Chief Constable's" or "West Yorkshire Police" name."""
        name = " ".join(words.split()).strip(" -–—*:")
        name = re.sub(r"[’']s?$| \([^)]*\)?$", "", name)
        if name in self._names or name.title() in self._names:
            return self._names.get(name) or self._names[name.title()]
        if re.search(r"(?i)\bchief constable|force\b", name):
            return force_named(self._plain, self._senders)
        named = patterns("heads").compile("(?:the )?{{organisation}}").fullmatch(name)
        return name if named else self._begun_by(name)
