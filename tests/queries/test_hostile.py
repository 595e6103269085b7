"""Queries made to reach out, to write, or to break what reads them: each is refused in words or answered in bounds."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from answerable.errors import QueryError
from answerable.graph.store import open_store
from answerable.queries import guard
from answerable.queries.questions import catalogue
from answerable.queries.results import Rows
from answerable.queries.runner import Runner, answer
from answerable.queries.worker import Limits

LIMITS = Limits(seconds=0.8, memory=256 * 1024**2, rows=100, answer=2 * 1024**2)
SLOWEST = 6.0  # the limit, and a new process on a busy machine


class Listener:
    """A server on the loopback that only counts who comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.socket.close()


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    store = open_store("memory:")
    p = ox.NamedNode("http://x.example/next")
    nodes = [ox.NamedNode(f"http://x.example/{i}") for i in range(1500)]
    long = ox.Literal("x" * 2000)
    store.replace(
        {
            "http://x.example/g": [
                *(ox.Triple(a, p, b) for a, b in zip(nodes, [*nodes[1:], nodes[0]], strict=True)),
                *(ox.Triple(node, ox.NamedNode("http://x.example/text"), long) for node in nodes[:50]),
            ]
        }
    )
    with Runner(store, limits=LIMITS) as opened:
        yield opened


def outcome(runner: Runner, text: str) -> str:
    """Ask, hold the answer to the limits, and return what was said where it was refused."""
    started = time.monotonic()
    said = ""
    try:
        found = runner.query(text)
        assert isinstance(found, bool) or len(found) <= LIMITS.rows
    except QueryError as error:
        said = str(error)
        assert said.strip()
        assert len(said) < 4000
    assert time.monotonic() - started < SLOWEST
    assert runner.query("ASK { ?s <http://x.example/next> ?o }") is True
    return said


# <HERE> stands for the listener's address
REACHING_OUT = [
    "SELECT * { SERVICE <HERE> { ?s ?p ?o } }",
    "select * { service <HERE> { ?s ?p ?o } }",
    "SELECT * { sErViCe SILENT <HERE> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<HERE>{ ?s ?p ?o } }",
    "SELECT * { SERVICE<HERE>{ ?s ?p ?o } }",
    "SELECT * { SERVICE#comment\n<HERE>#comment\n{ ?s ?p ?o } }",
    "SELECT * { #comment\rSERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { SERVICE\t\r\n<HERE> { ?s ?p ?o } }",
    "PREFIX : <HERE> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX x: <HERE> SELECT * { SERVICE x:y { ?s ?p ?o } }",
    "PREFIX x: <HERE> SELECT * { SERVICEx:y { ?s ?p ?o } }",
    "PREFIX x: <HERE> SELECT * { SERVICEx:y # {\n { ?s ?p ?o } }",
    "PREFIX x: <HERE> SELECT * { SERVICESILENTx:y { ?s ?p ?o } }",
    "PREFIX x: <HERE> PREFIX SERVICEx: <http://y/> SELECT * { SERVICEx:y { ?s ?p ?o } }",
    "PREFIX x: <HERE> SELECT * { ?s ?p true.SERVICEx:y { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1e0SERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { ?s <http://x.example/next>?1SERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ''SERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { ?s ?p <http://x.example/1>SERVICE <HERE> { ?s ?p ?o } }",
    "SELECT * { ?s ?p <<(?a ?b ?c)>>SERVICE <HERE> { ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <HERE> { ?s ?p ?o } }",
    r"SELECT * { \U00000053\u0045RVICE <HERE> { ?s ?p ?o } }",
    r"SELECT * { \u0073ervice <HERE> { ?s ?p ?o } }",
    r'SELECT * { ?s ?p "\u0022 SERVICE <HERE> { ?s ?p ?o } #" }',
    r"SELECT * { SERVICE <\u0068ttp://127.0.0.1/> { ?s ?p ?o } }",
    "BASE <HERE> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <HERE> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { BIND(<HERE> AS ?x) SERVICE?x{ ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <HERE> { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <HERE> { ?s ?p ?o } } }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } HAVING(EXISTS{SERVICE <HERE> { ?s ?p ?o }})",
    "SELECT * { ?s ?p ?o LATERAL { SERVICE <HERE> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <HERE> { ?s ?p ?o } } }",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <HERE> { ?s ?p ?o } } }",
    "SELECT * { OPTIONAL { SERVICE <HERE> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <HERE> { ?s ?p ?o } } }",
    "ASK { SERVICE <HERE> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <HERE> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <HERE> { ?s ?p ?o } }",
    # what looks like an IRI, a string or a comment and is none
    "PREFIX : <HERE> SELECT * { ?a ?b ?c FILTER(1<2)SERVICE:a#>\n{ ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER(1<(2='>')||true) SERVICE <HERE> { ?s ?p ?o } FILTER(1 IN (1,'x')) }",
    "SELECT * { ?a ?b ?c FILTER(1<?c+1#>'''\n) SERVICE <HERE> { ?s ?p ?o } #'''\n }",
    "PREFIX x: <HERE> SELECT * { OPTIONAL { ?s x:a\\' 1 } SERVICE <HERE> { ?s ?p ?o } OPTIONAL { ?s x:b\\' 1 } }",
    "PREFIX x: <HERE> SELECT * { OPTIONAL { ?s x:a\\# 1 } SERVICE <HERE> { ?s ?p ?o } }",
    "PREFIX x: <HERE> SELECT * { ?s x:、\\' 1 . SERVICE <HERE> { ?s ?p ?o } ?s x:b\\' 1 }",
    "SELECT * { ?s ?p '''a\\'''' . SERVICE <HERE> { ?s ?p ?o } ?s ?p '''b''' }",
    'SELECT * { ?s ?p """a""" . SERVICE <HERE> { ?s ?p ?o } ?s ?p """b""" }',
    "LOAD <HERE>",
    "load silent <HERE> INTO GRAPH <http://x.example/g>",
]

