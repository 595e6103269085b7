"""The graph as a network of things: nodes with a kind and a label, edges that read as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .store import Store

if TYPE_CHECKING:
    import networkx as nx

# where a thing has two kinds, the one that says most comes first
KINDS = (
    "recommendation",
    "position",
    "commitment",
    "funding",
    "service",
    "operation",
    "partnership",
    "letter",
    "person",
    "body",
    "instrument",
    "initiative",
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a node rests on, in their surroundings."""

    words: str
    before: str
    after: str
    role: str
    file: str


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: state is stance/implementation of a position, or strength of a commitment."""

    iri: str
    kind: str
    label: str
    state: str
    quotations: tuple[Quotation, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Return the letters that the node rests on."""
        return tuple(dict.fromkeys(quotation.file for quotation in self.quotations))


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A link that reads as a sentence: source, verb, target."""

    source: str
    verb: str
    target: str


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges, sorted."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the network as networkx has it, with plain attributes."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.nodes:
            graph.add_node(node.iri, label=node.label, kind=node.kind, state=node.state, letters="; ".join(node.files))
        for edge in self.edges:
            graph.add_edge(edge.source, edge.target, label=edge.verb)
        return graph

    def within(self, keep: frozenset[str]) -> Network:
        """Return the part whose nodes are kept."""
        return Network(
            tuple(node for node in self.nodes if node.iri in keep),
            tuple(edge for edge in self.edges if edge.source in keep and edge.target in keep),
        )


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def network(store: Store) -> Network:
    """Return the network of a store."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    columns = ("node", "kind", "label", "state", "file", "words", "prefix", "suffix", "role")
    for solution in store.select(_text("network-nodes.rq")):
        row = {name: solution[name].value if solution[name] is not None else "" for name in columns}
        found.setdefault(row["node"], []).append(row)
    nodes = {iri: _node(iri, rows) for iri, rows in found.items()}
    edges = {
        Edge(solution["from"].value, solution["verb"].value, solution["to"].value)
        for solution in store.select(_text("network-edges.rq"))
        if solution["from"].value in nodes and solution["to"].value in nodes
    }
    return Network(tuple(nodes[iri] for iri in sorted(nodes)), tuple(sorted(edges)))


def _node(iri: str, rows: list[Mapping[str, Any]]) -> Node:
    best = min(rows, key=lambda row: (KINDS.index(row["kind"]), row["label"]))
    quotations = {
        Quotation(row["words"], row["prefix"], row["suffix"], row["role"], row["file"]): None
        for row in rows
        if row["words"]
    }
    return Node(iri, best["kind"], best["label"] or iri, best["state"], tuple(quotations))
