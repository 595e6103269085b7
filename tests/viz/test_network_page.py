"""The network page, in a real browser: it draws, searches, shows evidence, asks for nothing, runs nothing from data."""

from __future__ import annotations

from pathlib import Path

import pytest
from answerable.graph.network import Edge, Network, Node, Quotation
from answerable.viz.drawing import draw, page

pytestmark = pytest.mark.browser
HOSTILE = '</script><script>document.title="pwned"</script><img src=x onerror=document.title="pwned">\u202e'


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


def opened(browser, tmp_path: Path, html: str):
    path = tmp_path / "graph.html"
    path.write_text(html, "utf-8")
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.asked, tab.errors = [], []
    tab.on("request", lambda r: tab.asked.append(r.url) if not r.url.startswith("file:") else None)
    tab.on("console", lambda m: tab.errors.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda e: tab.errors.append(str(e)))
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-ready=yes]", timeout=15_000)
    return tab


def test_search_panel_filter_and_table(browser, store, tmp_path: Path) -> None:
    tab = opened(browser, tmp_path, draw(store))
    painted = tab.evaluate(
        "() => { const c = document.querySelector('#network canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; }"
    )
    assert painted > 5000
    tab.fill("#search", "victim navigator")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#name") == "Victim Navigator"
    assert "is provided by Justice and Care" in tab.inner_text("#links")
    assert "Victim Navigator" in tab.locator("#quotes mark").all_inner_texts()
    assert "west-yorkshire-2021-12-02.txt" in tab.inner_text("#quotes")
    before = tab.inner_text("#status")
    tab.uncheck("#kinds input[value=body]")
    assert tab.inner_text("#status") != before
    tab.click("#close")
    assert tab.is_hidden("#right")
    assert tab.locator("#rows tr").count() > 50
    assert tab.asked == []
    assert tab.errors == []


def test_a_view_is_shared_by_its_address(browser, store, tmp_path: Path) -> None:
    tab = opened(browser, tmp_path, draw(store))
    tab.fill("#search", "operation mandevilla")
    tab.keyboard.press("Enter")
    address = tab.url
    other = browser.new_page()
    other.goto(address)
    other.wait_for_selector("html[data-ready=yes]")
    assert other.inner_text("#name") == "Operation Mandevilla"


def test_hostile_words_stay_words(browser, tmp_path: Path) -> None:
    quotation = Quotation(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    nodes = (
        Node("http://x.example/a", "body", HOSTILE, "", (quotation,)),
        Node("http://x.example/b", "service", "x" * 10_000, "", ()),
    )
    html = page(
        Network(nodes, (Edge("http://x.example/a", HOSTILE, "http://x.example/b"),)), title=HOSTILE, left_out=0, whole=2
    )
    tab = opened(browser, tmp_path, html)
    tab.fill("#search", "onerror")
    tab.keyboard.press("Enter")
    assert tab.title().startswith("</script>")
    assert "<img src=x" in tab.inner_text("#name")
    assert tab.locator("#right img").count() == 0
    assert tab.asked == []


def test_the_page_is_the_same_bytes_twice(store) -> None:
    assert draw(store) == draw(store)
