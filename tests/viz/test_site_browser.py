"""The site in a real browser: from a claim to its words, any day, any name, by keyboard, offline, whatever letters hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from answerable.graph.memory import memory_store
from answerable.ontology.namespaces import ANS, DCTERMS, SCHEMA, SKOS
from answerable.queries.ledger import ledger
from answerable.viz.site import write_site

pytestmark = pytest.mark.browser
ON = date(2022, 3, 1)
DAYS = ("2021-11-05", "2021-12-30", "2021-12-31", "2022-01-01", "2022-06-02", "2022-06-03", "2026-06-15")
HOSTILE = '</script><script>document.title="pwned"</script><img src=x onerror=document.title="pwned">\u202e\x07"\'&amp;'
EXACT = {str(p) for p in (DCTERMS.identifier, ANS.number, SCHEMA.sha256, SKOS.notation, ANS.rule)}


@pytest.fixture(scope="module")
def site(store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "under" / "a path"
    write_site(store, out, on=ON)
    return out


@pytest.fixture(scope="module")
def hostile(store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site, with code and controls in every name and quotation, and one name of 10,000 characters."""
    worse = memory_store()
    graphs = {}
    for name in store.graph_names():
        graphs[name] = [ox.Triple(t.subject, t.predicate, worsened(t)) for t in store.graph(name)]
    worse.replace(graphs)
    out = tmp_path_factory.mktemp("hostile")
    write_site(worse, out, on=ON, title=HOSTILE)
    return out


def worsened(triple: ox.Triple):
    value = triple.object
    if not isinstance(value, ox.Literal) or triple.predicate.value in EXACT:
        return value
    if value.language:
        long = "x" * 10_000 if value.value == "Home Office" else ""
        return ox.Literal(f"{value.value}{HOSTILE}{long}", language=value.language)
    if value.datatype.value.endswith("#string"):
        return ox.Literal(f"{value.value}{HOSTILE}")
    return value


@pytest.fixture(scope="module")
def browser(chromium: str):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield opened
        opened.close()


@pytest.fixture
def tab(browser):
    """A tab in which a console error, or a request for anything but a file, fails the test."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong: list[str] = []
    page.on("request", lambda r: None if r.url.startswith("file:") else wrong.append(r.url))
    page.on("console", lambda m: wrong.append(f"{page.url}: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(f"{page.url}: {e}"))
    yield page
    page.close()
    assert wrong == []


def until(tab, expression: str) -> None:
    """Wait for an expression to hold; asked from outside, since the page's policy forbids eval."""
    for _ in range(100):
        if tab.evaluate(f"Boolean({expression})"):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(expression)


def visit(tab, site: Path, path: str) -> None:
    tab.goto((site / path).as_uri())
    tab.wait_for_selector("html[data-ready=yes]")


def in_view(tab, anchor: str) -> bool:
    return tab.evaluate(
        "id => { const b = document.getElementById(id).getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }",
        anchor,
    )


def test_a_cell_shows_its_words_and_leads_to_them(tab, site: Path) -> None:
    visit(tab, site, "matrix.html")
    cell = tab.locator("td.cell.accepted a").last
    cell.hover()
    words = cell.get_attribute("data-words")
    assert " ".join(words.split()) in " ".join(tab.inner_text("#tip").split())
    cell.focus()
    assert cell.get_attribute("aria-describedby") == "tip"
    cell.click()
    tab.wait_for_selector("html[data-ready=yes]")
    anchor = tab.url.partition("#")[2]
    assert anchor.startswith("position-")
    assert in_view(tab, anchor)
    lit = tab.locator(".said.target").all_inner_texts()
    assert " ".join("".join(lit).split()) == " ".join(words.split())
    assert tab.locator(".note.target").is_visible()


def test_silences_differ_from_what_was_not_asked(tab, site: Path) -> None:
    visit(tab, site, "matrix.html")
    assert tab.locator("td.asked-and-silent").first.inner_text() == "silent"
    dashed = "e => getComputedStyle(e).outlineStyle"
    assert tab.locator("td.asked-and-silent").first.evaluate(dashed) == "dashed"
    assert tab.locator("td.not-asked").first.evaluate(dashed) == "none"


def test_any_day_gives_what_the_ledger_gives(tab, site: Path, store) -> None:
    visit(tab, site, "promises.html")
    seen = set()
    for day in DAYS:
        tab.evaluate(
            "day => { const s = document.getElementById('slider');"
            " s.value = (Date.parse(day) - Date.parse(s.dataset.first)) / 86400000; s.dispatchEvent(new Event('input')); }",
            day,
        )
        assert tab.get_attribute("#day", "data-day") == day
        shown = tab.eval_on_selector_all(
            "#promises tbody tr", "rows => rows.map(r => [r.dataset.iri, r.querySelector('.standing').textContent])"
        )
        expected = {entry.iri: entry.standing for entry in ledger(store, on=date.fromisoformat(day))}
        assert dict(shown) == expected
        seen |= set(expected.values())
    assert {"overdue", "due", "open"} <= seen


def test_the_day_moves_by_keyboard_and_by_hand(tab, site: Path) -> None:
    visit(tab, site, "promises.html")
    tab.focus("#slider")
    tab.keyboard.press("ArrowRight")
    assert tab.get_attribute("#day", "data-day") == "2022-03-02"
    assert tab.get_attribute("#slider", "aria-valuetext") == "2 March 2022"
    assert tab.input_value("#pick") == "2022-03-02"
    place = tab.locator("#now").bounding_box()
    picture = tab.locator("#timeline > svg").bounding_box()
    tab.mouse.move(place["x"], place["y"] + 40)
    tab.mouse.down()
    tab.mouse.move(picture["x"] + picture["width"] * 0.1, place["y"] + 40)
    tab.mouse.up()
    assert tab.get_attribute("#day", "data-day") < "2021-12-31"
    assert tab.locator("#now").bounding_box()["x"] == pytest.approx(picture["x"] + picture["width"] * 0.1, abs=2)


