"""The language pipeline, made once a process: spaCy's blank English, or a trained pipeline the user names."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language

from ..errors import ReadError


@cache
def pipeline(name: str | None = None) -> Language:
    """Return spaCy's blank English tokenizer, or the installed pipeline of that name.

    Raises ReadError where no pipeline of that name is installed.
    """
    if name is None:
        return spacy.blank("en")
    try:
        return spacy.load(name)
    except OSError as error:
        raise ReadError(f"no spaCy pipeline {name!r} is installed; install it or leave --nlp out") from error