WRITING = [
    "INSERT DATA { <http://a> <http://b> <http://c> }",
    "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "delete data { <http://a> <http://b> <http://c> }",
    "WITH <http://x.example/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "CLEAR SILENT GRAPH <http://x.example/g>",
    "DROP NAMED",
    "CREATE GRAPH <http://x.example/h>",
    "COPY DEFAULT TO <http://x.example/g>",
    "MOVE <http://x.example/g> TO DEFAULT",
    "ADD <http://x.example/g> TO DEFAULT",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
    "ASK {} ;\nCLEAR#x\nALL",
    r"\u0044ROP ALL",
]

TOO_MUCH_TO_PARSE = [
    "SELECT * " + "{" * 2100 + "}" * 2100,
    "SELECT * { " + "{" * 51 + "}" * 51 + " }",
    "ASK { FILTER(" + "(" * 300 + "1" + ")" * 300 + ") }",
    "SELECT * { ?s " + "(" * 200 + "<http://p>" + ")*" * 200 + " ?o }",
    "SELECT * { ?s ?p " + "[ ?p " * 400 + "1" + " ]" * 400 + " }",
    "SELECT * { ?s ?p " + "( " * 400 + "1" + " )" * 400 + " }",
    "SELECT * " + "{ SELECT * " * 300 + "{}" + "}" * 300,
    "SELECT * { FILTER " + "NOT EXISTS { FILTER " * 200 + "(1)" + "}" * 200 + "}",
    "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o " * 100 + "}" * 100 + "}",
    "ASK { BIND(" + "<<( ?s ?p " * 100 + "1" + " )>>" * 100 + " AS ?t) }",
    "ASK { FILTER(1<(2='>')" + "||(1=1" * 100 + ")" * 100 + ") FILTER('x'='y') }",
    "PREFIX x: <http://x/> ASK { ?s x:a\\' 1 . " + "{" * 300 + "}" * 300 + " ?s x:b\\' 1 }",
    "SELECT * { ?s " + "/".join(["<http://p>"] * 1500) + " ?o }",
    "SELECT * { ?s " + "|".join(["<http://p>"] * 1500) + " ?o }",
    "SELECT * { ?s " + "^" * 1500 + "<http://p> ?o }",
    "SELECT * { ?s ?p ?o FILTER(" + "||".join(["?o=1"] * 600) + ") }",
    "SELECT * { ?s ?p ?o FILTER(" + "&&".join(["?o=1"] * 600) + ") }",
    "SELECT * { ?s ?p ?o FILTER(" + "!" * 3000 + "true) }",
    "SELECT (" + "+".join(["?o"] * 3000) + " AS ?n) { ?s ?p ?o }",
    "SELECT (" + " - " * 3000 + "1 AS ?n) {}",
    "# " + "x" * 70_000,
    'SELECT ("' + "x" * 70_000 + '" AS ?x) {}',
]

WRONG = [
    "",
    " ",
    "nonsense",
    "SELECT",
    "SELECT * {",
    "SELECT * }",
    'SELECT * { ?s ?p "abc }',
    "SELECT * { ?s ?p 'abc }",
    'SELECT * { ?s ?p """abc }',
    "SELECT * { ?s ?p <http://x }",
    "SELECT * { ?s ?p 'a\nb' }",
    "SELECT * { ?s nope:x ?o }",
    "SELECT * { \0 }",
    "\x1b[2J SELECT * {}",
    "SELECT * { ?s ?p ?o } \x07",
    "\u202eSELECT * {}",
    "SELECT\u00a0*\u00a0{}",
    "SELECT * { SER\u200bVICE <HERE> { ?s ?p ?o } }",
    "ＳＥＬＥＣＴ * {}",
    "SELECT ('\ud800' AS ?x) {}",
    r"SELECT ('\uD800' AS ?x) {}",
    "SELECT (<http://a/ b> AS ?x) {}",
    "SELECT ?x ?x (1 AS ?x) {}",
    "a-" * 30_000,
    "a-a:" * 15_000,
    "PREFIX " * 8_000,
    "PREFIX a" * 8_000,
    "{}" * 30_000,
    "'" * 60_000,
    "<" * 400,
    "ans:" + "x" * 60_000,
]

BOMBS = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT DISTINCT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) = 1) }",
    "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT ?a (COUNT(DISTINCT ?i) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d ?g",
    "SELECT (SUM(STRLEN(?c)) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?a (<http://x.example/next>|!<http://y>)* ?b . ?c (<http://x.example/next>)+ ?d }",
    "SELECT (COUNT(*) AS ?n) { ?a <http://x.example/next>* ?b . FILTER NOT EXISTS { ?b <http://y> ?a } }",
    "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?d), STR(?g)) = 'x') }",
    "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?d), STR(?g)) = 'x') }",
    "SELECT * { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(60)))} }}" for i in range(8))
    + " FILTER(?v0 + ?v1 + ?v2 + ?v3 + ?v4 + ?v5 + ?v6 + ?v7 = 1000) }",
]

