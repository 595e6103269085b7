"""A worker process that can be killed: documents are read there, with limits on time and memory."""

from __future__ import annotations

import atexit
import multiprocessing
import re
import resource
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from ..errors import ReadError

SECONDS = 30.0
MEMORY = 2 * 1024**3  # bytes of address space, of which kreuzberg's own code and libraries take about half


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection


_worker: _Worker | None = None


def extract_safely(path: Path, *, seconds: float = SECONDS) -> tuple[str, str, tuple[int, ...]]:
    """Return text, media type and page starts of a document, read in the worker.

    Raises ReadError when the document breaks the reader, takes too long or takes too much memory.
    """
    worker = _running()
    try:
        worker.pipe.send(str(path))
        if not worker.pipe.poll(seconds):
            stop()
            raise ReadError(f"{path}: took more than {seconds:.0f} s to read and was stopped; try a plainer copy")
        answer = worker.pipe.recv()
    except (EOFError, BrokenPipeError, ConnectionResetError) as error:
        stop()
        raise ReadError(
            f"{path}: broke the reader, or needs more than {MEMORY // 1024**3} GB; try a plainer copy"
        ) from error
    if isinstance(answer, ReadError):
        raise ReadError(f"{path}: {answer}")
    if isinstance(answer, str):
        raise ReadError(f"{path}: {_in_words(answer)}")
    text, media_type, pages = answer
    return str(text), str(media_type), tuple(pages)


def _in_words(message: str) -> str:
    low = message.casefold()
    if "password" in low or "encrypt" in low:
        return "is encrypted; save a copy without a password"
    if re.search(r"tesseract|\bocr\b", low):
        return "seems to be scanned; install Tesseract (package tesseract-ocr) and read it again"
    if re.search(r"out of memory|\ballocat", low):
        return f"needs more than {MEMORY // 1024**3} GB to read; try a plainer copy"
    if "invalid pdf" in low:
        return "cannot be read: truncated, broken, or no PDF"
    if "cfb" in low:
        return "cannot be read: broken, or no old Word or Outlook file; save it as .docx"
    return f"cannot be read ({' '.join(message.split())[:160]})"


def _running() -> _Worker:
    global _worker  # noqa: PLW0603 - one warm worker a process
    if _worker is None or not _worker.process.is_alive():
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        _worker = _Worker(process, ours)
        atexit.register(stop)
    return _worker


def stop() -> None:
    """End the worker, if one runs."""
    global _worker  # noqa: PLW0603
    if _worker is not None:
        _worker.process.kill()
        _worker.process.join()
        _worker.pipe.close()
        _worker = None


def _serve(pipe: Connection) -> None:
    from .extraction import extract

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(extract(path))
        except ReadError as error:
            pipe.send(error)
        except MemoryError:
            pipe.send("out of memory")
        except Exception as error:
            pipe.send(str(error) or type(error).__name__)
