"""From a text to a letter: layout, head and foot, short forms, sections, and whose words each sentence holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ..ontology.reports import Report
from .aliases import defined_aliases, sender_aliases
from .heads import Head, read_head
from .layout import layout, sentences
from .letter import Field, Letter, QuoteRole, Section, Sentence
from .nlp import pipeline
from .offices import NATIONAL, force_named, offices
from .outline import read_outline
from .patterns import patterns, read_all_patterns
from .reports import report_titled, restated_recommendations
from .restatements import restated_spans
from .survey import original_at
from .text import Span, Text

_OVERSEER = re.compile(r"(?i)commissioner|mayor|mopac|combined authority|\bMCA\b|\bPCC\b")
_MOST = 0.6  # share of a sentence in restated or quoted words that makes it theirs
_LABEL = 60  # characters of a label before a quotation, or of what may follow it
_QUOTED = re.compile(r"“[^”]{1,1500}”|(?<![^\s(\[–—-])\"(?=\S)[^\"]{1,1500}(?<=\S)\"")
# what is said of what a sentence restates: "As to 4.3 (that there be a chemist), we accept it."
_VERDICT = re.compile(
    r"\b(?:[Ww]e|I|[Tt]he [A-Z]\w+) (?:\w+ ){0,2}?(?:accept|agree|adopt|support|reject|decline|endorse|cannot|can|do|will)\b"
)
_PASSAGE = 42  # characters of a quotation that stands as another's words


def anatomy(text: Text, *, reports: Sequence[Report] = (), nlp: str | None = None) -> Letter:
    """Return the letter that a text is; a text that is no letter gives one with little in it.

    reports are those known beforehand, by whose wording a restated recommendation without its number is numbered.
    """
    read_all_patterns()
    laid = layout(text.text)
    head = read_head(laid.plain, laid.blocks[: original_at(laid.plain, laid.blocks)])
    aliases = defined_aliases(laid.plain)
    aliases |= sender_aliases(laid.plain, [sender.value for sender in head.senders]) | aliases
    outline = read_outline(
        laid.plain,
        laid.blocks,
        senders=[sender.value for sender in head.senders],
        aliases=aliases,
        offices=offices(laid.plain, [sender.value for sender in head.senders]),
        body=head.body,
        close=head.close,
    )
    report = report_titled(head.report.value, reports) if head.report else None
    own = [b for b in laid.blocks if not any(third.holds(b) for third in outline.third)]
    numbered = _numbered(laid.plain, own, outline.sections, report) if report else outline.sections
    sections = _forces(laid.plain, laid.blocks, numbered, head)
    restated = restated_spans(laid.plain, laid.blocks, sections, outline)
    senders = _senders(laid.plain, head, sections, aliases)
    aliases = sender_aliases(laid.plain, [sender.value for sender in senders]) | aliases
    return Letter(
        text=text,
        plain=laid.plain,
        senders=senders,
        signatories=head.signatories,
        post=head.post,
        recipient=head.recipient,
        date=head.date,
        date_span=head.date_span,
        reference=head.reference,
        report=head.report,
        furniture=laid.furniture,
        restated=restated,
        quoted=outline.third,
        sections=sections,
        sentences=_sentences(laid.plain, laid.blocks, sections, restated, outline.third),
        aliases=aliases,
        tagged=pipeline(nlp)(laid.plain) if nlp else None,
    )


def _numbered(plain: str, blocks: Sequence[Span], sections: Sequence[Section], report: Report) -> tuple[Section, ...]:
    """Number the answers to recommendations that a letter restates without their numbers."""
    label = patterns("outline")["unnumbered"].pattern
    out: list[Section] = []
    for section in sections:
        start = section.span.start
        current = section
        for block in blocks:
            if not start <= block.start < section.span.end or section.recommendations:
                continue
            match = label.search(plain[block.start : block.end])
            found = restated_recommendations(plain[block.start : block.end], report) if match else ()
            if match and found:
                if block.start > current.span.start:
                    out.append(replace(current, span=Span(current.span.start, block.start)))
                heading = Span(block.start, block.start + match.end())
                numbers = tuple(r.number for r in found)
                current = Section(
                    Span(block.start, section.span.end), heading, numbers, section.speakers, numbering_given=False
                )
        out.append(current)
    return tuple(out)


def _forces(plain: str, blocks: Sequence[Span], sections: Sequence[Section], head: Head) -> tuple[Section, ...]:
    """Give a force the answers in which its overseer reports what the force does."""
    if not head.senders or not _OVERSEER.search(head.senders[0].value):
        return tuple(sections)
    own_force = force_named(plain, [sender.value for sender in head.senders])
    if own_force is None:
        return tuple(sections)
    force, label = patterns("offices")["force"].pattern, patterns("outline").data["speaker"]["label"]
    out = []
    for section in sections:
        start = section.heading.end if section.heading else section.span.start
        answer = next(
            (b for b in blocks if start < b.end and b.start < section.span.end and b.end - max(b.start, start) > 40),
            None,
        )
        first = next(iter(sentences(plain, Span(max(start, answer.start), answer.end))), None) if answer else None
        words = plain[first.start : first.end] if first else ""
        if re.search(r"\b(?:should|must|needs? to)\b", words):
            words = ""
        about = next((m for m in force.finditer(words) if not (m["force"] or "").startswith(NATIONAL)), None)
        own = section.recommendations and section.speakers == (head.senders[0].value,)
        own = own and not re.match(label, plain[section.span.start : section.span.end].lstrip())
        if own and about and not re.search(r"\b(?:I|my|My)\b", words[: about.start()]):
            out.append(replace(section, speakers=(about["force"] or own_force,)))
        else:
            out.append(section)
    return tuple(out)


def _senders(plain: str, head: Head, sections: Sequence[Section], aliases: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the senders with every further body whose answers the letter gives."""
    senders = list(head.senders)
    for section in sections:
        for speaker in section.speakers:
            known = any(speaker == s.value or speaker in s.value for s in senders)
            place = plain.find(speaker)
            if speaker and section.recommendations and not known and place >= 0:
                senders.append(Field(speaker, Span(place, place + len(speaker))))
    for short, full in aliases.items():
        shared = set(full.casefold().split()) & set(senders[0].value.casefold().split()) if senders else set()
        if short.istitle() and len(shared) >= 3 and full.casefold() not in senders[0].value.casefold():
            place = plain.find(full)
            named = place >= 0 and re.search(rf"\b[Tt]he {re.escape(short)}\b", plain)
            if named and not any(full == s.value for s in senders):
                senders.append(Field(full, Span(place, place + len(full))))
    return tuple(senders)


