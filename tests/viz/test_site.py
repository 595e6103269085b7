"""The site's files: links that lead somewhere, statements that can be reached, data that say what the graph says."""

from __future__ import annotations

import re
from collections import deque
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from answerable.errors import DrawError
from answerable.graph.memory import memory_store
from answerable.graph.published import published
from answerable.ontology.iris import is_letter
from answerable.ontology.namespaces import ANS, DCTERMS, RDF, SCHEMA, SKOS
from answerable.ontology.terms import ontology_triples
from answerable.queries.ledger import Entry
from answerable.viz.site import site_files, write_site
from answerable.viz.site.facts import Facts
from answerable.viz.site.letters import Note, blocks
from answerable.viz.site.paths import paths
from answerable.viz.site.promises import Promise, first_five, timeline

ON = date(2022, 3, 1)


class Reader(HTMLParser):
    """Collects a page's links, anchors and what a strict policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.outside: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.forbidden: list[str] = []
        self.policy = ""
        self.lang = ""
        self.described = ""
        self.title = ""
        self.viewport = ""
        self.unnamed: list[str] = []
        self._open = ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.lang = values.get("lang", self.lang)
        if "id" in values:
            self.ids.append(values["id"])
        self._open = tag
        if tag == "button" and not values.get("aria-label"):
            self.unnamed.append(str(values.get("id")))
        self.described = values["content"] if values.get("name") == "description" else self.described
        self.viewport = values["content"] if values.get("name") == "viewport" else self.viewport
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        for name in ("href", "src"):
            if name in values:
                (self.outside if values.get("rel") == "external" else self.links).append(values[name])
        self.forbidden += [name for name in values if name.startswith("on") or name == "style"]
        if tag == "script" and "src" not in values:
            self.forbidden.append("inline script")
        if tag == "img" and not values.get("alt"):
            self.forbidden.append("img without alt")

    def handle_data(self, data):
        if self._open == "title":
            self.title += data
        if self._open == "button" and data.strip() and self.unnamed:
            self.unnamed.pop()

    def handle_endtag(self, tag):
        self._open = ""


@pytest.fixture(scope="module")
def site(store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(store, out, on=ON)
    return out


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Reader]:
    found = {}
    for file in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(file.read_text("utf-8"))
        found[file.relative_to(site).as_posix()] = reader
    assert len(found) > 100
    return found


def target(page: str, link: str) -> tuple[str, str]:
    path, _, fragment = link.partition("#")
    whole = (Path("/") / Path(page).parent / unquote(path)).as_posix() if path else f"/{page}"
    parts: list[str] = []
    for part in whole.strip("/").split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts), unquote(fragment)


def test_no_link_is_dead_and_every_link_is_relative(site: Path, pages: dict[str, Reader]) -> None:
    dead, checked = [], 0
    for page, reader in pages.items():
        for link in reader.links:
            assert not re.match(r"[a-z][a-z0-9+.-]*:|/", link), (page, link)
            path, fragment = target(page, link)
            checked += 1
            if not (site / path).is_file() or (
                fragment and not fragment.startswith("node=") and fragment not in pages[path].ids
            ):
                dead.append((page, link))
    assert checked > 5000
    assert dead == []


def test_links_that_leave_are_web_addresses(pages: dict[str, Reader]) -> None:
    outside = {link for reader in pages.values() for link in reader.outside}
    assert any("wikidata" in link for link in outside)
    assert all(link.startswith(("http://", "https://")) for link in outside)


def test_every_statement_is_four_clicks_away_at_most(store, pages: dict[str, Reader]) -> None:
    facts = Facts(store)
    where = paths(facts)
    clicks = {"index.html": 0}
    waiting = deque(clicks)
    while waiting:
        page = waiting.popleft()
        for link in pages[page].links if page in pages else ():
            path, _ = target(page, link)
            if path not in clicks and path in pages:
                clicks[path] = clicks[page] + 1
                waiting.append(path)
    found = store.select(
        "PREFIX ans: <https://w3id.org/answerable/def#> PREFIX oa: <http://www.w3.org/ns/oa#>"
        " SELECT ?s ?e ?letter WHERE { ?s ans:evidence ?e . ?e oa:hasSource ?letter ."
        " FILTER NOT EXISTS { ?s a ans:ResponseLetter } FILTER NOT EXISTS { ?s a ans:LetterSection } }"
    )
    count = 0
    for row in found:
        page = where.pages[row["letter"].value]
        anchor = where.anchors[row["s"].value, row["e"].value]
        assert anchor in pages[page].ids
        assert f"#{anchor}" in pages[page].links
        assert clicks[page] + 1 <= 4
        count += 1
    assert count > 200


def test_every_page_can_be_reached(pages: dict[str, Reader]) -> None:
    linked = {target(page, link)[0] for page, reader in pages.items() for link in reader.links}
    assert set(pages) - linked == set()


def test_every_page_has_the_basics(pages: dict[str, Reader]) -> None:
    for page, reader in pages.items():
        assert reader.lang == "en-GB", page
        assert reader.tags.count("h1") == 1, page
        assert reader.tags.count("main") == 1, page
        assert "title" in reader.tags, page
        assert len(reader.ids) == len(set(reader.ids)), page
        assert "default-src 'none'" in reader.policy, page
        if page != "network.html":
            assert {"header", "nav", "footer"} <= set(reader.tags), page
            assert "unsafe" not in reader.policy, page
            assert reader.forbidden == [], page


def test_every_page_says_what_it_is(pages: dict[str, Reader]) -> None:
    titles: dict[str, list[str]] = {}
    for page, reader in pages.items():
        assert reader.viewport == "width=device-width, initial-scale=1", page
        assert len(reader.described) > 40, page
        assert any(link.startswith("#") for link in reader.links[:6]), page
        assert [name for name in reader.unnamed if name != "more"] == [], page
        titles.setdefault(" ".join(reader.title.split()), []).append(page)
    assert {title: found for title, found in titles.items() if len(found) > 1} == {}


def test_the_site_is_small_and_the_same_bytes_twice(store, site: Path) -> None:
    again = dict(site_files(store, on=ON, title="Answers to recommendations"))
    written = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    assert again == written
    assert sum(map(len, written.values())) < 6_000_000


def test_turtle_and_json_ld_beside_a_thing_say_the_same(site: Path) -> None:
    files = sorted(file for file in site.rglob("*.ttl") if file.parent.name != "data")
    assert len(files) > 100
    for file in files[::7]:
        turtle = {quad.triple for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE)}
        compact = {quad.triple for quad in ox.parse(path=file.with_suffix(".jsonld"), format=ox.RdfFormat.JSON_LD)}
        assert turtle == compact
        assert turtle


def test_the_downloads_hold_the_whole_graph_but_for_bodies_that_nothing_names(store, site: Path) -> None:
    shared = published(store)
    quads = {
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name))
        for name in store.graph_names()
        for t in shared.graph(name)
    }
    assert all(
        set(shared.graph(name)) == set(store.graph(name)) for name in store.graph_names() if "/id/letter/" in name
    )
    for name, form in (("graph.trig", ox.RdfFormat.TRIG), ("graph.jsonld", ox.RdfFormat.JSON_LD)):
        assert set(ox.parse(path=site / "data" / name, format=form)) == quads


def test_a_body_s_page_has_its_identifiers_and_what_it_said(site: Path) -> None:
    page = (site / "body/cheshire-constabulary.html").read_text("utf-8")
    assert "http://www.wikidata.org/entity/Q5092942" in page
    assert "E23000006" in page
    assert "What it said" in page
    assert re.search(r'href="\.\./letter/[0-9a-f]{16}\.html#position-1-cheshire-constabulary"', page)
    assert 'type="text/turtle" href="../body/cheshire-constabulary.ttl"' in page


def test_the_ontology_page_has_every_term_of_ours(site: Path, pages: dict[str, Reader]) -> None:
    classes = {"http://www.w3.org/2002/07/owl#Class", "http://www.w3.org/2004/02/skos/core#Concept"}
    ours = {
        triple.subject.value.replace(str(ANS), "ans-").replace("https://w3id.org/answerable/vocab/", "ansv-")
        for triple in ontology_triples()
        if triple.predicate.value == RDF.type
        and triple.object.value in classes
        and triple.subject.value.startswith("https://w3id.org/answerable/")
    }
    assert len(ours) > 50
    assert ours <= set(pages["ontology.html"].ids)


def test_every_question_has_its_answer_and_sparql(site: Path) -> None:
    found = sorted((site / "question").glob("*.html"))
    assert len(found) > 40
    assert all("SELECT" in file.read_text("utf-8") for file in found)


def test_a_graph_without_letters_says_what_to_do() -> None:
    with pytest.raises(DrawError, match="answerable build"):
        list(site_files(memory_store(), on=ON, title="Nothing"))


def test_lists_with_nothing_in_them_say_why(store) -> None:
    letter = ox.NamedNode(next(name for name in store.graph_names() if is_letter(name)))
    keep = {RDF.type, DCTERMS.title, DCTERMS.identifier, SCHEMA.text, ANS.evidence}
    quotes = {t.object for t in store.graph(letter.value) if t.subject == letter and t.predicate.value == ANS.evidence}
    bare = memory_store()
    bare.replace(
        {
            letter.value: [
                t
                for t in store.graph(letter.value)
                if (t.subject == letter and t.predicate.value in keep)
                or t.subject in quotes
                or str(t.subject).startswith(tuple(f"{quote}"[:-1] + "#" for quote in quotes))
            ],
            "https://w3id.org/answerable/graph/ontology": list(ontology_triples()),
        }
    )
    found = {path: content.decode() for path, content in site_files(bare, on=ON, title="One letter")}
    for path in ("matrix.html", "money.html", "services.html", "bodies.html"):
        assert "answerable build" in found[path], path
    assert "No promise was found" in found["promises.html"]
    assert "No promise in these letters has a day" in found["index.html"]


def entry(due: str, *, due_from: str = "", strength: str = "firm", iri: str = "i") -> Entry:
    return Entry("open", "A", "p", strength, due, due_from, "by then", bool(due_from), "", "", "1", "a.txt", iri)


def test_a_window_spans_its_days() -> None:
    promise = Promise(entry("2022-12-31", due_from="2022-01-01"), "x")
    line = timeline((promise, Promise(entry(""), "y")), on=ON)
    (bar,) = line.bars
    assert bar.left + bar.width == pytest.approx(bar.due, abs=0.01)
    assert bar.width * line.days / 100 == pytest.approx(364, abs=0.1)
    assert line.at == (ON - date.fromisoformat(line.first)).days


def test_coming_promises_stand_before_overdue_ones() -> None:
    promises = tuple(Promise(entry(due, iri=due), "") for due in ("2021-01-01", "2022-06-01", "2022-04-01"))
    assert [p.entry.due for p in first_five(promises, on=ON)] == ["2022-04-01", "2022-06-01", "2021-01-01"]


def test_notes_stand_with_their_paragraph_and_repeated_lines_are_faint() -> None:
    text = "Page 1\n\nOne and two.\n\nOffice, 1 High Street\n\nThree.\n\nOffice, 1 High Street\n\nOffice, 1 High Street"
    at = text.index("two")
    note = Note(0, "a", "service", "two", "", "", "own words", "", "", at, at + 3)
    found = blocks(text, [note])
    assert [block.faint for block in found] == [True, False, True, False, True, True]
    assert [len(block.notes) for block in found] == [0, 1, 0, 0, 0, 0]
    assert [run.text for run in found[1].runs if run.anchors] == ["two"]


def test_two_things_of_one_name_have_pages_of_their_own() -> None:
    twins = [ox.NamedNode(f"https://w3id.org/answerable/id/body/{name}") for name in ("a", "b")]
    graph = memory_store()
    kind = ox.NamedNode("http://www.w3.org/ns/org#Organization")
    name = ox.Literal("The Same Name", language="en")
    graph.replace(
        {
            "http://x.example/g": [
                triple
                for twin in twins
                for triple in (
                    ox.Triple(twin, ox.NamedNode(RDF.type), kind),
                    ox.Triple(twin, ox.NamedNode(SKOS.prefLabel), name),
                )
            ]
        }
    )
    where = paths(Facts(graph), also=tuple(twin.value for twin in twins))
    assert sorted(where.pages.values()) == ["body/the-same-name-2.html", "body/the-same-name.html"]
