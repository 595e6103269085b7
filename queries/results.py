"""Results as rows, and in the forms people and programs ask for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from ..ontology.namespaces import XSD, shorten

Cell = NamedNode | Literal | BlankNode | None
_NUMBERS = {XSD.integer: int, XSD.decimal: Decimal, XSD.double: float}


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of RDF terms; cut says that a limit left rows out."""

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    cut: bool = False

    def __len__(self) -> int:
        return len(self.cells)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield each row as plain Python values by column."""
        for row in self.cells:
            yield {name: plain(cell) for name, cell in zip(self.columns, row, strict=True)}

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame; needs the pandas extra."""
        import pandas as pd

        return pd.DataFrame(list(self), columns=list(self.columns))

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(shown(cell))}</td>" for cell in row) + "</tr>" for row in self.cells
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def plain(cell: Cell) -> Any:
    """Return a term as a Python value: IRIs and other literals as str, numbers and booleans as themselves."""
    if cell is None:
        return None
    if isinstance(cell, Literal):
        number = _NUMBERS.get(cell.datatype.value)
        if number:
            return number(cell.value)
        return cell.value == "true" if cell.datatype.value == XSD.boolean else cell.value
    return cell.value


def shown(cell: Cell) -> str:
    """Return a term as people read it: IRIs with their prefix."""
    if cell is None:
        return ""
    return shorten(cell.value) if isinstance(cell, NamedNode) else cell.value


def to_csv(rows: Rows, *, delimiter: str = ",") -> str:
    """Return SPARQL 1.1 Query Results CSV (or TSV-like values with a tab)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([cell.value if cell is not None else "" for cell in row] for row in rows.cells)
    return out.getvalue()


def to_tsv(rows: Rows) -> str:
    """Return SPARQL 1.1 Query Results TSV: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in rows.columns)]
    lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows.cells]
    return "\n".join(lines) + "\n"


def to_json(rows: Rows) -> str:
    """Return SPARQL 1.1 Query Results JSON."""
    bindings = [
        {name: _json_term(cell) for name, cell in zip(rows.columns, row, strict=True) if cell is not None}
        for row in rows.cells
    ]
    return (
        json.dumps(
            {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _json_term(cell: NamedNode | Literal | BlankNode) -> dict[str, str]:
    if isinstance(cell, NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, BlankNode):
        return {"type": "bnode", "value": cell.value}
    term = {"type": "literal", "value": cell.value}
    if cell.language:
        term["xml:lang"] = cell.language
    elif cell.datatype.value != XSD.string:
        term["datatype"] = cell.datatype.value
    return term


def to_markdown(rows: Rows) -> str:
    """Return a Markdown table."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    return (
        "\n".join(
            [line(rows.columns), line(["---"] * len(rows.columns)), *(line([*map(shown, row)]) for row in rows.cells)]
        )
        + "\n"
    )


FORMS: Mapping[str, Any] = {"csv": to_csv, "tsv": to_tsv, "json": to_json, "markdown": to_markdown}
