"""How soon the network page opens and answers, beside a plain pyvis page: `python benchmarks/network_page.py`.

Trees of made-up bodies, drawn by both, opened in headless Chromium. Prints a Markdown table.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from answerable.graph.network import Edge, Network, Node
from answerable.viz.drawing import page
from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network as Pyvis

OURS = (200, 1_000, 5_000, 20_000)
PYVIS = (200, 1_000, 5_000)
FRAMES = """async () => {
  let frames = 0; const start = performance.now();
  await new Promise(done => { const next = () => { frames++; performance.now() - start < 2000 ? requestAnimationFrame(next) : done(); }; requestAnimationFrame(next); });
  return frames / 2;
}"""


def tree(size: int) -> Network:
    """Return a tree of so many bodies, each with up to three below it."""
    nodes = tuple(Node(f"http://x.example/{i:05}", "body", f"Body {i}", "", ()) for i in range(size))
    edges = tuple(sorted(Edge(nodes[i].iri, "knows", nodes[i // 3].iri) for i in range(1, size)))
    return Network(nodes, edges)


def plain(drawn: Network) -> str:
    """Return pyvis' own page of a network, with its physics on; edges are put in at once, for add_edge is quadratic."""
    net = Pyvis(cdn_resources="in_line", directed=True)
    for node in drawn.nodes:
        net.add_node(node.iri, label=node.label)
    net.edges = [{"from": e.source, "to": e.target, "arrows": "to"} for e in drawn.edges]
    return str(net.generate_html())


def measured(browser: Browser, folder: Path, html: str, ready: str) -> tuple[float, float, float]:
    """Return seconds until a page can be used, milliseconds of a click, frames a second in the two seconds after."""
    file = folder / "page.html"
    file.write_text(html, "utf-8")
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    started = time.perf_counter()
    tab.goto(file.as_uri())
    if ready.startswith("("):
        tab.wait_for_function(ready, timeout=120_000)
    else:
        tab.wait_for_selector(ready, timeout=60_000)
    opened = time.perf_counter() - started
    clicked = click(tab)
    frames = float(tab.evaluate(FRAMES))
    tab.close()
    return opened, clicked, frames


def click(tab: Page) -> float:
    """Return the milliseconds of a click into the middle of the drawing."""
    box = tab.locator("#network, #mynetwork").first.bounding_box() or {"x": 0, "y": 0, "width": 800, "height": 600}
    started = time.perf_counter()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.evaluate("() => new Promise(done => requestAnimationFrame(done))")
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Print the table."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    sys.stdout.write("| page | things | opens | click | frames a second | size |\n|---|---|---|---|---|---|\n")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, sizes, ready in (
            ("ours", OURS, "html[data-ready=yes]"),
            ("pyvis, physics on", PYVIS, "(() => window.network && document.querySelector('canvas'))"),
        ):
            for size in sizes:
                drawn = tree(size)
                html = page(drawn, title="Tree", left_out=0, whole=size) if name == "ours" else plain(drawn)
                opened, clicked, frames = measured(browser, Path(folder), html, ready)
                row = f"{name} | {size:,} | {opened:.1f} s | {clicked:.0f} ms | {frames:.0f} | {len(html) / 1e6:.1f} MB"
                sys.stdout.write(f"| {row} |\n")
                sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
