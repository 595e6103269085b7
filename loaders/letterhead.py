"""The letterhead: organisations named at the head of a letter, not those it is sent to or speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .letter import Field
from .patterns import patterns
from .text import Span

POST = re.compile(r"(?:Director|Head|Chair|Leader|Clerk|Chief|Manager|Officer|Deputy|Assistant)\b")
_ADDRESSED = re.compile(r"(?i)\W*(?:sent|returned|submitted|addressed|prepared) (?:to|for)\b")
_MEMBERS = re.compile(r"•[^•\n]+•")  # several names in a line below a body's are its parts
_MAILED = re.compile(r"\W*(?:From|Sent|To|Cc|Subject|Date):")
_ATTENTION = re.compile(r"\W*(?:FAO|F\.A\.O\.|Attn|Attention|For the attention of)\b")
_NHS = re.compile(r"NHS [A-Z]\w+")  # of "NHS Ash and Oak Integrated Care Board"
_CHAMBER = re.compile(r"(?i)^house of |\b(?:assembly|parliament|senedd)$|\b(?:memorandum|minutes) (?:on|of)\b")
_ADDRESS = re.compile(r"\s(?:www\.\S+|https?://\S+|\S+@\S+)")
_ADDRESS_LINES = 2  # between a name and the line that says to whose attention a letter is


def greeting(plain: str, blocks: Sequence[Span], salutation: int | None) -> re.Match[str] | None:
    """Return the salutation, counted from its block's start, where it says who is written to."""
    block = blocks[salutation] if salutation is not None else Span(0, 0)
    match = patterns("heads")["salutation"].search(plain[block.start : block.end])
    return match if match and match["to"] else None


def letterhead(plain: str, blocks: Sequence[Span], salutation: int | None, recipient: Field | None) -> list[Field]:
    """Return the organisations whose names stand at the head of a letter."""
    file = patterns("heads")
    whole = file.compile(r"\W*(?P<body>{{organisation}}(?: \([A-Z][a-z][^()]{2,40}\))?)\W*")
    found: list[Field] = []
    greeted = greeting(plain, blocks, salutation)
    for block in blocks[: min(4, salutation if salutation is not None else 4)]:
        line = plain[block.start : block.end]
        if (recipient and block.overlaps(recipient.span)) or file["salutation"].search(line):
            break
        if greeted and re.match(rf"(?:The )?(?:\w+ )*{re.escape(greeted['to'])}\W*(?:\n|$)", line):
            break
        below = [plain[b.start : b.end] for b in blocks if b.start >= block.end][:_ADDRESS_LINES]
        if (
            line.startswith("(")
            or (found and _MEMBERS.search(line))
            or _ADDRESSED.match(line)
            or _MAILED.match(line)
            or any(map(_ATTENTION.match, below))
        ):
            continue
        compact = " ".join(line.split())
        if compact.count(" ") == 1 and whole.fullmatch(compact) and compact not in line:
            found.append(Field(compact, block))  # a name on two lines: "Immigration", "Enforcement"
            continue
        bare = _ADDRESS.sub(lambda address: " " * len(address[0]), line)
        parts = [part[0] for part in re.finditer(r"(?:(?!\s{3,}|\s[–-]\s)[^|\n,·•~])+", bare)]
        for part in [
            half for column in parts for half in _slashed(column, whole) or _joint(column, whole) or (column,)
        ]:
            words = re.sub(
                r"^(?:Organisation|Provider|Force|Trust|Health Board|From|Name of [a-z ]+)\s*:\s*", "", part.strip()
            )
            if POST.match(words) or _is_answered(plain, blocks, words) or (found and file["part"].pattern.match(words)):
                continue
            bare = re.sub(r"^(?i:the) ", "", words)
            words = next((name for name in (words, bare) if whole.fullmatch(as_named(name))), words)
            if (
                whole.fullmatch(as_named(words))
                and not _CHAMBER.search(words)
                and not re.match(
                    r"(?i)(?:to|cc|from|the home secretary|reply|response|report|statement|letter|comments?|re)\b",
                    words,
                )
            ):
                start = plain.index(words, block.start)
                found.append(Field(" ".join(words.split()), Span(start, start + len(words))))
    return found


def _is_answered(plain: str, blocks: Sequence[Span], name: str) -> bool:
    """Tell a body whose report the title says is answered ("Government Response to the Committee's Third Report")."""
    if re.fullmatch(r"House of (?:Commons|Lords)", name):
        return True
    chamber = re.search(r"\b(?:Assembly|Parliament|Senedd)$", name) is not None
    for block in blocks[:8]:
        match = patterns("heads")["answered"].search(plain[block.start : block.end])
        answered = re.sub(r"[’']s?$", "", match["body"].split("’s")[0].split("'s")[0]) if match else ""
        if answered and (
            re.search(rf"\b{re.escape(answered)}$", name, re.IGNORECASE) or (chamber and "Committee" in answered)
        ):
            return True
    return False


def as_named(words: str) -> str:
    """Return words in capitals as a name has them, others as they are."""
    return _titled(words) if words.isupper() else words


def _titled(words: str) -> str:
    """Return capitals as a name has them: "University of Carrow Bay"."""
    named = re.sub(r"\b(?:Of|And|For|The|In|Upon|On)\b", lambda small: small[0].lower(), words.title())
    named = re.sub(r"\b(?:Nhs|Hm|Hmp|Uk)\b", lambda short: short[0].upper(), named)
    return named[:1].upper() + named[1:]


def _slashed(words: str, whole: re.Pattern[str]) -> list[str]:
    """Return the organisations that stand in one line with strokes between them; none where anything else does."""
    parts = re.split(r"\s/\s", words)
    said = [whole.fullmatch(as_named(part)) for part in parts]
    bilingual = len(parts) > 1 and said[0] is None and said[1] is not None and "Home" not in parts[0]
    return parts if len(parts) > 1 and all(said) else parts[1:] if bilingual and len(parts) == 2 else []


def _joint(words: str, whole: re.Pattern[str]) -> tuple[str, str] | None:
    """Return the two organisations that an "and" joins."""
    for match in re.finditer(r" (?:and|(?:in partnership|together|jointly) with) ", words):
        first, second = words[: match.start()].strip(), words[match.end() :].strip()
        several = min(len(first.split()), len(second.split())) > 1 and not _NHS.fullmatch(first)
        if several and whole.fullmatch(first) and whole.fullmatch(second):
            return first, second
    return None