TENFOLD = " ".join(f"BIND(CONCAT({', '.join([f'?v{i}'] * 10)}) AS ?v{i + 1})" for i in range(6))

BOUNDED = [
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "CONSTRUCT { ?a ?b ?f . ?d ?e ?c } WHERE { ?a ?b ?c . ?d ?e ?f }",
    "CONSTRUCT { [] ?p [ ?p [ ?p ?o ] ] } WHERE { ?s ?p ?o }",
    "DESCRIBE * { ?s ?p ?o }",
    "SELECT ?x { BIND('" + "x" * 5000 + "' AS ?v0) " + TENFOLD + " BIND(STRLEN(?v6) AS ?x) }",
    "SELECT (REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(?o, 'x', 'xxxxxxxx'), 'x', 'xxxxxxxx'), 'x', 'xxxxxxxx'), 'x', 'xxxxxxxx'), 'x', 'xxxxxxxx') AS ?r) { ?s <http://x.example/text> ?o }",
    "SELECT (CONCAT(STR(?s), ?a, ?a, ?a, ?a, ?a, ?a, ?a, ?a, ?a, ?a, ?a) AS ?r) { ?s <http://x.example/text> ?o BIND(CONCAT(?o, ?o, ?o, ?o, ?o, ?o, ?o, ?o) AS ?a) }",
    "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), '(a*)*(a*)*(a*)*b') }",
    "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), '(x+x+)+y') }",
    "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), '" + "(" * 40 + "x{1000}" + "){1000}" * 40 + "') }",
    "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), '" + "(" * 5000 + ")" * 5000 + "') }",
    "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), '(') }",
    "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), '" + "x" * 60_000 + "') }",
    "SELECT * { VALUES ?x { " + "1 " * 30_000 + "} }",
    "SELECT * { VALUES (" + " ".join(f"?v{i}" for i in range(500)) + ") { (" + "UNDEF " * 500 + ") } }",
    "SELECT * { VALUES ?x { " + "-1 " * 20_000 + "} }",
    "SELECT " + " ".join(f"?v{i}" for i in range(9_000)) + " { ?s ?p ?o }",
    "SELECT * { " + "OPTIONAL{?s ?p ?o}" * 3_400 + " }",
    "SELECT * { {} " + "UNION{}" * 9_000 + " }",
    "SELECT * { " + "FILTER(true)" * 5_000 + " }",
    "SELECT * { " + "MINUS{?s ?p ?o}" * 4_000 + " }",
    "SELECT * { " + "?s ?p ?o." * 7_000 + " }",
    "SELECT * { ?s ?p ?o " + ",?o" * 20_000 + " }",
    "SELECT * { ?s ?p ?o " + ";?p ?o" * 10_000 + " }",
    "SELECT (1" + "+1" * 30_000 + " AS ?n) {}",
    "SELECT (" + "COALESCE(" * 45 + "1" + ")" * 45 + " AS ?n) {}",
    "SELECT (CONCAT(" + "'x'," * 15_000 + "'x') AS ?n) {}",
    "SELECT * { FILTER(1 IN (" + "1," * 30_000 + "1)) }",
    "SELECT * {} ORDER BY " + "?x " * 20_000,
    "SELECT * { ?s ?p ?o } LIMIT 99999999999999999999999",
    "SELECT * { ?s ?p ?o } OFFSET 9223372036854775807",
    "SELECT (9223372036854775807 + 1 AS ?n) {}",
    "SELECT (-9223372036854775808 / -1 AS ?n) (1 / 0 AS ?m) (1.0 / 0 AS ?k) (1e0 / 0 AS ?l) {}",
    "SELECT (" + "9" * 60_000 + " AS ?n) {}",
    "SELECT (SUBSTR('🙂', -9223372036854775808, 9223372036854775807) AS ?x) {}",
    "SELECT ('P99999999999Y'^^<http://www.w3.org/2001/XMLSchema#duration> AS ?x) {}",
    "SELECT ('99999-99-99'^^<http://www.w3.org/2001/XMLSchema#date> + 1 AS ?x) {}",
    "SELECT (ADJUST(NOW(), 'PT99H'^^<http://www.w3.org/2001/XMLSchema#dayTimeDuration>) AS ?x) {}",
    "SELECT ('a\0b\x01\x1f' AS ?x) {}",
    "SELECT (IRI('http://x/> } SERVICE <x> { <') AS ?x) {}",
    "SELECT (<file:///etc/passwd> AS ?x) {}",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM <HERE> { ?s ?p ?o }",
    "SELECT * FROM NAMED <HERE> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
    "SELECT * { GRAPH <HERE> { ?s ?p ?o } }",
    "DESCRIBE <HERE>",
    "DESCRIBE <file:///etc/passwd>",
    "SELECT (<http://www.w3.org/2005/xpath-functions#doc>('file:///etc/passwd') AS ?x) {}",
    "SELECT (TRIPLE(?s, ?p, ?o) AS ?t) { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p <<( ?s ?p ?o )>> } WHERE { ?s ?p ?o } LIMIT 5",
    "SELECT ('a'@en--ltr AS ?x) {}",
    "SELECT (BNODE() AS ?x) (UUID() AS ?u) {}",
]  # fmt: skip

