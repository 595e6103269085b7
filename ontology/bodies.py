"""Reference bodies: forces, commissioners, councils, departments and others known beforehand, with identifiers."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from ..errors import ReferenceDataError
from .namespaces import ID


@dataclass(frozen=True, slots=True)
class Body:
    """One body of the reference list; identifiers are empty where nobody has verified them."""

    id: str
    label: str
    alt_labels: tuple[str, ...]
    type: str
    area: str
    relation: str
    related: str
    wikidata: str
    gss: str
    url: str
    valid_from: date | None
    valid_to: date | None

    @property
    def iri(self) -> str:
        """Return the body's IRI; a post is named as one."""
        return ID[f"body/{self.id}"]

    @property
    def is_post(self) -> bool:
        """Tell a post from an organisation."""
        return self.type.startswith("post-")


@cache
def reference_bodies() -> tuple[Body, ...]:
    """Return the reference list in its own order."""
    text = files(f"{__package__}.data").joinpath("bodies.csv").read_text("utf-8")
    return tuple(_body(row) for row in csv.DictReader(text.splitlines()))


def _body(row: dict[str, str]) -> Body:
    try:
        return Body(
            id=row["id"],
            label=row["pref_label"],
            alt_labels=tuple(label for label in row["alt_labels"].split("|") if label),
            type=row["type"],
            area=row["area"],
            relation=row["relation"],
            related=row["related_id"],
            wikidata=row["wikidata"],
            gss=row["gss"],
            url=row["url"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
    except (KeyError, ValueError) as error:
        raise ReferenceDataError(f"bodies.csv: row {row.get('id')}: {error}") from error


def _day(words: str) -> date | None:
    """Return a day; a year or a month alone stands for its first day."""
    if not words:
        return None
    parts = [int(part) for part in words.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return a name's form for exact comparison: case, "the", "&", apostrophes and white space apart.

    >>> key("The  Police & Crime Commissioner for Cheshire") == key("Police and Crime Commissioner for Cheshire")
    True
    """
    plain = name.casefold().replace("&", " and ").replace("’", "'").replace("'", "")
    return re.sub(r"^the ", "", " ".join(plain.split()))


@cache
def by_name() -> dict[str, tuple[Body, bool]]:
    """Return (body, whether the name is an alias) by the key of every label."""
    found: dict[str, tuple[Body, bool]] = {}
    for body in reference_bodies():
        found.setdefault(key(body.label), (body, False))
    for body in reference_bodies():
        for label in body.alt_labels:
            found.setdefault(key(label), (body, True))
    return found
