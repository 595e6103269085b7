"""The network page: one HTML file that asks the network for nothing and runs no script from data."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from ..errors import DrawError
from ..graph.network import KINDS, Network, Node, network
from ..graph.store import Store
from .layout import positions

MOST_NODES = 1_500
_LABEL = 34  # characters of a node's label in the drawing
# shown at first; the others are a click away
_SHOWN = frozenset(
    {"body", "recommendation", "position", "commitment", "service", "operation", "funding", "partnership"}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of a network is drawn: kinds to keep, a thing to draw around, and how far from it."""

    include: tuple[str, ...] = ()
    around: str = ""
    depth: int = 2


def draw(store: Store, *, choice: Choice | None = None, title: str = "Answers to recommendations") -> str:
    """Return the network page of a store as HTML.

    Past MOST_NODES nodes the most linked are drawn, and the page says what is left out.
    Raises DrawError where there is nothing to draw, or nothing of the name to draw around.
    """
    whole = network(store)
    if not whole.nodes:
        raise DrawError(f"{store.location}: nothing to draw; load letters with `answerable build`")
    chosen = _chosen(whole, choice or Choice())
    drawn, left_out = _most_linked(chosen)
    return page(drawn, title=title, left_out=left_out, whole=len(whole.nodes))


def _chosen(whole: Network, choice: Choice) -> Network:
    for kind in choice.include:
        if kind not in KINDS:
            raise DrawError(f"no kind of thing is called {kind!r}; there are {', '.join(KINDS)}")
    part = whole
    if choice.include:
        part = whole.within(frozenset(node.iri for node in whole.nodes if node.kind in choice.include))
    if choice.around:
        low = choice.around.casefold()
        start = {node.iri for node in part.nodes if low in node.label.casefold() or node.iri == choice.around}
        if not start:
            raise DrawError(f"nothing is called {choice.around!r}; `answerable find` searches the graph")
        part = part.within(frozenset(_near(part, start, choice.depth)))
    return part


def _near(part: Network, start: Iterable[str], depth: int) -> set[str]:
    near = set(start)
    for _ in range(depth):
        near |= {e.target for e in part.edges if e.source in near} | {e.source for e in part.edges if e.target in near}
    return near


def _most_linked(part: Network) -> tuple[Network, int]:
    if len(part.nodes) <= MOST_NODES:
        return part, 0
    links: Counter[str] = Counter()
    for edge in part.edges:
        links.update((edge.source, edge.target))
    keep = sorted(part.nodes, key=lambda node: (-links[node.iri], node.iri))[:MOST_NODES]
    return part.within(frozenset(node.iri for node in keep)), len(part.nodes) - MOST_NODES


def page(drawn: Network, *, title: str, left_out: int, whole: int) -> str:
    """Return a network as one self-contained page."""
    data = _json(_data(drawn))
    scripts = [_asset("vis-network.min.js"), files(__package__).joinpath("templates/network.js").read_text("utf-8")]
    style = files(__package__).joinpath("templates/network.css").read_text("utf-8")
    return (
        templates()
        .get_template("network.html")
        .render(
            title=title,
            data=Markup(data),  # noqa: S704 - JSON with every < and & escaped
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own and the library's files
            style=Markup(style),  # noqa: S704
            policy=_policy([*scripts], style),
            kinds=[kind for kind in KINDS if any(node.kind == kind for node in drawn.nodes)],
            shown=_SHOWN,
            nodes=len(drawn.nodes),
            edges=len(drawn.edges),
            left_out=left_out,
            whole=whole,
            files=sorted({file for node in drawn.nodes for file in node.files}),
        )
    )


def _policy(scripts: list[str], style: str) -> str:
    """Return a Content-Security-Policy that runs these scripts and no others, and fetches nothing."""
    return (
        f"default-src 'none'; script-src {' '.join(map(quoted, scripts))}; "
        f"style-src {quoted(style)} 'unsafe-hashes'; style-src-attr 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a script or style as a Content-Security-Policy has it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def quoted(text: str) -> str:
    """Return a policy's source expression for a script or style."""
    return f"'sha256-{digest(text)}'"


def _data(drawn: Network) -> dict[str, Any]:
    place = positions(drawn)
    number = {node.iri: at for at, node in enumerate(drawn.nodes)}
    links: Counter[str] = Counter()
    for edge in drawn.edges:
        links.update((edge.source, edge.target))
    return {
        "nodes": [_node(node, number[node.iri], place[node.iri], links[node.iri]) for node in drawn.nodes],
        "edges": [[number[edge.source], edge.verb, number[edge.target]] for edge in drawn.edges],
    }


def _node(node: Node, number: int, place: tuple[float, float], links: int) -> dict[str, Any]:
    return {
        "id": number,
        "iri": node.iri,
        "kind": node.kind,
        "label": node.label,
        "short": _short(node),
        "state": node.state,
        "x": place[0],
        "y": place[1],
        "links": links,
        "files": list(node.files),
        "quotes": [[q.before, q.words, q.after, q.role, q.file] for q in node.quotations[:12]],
    }


def _short(node: Node) -> str:
    if node.kind == "recommendation":
        return node.label.split(".", 1)[0]
    if node.kind in {"position", "commitment", "initiative"}:
        return ""
    return node.label if len(node.label) <= _LABEL else f"{node.label[:_LABEL].rsplit(' ', 1)[0]} …"


def _json(data: dict[str, Any]) -> str:
    """Return JSON that can stand in a script element whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


@cache
def _asset(name: str) -> str:
    """Return a file of the vis-network that pyvis bundles."""
    folder = files("pyvis").joinpath("templates/lib")
    versions = sorted((f for f in folder.iterdir() if f.name.startswith("vis-")), key=lambda f: f.name)
    if not versions:
        raise DrawError("pyvis has no vis-network with it; install pyvis 0.3.2 or later")
    return versions[-1].joinpath(name).read_text("utf-8").replace("</script", "<\\/script")


@cache
def templates() -> Environment:
    """Return the templates, every value escaped."""
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["digest"] = digest
    return environment