HARMLESS = [
    'ASK { ?service ?load ?o # SERVICE <http://x/> { DROP\n FILTER(?load != "DROP SERVICE {{{") }',
    "PREFIX service: <http://x.example/> ASK { service:0 service:next service:1 }",
    "PREFIX SERVICE: <http://x.example/> ASK { SERVICE:0 SERVICE:next ?add }",
    "PREFIX x: <http://x.example/> ASK { ?s x:next ?o OPTIONAL { ?s x:service x:LOAD ; x:insert-delete x:DROP.x } }",
    "PREFIX service: <http://x.example/> ASK { GRAPH service:g { ?s ?p ?o } }",
    "PREFIX service: <http://x.example/> ASK FROM service:g { ?s ?p ?o }",
    "ASK { ?s ?p ?o OPTIONAL { ?s <http://x.example/service/LOAD#drop> <urn:service:x> } }",
    "BASE <http://x.example/> ASK { <0> <next> ?o OPTIONAL { ?o <service> <a/service>, <#service> } }",
    "ASK { ?s ?p ?o FILTER(?o != 'SERVICE' && \"INSERT\" != '''LOAD ' DROP''') }",
    'ASK { ?s ?p ?o FILTER(STR(?o) != """SERVICE "quoted" <http://x/> {""") }',
    "ASK { ?s ?p ?o OPTIONAL { ?s ?p 'x'@add } OPTIONAL { _:service ?p _:load } } # ADD",
    r"ASK { ?s ?p ?o FILTER(?o != '\u0053ERVICE \u00e9') }",
    "ASK { ?s ?p ?o FILTER(?o<?s || ?o>?s || ?o<=?s || ?o>=?s || ?o!=?s) }",
    "ASK { VALUES ?x { " + "<urn:x:y> " * 600 + "} }",
    "ASK { ?s ?p ?o " + "FILTER(?o != 1) " * 600 + "}",
    "ASK { " + "{" * 45 + "}" * 45 + " }",
    "ASK { ?s " + "/".join(["<http://x.example/next>"] * 100) + " ?o }",
    "\ufeffASK { ?s ?p ?o }",
    "ASK\r{ ?s ?p ?o } # \u202e right to left, \u2028 and a line separator",
    "ASK { ?s ?p ?o FILTER('\u202eSERVICE\u0007' != ?o) }",
]


