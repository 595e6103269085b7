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

MOST_NODES = 1_500  # drawn unless all are asked for, and by vis-network; more are painted on a canvas of our own
_QUOTATIONS = (12, 3)  # of a thing, where there are few things and where there are many
_SCRIPTS = ("model", "looks", "paint", "panel", "save")  # before the stage and the page itself
COLORS = ("kind", "body", "letter", "stance")
SIZES = ("degree", "letters", "same")
_LABEL = 34  # characters of a node's label in the drawing
# shown at first; the others are a click away
_SHOWN = frozenset(
    {"body", "recommendation", "position", "commitment", "service", "operation", "funding", "partnership"}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of a network is drawn: kinds to keep, a thing to draw around, how far from it, and whether all of it."""

    include: tuple[str, ...] = ()
    around: str = ""
    depth: int = 2
    all: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a thing's colour (one of COLORS) and size (one of SIZES) say when the page opens."""

    color: str = "kind"
    size: str = "degree"

    def __post_init__(self) -> None:
        """Refuse what is not there."""
        for asked, there in ((self.color, COLORS), (self.size, SIZES)):
            if asked not in there:
                raise DrawError(f"things cannot be drawn by {asked!r}; there are {', '.join(there)}")


def draw(
    store: Store,
    *,
    choice: Choice | None = None,
    title: str = "Answers to recommendations",
    look: Look | None = None,
    home: str = "",
) -> str:
    """Return the network page of a store as HTML; home is the address of the pages that it belongs to, if any.

    Past MOST_NODES nodes the most linked are drawn unless all are chosen, and the page says what is left out.
    Raises DrawError where there is nothing to draw, or nothing of the name to draw around.
    """
    whole = network(store)
    if not whole.nodes:
        raise DrawError(f"{store.location}: nothing to draw; load letters with `answerable build`")
    choice = choice or Choice()
    chosen = _chosen(whole, choice)
    if not chosen.nodes:
        raise DrawError(f"{store.location}: nothing of these kinds to draw: {', '.join(choice.include)}")
    drawn, left_out = (chosen, 0) if choice.all else most_linked(chosen)
    shown = frozenset(choice.include) or _SHOWN
    return page(drawn, title=title, left_out=left_out, whole=len(chosen.nodes), look=look, shown=shown, home=home)


def draw_network(part: Network, *, title: str) -> str:
    """Return the page of a network that is not a store's own, such as an answer's; the most linked where it is large."""
    drawn, left_out = most_linked(part)
    kinds = frozenset(node.kind for node in drawn.nodes)
    return page(drawn, title=title, left_out=left_out, whole=len(part.nodes), shown=kinds)


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


def most_linked(part: Network) -> tuple[Network, int]:
    """Return a network's most linked things, and how many are left out."""
    if len(part.nodes) <= MOST_NODES:
        return part, 0
    links: Counter[str] = Counter()
    for edge in part.edges:
        links.update((edge.source, edge.target))
    keep = sorted(part.nodes, key=lambda node: (-links[node.iri], node.iri))[:MOST_NODES]
    return part.within(frozenset(node.iri for node in keep)), len(part.nodes) - MOST_NODES


def page(
    drawn: Network,
    *,
    title: str,
    left_out: int,
    whole: int,
    look: Look | None = None,
    shown: frozenset[str] = _SHOWN,
    home: str = "",
) -> str:
    """Return a network as one self-contained page, at first with the kinds in `shown`, or all where it has none of them."""
    many = len(drawn.nodes) > MOST_NODES
    there = {node.kind for node in drawn.nodes}
    data = _json(_data(drawn, look or Look(), many))
    scripts = [
        *([] if many else [_asset("vis-network.min.js")]),
        *(_script(f"network-{name}.js") for name in _SCRIPTS),
        _script(f"network-stage-{'canvas' if many else 'vis'}.js"),
        _script("network.js"),
    ]
    style = _script("network.css")
    return (
        templates()
        .get_template("network.html")
        .render(
            title=title,
            home=home,
            data=Markup(data),  # noqa: S704 - JSON with every < and & escaped
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own and the library's files
            style=Markup(style),  # noqa: S704
            policy=_policy(scripts, style),
            kinds=[*(kind for kind in KINDS if kind in there), *sorted(there - set(KINDS))],
            shown=shown if shown & there else there,
            nodes=len(drawn.nodes),
            edges=len(drawn.edges),
            left_out=left_out,
            whole=whole,
            files=sorted({file for node in drawn.nodes for file in node.files}),
        )
    )


def _script(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


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


def _data(drawn: Network, look: Look, many: bool) -> dict[str, Any]:
    place = positions(drawn)
    number = {node.iri: at for at, node in enumerate(drawn.nodes)}
    links: Counter[str] = Counter()
    for edge in drawn.edges:
        links.update((edge.source, edge.target))
    return {
        "color": look.color,
        "size": look.size,
        "many": many,
        "nodes": [_node(node, number[node.iri], place[node.iri], links[node.iri], many) for node in drawn.nodes],
        "edges": [[number[edge.source], edge.verb, number[edge.target]] for edge in drawn.edges],
    }


def _node(node: Node, number: int, place: tuple[float, float], links: int, many: bool) -> dict[str, Any]:
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
        "quotes": [[q.before, q.words, q.after, q.role, q.file] for q in node.quotations[: _QUOTATIONS[many]]],
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
