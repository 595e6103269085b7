"""Named questions: .rq files with a header, their parameters and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..errors import QueryError
from ..ontology.namespaces import PREFIXES, XSD

_PARAM = re.compile(r'(?P<name>\w+) (?P<type>string|date|decimal|integer|iri) "(?P<default>[^"]*)" (?P<meaning>.+)')
_HEADER = re.compile(r"^# (title|group|description|param|column): (.+)$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A question's parameter: type is string, date, decimal, integer or iri."""

    name: str
    type: str
    default: str
    meaning: str

    def term(self, value: str) -> Literal | NamedNode:
        """Return a value as the RDF term that the question's variable is bound to.

        Raises QueryError where the value is not of the parameter's type.
        """
        try:
            if self.type == "date":
                return Literal(date.fromisoformat(value).isoformat(), datatype=NamedNode(XSD.date))
            if self.type == "decimal":
                return Literal(str(Decimal(value)), datatype=NamedNode(XSD.decimal))
            if self.type == "integer":
                return Literal(int(value))
            if self.type == "iri":
                return NamedNode(value)
        except (ValueError, InvalidOperation) as error:
            example = self.default or "a value"
            raise QueryError(f"--{self.name} {value!r} is not a {self.type}; an example is {example}") from error
        return Literal(value)


@dataclass(frozen=True, slots=True)
class Question:
    """One named question."""

    name: str
    title: str
    group: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    text: str

    @property
    def sparql(self) -> str:
        """Return the question's SPARQL with its prefixes: what a person can copy and run."""
        return f"{prefixes(self.text)}{self.text}"

    def bindings(self, values: Mapping[str, str]) -> dict[str, Literal | NamedNode]:
        """Return the variables bound to terms, defaults where nothing is given.

        Raises QueryError for a parameter that the question does not have.
        """
        known = {parameter.name for parameter in self.parameters}
        for name in values:
            if name not in known:
                has = ", ".join(f"--{p}" for p in sorted(known)) or "none"
                raise QueryError(f"question {self.name!r} has no parameter {name!r}; it has: {has}")
        return {p.name: p.term(values.get(p.name, p.default)) for p in self.parameters}


def prefixes(text: str) -> str:
    r"""Return PREFIX lines for the known prefixes that a query uses and does not declare.

    >>> prefixes("SELECT * { ?s skos:prefLabel ?o }")
    'PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n'
    """
    return _prefixes(text)


@lru_cache(maxsize=256)
def _prefixes(text: str) -> str:
    declared = set(re.findall(r"(?i)\bPREFIX\s+([\w-]*):", text))
    used = {name for name in PREFIXES if re.search(rf"(?<![\w:]){name}:", text)}
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(used - declared))


def catalogue(folders: Iterable[Path] = ()) -> tuple[Question, ...]:
    """Return every named question, by group and name; a user's folder of .rq files joins, and may replace ours."""
    found = dict(_ours())
    for folder in folders:
        if not folder.is_dir():
            raise QueryError(f"{folder}: no such folder of questions")
        found |= _in(folder)
    return tuple(sorted(found.values(), key=lambda q: (q.group, q.name)))


@cache
def _ours() -> Mapping[str, Question]:
    """Return our own questions, read once: 50 files take longer to read than most of them to answer."""
    return _in(files(f"{__package__}.catalogue"))


def _in(folder: Traversable | Path) -> dict[str, Question]:
    read = [_read(file) for file in folder.iterdir() if file.name.endswith(".rq")]
    return {question.name: question for question in sorted(read, key=lambda q: q.name)}


def question(name: str, folders: Iterable[Path] = ()) -> Question:
    """Return one named question.

    Raises QueryError that names the nearest where there is none of that name.
    """
    known = {q.name: q for q in catalogue(folders)} if folders else _ours()
    if name not in known:
        near = get_close_matches(name, known, 1, 0.4)
        mend = f"; did you mean {near[0]!r}?" if near else "; `answerable questions` lists them"
        raise QueryError(f"no question is named {name!r}{mend}")
    return known[name]


def page(questions: Iterable[Question]) -> str:
    """Return the questions as a page in Markdown, by group."""
    lines = [
        "# The named questions",
        "",
        "Made by `answerable questions --format markdown`; a test holds it to the catalogue.",
    ]
    group = ""
    for asked in questions:
        if asked.group != group:
            group = asked.group
            lines += ["", f"## {group.capitalize()}"]
        lines += ["", f"### {asked.title}", "", f"`answerable ask {asked.name}` {asked.description}".rstrip(), ""]
        lines += [
            f"- `--{p.name}` ({p.type}, default {f'`{p.default}`' if p.default else 'empty'}): {p.meaning}"
            for p in asked.parameters
        ]
        lines.append(f"- columns: {'; '.join(f'`{name}` {meaning}' for name, meaning in asked.columns)}")
    return "\n".join(lines) + "\n"


def _read(file: Traversable | Path) -> Question:
    text = file.read_text("utf-8")
    head: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _HEADER.match(line)
        if match:
            head.setdefault(match[1], []).append(match[2])
    name = file.name.removesuffix(".rq")
    if "title" not in head:
        raise QueryError(f"{file}: a question needs a line `# title: ...`")
    parameters = []
    for entry in head.get("param", []):
        match = _PARAM.fullmatch(entry)
        if match is None:
            raise QueryError(f'{file}: a parameter reads `# param: name type "default" meaning`, not {entry!r}')
        parameters.append(Parameter(match["name"], match["type"], match["default"], match["meaning"]))
    columns = tuple((c.partition(" ")[0], c.partition(" ")[2]) for c in head.get("column", []))
    body = "\n".join(line for line in text.splitlines() if not _HEADER.match(line)).strip() + "\n"
    description = head.get("description", [""])[0]
    return Question(
        name, head["title"][0], head.get("group", ["other"])[0], description, tuple(parameters), columns, body
    )
