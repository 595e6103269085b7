"""What is refused before any parser sees it: SERVICE, LOAD and updates, and text that would break a parser.

The text is cut into SPARQL's tokens. A `<` may open an IRI or mean "less than", which only a parser knows, so both
readings are followed, and what either of them shows is refused.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, replace

from ..errors import QueryError
from ..graph.keywords import NAME as _NAME
from ..graph.keywords import finder

LONGEST = 64 * 1024  # characters
DEEPEST = 50  # brackets within brackets
MOST_CHAINED = 500  # operators in one expression or path

_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*+'''
        |"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+')
    |(?P<variable>[?$][{_NAME}]+)
    |(?P<term>@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:(?:\.*+[{_NAME}-])+
        |[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>(?P<prefix>(?:[A-Za-z\u0080-\U0010ffff][{_NAME}.-]{{0,200}}+)?):
        (?:\.*+(?:[{_NAME}:-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%]))*)
    |(?P<word>[A-Za-z_\u0080-\U0010ffff][{_NAME}]*)
    |(?P<sign>\|\||&&|\^\^|[<>!]=|>>|.)""",
    re.DOTALL | re.VERBOSE,
)
_IRI = re.compile(r"<(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BRACE_NEXT = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+)*+\{")
_AFTER_NUMBER = re.compile(r"[?](?:[0-9.]+(?:[eE][0-9]+)?|true|false)SERVICE", re.IGNORECASE)
_UPDATES = frozenset({"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})
_NAMES_A_GRAPH = frozenset({"GRAPH", "FROM", "NAMED", "DESCRIBE"})
_COMPARES = frozenset({"<", ">", "=", "<=", ">=", "!="})
_OPERATORS = _COMPARES | {"||", "&&", "^^", "/", "|", "^", "*", "+", "-", "!", "?", "&"}
_OPERATOR_SIGNS = "".join(sorted(sign for sign in _OPERATORS if len(sign) == 1))
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
_may_be_refused = finder("SERVICE", *sorted(_UPDATES))


@dataclass(frozen=True, slots=True)
class _State:
    """What is known where a token starts, the worst of all readings that lead there."""

    depth: int = 0
    chained: int = 0
    compared: bool = False  # a comparison stands open; SPARQL takes no second one before a bracket, comma, || or &&
    operand_due: bool = False  # so no keyword may follow
    graph_due: bool = False

    def or_worse(self, other: _State | None) -> _State:
        if other is None:
            return self
        return _State(
            max(self.depth, other.depth),
            max(self.chained, other.chained),
            self.compared and other.compared,
            self.operand_due and other.operand_due,
            self.graph_due and other.graph_due,
        )


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
    if _HALF_A_PAIR.search(sparql):
        raise QueryError("the query is no valid Unicode: it has half a surrogate pair")
    if is_plain(sparql):
        return
    _check_readings(sparql)
    unescaped = _ESCAPE.sub(_unescaped, sparql)  # SPARQL reads escapes before it reads anything else
    if unescaped != sparql:
        _check_readings(unescaped)


def is_plain(sparql: str) -> bool:
    """Return whether no reading of a query can be refused, however it is cut: a look that takes a hundredth of the time.

    Most queries have no word, and not as many brackets or signs, as would be needed.
    """
    return (
        not _may_be_refused(sparql)
        and sum(map(sparql.count, "{([")) <= DEEPEST
        and sum(map(sparql.count, _OPERATOR_SIGNS)) <= MOST_CHAINED
    )


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else escape[0]


def _check_readings(sparql: str) -> None:
    states: dict[int, _State] = {0: _State()}
    waiting = [0]
    while waiting:
        at = heapq.heappop(waiting)
        state = states.pop(at)
        for end, following in _readings(sparql, at, state):
            if end < len(sparql):
                if end not in states:
                    heapq.heappush(waiting, end)
                states[end] = following.or_worse(states.get(end))


def _readings(sparql: str, at: int, state: _State) -> list[tuple[int, _State]]:
    """Return where each reading of the token here ends, and what is known there; none where it cannot be SPARQL."""
    token = _TOKEN.match(sparql, at)
    if token is None:
        return []
    kind, end = token.lastgroup, token.end()
    if kind == "space":
        return [(end, state)]
    if kind == "sign":
        return _signs(sparql, at, token[0], state)
    operand = replace(state, operand_due=False, graph_due=False)
    if kind == "word":
        word = token[0].upper()
        _check_word(sparql, at, word, state)
        chained = 0 if word in {"BIND", "FILTER"} else state.chained
        return [(end, replace(operand, chained=chained, graph_due=word in _NAMES_A_GRAPH))]
    # Oxigraph reads `SERVICE:a {`, `SERVICEx:a {` and, after a path, `?1SERVICE` as the keyword
    keyword = (
        not state.graph_due and "SERVICE" in token["prefix"].upper() and _BRACE_NEXT.match(sparql, end)
        if kind == "name"
        else kind == "variable" and _AFTER_NUMBER.match(token[0])
    )
    if keyword:
        _refuse(sparql, at, "SERVICE")
    return [(end, operand)]


def _signs(sparql: str, at: int, sign: str, state: _State) -> list[tuple[int, _State]]:
    found = []
    if sign in {"<", "<="} and (iri := _IRI.match(sparql, at)):
        found.append((iri.end(), replace(state, operand_due=False, graph_due=False)))
    if sign == "<" and sparql.startswith("<<", at):
        found.append((at + 2, _chained(sparql, at, replace(state, operand_due=True))))
    never = (
        sign in {'"', "'", "\\"}
        or (sign in _COMPARES | {".", ";"} and state.compared)
        or (sign == "/" and sparql.startswith("//", at))
    )
    if not never:
        found.append((at + len(sign), _after(sparql, at, sign, state)))
    return found


def _after(sparql: str, at: int, sign: str, state: _State) -> _State:
    following = replace(state, operand_due=sign in _OPERATORS or sign == ",", graph_due=False)
    if sign in _OPERATORS:
        compared = sign in _COMPARES or (state.compared and sign not in {"||", "&&"})
        return _chained(sparql, at, replace(following, compared=compared))
    depth = state.depth + (sign in {"{", "(", "["}) - (sign in {"}", ")", "]"})
    if depth > DEEPEST:
        raise QueryError(f"{place(sparql, at)}: brackets stand more than {DEEPEST} deep")
    chained = 0 if sign in {"{", "}", ".", ";"} else state.chained
    compared = state.compared and sign not in {"{", "}", "(", ")", ","}
    return replace(following, depth=depth, chained=chained, compared=compared)


def _chained(sparql: str, at: int, state: _State) -> _State:
    if state.chained == MOST_CHAINED:
        raise QueryError(f"{place(sparql, at)}: an expression or path has more than {MOST_CHAINED} operators")
    return replace(state, chained=state.chained + 1)


def _check_word(sparql: str, at: int, word: str, state: _State) -> None:
    if state.operand_due:
        return
    if "SERVICE" in word:  # glued to a number or to SILENT it is still read as the keyword
        _refuse(sparql, at, "SERVICE")
    if word in _UPDATES:
        _refuse(sparql, at, word)


def _refuse(sparql: str, at: int, word: str) -> None:
    why = "reaches out to another server" if word in {"SERVICE", "LOAD"} else "would change the graph"
    raise QueryError(f"{place(sparql, at)}: {word} {why} and is refused")


def place(sparql: str, offset: int) -> str:
    """Return an offset as line and column, both from 1."""
    line = sparql.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - sparql.rfind(chr(10), 0, offset)}"
