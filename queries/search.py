"""Full-text search over statements and letters: SQLite FTS5, made from the store and never a source of truth."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

from ..errors import QueryError
from ..graph.store import Store

_INDEX = "search.sqlite"
_LAYOUT = "3"
_KINDS = re.compile(r"/letter/[0-9a-f]+/([^/]+)/")
_PARAGRAPH = re.compile(r"\S(?:(?!\n[ \t]*\n).)*", re.DOTALL)
_TERM = re.compile(r'"([^"]+)"|([\w’\'-]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement, or a letter's paragraph, found: the snippet has the words found between « and »."""

    iri: str
    kind: str
    label: str
    snippet: str
    file: str
    start: int
    end: int


def find(store: Store, words: str, *, kind: str = "", most: int = 50) -> tuple[Hit, ...]:
    """Return the statements and paragraphs that hold all the words asked for, the best first (BM25).

    Words match any of their forms and beginnings; words in double quotes match as they stand, next to each other.
    kind keeps hits of one kind, "letter" the paragraphs. Raises QueryError where no word is asked for.
    """
    terms = [phrase or word for phrase, word in _TERM.findall(words)]
    if not terms:
        raise QueryError("say which words to find")
    match = " ".join(f'"{term}"' + ("" if " " in term else "*") for term in terms)
    of_kind = "AND kind = ?" if kind else ""  # without one, no row has to be read to be ranked
    with closing(_index(store)) as index:
        rows = index.execute(
            "SELECT iri, kind, label, snippet(found, 3, '«', '»', ' … ', 18), file, start, stop FROM found "  # noqa: S608
            f"WHERE found MATCH ? {of_kind} ORDER BY rank, rowid LIMIT ?",
            (match, *filter(None, (kind,)), most),
        ).fetchall()
    return tuple(
        Hit(iri, sort, label, " ".join(snippet.split()), file, start, stop)
        for iri, sort, label, snippet, file, start, stop in rows
    )


def _index(store: Store) -> sqlite3.Connection:
    """Return the index kept beside the store where it is of the store's data, else a new one."""
    place = store.derived(_INDEX)
    if place is None:
        return _filled(sqlite3.connect(":memory:"), store, "")
    path, mark = place
    kept = _kept(path, mark)
    if kept is not None:
        return kept
    new = path.with_name(f"{path.stem}-{uuid4().hex}.new")  # its own: another may make one at the same time
    try:
        with closing(sqlite3.connect(new)) as index:
            _filled(index, store, mark)
        new.replace(path)
        return sqlite3.connect(path)
    except (OSError, sqlite3.OperationalError):  # a folder one may only read: search without keeping
        return _filled(sqlite3.connect(":memory:"), store, mark)
    finally:
        with suppress(OSError):
            new.unlink()


def _kept(path: Path, mark: str) -> sqlite3.Connection | None:
    if not path.exists():
        return None
    index = sqlite3.connect(path)
    try:
        if index.execute("SELECT layout, mark FROM made").fetchone() == (_LAYOUT, mark):
            return index
    except sqlite3.DatabaseError:
        pass  # not an index of ours, or a broken one: it is made anew
    index.close()
    return None


def _filled(index: sqlite3.Connection, store: Store, mark: str) -> sqlite3.Connection:
    index.execute("CREATE TABLE made (layout TEXT, mark TEXT)")
    index.execute("INSERT INTO made VALUES (?, ?)", (_LAYOUT, mark))
    index.execute(
        "CREATE VIRTUAL TABLE found USING fts5(iri UNINDEXED, kind UNINDEXED, label, words, file UNINDEXED, "
        "start UNINDEXED, stop UNINDEXED, tokenize='porter unicode61')"
    )
    # by place, whatever order a store gives: equal ranks then follow the row's number, and no row is read to be ranked
    index.execute("CREATE TEMP TABLE entry (iri, kind, label, words, file, start, stop)")
    index.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", _entries(store))
    index.execute("INSERT INTO found SELECT * FROM entry ORDER BY iri, start, stop, label, words")
    index.execute("DROP TABLE entry")
    index.commit()
    return index


def _entries(store: Store) -> Iterator[tuple[str, str, str, str, str, int, int]]:
    for row in store.select(_text("search")):
        iri = row["s"].value
        sort = _KINDS.search(iri)
        yield (
            iri,
            sort[1] if sort else "thing",
            row["label"].value,
            row["words"].value,
            row["file"].value,
            int(row["start"].value),
            int(row["end"].value),
        )
    for row in store.select(_text("letter-texts")):
        for paragraph in _PARAGRAPH.finditer(row["text"].value):
            yield (
                row["letter"].value,
                "letter",
                row["title"].value,
                paragraph[0].rstrip(),
                row["file"].value,
                paragraph.start(),
                paragraph.start() + len(paragraph[0].rstrip()),
            )


def _text(name: str) -> str:
    return files(__package__).joinpath(f"sparql/{name}.rq").read_text("utf-8")