def _sentences(
    plain: str, blocks: Sequence[Span], sections: Sequence[Section], restated: Sequence[Span], third: Sequence[Span]
) -> tuple[Sentence, ...]:
    """Cut every block into sentences, each with its section, speaker and role."""
    said = [Span(*m.span()) for m in _QUOTED.finditer(plain) if len(m[0]) >= _PASSAGE]
    quoted = [*third, *(quote for quote in said if not _is_whole_answer(quote, plain, sections))]
    found: list[Sentence] = []
    index = 0
    cuts = sorted({s.span.start for s in sections} | {s.heading.end for s in sections if s.heading})
    for block in blocks:
        edges = [block.start, *[c for c in cuts if block.start < c < block.end], block.end]
        for start, end in pairwise(edges):
            for span in sentences(plain, Span(start, end)):
                while index + 1 < len(sections) and sections[index + 1].span.start <= span.start:
                    index += 1
                section = sections[index] if sections else None
                speaker = section.speakers[0] if section and section.speakers else ""
                role = _role(plain, span, restated, quoted)
                if role is QuoteRole.OWN and plain[block.start] == ">":
                    role = QuoteRole.THIRD_PARTY  # a message quoted between the lines of its answer
                found.append(Sentence(span, index, speaker, role))
    return tuple(found)


def _is_whole_answer(quote: Span, plain: str, sections: Sequence[Section]) -> bool:
    """Tell a quotation that is all a speaker says in a section, behind a label: 'Chief Constable: "We did."'."""
    section = next((s for s in sections if s.span.start <= quote.start < s.span.end), None)
    if section is None or quote.start - section.span.start > _LABEL or not section.recommendations:
        return False
    lead = plain[section.span.start : quote.start].rstrip()
    return lead.endswith(":") and len(plain[quote.end : section.span.end].strip()) <= _LABEL


def _role(plain: str, span: Span, restated: Sequence[Span], quoted: Sequence[Span]) -> QuoteRole:
    within = next((o for o in restated if o.start < span.end and span.start < o.end and _holds_most(o, span)), None)
    if within and not _VERDICT.search(f"{plain[span.start : within.start]} {plain[within.end : span.end]}"):
        return QuoteRole.RESTATED
    if any(_holds_most(other, span) for other in quoted if other.start < span.end and span.start < other.end):
        return QuoteRole.THIRD_PARTY
    return QuoteRole.OWN


def _holds_most(other: Span, span: Span) -> bool:
    return (min(span.end, other.end) - max(span.start, other.start)) / max(1, span.end - span.start) > _MOST
