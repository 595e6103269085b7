"""Full-text search over statements: SQLite FTS5, made from the store and never a source of truth."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from importlib.resources import files

from ..errors import QueryError
from ..graph.store import Store

_KINDS = re.compile(r"/letter/[0-9a-f]+/([^/]+)/")


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement found: the snippet has the words found between « and »."""

    iri: str
    kind: str
    label: str
    snippet: str
    file: str
    start: int
    end: int


def find(store: Store, words: str, *, most: int = 50) -> tuple[Hit, ...]:
    """Return the statements whose label or words hold all the words asked for, the best first (BM25).

    Raises QueryError where no word is asked for.
    """
    terms = re.findall(r"[\w’'-]+", words)
    if not terms:
        raise QueryError("say which words to find")
    index = _index(store)
    match = " ".join('"' + term.replace('"', "") + '"*' for term in terms)
    rows = index.execute(
        "SELECT iri, label, snippet(found, 2, '«', '»', ' … ', 18), file, start, stop FROM found WHERE found MATCH ? ORDER BY rank, iri LIMIT ?",
        (match, most),
    ).fetchall()
    index.close()
    return tuple(
        Hit(iri, _kind(iri), label, " ".join(snippet.split()), file, start, stop)
        for iri, label, snippet, file, start, stop in rows
    )


def _kind(iri: str) -> str:
    match = _KINDS.search(iri)
    return match[1] if match else "thing"


def _index(store: Store) -> sqlite3.Connection:
    index = sqlite3.connect(":memory:")
    index.execute(
        "CREATE VIRTUAL TABLE found USING fts5(iri UNINDEXED, label, words, file UNINDEXED, start UNINDEXED, stop UNINDEXED, tokenize='porter unicode61')"
    )
    text = files(__package__).joinpath("sparql/search.rq").read_text("utf-8")
    index.executemany(
        "INSERT INTO found VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                row["s"].value,
                row["label"].value,
                row["words"].value,
                row["file"].value,
                int(row["start"].value),
                int(row["end"].value),
            )
            for row in store.select(text)
        ),
    )
    return index
