"""Pictures of every kind of page at three widths, kept in build/screenshots to be looked at; no page scrolls sideways."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from answerable.viz.site import write_site

pytestmark = pytest.mark.browser
KEPT = Path(__file__).parents[2] / "build" / "screenshots"
WIDTHS = {1440: 900, 1024: 768, 390: 844}
TALLEST = 1800
PAGES = (
    *("index", "network", "matrix", "promises", "money", "letters", "letter", "bodies", "body", "recommendations"),
    *("recommendation", "services", "service", "operations", "operation", "questions", "question", "ontology", "data"),
)
ON = date(2022, 3, 1)


@pytest.fixture(scope="module")
def site(store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(store, out, on=ON)
    return out


@pytest.fixture(scope="module")
def browser(chromium: str):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def address(site: Path, name: str) -> str:
    """The page of a name, or the largest page of a kind."""
    one = site / f"{name}.html"
    return (one if one.is_file() else max((site / name).glob("*.html"), key=lambda p: p.stat().st_size)).as_uri()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_kept_as_a_picture(browser, site: Path, width: int) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    tab = browser.new_page(viewport={"width": width, "height": WIDTHS[width]}, reduced_motion="reduce")
    wrong: list[str] = []
    tab.on("console", lambda m: wrong.append(f"{tab.url}: {m.text}") if m.type == "error" else None)
    tab.on("pageerror", lambda e: wrong.append(f"{tab.url}: {e}"))
    for name in PAGES:
        tab.goto(address(site, name))
        tab.wait_for_selector("html[data-ready=yes]")
        needs, height = tab.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        if needs > width:
            wrong.append(f"{name}: {needs} px wide at {width}")
        kept = KEPT / f"{name}-{width}.png"
        part = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
        whole = name != "network"  # it is as high as the window, which a picture of the whole page stretches
        kept.write_bytes(tab.screenshot(full_page=True, clip=part) if whole else tab.screenshot())
        assert kept.stat().st_size > 5_000
    tab.close()
    assert wrong == []
