"""Letters that answer recommendations, as a knowledge graph to question, see and re-use."""

from __future__ import annotations

__version__ = "0.1.0"
