"""Pages as HTML: one environment, values escaped, and characters that could deceive shown for what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from .. import __name__ as _viz

# controls that a browser drops or that turn the order of a line around
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site."""

    path: str
    content: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has: the data set's name, the day it is looked at, and data beside it."""

    title: str
    on: str
    turtle: str = "data/graph.ttl"
    jsonld: str = "data/graph.jsonld"

    def page(self, path: str, template: str, **values: Any) -> Page:
        """Return a page from a template."""
        up = "../" * path.count("/")
        return Page(path, _environment().get_template(template).render(frame=self, up=up, path=path, **values))

    def beside(self, path: str) -> Frame:
        """Return the frame of a thing's page, whose data have the page's own name."""
        stem = path.removesuffix(".html")
        return replace(self, turtle=f"{stem}.ttl", jsonld=f"{stem}.jsonld")


def visible(text: str) -> str:
    r"""Return text with hidden controls written out.

    >>> visible("a\u202eb\x07")
    'a[U+202E]b[U+0007]'
    """
    return _HIDDEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def day(iso: str) -> str:
    """Return a date as people write it; anything else comes back unchanged.

    >>> day("2021-12-03"), day("")
    ('3 December 2021', '')
    """
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso)
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}" if match else iso


def short(words: str, most: int = 60) -> str:
    """Return words cut at a space.

    >>> short("a promise to publish", 12)
    'a promise …'
    """
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[:most].rsplit(' ', 1)[0][:most]} …"


def asset(name: str) -> str:
    """Return a style or script of ours."""
    return files(_viz).joinpath(f"templates/{name}").read_text("utf-8")


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_viz, "templates"),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters.update(day=day, short=short)
    return environment
