"""What is refused before any parser sees it: SERVICE, LOAD and updates, and text that would break a parser."""

from __future__ import annotations

import re

from ..errors import QueryError

LONGEST = 64 * 1024  # characters
DEEPEST = 50  # brackets within brackets
MOST_CHAINED = 500  # operators in one expression or path

_SKIP = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.DOTALL,
)
_REFUSED = re.compile(
    r"(?<![\w:?$@-])(SERVICE|LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)(?![\w:-])", re.IGNORECASE
)
_OPERATORS = re.compile(r"\|\||&&|[/|^*+]|[<>=!]=?|(?<=\s)-(?=\s)")


def check(sparql: str) -> None:
    """Refuse a query that reaches out, writes, or is built to break a parser.

    The words may stand in names, strings, IRIs and comments.

    >>> check('SELECT * { ?service rdfs:label "LOAD" }')
    >>> check("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    answerable.errors.QueryError: line 1, column 12: SERVICE reaches out to another server and is refused
    """
    if len(sparql) > LONGEST:
        raise QueryError(f"the query has {len(sparql):,} characters; {LONGEST:,} are taken")
    bare = _SKIP.sub(lambda m: " " * len(m[0]) if m[0].startswith(("#", "<")) else f"'{'x' * (len(m[0]) - 2)}'", sparql)
    refused = _REFUSED.search(bare)
    if refused:
        word = refused[1].upper()
        why = "reaches out to another server" if word in {"SERVICE", "LOAD"} else "would change the graph"
        raise QueryError(f"{place(sparql, refused.start())}: {word} {why} and is refused")
    _check_nesting(sparql, bare)
    for clause in re.split(r"[{}.;]", bare):
        if len(_OPERATORS.findall(clause)) > MOST_CHAINED:
            raise QueryError(f"an expression or path has more than {MOST_CHAINED} operators")


def _check_nesting(sparql: str, bare: str) -> None:
    depth = 0
    for at, character in enumerate(bare):
        if character in "{([":
            depth += 1
            if depth > DEEPEST:
                raise QueryError(f"{place(sparql, at)}: brackets stand more than {DEEPEST} deep")
        elif character in "})]":
            depth -= 1


def place(sparql: str, offset: int) -> str:
    """Return an offset as line and column, both from 1."""
    line = sparql.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - sparql.rfind(chr(10), 0, offset)}"
