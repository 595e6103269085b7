"""The language pipeline, made once a process: spaCy's blank English, or a trained pipeline the user names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..errors import ReadError

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def pipeline(name: str | None = None) -> Language:
    """Return spaCy's blank English tokenizer, or the trained pipeline that is installed or kept under that name.

    Raises ReadError where there is none, or it cannot be loaded.
    """
    import spacy

    if name is None:
        return spacy.blank("en")
    try:
        return spacy.load(name)
    except OSError as error:
        raise ReadError(
            f"no spaCy pipeline {name!r} is installed, nor is it a folder with one; install it (python -m spacy download"
            " NAME), or leave --nlp out"
        ) from error
    except Exception as error:  # its config may ask for anything
        raise ReadError(f"spaCy pipeline {name!r} cannot be loaded: {' '.join(str(error).split())[:160]}") from error


def pipeline_version(name: str | None) -> str:
    """Return a trained pipeline's name and version, "" for none: letters are read again when it changes."""
    if name is None:
        return ""
    meta = pipeline(name).meta
    return f"+{meta['lang']}_{meta['name']}-{meta['version']}"
