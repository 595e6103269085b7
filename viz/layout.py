"""Positions of a network's nodes, worked out beforehand, the same on every run."""

from __future__ import annotations

import math
import random

import igraph

from ..graph.network import Network

_SEED = 20201217
_FEW = 1_200  # nodes up to which the slower, clearer layout is used
_SPREAD = 95.0  # pixels between neighbours
_COLUMN = 190.0  # pixels between nodes in a row


def positions(network: Network) -> dict[str, tuple[float, float]]:
    """Return (x, y) in pixels by node: Fruchterman-Reingold for few nodes, DRL (Martin et al. 2011) for many.

    Nodes without links stand in rows below the others.
    """
    order = [node.iri for node in network.nodes]
    index = {iri: at for at, iri in enumerate(order)}
    pairs = sorted({(index[e.source], index[e.target]) for e in network.edges if e.source != e.target})
    linked = sorted({at for pair in pairs for at in pair})
    if not order:
        return {}
    graph = igraph.Graph(n=len(order), edges=pairs).induced_subgraph(linked)
    generator = random.Random(_SEED)  # noqa: S311 - a layout, no secret
    igraph.set_random_number_generator(generator)
    if len(linked) <= _FEW:
        start = [
            (math.cos(i * 2.4) * math.sqrt(i + 1), math.sin(i * 2.4) * math.sqrt(i + 1)) for i in range(len(linked))
        ]
        coordinates = graph.layout_fruchterman_reingold(niter=700, seed=start, grid="nogrid").coords if linked else []
    else:
        coordinates = graph.layout_drl(seed=None).coords
    scale = _scale(coordinates)
    found = {
        order[at]: (round(x * scale, 1), round(y * scale, 1)) for at, (x, y) in zip(linked, coordinates, strict=True)
    }
    left = min((x for x, _ in found.values()), default=0.0)
    below = max((y for _, y in found.values()), default=0.0) + 2 * _SPREAD
    width = max((x for x, _ in found.values()), default=8 * _COLUMN) - left
    columns = max(1, int(width // _COLUMN))
    for at, iri in enumerate(iri for iri in order if iri not in found):
        found[iri] = (round(left + (at % columns) * _COLUMN, 1), round(below + (at // columns) * _SPREAD * 0.6, 1))
    return found


def _scale(coordinates: list[list[float]]) -> float:
    """Return what makes the drawing's area grow with its nodes."""
    if len(coordinates) < 2:
        return 1.0
    width = max(x for x, _ in coordinates) - min(x for x, _ in coordinates)
    height = max(y for _, y in coordinates) - min(y for _, y in coordinates)
    return _SPREAD * math.sqrt(len(coordinates)) * 1.15 / max(width, height, 1e-9)
