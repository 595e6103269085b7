"""Where a keyword may stand in SPARQL: told quickly, and never missed."""

from __future__ import annotations

import re
from collections.abc import Callable

NAME = r"\w\u0080-\U0010ffff"


def finder(*words: str) -> Callable[[str], bool]:
    r"""Return what tells whether one of some keywords, in capitals, may stand in a query.

    It may say so where none does, in strings, comments and IRIs; but not of variables and of names after their colon.
    Engines read keywords that are glued to what stands before or behind: `SERVICEx:a`, `1SERVICE`, `?1SERVICE`.

    >>> says = finder("GRAPH", "FROM")
    >>> [says(text) for text in ("{ graph ?g {} }", "ASKFROM<x>", "1graph<x>{}", "?graph a sd:Graph", "gr\\u0041ph")]
    [True, True, True, False, True]
    """
    word = rf"[{NAME}]*?(?:{'|'.join(words)})"
    standing = re.compile(rf"(?<![{NAME}?$:]){word}|[?$](?:[0-9]|TRUE|FALSE){word}")

    def says(sparql: str) -> bool:
        capitals = sparql.upper()
        # an escape may hide a letter; looking for the words as they are is a tenth of the work
        return "\\U" in capitals or (any(word in capitals for word in words) and standing.search(capitals) is not None)

    return says


names_a_graph = finder("GRAPH", "FROM")
