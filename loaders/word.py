"""What Word keeps apart from a document's words and shows among them: the numbers of lists, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .lists import BULLET, counted

_START = re.compile(
    r"<w:p(?: [^>]*)?(?<!/)>\s*(?P<how><w:pPr>(?:(?!</w:pPr>).)*</w:pPr>(?:\s*</w:pPrChange>\s*</w:pPr>)?)?", re.DOTALL
)
_LEVEL = re.compile(r'<w:lvl [^>]*?w:ilvl="(\d)"[^>]*>(.*?)</w:lvl>', re.DOTALL)
_STYLE = re.compile(r'<w:style [^>]*?w:styleId="([^"]+)"[^>]*>(.*?)</w:style>', re.DOTALL)
_REFERENCE = re.compile(r'<w:(foot|end)noteReference\b[^>]*?w:id="(-?\d+)"[^>]*/>')
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_DOCUMENT = "word/document.xml"
_NOTES = {"foot": "word/footnotes.xml", "end": "word/endnotes.xml"}
_RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    shown: str = "%1."
    first: int = 1


@dataclass(slots=True)
class _List:
    levels: Mapping[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def label(self, depth: int) -> str:
        """Count one item on, and return the label that stands before it."""
        level = self.levels.get(depth, _Level())
        self.counts[depth] = self.counts.get(depth, level.first - 1) + 1
        for deeper in [at for at in self.counts if at > depth]:
            del self.counts[deeper]
        if level.form == "bullet":
            return f"{BULLET} "
        if level.form == "none":
            return ""
        return re.sub(r"%(\d)", lambda part: self._number(int(part[1]) - 1), level.shown).strip() + " "

    def _number(self, depth: int) -> str:
        level = self.levels.get(depth, _Level())
        return counted(self.counts.get(depth, level.first), level.form)


def complete(parts: Mapping[str, str]) -> dict[str, str]:
    """Return the XML parts of a document with the labels of its lists and its notes among its own words."""
    # without its mark a tab would be nothing, and the words at either side one
    document = parts.get(_DOCUMENT, "").replace("<w:tab/>", '<w:t xml:space="preserve">\t</w:t>')
    labels = _labels(parts.get("word/numbering.xml", ""), parts.get("word/styles.xml", ""))
    numbered = _START.sub(lambda start: start[0] + labels.run(start["how"] or ""), document)
    notes = {kind: dict(_notes(parts.get(name, ""), kind)) for kind, name in _NOTES.items()}
    emptied = {name: _WORDS.sub("", parts[name]) for name in _NOTES.values() if name in parts}
    return {**parts, **emptied, _DOCUMENT: _with_notes(numbered, notes)}


@dataclass(frozen=True, slots=True)
class _Labels:
    lists: Mapping[str, _List]
    styles: Mapping[str, tuple[str, int]]

    def run(self, how: str) -> str:
        """Return the run with the label of a paragraph by its properties, or nothing."""
        number, depth = _numbering(how) or self.styles.get(_value(how, "pStyle"), ("0", 0))
        found = self.lists.get(number)
        label = found.label(depth) if found else ""
        return _RUN.format(label) if label else ""


def _labels(numbering: str, styles: str) -> _Labels:
    abstract = {
        found[1]: {int(level[1]): _level(level[2]) for level in _LEVEL.finditer(found[2])}
        for found in re.finditer(
            r'<w:abstractNum [^>]*?w:abstractNumId="(\d+)"[^>]*>(.*?)</w:abstractNum>', numbering, re.DOTALL
        )
    }
    shared: dict[str, _List] = {}
    lists = {}
    for found in re.finditer(r'<w:num [^>]*?w:numId="(\d+)"[^>]*>(.*?)</w:num>', numbering, re.DOTALL):
        kind = _value(found[2], "abstractNumId")
        one = _List(abstract.get(kind, {}))
        lists[found[1]] = one if "startOverride" in found[2] else shared.setdefault(kind, one)
    return _Labels(lists, dict(_numbered_styles(styles)))


def _level(words: str) -> _Level:
    first = _value(words, "start")
    return _Level(_value(words, "numFmt") or "decimal", _value(words, "lvlText"), int(first) if first.isdigit() else 1)


def _numbered_styles(styles: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the styles that number their paragraphs, of themselves or by the style that they rest on."""
    known = {found[1]: found[2] for found in _STYLE.finditer(styles)}
    for name in known:
        at, seen = name, set()
        while at in known and at not in seen:
            seen.add(at)
            if numbering := _numbering(known[at]):
                yield name, numbering
                break
            at = _value(known[at], "basedOn")


def _numbering(how: str) -> tuple[str, int] | None:
    found = re.search(r"<w:numPr>(.*?)</w:numPr>", how, re.DOTALL)
    number = _value(found[1], "numId") if found else ""
    depth = _value(found[1], "ilvl") if found else ""
    return (number, int(depth) if depth.isdigit() else 0) if number else None


def _value(words: str, name: str) -> str:
    found = re.search(rf'<w:{name} [^>]*?w:val="([^"]*)"|<w:{name} w:val="([^"]*)"', words)
    return (found[1] or found[2] or "") if found else ""


def _notes(part: str, kind: str) -> Iterator[tuple[str, str]]:
    for note in re.finditer(rf'<w:{kind}note\b[^>]*?w:id="(-?\d+)"[^>]*>(.*?)</w:{kind}note>', part, re.DOTALL):
        yield note[1], "".join(_WORDS.findall(note[2])).strip()


def _with_notes(document: str, notes: Mapping[str, Mapping[str, str]]) -> str:
    """Number the references to notes in order, and put the notes behind the last paragraph."""
    said: list[str] = []

    def mark(reference: re.Match[str]) -> str:
        words = notes.get(reference[1], {}).get(reference[2], "")
        if not words:
            return ""
        said.append(words)
        return f"<w:t>[{len(said)}]</w:t>"

    marked = _REFERENCE.sub(mark, document)
    behind = "".join(f"<w:p>{_RUN.format(f'[{i}] {words}')}</w:p>" for i, words in enumerate(said, 1))
    body = marked.rfind("</w:body>")
    end = body if body >= 0 else len(marked)
    last = re.compile(r"<w:sectPr\b(?:(?!<w:sectPr\b|<w:p\b).)*$", re.DOTALL).search(marked, 0, end)
    return marked[: last.start() if last else end] + behind + marked[last.start() if last else end :]
