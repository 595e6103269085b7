"""The one error tree. Messages say what, where and what to do; only the command line prints them."""

from __future__ import annotations


class AnswerableError(Exception):
    """Anything this package raises on purpose."""


class ReadError(AnswerableError):
    """A file could not be read as a letter."""


class SpanError(AnswerableError):
    """A span leaves the text it is counted in."""


class ReferenceDataError(AnswerableError):
    """A list of bodies or a report's description is not as it should be."""


class StoreError(AnswerableError):
    """A graph could not be opened, read or written."""


class ShapeError(AnswerableError):
    """A letter's graph breaks a shape and was kept out."""


class ExportError(AnswerableError):
    """The graph could not be written in the format asked for."""


class QueryError(AnswerableError):
    """A question was refused, could not be parsed, or passed a limit."""


class DrawError(AnswerableError):
    """A picture or page could not be made."""
