"""People named in a letter, without rank or title, with post and body where the letter says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .letter import Letter
from .names import Name, distinct
from .patterns import patterns
from .statements import Person
from .text import Span

_CHAIRED = re.compile(r"[Cc]haired\s+by\s+|chairs")
_TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Lord|Baroness)\.?\s+$")
_TITLE_ROOM = 14  # characters that hold the longest of those titles
_NEAR = 300  # characters from a verb of chairing within which its chair stands


def people(letter: Letter) -> Iterator[Person]:
    """Yield each person once: signatories and recipient first, then those named in the text."""
    found: dict[str, Person] = {}
    for field in letter.signatories:
        post = letter.post.value if letter.post and len(letter.signatories) == 1 else None
        _keep(found, letter, bare(field.value), field.span, "people/signatory", post)
    common = set(patterns("names").data["lists"]["not_person"])
    if letter.recipient and is_person(letter.recipient.value) and not common & set(letter.recipient.value.split()):
        _keep(found, letter, bare(letter.recipient.value), letter.recipient.span, "people/recipient", None)
    named = list(distinct(letter, "person"))
    short = [name for name in named if name.rule.endswith("titled") and not _whole(name)]
    # who has a surname alone comes last: most are named in full elsewhere
    for name in [*(n for n in named if n not in short), *(n for n in short if _is_addressed(letter, n))]:
        _keep(found, letter, bare(name.words), name.span, name.rule, " ".join(name.post.split()) if name.post else None)
    yield from found.values()


def _keep(found: dict[str, Person], letter: Letter, name: str, span: Span, rule: str, post: str | None) -> None:
    words = set(name.split())
    if any(words <= set(other.split()) for other in found) or not name:
        return
    sentence = letter.sentence_at(span.start)
    found[name] = Person(
        span=span,
        label=name,
        by=sentence.speaker if sentence else (letter.senders[0].value if letter.senders else ""),
        rule=rule,
        name=name,
        post=post,
        body=letter.senders[0].value if rule == "people/signatory" and letter.senders else None,
        chairs=_chairs(letter, name),
    )


def _whole(name: Name) -> bool:
    return len(name.words.split()) >= 2


def _is_addressed(letter: Letter, name: Name) -> bool:
    """Tell a surname after a person's title from a ship's or a saint's ("Lady Day")."""
    return _TITLES.search(letter.plain[max(0, name.span.start - _TITLE_ROOM) : name.span.start]) is not None


def bare(name: str) -> str:
    """Return a person's name without titles and honours.

    >>> bare("Professor Gideon Ash-Bale"), bare("Helena Strand QPM"), bare("T/Det Supt Calum Osgood")
    ('Gideon Ash-Bale', 'Helena Strand', 'Calum Osgood')
    """
    file = patterns("names")
    name = file.compile(r"^(?:(?:T/)?(?:{{title}})\.?\s+)+").sub("", name)
    return file.compile(r"(?:,?\s+(?:{{honours}}))+$").sub("", name).strip(" ,")


def is_person(words: str) -> bool:
    """Tell a person's name, titled or of two or three plain words, from a body's."""
    titled = patterns("names").compile(r"^(?:{{title}})\b").match(words)
    return bool(titled) or bool(re.fullmatch(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z][\w’']+(?:-[A-Z][a-z]+)?", words))


@lru_cache(maxsize=4)
def _chairings(plain: str) -> tuple[str, ...]:
    """Return the words round each place that speaks of chairing, as far as a name can stand from it."""
    return tuple(
        f"{plain[: m.start()].rstrip()[-_NEAR:]} {plain[: m.start()].rstrip().removesuffix('who').rstrip()[-_NEAR:]}"
        if m[0] == "chairs"
        else plain[m.end() : m.end() + _NEAR]
        for m in _CHAIRED.finditer(plain)
    )


def _chairs(letter: Letter, name: str) -> tuple[str, ...]:
    """Return the boards and networks that the letter says the person chairs."""
    last = name.rsplit(maxsplit=1)[-1]
    if not any(last in words for words in _chairings(letter.plain)):
        return ()
    surname = re.escape(last)
    chaired = re.compile(
        rf"(?P<what>(?:[A-Z][\w’'-]*\s+(?:(?:of|and|for)\s+)?)+),?\s+(?:(?:is|which is|independently|now)\s+)*[Cc]haired\s+by\s+(?:[^.;]{{0,80}}?){surname}"
        rf"|{surname},?\s+(?:who\s+)?chairs\s+(?:the\s+)?(?P<then>(?:[A-Z][\w’'-]*\s?)+)"
    )
    found = [" ".join((m["what"] or m["then"]).split()) for m in chaired.finditer(letter.plain)]
    both = re.search(
        rf"\b[Bb]oth\s+(?:networks|bodies|boards|groups|partnerships)\b[^.]{{0,40}}[Cc]haired\s+by\s+[^.]{{0,90}}?{surname}",
        letter.plain,
    )
    if both:
        before = letter.plain[max(0, both.start() - 700) : both.start()]
        named = re.findall(r"(?:[A-Z][\w’'-]*\s+){1,5}(?:Partnership|Network|Board|Group|Forum|Alliance)\b", before)
        found += [" ".join(n.split()) for n in named if not n.startswith("The")][:2]
    return tuple(dict.fromkeys(re.sub(r"^The ", "", n) for n in found))
