"""How each kind of time expression of `dates.toml` is reckoned, from its words and the day they were written."""

from __future__ import annotations

from collections.abc import Mapping

from .bounds import Reckoned
from .days import DAYS
from .terms import TERMS

KINDS: Mapping[str, Reckoned] = {**DAYS, **TERMS}
