"""The head and foot of a letter: who writes to whom, when, under which reference, about which report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .calendar import full_date
from .letter import Field, Letter
from .letterhead import greeting
from .patterns import patterns
from .senders import read_senders
from .signatories import field_of, person_in, read_signatories
from .statements import LetterStatement
from .text import Span

_TITLES = 14  # blocks of the head that may say whose report is answered
_TOP = 26  # blocks that may belong to the head


@dataclass(frozen=True, slots=True)
class Head:
    """What the head and foot of a letter say; close is where the letter's own words end."""

    date: date | None
    date_span: Span | None
    reference: Field | None
    recipient: Field | None
    signatories: tuple[Field, ...]
    post: Field | None
    senders: tuple[Field, ...]
    report: Field | None
    body: int
    close: int | None


def read_head(plain: str, blocks: Sequence[Span]) -> Head:
    """Read head and foot from a letter's blocks; body and close are indexes of blocks."""
    ended = _first(plain, blocks, "close")  # what is below may have a salutation of its own, an enclosure's
    salutation = _first(plain, blocks[: _TOP if ended is None else min(ended, _TOP)], "salutation")
    close = _close(plain, blocks)
    when, when_span = _date(plain, blocks)
    signatories, post = read_signatories(plain, blocks, close)
    recipient = _recipient(plain, blocks, salutation)
    sent = patterns("heads")["from-line"].pattern
    for block in blocks[:4]:
        match = sent.search(plain[block.start : block.end])
        if match and not match["organisation"] and not signatories:
            first, last = ("name", "name") if match["name"] else ("last", "first")
            words = match["name"] or f"{match['first']} {match['last']}"
            signatories = (Field(words, Span(block.start + match.start(first), block.start + match.end(last))),)
    signatories = signatories or _completed_by(plain, blocks)
    senders = read_senders(plain, blocks, salutation, signatories, post, recipient)
    if recipient is None:
        recipient = _addressed(plain, blocks, salutation, senders[:1])
        if recipient is not None:
            senders = read_senders(plain, blocks, salutation, signatories, post, recipient)
        recipient = recipient or _answered(plain, blocks, senders)
    return Head(
        date=when,
        date_span=when_span,
        reference=_reference(plain, blocks),
        recipient=recipient,
        signatories=signatories,
        post=post,
        senders=senders,
        report=_report(plain, blocks, salutation),
        body=salutation + 1 if salutation is not None else 0,
        close=close,
    )


def _completed_by(plain: str, blocks: Sequence[Span]) -> tuple[Field, ...]:
    """Return who a form says has completed or approved it."""
    rule = patterns("heads")["signed-line"]
    found = ((block, rule.search(plain[block.start : block.end])) for block in blocks)
    return tuple(field_of(plain, block, match, "name") for block, match in found if match)[:1]


def _first(plain: str, blocks: Sequence[Span], rule: str) -> int | None:
    pattern = patterns("heads")[rule]
    return next((i for i, b in enumerate(blocks) if pattern.search(plain[b.start : b.end])), None)


def _date(plain: str, blocks: Sequence[Span]) -> tuple[date | None, Span | None]:
    """Return the letter's own day: a line of its own first, then a published or sent line, then any in the head."""
    for rules, reach in (
        (("date-line", "date-published"), _TOP),
        (("date-line",), len(blocks)),
        (("date-anywhere",), 8),
    ):
        for block in blocks[:reach]:
            for rule in rules:
                match = patterns("heads")[rule].search(plain[block.start : block.end])
                if match and (day := full_date(match["date"])):
                    return day, Span(block.start + match.start("date"), block.start + match.end("date"))
    return None, None


def _reference(plain: str, blocks: Sequence[Span]) -> Field | None:
    pattern = patterns("heads")["reference"]
    for block in blocks[:_TOP]:
        match = pattern.within(plain, block.start, block.end)
        if match:
            return field_of(plain, block, match, "ref")
    for block in blocks[:_TOP]:
        match = re.fullmatch(
            r"\W*(?P<ref>[A-Z]{2,6}\d{0,4}(?:[/-][A-Z0-9-]{1,8}){1,4})\W*(?:\s[|·•]\s[^|]{4,40})?",
            plain[block.start : block.end],
        )
        if match and re.search(r"\d", match["ref"]):
            return field_of(plain, block, match, "ref")
    return None


def _close(plain: str, blocks: Sequence[Span]) -> int | None:
    pattern = patterns("heads")["close"]
    found = [i for i, b in enumerate(blocks) if pattern.search(plain[b.start : b.end])]
    return found[-1] if found else None


def _recipient(plain: str, blocks: Sequence[Span], salutation: int | None) -> Field | None:
    file = patterns("heads")
    reach = blocks[: salutation if salutation is not None else 12]
    for block in reach:
        match = file["to-line"].search(plain[block.start : block.end])
        if match:
            return field_of(plain, block, match, "to")
    for block in reach:
        if re.match(
            r"\W*(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Baroness|Baron|Rt|The Rt|Cllr|Councillor|Captain|Colonel|Commander|Judge|His|Her)\b",
            plain[block.start : block.end],
        ):
            person = next(person_in(plain, block), None)
            if person:
                return person
    greeted = greeting(plain, blocks, salutation)
    name = greeted["to"].split() if greeted else []
    for block in reach:
        person = next(person_in(plain, block), None)
        if person and name and (name[-1] in person.value.split() or name[0] in person.value.split()):
            return person
    return None


