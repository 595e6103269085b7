"""The network for print: the most linked things on one sheet of A4, their names beside them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from ...errors import DrawError
from ...graph.network import KINDS, Network, Node, network
from ...graph.store import Store
from ..drawing import Choice, _chosen
from ..layout import positions
from .frame import MARGIN, TALL, WIDE, Sign, counted, finished, head, key, listed, source
from .labels import Box, Wanted, placed
from .marks import INK, PAPER, SMALL, Line, Mark, Place, Sheet, box
from .signs import POSITIONS, diamond, position_word, sign
from .words import LEADING, broken, line, plain, room

TITLE = "Who answers, promises and works with whom"
MOST = 150  # things on one sheet; more cannot be told apart
KINDS_AT_FIRST = ("body", "recommendation", "position", "commitment", "service", "operation", "funding", "partnership")
_UNNAMED = frozenset({"recommendation", "position", "commitment", "initiative"})
_NAME = 29.0  # millimetres of a line of a name
_LINK = "#a9a69f"
_APART = 1.3
_ROUNDS = 60
_SHORTEST = 110.0  # of the drawing, whatever stands under it
_WORDS = {"funding": "money", "instrument": "law, policy or system"}


def network_sheet(store: Store, *, choice: Choice | None = None, title: str = "") -> Sheet:
    """Return the network of a store, or the chosen part, as a sheet of A4.

    Raises DrawError where there is nothing to draw, or nothing of the name to draw around.
    """
    whole = network(store)
    if not whole.nodes:
        raise DrawError(f"{store.location}: nothing to draw; load letters with `answerable build`")
    choice = choice or Choice()
    part = _chosen(whole, Choice(choice.include or KINDS_AT_FIRST, choice.around, choice.depth))
    if not part.nodes:
        raise DrawError(f"{store.location}: nothing of these kinds to draw: {', '.join(choice.include)}")
    drawn = _linked(part)
    return sheet_of(drawn, title=title or TITLE, counts=source(store), left_out=len(part.nodes) - len(drawn.nodes))


def _linked(part: Network) -> Network:
    """Return the most linked things; those without a link only where nothing has one."""
    links = _links(part)
    first = [node for node in part.nodes if links[node.iri]] or list(part.nodes)
    keep = frozenset(node.iri for node in sorted(first, key=lambda node: (-links[node.iri], node.iri))[:MOST])
    kept = part.within(keep)
    alone = keep - {end for edge in kept.edges for end in (edge.source, edge.target)}
    return kept.within(keep - alone) if alone != keep else kept


def _links(part: Network) -> Counter[str]:
    links: Counter[str] = Counter()
    for edge in part.edges:
        links.update((edge.source, edge.target))
    return links


def sheet_of(drawn: Network, *, title: str, counts: str, left_out: int = 0) -> Sheet:
    """Return a network as a sheet."""
    across = WIDE - 2 * MARGIN
    note = f"{counted(len(drawn.nodes), 'thing')} and the links that the letters state between them, each a line."
    note += f" Left out: {counted(left_out, 'thing')} with no link to these, or the fewest." if left_out else ""
    marks, top = head(title, note, WIDE)
    signs = _signs(drawn)
    numbered = sorted((_numbered(node) for node in drawn.nodes if node.kind == "recommendation"), key=_order)
    key_height = key(signs, left=MARGIN, top=0.0, width=across)[1]
    list_height = listed(numbered, left=MARGIN, top=0.0, width=across, columns=3)[1]
    under = key_height + list_height + 3.0 + 4.5 + MARGIN * 0.8
    bottom = top + max(_SHORTEST, TALL - top - under - 2.0)
    things, unnamed = _things(drawn, Box(MARGIN, top, WIDE - MARGIN, bottom))
    keyed, height = key(signs, left=MARGIN, top=bottom + 2.0, width=across)
    titles, end = listed(numbered, left=MARGIN, top=bottom + 2.0 + height + 3.0, width=across, columns=3)
    if unnamed:
        counts = f"{counts} No room for {counted(unnamed, 'name')}."
    return finished([*marks, *things, *keyed, *titles], title=title, note=note, width=WIDE, bottom=end, counts=counts)


def _numbered(node: Node) -> tuple[str, str]:
    number, point, words = node.label.partition(". ")
    return (number, words) if point and len(number) <= 6 else ("", node.label)


def _order(entry: tuple[str, str]) -> tuple[int, str, str]:
    digits = "".join(character for character in entry[0] if character.isdecimal())
    return int(digits or 0), *entry


def _things(drawn: Network, area: Box) -> tuple[list[Mark], int]:
    """Return links, signs and names in an area, and how many names found no room."""
    links = _links(drawn)
    radius = {node.iri: _radius(node, links[node.iri]) for node in drawn.nodes}
    inner = Box(area.left + 3, area.top + 3, area.right - 3, area.bottom - 3)
    place = spread(fitted(positions(drawn), inner), radius, inner)
    pairs = sorted({(edge.source, edge.target) for edge in drawn.edges if edge.source != edge.target})
    lines: list[Mark] = [Line((place[a], place[b]), stroke=_LINK, width=0.18) for a, b in pairs]
    shapes: list[Mark] = []
    for node in drawn.nodes:
        number = _numbered(node)[0] if node.kind == "recommendation" else ""
        shapes += sign(node.kind, place[node.iri], radius[node.iri], state=node.state, number=plain(number)[:4])
    named = sorted(
        (node for node in drawn.nodes if node.kind not in _UNNAMED), key=lambda node: (-links[node.iri], node.iri)
    )
    names, unnamed = _names(named, place, radius, area, [(place[a], place[b]) for a, b in pairs])
    return [*lines, *names[0], *shapes, *names[1]], unnamed


def _names(
    nodes: Sequence[Node],
    place: Mapping[str, Place],
    radius: Mapping[str, float],
    area: Box,
    lines: Sequence[tuple[Place, Place]],
) -> tuple[tuple[list[Mark], list[Mark]], int]:
    """Return what lies under the signs and the names over them, and how many names found no room."""
    texts = [broken(plain(node.label), _NAME, lines=3) for node in nodes]
    wanted = [
        Wanted(place[node.iri], radius[node.iri], max(map(room, text)), len(text) * SMALL * LEADING)
        for node, text in zip(nodes, texts, strict=True)
    ]
    discs = [Box(x - radius[iri], y - radius[iri], x + radius[iri], y + radius[iri]) for iri, (x, y) in place.items()]
    boxes = placed(wanted, taken=discs, area=area, lines=lines)
    under: list[Mark] = []
    over: list[Mark] = []
    for node, text, found in zip(nodes, texts, boxes, strict=True):
        if found is None:
            continue
        under += _leader(place[node.iri], radius[node.iri], found)
        under.append(box(found.left, found.top, found.right - found.left, found.bottom - found.top, fill=PAPER))
        whole = plain(node.label) if text[-1].endswith("…") else ""
        for number, words in enumerate(text):
            x, anchor = _side(place[node.iri][0], found)
            at = (x, found.top + SMALL * (0.88 + number * LEADING))
            over.append(line(at, words, anchor=anchor, whole=whole))
    return (under, over), boxes.count(None)


def _side(x: float, name: Box) -> tuple[float, str]:
    """Return where the lines of a name are aligned: at the side that faces its thing."""
    if name.left >= x:
        return name.left, "start"
    return (name.right, "end") if name.right <= x else ((name.left + name.right) / 2, "middle")


def _leader(at: Place, radius: float, name: Box) -> list[Mark]:
    """Return a line to a name that stands away from its thing."""
    near = (min(max(at[0], name.left), name.right), min(max(at[1], name.top), name.bottom))
    return [Line((at, near), stroke=INK, width=0.15)] if math.dist(at, near) > radius + 1.6 else []


def _radius(node: Node, links: int) -> float:
    if node.kind == "recommendation":
        return 2.6
    if node.kind == "body":
        return 1.4 + min(1.6, math.sqrt(links) * 0.2)
    return 1.5 if node.kind in _UNNAMED else 1.8


def fitted(place: Mapping[str, Place], area: Box) -> dict[str, Place]:
    """Return places stretched over an area, turned where the area lies the other way."""
    left, right = min(x for x, _ in place.values()), max(x for x, _ in place.values())
    top, bottom = min(y for _, y in place.values()), max(y for _, y in place.values())
    turned = bottom - top > right - left
    found = {}
    for iri, (x, y) in place.items():
        along = (x - left) / (right - left) if right > left else 0.5
        down = (y - top) / (bottom - top) if bottom > top else 0.5
        along, down = (down, along) if turned else (along, down)
        found[iri] = (
            area.left + along * (area.right - area.left),
            area.top + down * (area.bottom - area.top),
        )
    return found


def spread(place: Mapping[str, Place], radius: Mapping[str, float], area: Box) -> dict[str, Place]:
    """Return places moved apart until signs stand clear of each other, as far as the area lets them."""
    order = sorted(place)
    spots = {iri: place[iri] for iri in order}
    for _ in range(_ROUNDS):
        moved = False
        for at, one in enumerate(order):
            for other in order[at + 1 :]:
                clear = radius[one] + radius[other] + _APART
                (ax, ay), (bx, by) = spots[one], spots[other]
                away = math.dist((ax, ay), (bx, by))
                if away >= clear:
                    continue
                # things on one spot leave it in directions of their own
                turn = math.atan2(by - ay, bx - ax) if away else at * 2.4
                half = (clear - away) / 2 + 0.01
                across, down = math.cos(turn) * half, math.sin(turn) * half
                spots[one] = _inside(ax - across, ay - down, area)
                spots[other] = _inside(bx + across, by + down, area)
                moved = True
        if not moved:
            break
    return spots


def _inside(x: float, y: float, area: Box) -> Place:
    return min(max(x, area.left), area.right), min(max(y, area.top), area.bottom)


def _signs(drawn: Network) -> list[Sign]:
    kinds = {node.kind for node in drawn.nodes}
    words = {position_word(node.state) for node in drawn.nodes if node.kind == "position"}
    strengths = {node.state == "firm" for node in drawn.nodes if node.kind == "commitment"}
    signs = [
        Sign(partial(_sample, kind, ""), _WORDS.get(kind, kind))
        for kind in reversed(KINDS)
        if kind in kinds and kind not in {"position", "commitment"}
    ]
    signs += [Sign(partial(_sample, "commitment", "firm"), "firm promise")] if True in strengths else []
    signs += [Sign(partial(_sample, "commitment", ""), "softer promise")] if False in strengths else []
    return [
        *signs,
        *(Sign(partial(_position, word), f"position: {word}") for word in POSITIONS if word in words),
    ]


def _sample(kind: str, state: str, x: float, y: float) -> list[Mark]:
    return sign(kind, (x, y), 1.7, state=state)


def _position(word: str, x: float, y: float) -> list[Mark]:
    return diamond((x, y), 1.7, word)
