"""Results as rows, and in the forms people and programs ask for."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ..ontology.namespaces import XSD, shorten

if TYPE_CHECKING:
    from rdflib import Graph

Cell = NamedNode | Literal | BlankNode | None
_VALUES: Mapping[str, Callable[[str], Any]] = {
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.double: float,
    XSD.boolean: lambda word: word in {"true", "1"},
    XSD.date: date.fromisoformat,
}
_RESULTS = "http://www.w3.org/2005/sparql-results#"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def to_rdflib(self) -> Graph:
        """Return the triples as an rdflib Graph."""
        from rdflib import Graph

        data = serialize(self.triples, format=RdfFormat.N_TRIPLES) or b""
        return Graph().parse(data=data, format="nt")


def plain(cell: Cell) -> Any:
    """Return a term as a Python value: numbers, booleans and days as themselves, all else as str.

    >>> plain(Literal("2022-03-01", datatype=NamedNode(XSD.date)))
    datetime.date(2022, 3, 1)
    """
    if not isinstance(cell, Literal):
        return None if cell is None else cell.value
    try:
        return _VALUES.get(cell.datatype.value, str)(cell.value)
    except (ValueError, ArithmeticError):  # a literal outside its datatype, such as "soon"^^xsd:date
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
    writer.writerows(map(_csv_value, row) for row in rows.cells)
    return out.getvalue()


def _csv_value(cell: Cell) -> str:
    if isinstance(cell, BlankNode):
        return str(cell)  # with its _:, or it would look like text
    return "" if cell is None else cell.value


def to_tsv(rows: Rows) -> str:
    """Return SPARQL 1.1 Query Results TSV: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in rows.columns)]
    lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows.cells]
    return "\n".join(lines) + "\n"


def to_json(rows: Rows | bool) -> str:
    """Return SPARQL 1.1 Query Results JSON."""
    if isinstance(rows, bool):
        return json.dumps({"head": {}, "boolean": rows}) + "\n"
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


def to_xml(rows: Rows | bool) -> str:
    """Return SPARQL Query Results XML; a character that XML 1.0 cannot hold becomes U+FFFD."""
    root = Element("sparql", xmlns=_RESULTS)
    head = SubElement(root, "head")
    if isinstance(rows, bool):
        SubElement(root, "boolean").text = str(rows).lower()
    else:
        for name in rows.columns:
            SubElement(head, "variable", name=name)
        results = SubElement(root, "results")
        for row in rows.cells:
            result = SubElement(results, "result")
            for name, cell in zip(rows.columns, row, strict=True):
                if cell is not None:
                    _xml_term(SubElement(result, "binding", name=name), cell)
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _xml_term(binding: Element, cell: NamedNode | Literal | BlankNode) -> None:
    if isinstance(cell, NamedNode):
        SubElement(binding, "uri").text = cell.value
    elif isinstance(cell, BlankNode):
        SubElement(binding, "bnode").text = cell.value
    else:
        kind = {"xml:lang": cell.language} if cell.language else {"datatype": cell.datatype.value}
        literal = SubElement(binding, "literal", {} if cell.datatype.value == XSD.string else kind)
        literal.text = _NOT_IN_XML.sub("\ufffd", cell.value)


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


FORMS: Mapping[str, Any] = {"csv": to_csv, "tsv": to_tsv, "json": to_json, "xml": to_xml, "markdown": to_markdown}