def here(texts: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("text", texts, ids=[f"{i}-{text[:24]!a}" for i, text in enumerate(texts)])


@here(REACHING_OUT + WRITING + TOO_MUCH_TO_PARSE)
def test_refused_before_it_is_parsed(runner: Runner, listener: Listener, text: str) -> None:
    text = text.replace("<HERE>", f"<{listener.address}>")
    with pytest.raises(QueryError, match=r"refused|are taken|deep|operators"):
        guard.check(text)
    assert outcome(runner, text)
    assert listener.connections == 0


@here(WRONG)
def test_a_wrong_query_is_told_so(runner: Runner, listener: Listener, text: str) -> None:
    assert outcome(runner, text.replace("<HERE>", f"<{listener.address}>"))
    assert listener.connections == 0


@here(BOMBS)
def test_a_bomb_is_stopped(runner: Runner, text: str) -> None:
    assert "stopped" in outcome(runner, text)


@here(BOUNDED)
def test_answered_or_refused_within_the_limits(runner: Runner, listener: Listener, text: str) -> None:
    said = outcome(runner, text.replace("<HERE>", f"<{listener.address}>"))
    assert "onnect" not in said
    assert "root:" not in said
    assert listener.connections == 0


@here(HARMLESS)
def test_the_words_may_stand_where_they_do_nothing(runner: Runner, text: str) -> None:
    assert runner.query(text) is True


def test_the_listener_would_have_noticed(listener: Listener) -> None:
    """Without the guard the engine connects: the tests above do not pass for want of a network."""
    counted = Listener()
    with pytest.raises(OSError):  # noqa: PT011 - whatever the engine calls it
        list(ox.Store().query(f"SELECT * {{ SERVICE <{counted.address}> {{ ?s ?p ?o }} }}"))
    for _ in range(50):
        if counted.connections:
            break
        time.sleep(0.02)
    counted.socket.close()
    assert counted.connections


INJECTIONS = [
    'x" } UNION { ?s ?p ?o } #',
    "x' } UNION { ?s ?p ?o } #",
    "> } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #",
    'x" . } ; DROP ALL #',
    "\\u0022 } UNION { ?s ?p ?o } #",
    '"""',
    "\\",
    "\n}",
    "\0",
    "(.*)*",
    "🙂\u202e",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_no_parameter_leaves_its_place(value: str) -> None:
    store = open_store("memory:")
    for asked in catalogue():
        for parameter in asked.parameters:
            try:
                rows = answer(store, asked, {parameter.name: value})
            except QueryError:
                continue
            assert not len(rows) or "COUNT" in asked.text.upper()


def test_a_result_at_the_limit_is_whole_and_one_past_it_is_cut(runner: Runner) -> None:
    whole, cut = (runner.query(f"SELECT ?s {{ ?s ?p ?o }} LIMIT {n}") for n in (LIMITS.rows, LIMITS.rows + 1))
    assert isinstance(whole, Rows)
    assert isinstance(cut, Rows)
    assert (len(whole), whole.cut) == (LIMITS.rows, False)
    assert (len(cut), cut.cut) == (LIMITS.rows, True)
    with pytest.raises(QueryError, match="more triples than the limit"):
        runner.query("CONSTRUCT WHERE { ?s ?p ?o }")
