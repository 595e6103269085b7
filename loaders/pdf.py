"""The text layer of a PDF's pages by PDFium: lines with their places, and ruled tables as rows of cells."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ..errors import ReadError
from .ruling import Grid, Point, grids

_CUT = "\x02"  # a hyphen at a line's end, which PDFium puts between the halves of the word
_SPLIT = re.compile(r"(?<=\d/) (?=\d)|(?<=[a-z]-) (?=[A-Z][a-z])")  # a date or a double name in a narrow cell


@dataclass(slots=True)
class Line:
    """A line of a page and where it stands, in points from the page's foot."""

    words: str
    left: float
    right: float
    foot: float
    height: float


@dataclass(slots=True)
class Table:
    """A ruled table's rows of cells; one that goes on from a page before has its header there."""

    rows: list[list[str]]
    header: list[str] | None = None


@dataclass(slots=True)
class Page:
    """What stands on a page, in the order in which it was written there."""

    height: float
    items: list[Line | Table] = field(default_factory=list)


def pages_of(data: bytes) -> list[Page]:
    """Return the pages of a PDF; a page without a text layer has no items.

    Raises ReadError for what is no PDF, or has a password.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold() or "security" in str(error).casefold()
        what = (
            "is encrypted; save a copy without a password" if locked else "cannot be read: truncated, broken, or no PDF"
        )
        raise ReadError(what) from error
    with document:
        return [_read(document[number]) for number in range(len(document))]


def _read(page: Any) -> Page:
    found = Page(page.get_height())
    tables = grids(_strokes(page)) if page.get_rotation() == 0 else ()
    writer = _Writer(found, tables)
    for character, box in _characters(page.get_textpage()):
        writer.write(character, box)
    writer.end()
    return found


def _characters(layer: Any) -> Iterator[tuple[str, tuple[float, float, float, float] | None]]:
    """Yield a page's characters, each with its box (left, foot, right, top) unless PDFium made it up."""
    sides = [ctypes.c_double() for _ in range(4)]
    box = pdfium.FS_RECTF()
    for at in range(layer.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(layer.raw, at))
        if "\ud800" <= character <= "\udfff" or character == "\0":
            continue
        made_up = character.isspace() or pdfium.FPDFText_IsGenerated(layer.raw, at) == 1
        if made_up or not pdfium.FPDFText_GetCharBox(layer.raw, at, sides[0], sides[1], sides[2], sides[3]):
            yield character, None
            continue
        left, right, foot, top = (side.value for side in sides)
        if pdfium.FPDFText_GetLooseCharBox(layer.raw, at, box):  # as high as the font, whatever the letter
            foot, top = box.bottom, box.top
        yield character, (left, foot, right, top)


def _strokes(page: Any) -> Iterator[tuple[Point, Point]]:
    """Yield the straight strokes of a page's drawings."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        matrix = path.get_matrix()
        first = last = None
        for at in range(pdfium.FPDFPath_CountSegments(path.raw)):
            segment = pdfium.FPDFPath_GetPathSegment(path.raw, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                first = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and last:
                yield last, point
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment) and first:
                yield point, first


class _Writer:
    """Puts a page's characters into its lines, and into the cells of its tables."""

    def __init__(self, page: Page, tables: tuple[Grid, ...]) -> None:
        self._page = page
        self._grids = tables
        self._tables: dict[int, Table] = {}
        self._line: Line | None = None
        self._cell: tuple[int, int, int] | None = None

    def write(self, character: str, box: tuple[float, float, float, float] | None) -> None:
        """Write one character; one without a box goes where the last went."""
        if box:
            cell = self._cell_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            if cell != self._cell:
                self.end()
                self._cell = cell
                if cell:
                    self._add(" ")
        if self._cell:
            self._add(character)
        elif character in "\r\n":
            self.end()
        elif character == _CUT:
            self._write("-", box)
            self.end()
        else:
            self._write(character, box)

    def end(self) -> None:
        """End the line that is being written."""
        if self._line and self._line.words.strip():
            self._line.words = self._line.words.strip()
            self._page.items.append(self._line)
        self._line = None

    def _write(self, character: str, box: tuple[float, float, float, float] | None) -> None:
        if self._line is None:
            if box is None:
                return
            self._line = Line("", box[0], box[2], box[1], box[3] - box[1])
        self._line.words += character
        if box:
            self._line.left, self._line.right = min(self._line.left, box[0]), max(self._line.right, box[2])
            self._line.foot = min(self._line.foot, box[1])
            self._line.height = max(self._line.height, box[3] - box[1])

    def _cell_at(self, x: float, y: float) -> tuple[int, int, int] | None:
        for number, grid in enumerate(self._grids):
            place = grid.cell(x, y)
            if place:
                return (number, *place)
        return None

    def _add(self, character: str) -> None:
        number, row, column = self._cell or (0, 0, 0)
        if number not in self._tables:
            grid = self._grids[number]
            self._tables[number] = Table([[""] * grid.columns for _ in range(grid.rows)])
            self._page.items.append(self._tables[number])
        self._tables[number].rows[row][column] += character


def cell_words(raw: str) -> str:
    r"""Return a cell's words in one line, those cut at line ends joined.

    >>> cell_words(" We will re\x02view\r\nit.")
    'We will review it.'
    """
    return _SPLIT.sub("", " ".join(re.sub(_CUT + r"\s*", "", raw).split()))
