"""The site: every page as static HTML that works from a folder, with data beside it and no request to anywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from markupsafe import Markup
from pyoxigraph import NamedNode

from ..errors import DrawError
from ..graph.export import export
from ..graph.network import Edge, Network, Node, network
from ..graph.store import Store
from ..ontology.iris import slug
from ..queries.ledger import Entry, ledger
from ..queries.matrix import Matrix, matrix
from ..queries.questions import Question, catalogue
from ..queries.results import Rows
from ..queries.runner import answer, ask
from .drawing import draw, templates

_DATA = (
    ("turtle", "graph.ttl"),
    ("trig", "graph.trig"),
    ("jsonld", "graph.jsonld"),
    ("csv", "statements.csv"),
    ("graphml", "graph.graphml"),
)
_PAGED = ("body", "service", "operation", "partnership", "recommendation", "funding")
_PLURALS = {
    "body": "bodies",
    "service": "services",
    "operation": "operations",
    "partnership": "partnerships",
    "recommendation": "recommendations",
    "funding": "money",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site."""

    path: str
    content: str


@dataclass(frozen=True, slots=True)
class Note:
    """A statement marked in a letter's text; start and end count in the letter's quotations."""

    iri: str
    anchor: str
    kind: str
    label: str
    words: str
    role: str
    start: int
    end: int


def write_site(store: Store, out: Path, *, on: date, title: str = "Answers to recommendations") -> int:
    """Write all pages and data files under a folder, and return how many.

    Raises DrawError where there is nothing to show.
    """
    found = network(store)
    if not found.nodes:
        raise DrawError(f"{store.location}: nothing to show; load letters with `answerable build`")
    count = 0
    for page in pages(store, found, on=on, title=title):
        path = out / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.content, "utf-8")
        count += 1
    for form, name in _DATA:
        (out / "data").mkdir(parents=True, exist_ok=True)
        (out / "data" / name).write_bytes(export(store, form))
        count += 1
    return count


def pages(store: Store, found: Network, *, on: date, title: str) -> Iterator[Page]:
    """Yield every page."""
    answers, promises = matrix(store), ledger(store, on=on)
    paths = _paths(found)
    letters = _letters(store)
    common = {"title": title, "on": on.isoformat(), "paths": paths}
    counts = {
        kind: sum(node.kind == kind for node in found.nodes) for kind in ("letter", *_PAGED, "position", "commitment")
    }
    rows = _matrix_rows(answers, letters)
    upcoming = [entry for entry in promises if entry.due][:5]
    yield _page(
        "index.html",
        "overview.html",
        common,
        counts=counts,
        matrix=answers,
        rows=rows,
        promises=upcoming,
        letters=letters,
    )
    yield _page("matrix.html", "matrix.html", common, matrix=answers, rows=rows)
    yield _page("promises.html", "promises.html", common, promises=promises, years=_years(promises))
    yield _page("letters.html", "letters.html", common, letters=letters)
    yield _page(
        "data.html", "data.html", common, files=[name for _, name in _DATA], sources=list(ask(store, "sources"))
    )
    yield Page("network.html", draw(store, title=title))
    for kind in _PAGED:
        nodes = [node for node in found.nodes if node.kind == kind]
        yield _page(f"{_PLURALS[kind]}.html", "things.html", common, kind=_PLURALS[kind], nodes=nodes)
    yield from _things(found, paths, common)
    for letter in letters.values():
        notes = _notes(store, letter["iri"])
        yield _page(letter["path"], "letter.html", common, letter=letter, runs=runs(letter["text"], notes), notes=notes)
    yield from _questions(store, common)


def _page(path: str, template: str, common: Mapping[str, object], **values: object) -> Page:
    style = files(__package__).joinpath("templates/site.css").read_text("utf-8")
    script = files(__package__).joinpath("templates/site.js").read_text("utf-8")
    up = "../" * path.count("/")
    content = (
        templates()
        .get_template(template)
        .render(
            **{**common, "up": up, **values},
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            path=path,
        )
    )
    return Page(path, content)


def _paths(found: Network) -> dict[str, str]:
    """Return the page of each thing that has one, by IRI; names that clash get a number."""
    taken: dict[str, int] = defaultdict(int)
    paths = {}
    for node in found.nodes:
        if node.kind in _PAGED:
            name = f"{node.kind}/{slug(node.label)[:60]}"
            taken[name] += 1
            paths[node.iri] = f"{name}{'' if taken[name] == 1 else f'-{taken[name]}'}.html"
        elif node.kind == "letter":
            paths[node.iri] = f"letter/{node.iri.rsplit('/', 1)[-1]}.html"
    return paths


