"""The site: every page as static HTML that works from a folder, with data beside it and no request to anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from ...errors import DrawError
from ...graph.export import export
from ...graph.network import Network, network
from ...graph.published import published
from ...graph.store import Store
from ...ontology.namespaces import ANS, DCTERMS
from ...queries.ledger import ledger
from ...queries.matrix import Matrix, matrix
from ...queries.questions import catalogue
from ...queries.results import shown
from ...queries.runner import answer, ask
from ..drawing import draw
from .data import dataset, scores, search_index, thing_data
from .facts import Facts
from .letters import heads, letter_pages
from .money import money_page
from .paths import PLURALS, Paths, paths
from .promises import first_five, promises_page, with_places
from .render import Frame, Page, asset
from .things import thing_pages
from .vocabulary import ontology_page

_DATA = (
    ("turtle", "graph.ttl", "Turtle: all triples, to read and to load; of the known bodies those that are named"),
    ("trig", "graph.trig", "TriG: the same, one named graph a letter"),
    ("jsonld", "graph.jsonld", "JSON-LD: the same, for programs"),
    ("csv", "statements.csv", "CSV: one row a statement, for spreadsheets"),
    ("graphml", "graph.graphml", "GraphML: the network, for Gephi, yEd or networkx"),
)
_ROWS = 200  # rows of an answer that its page shows


def write_site(store: Store, out: Path, *, on: date, title: str = "Answers to recommendations") -> int:
    """Write all pages and data files under a folder, and return how many.

    Raises DrawError where there is nothing to show.
    """
    count = 0
    for path, content in site_files(store, on=on, title=title):
        place = out / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        count += 1
    return count


def site_files(store: Store, *, on: date, title: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file's path and bytes."""
    found = network(store)
    facts = Facts(store)
    if not found.nodes or not facts.letters:
        raise DrawError(f"{store.location}: nothing to show; load letters with `answerable build`")
    answers = matrix(store)
    where = paths(facts, also=tuple(column.iri for column in answers.columns))
    frame = Frame(title, on.isoformat())
    for page in _pages(store, facts, where, found, answers, frame):
        yield page.path, page.content.encode("utf-8", "replace")
    yield "network.html", draw(store, title=title, home="index.html").encode("utf-8", "replace")
    yield from thing_data(facts, where)
    yield "search.js", search_index(facts, where).encode("utf-8", "replace")
    for name in ("site.css", "site.js"):
        yield name, asset(name).encode()
    shared = published(store)
    for form, name, _ in _DATA:
        yield f"data/{name}", dataset(shared) if form == "jsonld" else export(shared, form)


def _pages(store: Store, facts: Facts, where: Paths, found: Network, answers: Matrix, frame: Frame) -> Iterator[Page]:
    on = date.fromisoformat(frame.on)
    promises = with_places(facts, where, ledger(store, on=on))
    letters = heads(facts, where)
    grid = _grid(facts, where, answers)
    counts = Counter(facts.kind(iri) for iri in where.pages) + Counter(
        said.kind for said in facts.said.values() if said.kind in {"position", "commitment"}
    )
    yield frame.page(
        "index.html",
        "overview.html",
        grid=grid,
        counts=counts,
        letters=letters,
        plurals=PLURALS,
        statements=len(facts.said),
        promises=first_five(promises, on=on),
        money=sum(said.kind == "funding" for said in facts.said.values()),
    )
    yield frame.page("matrix.html", "matrix.html", grid=grid)
    yield promises_page(promises, frame, on=on)
    yield money_page(facts, where, frame)
    yield frame.page("letters.html", "letters.html", letters=letters)
    yield from letter_pages(facts, where, found, frame)
    yield from thing_pages(facts, where, found, frame)
    yield from _questions(store, where, frame)
    yield ontology_page(facts, frame)
    yield frame.page(
        "data.html",
        "data.html",
        files=[(f"data/{name}", words) for _, name, words in _DATA],
        sources=list(ask(store, "sources")),
        scores=scores(facts),
    )


def _grid(facts: Facts, where: Paths, answers: Matrix) -> dict[str, Any]:
    """Return the matrix for its template: columns grouped by report, rows of cells with the place of their words."""
    bodies = {facts.label(iri): path for iri, path in where.pages.items() if facts.kind(iri) == "body"}
    columns = [
        {
            "number": column.number,
            "title": column.title if column.title != column.number else "",
            "href": where.pages.get(column.iri, ""),
            "to": ", ".join(facts.label(to) for to in facts.texts(column.iri, ANS.addressedTo)),
        }
        for column in answers.columns
    ]
    reports = Counter(column.report for column in answers.columns)
    rows = []
    for body in answers.bodies:
        cells = []
        for column in answers.columns:
            cell = answers.cells[body, column.iri]
            said = facts.said.get(cell.statement)
            cells.append(
                {
                    "standing": cell.standing,
                    "words": said.quotes[0].words if said else cell.words,
                    "href": where.of(said) if said else "",
                    "letter": facts.text(said.quotes[0].letter, DCTERMS.title) if said else "",
                }
            )
        rows.append((body, bodies.get(body, ""), cells))
    standings = list(dict.fromkeys(cell["standing"] for _, _, cells in rows for cell in cells))
    titles = [(facts.label(report), count) for report, count in reports.items()]
    return {"columns": columns, "rows": rows, "reports": titles, "standings": standings}


def _questions(store: Store, where: Paths, frame: Frame) -> Iterator[Page]:
    listed = []
    for question in catalogue():
        rows = answer(store, question, {})
        listed.append((question, len(rows)))
        cells = [
            [(shown(cell), where.pages.get(cell.value, "") if isinstance(cell, NamedNode) else "") for cell in row]
            for row in rows.cells[:_ROWS]
        ]
        yield frame.page(
            f"question/{question.name}.html", "question.html", question=question, rows=rows, cells=cells, most=_ROWS
        )
    yield frame.page("questions.html", "questions.html", listed=listed)