def test_the_table_sorts_and_filters(tab, site: Path) -> None:
    visit(tab, site, "promises.html")
    tab.get_by_role("button", name="Who").click()
    who = tab.locator("#promises tbody td[data-label=Who]").all_inner_texts()
    assert who == sorted(who, key=str.casefold)
    tab.get_by_role("button", name="Who").press("Enter")
    assert tab.locator("#promises tbody td[data-label=Who]").all_inner_texts()[0] == who[-1]
    assert tab.locator("th[aria-sort=descending]").inner_text() == "Who"
    tab.select_option("#standing", "overdue")
    rows = tab.locator("#promises tbody tr:visible")
    assert set(rows.locator(".standing").all_inner_texts()) == {"overdue"}
    tab.fill("#narrow", "no promise has these words")
    assert rows.count() == 0
    assert "None fits" in tab.inner_text("#count")


def test_the_search_box_finds_things_and_words_from_any_page(tab, site: Path) -> None:
    visit(tab, site, "question/money.html")
    tab.keyboard.press("Tab")
    tab.focus("#search")
    until(tab, "self.answerableIndex")
    tab.fill("#search", "victim navigator")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/service/victim-navigator.html")
    assert tab.inner_text("h1") == "Victim Navigator"
    tab.focus("#search")
    until(tab, "self.answerableIndex")
    tab.fill("#search", "zzzz")
    assert "Nothing is called so" in tab.inner_text("#hits")


def test_the_keyboard_alone_leads_from_the_first_page_to_words(tab, site: Path) -> None:
    visit(tab, site, "index.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('td.cell a')"):
            break
    assert tab.is_visible("#tip")
    tab.keyboard.press("Escape")
    assert tab.is_hidden("#tip")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/letter/*.html#*")
    assert in_view(tab, tab.url.partition("#")[2])


def test_a_letter_s_marks_are_chosen_by_kind_and_notes_fold_under_their_line(tab, site: Path) -> None:
    visit(tab, site, "letters.html")
    tab.locator("tbody a").first.click()
    tab.wait_for_selector("html[data-ready=yes]")
    assert tab.locator(".note.n-body").first.is_hidden()
    tab.check("#filter input[value=body]")
    note = tab.locator(".note.n-body").first
    assert note.is_visible()
    article = tab.locator("article p").first.bounding_box()
    assert note.bounding_box()["x"] >= article["x"] + article["width"]
    tab.set_viewport_size({"width": 390, "height": 844})
    block = tab.locator(".block", has=tab.locator(".note.n-body")).first
    assert block.locator(".note.n-body").first.bounding_box()["y"] >= block.locator("p").bounding_box()["y"]
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_restated_recommendation_is_no_words_of_the_body(tab, site: Path) -> None:
    found = [f for f in sorted((site / "letter").glob("*.html")) if "restates recommendation" in f.read_text("utf-8")]
    assert found
    visit(tab, site, f"letter/{found[0].name}")
    assert tab.locator(".note.n-restatement").first.is_visible()
    colour = tab.locator(".k-restatement").first.evaluate("e => getComputedStyle(e).color")
    assert colour != tab.locator("article p").first.evaluate("e => getComputedStyle(e).color")


def test_the_first_page_is_ready_within_a_second(tab, site: Path) -> None:
    visit(tab, site, "index.html")
    assert tab.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") < 1000


def test_no_page_has_an_error_or_asks_for_anything(tab, site: Path) -> None:
    seen = sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html"))
    kinds = {}
    for path in seen:
        kinds.setdefault(path.rpartition("/")[0] or path, path)
    assert len(kinds) > 25
    for path in kinds.values():
        visit(tab, site, path)
        assert tab.title()
        if path != "network.html":
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_hostile_words_stay_words(tab, hostile: Path) -> None:
    pages = [
        "index.html",
        "matrix.html",
        "promises.html",
        "money.html",
        "letters.html",
        "bodies.html",
        "questions.html",
    ]
    pages += [
        max((hostile / kind).glob("*.html"), key=lambda p: p.stat().st_size).relative_to(hostile).as_posix()
        for kind in ("body", "letter", "service", "recommendation", "question")
    ]
    for path in pages:
        visit(tab, hostile, path)
        assert tab.title() != "pwned", path
        assert tab.locator("img").count() == 0, path
        assert "onerror=document.title" in tab.inner_text("body"), path
        text = (hostile / path).read_text("utf-8")
        assert not re.search("[\x07\u202e]", text), path
        assert "[U+202E]" in text, path
        if path != "matrix.html":
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_hostile_words_stay_words_in_the_tip_and_the_search_box(tab, hostile: Path) -> None:
    visit(tab, hostile, "matrix.html")
    tab.locator("td.cell a").first.focus()
    assert "<img src=x" in tab.inner_text("#tip")
    tab.focus("#search")
    until(tab, "self.answerableIndex")
    tab.fill("#search", "home office")
    assert "home office" in tab.inner_text("#hits").lower()
    assert tab.locator("img").count() == 0
    assert tab.title() != "pwned"


def test_on_a_phone_the_matrix_is_read_downwards(tab, site: Path) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    visit(tab, site, "matrix.html")
    assert tab.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.scroll'))")
    assert tab.locator("td.not-asked").first.is_hidden()
    cell = tab.locator("td.cell.accepted").first
    assert re.match(r"\S+\. \w", cell.get_attribute("data-label"))
    assert cell.locator("a").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(0, 97, 74)"