def _letters(store: Store) -> dict[str, dict[str, str]]:
    """Return each letter's head and text, by the name of its file."""
    text = files(__package__).joinpath("templates/letters.rq").read_text("utf-8")
    found: dict[str, dict[str, str]] = {}
    for row in store.select(text):
        value = {
            name: row[name].value if row[name] is not None else ""
            for name in ("iri", "file", "title", "date", "who", "text")
        }
        value["path"] = f"letter/{value['iri'].rsplit('/', 1)[-1]}.html"
        found.setdefault(value["file"], value)
    return found


def _anchor(iri: str) -> str:
    """Return a statement's anchor in its letter's page."""
    return slug(iri.split("/letter/", 1)[-1].split("/", 1)[-1])


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a letter's text that the same statements cover; anchors are those that begin in it."""

    text: str
    kinds: tuple[str, ...]
    anchors: tuple[str, ...]
    notes: tuple[Note, ...]


def runs(text: str, notes: list[Note]) -> list[Run]:
    """Cut a letter's text wherever a statement begins or ends.

    >>> note = Note("i", "a", "service", "A", "is", "own words", 5, 7)
    >>> [(run.text, run.kinds) for run in runs("This is it", [note])]
    [('This ', ()), ('is', ('service',)), (' it', ())]
    """
    cuts = sorted({0, len(text), *(n.start for n in notes), *(n.end for n in notes)})
    found = []
    for start, end in pairwise(cuts):
        over = tuple(n for n in notes if n.start <= start and end <= n.end)
        begin = tuple(n for n in notes if n.start == start)
        kinds = tuple(dict.fromkeys("restatement" if n.role.startswith("restated") else n.kind for n in over))
        found.append(Run(text[start:end], kinds, tuple(dict.fromkeys(n.anchor for n in begin)), begin))
    return found


def _notes(store: Store, letter: str) -> list[Note]:
    text = files(__package__).joinpath("templates/notes.rq").read_text("utf-8")
    notes = []
    for row in store.select(text, bindings={"letter": NamedNode(letter)}):
        iri = row["s"].value
        kind = re.sub(r"^.*/letter/[0-9a-f]+/([^/]+)/.*$", r"\1", iri)
        label = row["label"].value if row["label"] is not None else kind
        notes.append(
            Note(
                iri,
                _anchor(iri),
                kind,
                label,
                row["words"].value,
                row["role"].value,
                int(row["start"].value),
                int(row["end"].value),
            )
        )
    return notes


def _matrix_rows(answers: Matrix, letters: Mapping[str, Mapping[str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    rows = []
    for body in answers.bodies:
        cells = []
        for column in answers.columns:
            cell = answers.cells[body, column.iri]
            letter = letters.get(cell.file)
            cells.append(
                {
                    "standing": cell.standing,
                    "css": cell.standing.replace(" ", "-"),
                    "words": cell.words,
                    "href": f"{letter['path']}#{_anchor(cell.statement)}" if letter else "",
                }
            )
        rows.append((body, cells))
    return rows


def _years(promises: tuple[Entry, ...]) -> tuple[int, int]:
    years = [int(entry.due[:4]) for entry in promises if entry.due] or [date.today().year]
    return min(years), max(years) + 1


def _things(found: Network, paths: Mapping[str, str], common: Mapping[str, object]) -> Iterator[Page]:
    by_iri = {node.iri: node for node in found.nodes}
    links: dict[str, list[tuple[Edge, Node, Node]]] = defaultdict(list)
    for edge in found.edges:
        triple = (edge, by_iri[edge.source], by_iri[edge.target])
        links[edge.source].append(triple)
        links[edge.target].append(triple)
    for iri, path in paths.items():
        node = by_iri[iri]
        if node.kind != "letter":
            yield _page(path, "thing.html", common, node=node, links=links[iri])


def _questions(store: Store, common: Mapping[str, object]) -> Iterator[Page]:
    asked: list[tuple[Question, Rows]] = [(question, answer(store, question, {})) for question in catalogue()]
    yield _page("questions.html", "questions.html", common, asked=asked)
