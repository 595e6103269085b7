"""Every kind of page against axe-core's rules: nothing serious or critical, light and dark, wide and narrow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from answerable.viz.site import write_site

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
FOUND = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => [v.id, v.nodes.length, v.nodes[0].html, v.nodes[0].failureSummary])"
PAGES = [
    "index",
    "matrix",
    "promises",
    "money",
    "letters",
    "letter",
    "body",
    "recommendation",
    "questions",
    "question",
    "ontology",
    "data",
    "bodies",
    "recommendations",
    "services",
    "service",
    "operations",
    "operation",
    "network",
]


@pytest.fixture(scope="module")
def site(store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(store, out, on=date(2022, 3, 1))
    return out


@pytest.fixture(scope="module")
def browser(chromium: str):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def address(site: Path, kind: str) -> str:
    """The page of a name, or the largest page of a kind."""
    one = site / f"{kind}.html"
    return (one if one.is_file() else max((site / kind).glob("*.html"), key=lambda p: p.stat().st_size)).as_uri()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_a_reader_s_way(browser, site: Path, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    wrong = []
    for kind in PAGES:
        tab.goto(address(site, kind))
        tab.wait_for_selector("html[data-ready=yes]")
        tab.evaluate(AXE)
        assert tab.evaluate("axe.version")
        wrong += [(kind, *violation) for violation in tab.evaluate(FOUND)]
    context.close()
    assert wrong == []


def test_the_rules_find_what_is_wrong(browser, site: Path) -> None:
    context = browser.new_context(bypass_csp=True)
    tab = context.new_page()
    tab.goto(address(site, "matrix"))
    tab.evaluate("document.documentElement.removeAttribute('lang'); document.body.style.color = '#ccc';")
    tab.evaluate(AXE)
    assert {violation[0] for violation in tab.evaluate(FOUND)} >= {"html-has-lang", "color-contrast"}
    context.close()