def _addressed(plain: str, blocks: Sequence[Span], salutation: int | None, senders: Sequence[Field]) -> Field | None:
    """Return the body or post written to, where no person is named: a line of the head, else the salutation."""
    file = patterns("heads")
    addressed = file.compile(
        r"^\W*(?P<to>(?:(?:HM|His Majesty[’']s|Her Majesty[’']s|The) )?(?:{{cap}} ){0,3}(?:Chief Inspector|Secretary(?: of State)?|Minister|Sheriff Clerk|Registrar|Coroner|Ombudsman|Auditor General|"
        r"Commissioner|Inspectorate|Chair)\b(?! [Rr]ef)[^\n]{0,80}|HM[A-Z]{2,8}|[A-Z]{4,8})\s*$"
    )
    for block in blocks[: salutation if salutation is not None else 8]:
        match = addressed.search(plain[block.start : block.end])
        if (
            match
            and not any(match["to"].casefold() in s.value.casefold() for s in senders)
            and not re.fullmatch(
                r"OFFICIAL|SUMMARY|ANNEX|INTRODUCTION|CONTENTS|RESPONSE|FOREWORD|APPENDIX|REPORT|NOTE", match["to"]
            )
        ):
            return field_of(plain, block, match, "to")
    greeted = greeting(plain, blocks, salutation)
    if greeted and salutation is not None and not re.match(r"(?i)(?:sir|madam|colleague|all|sirs)", greeted["to"]):
        return field_of(plain, blocks[salutation], greeted, "to")
    return None


def _answered(plain: str, blocks: Sequence[Span], senders: Sequence[Field]) -> Field | None:
    """Return the body that a title says is answered: "Response to the Committee's Third Report"."""
    file = patterns("heads")
    body = file.compile(
        r"(?P<to>{{organisation}}|(?:{{cap}} (?:(?:and|of|for) )?){1,6}(?:Committee|Panel|Inspectorate|Review))(?=[’'\s(,:.]|$)"
    )
    for block in blocks[:_TITLES]:
        found = file["answered"].search(plain[block.start : block.end])
        match = body.match(found["body"]) if found else None
        own = match and any(match["to"].casefold() in sender.value.casefold() for sender in senders)
        if found and match and not own:
            start = block.start + found.start("body")
            return Field(" ".join(match["to"].split()), Span(start, start + match.end("to")))
    return None


def _report(plain: str, blocks: Sequence[Span], salutation: int | None) -> Field | None:
    """Return the title of what is answered: a subject line, else the line under the salutation, else a mention."""
    file = patterns("heads")
    for block in blocks[:_TOP]:
        match = file["subject"].search(plain[block.start : block.end])
        if match:
            return field_of(plain, block, match, "report")
    start = salutation + 1 if salutation is not None else 1
    for block in blocks[start : start + (2 if salutation is not None else 12)]:
        words = plain[block.start : block.end]
        if re.match(
            r"\W*(?:To|Copy|cc|Cc|Date|From|Ref|Sent|Conclusion \d+|Recommendations? \w+|Office of|\d+\.|\(?[a-z]\))\W",
            words,
        ):
            continue
        if (
            15 <= len(words) <= 260
            and not words.rstrip().endswith((":", ";"))
            and (
                not words.rstrip().endswith(".") or not re.search(r"\b(?:I|[Ww]e|[Yy]ou|was|were|has|have|is)\b", words)
            )
            and re.search(
                r"(?i)\b(?:report|inspection|inquiry|review|super-?complaint|inquest|investigation|response|regulation 28|audit|complaint)\b",
                words,
            )
        ):
            return Field(" ".join(words.split()), block)
    mention = re.compile(
        r"(?:report|review|inspection|inquiry|super-complaint|investigation)s? (?:on|of|into|about|made|entitled|called|[-–:]) ?[^.;]{10,140}|[“\"‘][A-Z][^”\"’]{8,120}[”\"’]"
    )
    for block in blocks[:_TOP]:
        match = mention.search(plain, block.start, block.end)
        if match and match.end() <= block.end:
            return Field(" ".join(match[0].split()), Span(*match.span()))
    return None


def letter_statements(letter: Letter) -> Iterator[LetterStatement]:
    """Yield the one statement about the letter itself."""
    sender = letter.senders[0].value if letter.senders else ""
    place = letter.date_span or (letter.senders[0].span if letter.senders else Span(0, min(80, len(letter.plain))))
    report = letter.report.value if letter.report else None
    yield LetterStatement(
        span=place,
        label=f"{sender or letter.text.name}: answer to {report or 'recommendations'}",
        by=sender,
        rule="heads/letter",
        date=letter.date.isoformat() if letter.date else None,
        reference=letter.reference.value if letter.reference else None,
        senders=tuple(s.value for s in letter.senders),
        signatory=letter.signatories[0].value if letter.signatories else None,
        post=letter.post.value if letter.post else None,
        recipient=letter.recipient.value if letter.recipient else None,
        report=report,
    )
