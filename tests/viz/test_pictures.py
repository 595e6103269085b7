"""Pictures for papers: every form whole, legible and the same twice, whatever the names hold."""

from __future__ import annotations

import io
import itertools
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from answerable.errors import DrawError
from answerable.graph.network import Edge, Network, Node
from answerable.graph.store import open_store
from answerable.queries.ledger import Entry, ledger
from answerable.queries.matrix import NOT_ASKED, SILENT, Cell, Column, Matrix, matrix
from answerable.viz.drawing import Choice
from answerable.viz.pictures import FORMS, PICTURES, formats, picture
from answerable.viz.pictures import matrix as matrices
from answerable.viz.pictures import network as networks
from answerable.viz.pictures import timeline as timelines
from answerable.viz.pictures.labels import Box, Wanted, placed
from answerable.viz.pictures.marks import POINT, Line, Sheet, Words
from PIL import Image

DAY = date(2022, 3, 1)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script>&amp;"\u202eeciffO\u0000\u001b[0m\ufffe'
LONG = "Authority " * 1_000


def entry(**changes: object) -> Entry:
    values = {
        "standing": "overdue",
        "who": "Home Office",
        "promise": "We will publish",
        "strength": "firm",
        "due": "2021-12-31",
        "due_from": "",
        "due_words": "",
        "computed": False,
        "condition": "",
        "event": "",
        "recommendation": "2",
        "file": "a.txt",
        "iri": "http://x.example/c",
    }
    return Entry(**{**values, **changes})


def answers(*, bodies: tuple[str, ...] = ("Home Office",), columns: int = 3, title: str = "Do it") -> Matrix:
    standings = itertools.cycle(["accepted", "awaiting", SILENT, NOT_ASKED, "in part", "never heard of"])
    heads = tuple(Column("http://x.example/r", n, str(n), title, f"http://x.example/{n}") for n in range(columns))
    return Matrix(heads, bodies, {(body, head.iri): Cell(next(standings)) for body in bodies for head in heads})


def things(count: int, *, label: str = "") -> Network:
    nodes = tuple(Node(f"http://x.example/{n:03}", "body", label or f"Body number {n}", "", ()) for n in range(count))
    edges = tuple(Edge(nodes[n // 3].iri, "asks", nodes[n].iri) for n in range(1, count))
    return Network(nodes, edges)


def sheets(label: str) -> list[Sheet]:
    """One of each picture, with a name wherever one may stand."""
    return [
        matrices.sheet_of(answers(bodies=(label,), title=label), title=label, counts=label),
        timelines.sheet_of([entry(who=label, promise=label, recommendation=label)], on=DAY, title=label, counts=label),
        networks.sheet_of(things(9, label=label), title=label, counts=label),
    ]


def texts(svg: bytes) -> str:
    """What is read in an SVG; its lines of text run together."""
    return " ".join("".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("what", PICTURES)
@pytest.mark.parametrize("form", FORMS)
def test_a_picture_is_the_same_bytes_twice(store, what: str, form: str) -> None:
    first = picture(store, what=what, form=form, on=DAY)
    assert first == picture(store, what=what, form=form, on=DAY)
    assert len(first) > 5_000


@pytest.mark.parametrize("what", PICTURES)
def test_svg_is_sized_for_print_and_nothing_in_it_is_too_small(store, what: str) -> None:
    root = ElementTree.fromstring(picture(store, what=what, form="svg", on=DAY))
    width = float(root.attrib["width"].removesuffix("mm"))
    assert 180 <= width <= 297
    assert root.attrib["viewBox"].split()[2] == f"{width:.2f}"
    sizes = [float(element.attrib["font-size"]) for element in root.iter(f"{SVG}text")]
    assert len(sizes) > 20
    assert min(sizes) >= 7 * POINT - 0.001
    right = [float(e.attrib["x"]) for e in root.iter(f"{SVG}text") if "text-anchor" not in e.attrib]
    assert max(right) < width


@pytest.mark.parametrize("what", PICTURES)
def test_png_is_300_dpi_and_not_blank(store, what: str) -> None:
    root = ElementTree.fromstring(picture(store, what=what, form="svg", on=DAY))
    painted = Image.open(io.BytesIO(picture(store, what=what, form="png", on=DAY)))
    sides = [float(root.attrib[side].removesuffix("mm")) / 25.4 * 300 for side in ("width", "height")]
    assert painted.size == pytest.approx(sides, abs=1)
    assert painted.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    shades = painted.convert("L").histogram()
    assert sum(shades[:100]) > 10_000  # ink
    assert sum(shades[250:]) > sum(shades) / 2  # on paper


@pytest.mark.parametrize("what", PICTURES)
def test_pdf_has_its_words_as_words(store, what: str) -> None:
    from kreuzberg import extract_bytes_sync

    pdf = picture(store, what=what, form="pdf", on=DAY)
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    fonts = set(re.findall(rb"/BaseFont /(\S+)", pdf))
    assert fonts
    assert all(b"+" in font for font in fonts)  # each is in the file, as journals ask
    read = " ".join(extract_bytes_sync(pdf, "application/pdf").content.split())
    for body in ("Home Office", "West Yorkshire Police"):
        assert body in read
    assert "Source: 5 letters" in read


def test_every_body_and_recommendation_of_the_matrix_is_there(store) -> None:
    found = matrix(store)
    shown = texts(picture(store, what="matrix", form="svg", on=DAY))
    assert len(found.bodies) > 3
    assert len(found.columns) == 8
    for name in (*found.bodies, *(column.title for column in found.columns)):
        assert name in shown
    for standing in {cell.standing for cell in found.cells.values()} - {SILENT, NOT_ASKED}:
        titled = "Who answered which recommendation".count(standing)
        assert shown.count(standing) - titled == sum(cell.standing == standing for cell in found.cells.values())
    assert "asked, and the letters are silent" in shown


def test_a_wide_matrix_says_its_words_in_the_key() -> None:
    sheet = matrices.sheet_of(answers(bodies=("A", "B"), columns=30), title="T", counts="C")
    words = [mark.text for mark in sheet.marks if isinstance(mark, Words)]
    assert sheet.width <= 297
    assert words.count("Ac") == 11  # ten cells and the key
    assert {"accepted", "awaiting", "in part"} <= set(words)


def test_the_matrix_names_its_reports_where_there_are_two() -> None:
    heads = tuple(
        Column(f"http://x.example/report/{r}-report", 1, "1", r, f"http://x.example/{r}") for r in ("old", "new")
    )
    found = Matrix(heads, ("A",), {("A", head.iri): Cell("accepted") for head in heads})
    shown = texts(formats.svg(matrices.sheet_of(found, title="T", counts="C")))
    assert shown.count("Old report") == shown.count("New report") == 2  # over the columns and over the titles


def test_every_dated_promise_is_drawn_and_the_others_counted(store) -> None:
    entries = ledger(store, on=DAY)
    dated = [entry for entry in entries if entry.due]
    shown = texts(picture(store, what="timeline", form="svg", on=DAY))
    assert dated
    for promise in dated:
        assert timelines.said(date.fromisoformat(promise.due), letters=3) in shown
    undated = sum(entry.standing == "undated" for entry in entries)
    assert f"{undated} promises with no day" in shown
    assert "1 Mar 2022" in shown


def test_computed_windows_are_hatched_and_soft_promises_hollow() -> None:
    def lines(**changes: object) -> list[Line]:
        sheet = timelines.sheet_of([entry(due_from="2021-06-01", **changes)], on=DAY, title="T", counts="C")
        return [mark for mark in sheet.marks if isinstance(mark, Line)]

    def filled(marks: list[Line]) -> int:
        return sum(len(mark.points) == 3 and mark.fill == "#D55E00" for mark in marks)

    assert len(lines(computed=True)) > len(lines(computed=False)) + 5
    assert filled(lines(strength="firm")) == 2  # in the chart and in the key
    assert filled(lines(strength="offer")) == 0


@pytest.mark.parametrize("on", [date(1, 1, 1), date(2021, 12, 31), date(9999, 12, 31)])
@pytest.mark.parametrize("due", ["0001-01-01", "2021-12-31", "9999-12-31"])
def test_any_day_can_be_chosen(on: date, due: str) -> None:
    sheet = timelines.sheet_of([entry(due=due), entry()], on=on, title="T", counts="C")
    assert all(0 <= x <= sheet.width for mark in sheet.marks if isinstance(mark, Line) for x, _ in mark.points)
    words = [mark for mark in sheet.marks if isinstance(mark, Words)]
    assert all(mark.left >= 0 and mark.left + mark.length <= sheet.width for mark in words)
    assert timelines.said(on) in texts(formats.svg(sheet))


def test_promises_without_a_day_are_counted_alone() -> None:
    sheet = timelines.sheet_of([entry(due="", standing="waiting", event="x")], on=DAY, title="T", counts="C")
    shown = texts(formats.svg(sheet))
    assert "1 promise that waits for an event." in shown
    assert "no day" not in shown


@pytest.mark.parametrize("label", [HOSTILE, LONG, "x" * 10_000, "", "\n"])
def test_names_stay_words_whatever_they_hold(label: str) -> None:
    for sheet in sheets(label):
        svg = formats.svg(sheet)
        root = ElementTree.fromstring(svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            "svg", "title", "desc", "polygon", "polyline", "circle", "text"
        }  # fmt: skip
        assert not set(svg.decode()) & set("\u202e\u0000\u001b\ufffe")
        assert formats.pdf(sheet).startswith(b"%PDF")
        assert len(formats.png(sheet)) > 1_000
        for mark in sheet.marks:
            if isinstance(mark, Words):
                assert mark.left >= 0
                assert mark.left + mark.length <= sheet.width


def test_hostile_signs_are_spelt_out() -> None:
    shown = texts(formats.svg(sheets(HOSTILE)[0]))
    assert "</text><script>alert(1)</script>" in shown
    assert "[U+202E]" in shown


@pytest.mark.parametrize("count", [2, 40, 150])
def test_names_of_the_network_do_not_overlap(count: int) -> None:
    drawn = things(count)
    area = Box(0, 0, 285, 160)
    radius = {node.iri: 2.0 for node in drawn.nodes}
    place = networks.spread(networks.fitted(networks.positions(drawn), area), radius, area)
    wanted = [Wanted(place[node.iri], 2.0, 25.0, 3.0) for node in drawn.nodes]
    discs = [Box(x - 2, y - 2, x + 2, y + 2) for x, y in place.values()]
    found = [box for box in placed(wanted, taken=discs, area=area) if box]
    assert len(found) > count * 0.7
    assert all(box.within(area) for box in found)
    assert not any(a.meets(b) for a, b in itertools.combinations(found, 2))
    assert not any(box.meets(disc) for box in found for disc in discs)


def test_the_sample_network_finds_room_for_all_names_but_one_at_most(store) -> None:
    sheet = networks.network_sheet(store)
    shown = texts(formats.svg(sheet))
    told = re.search(r"No room for (\d+) name", shown)
    assert int(told[1] if told else 0) <= 1
    names = [m for m in sheet.marks if isinstance(m, Words) and 15 < m.at[1] < 160]
    boxes = [Box(m.left, m.at[1] - m.size * 0.7, m.left + m.length, m.at[1]) for m in names]
    assert len(boxes) > 30
    assert not any(a.meets(b) for a, b in itertools.combinations(boxes, 2))


def test_a_crowded_network_says_what_has_no_room() -> None:
    sheet = networks.sheet_of(things(150, label="A body whose name takes up two lines"), title="T", counts="C.")
    named = sum(isinstance(mark, Words) and mark.text.startswith("A body") for mark in sheet.marks)
    told = re.search(r"No room for (\d+) name", texts(formats.svg(sheet)))
    assert named + (int(told[1]) if told else 0) == 150


def test_a_part_of_the_network_is_drawn(store) -> None:
    whole = texts(picture(store, what="network", form="svg", on=DAY))
    part = texts(picture(store, what="network", form="svg", on=DAY, choice=Choice(around="Victim Navigator", depth=1)))
    assert "Victim Navigator" in part
    assert "Justice and Care" in part
    assert "Metropolitan" in whole
    assert "Metropolitan" not in part


@pytest.mark.parametrize("what", PICTURES)
def test_nothing_to_draw_is_said(what: str) -> None:
    with pytest.raises(DrawError, match=r"memory:.*to draw"):
        picture(open_store("memory:"), what=what, form="svg", on=DAY)


@pytest.mark.parametrize(("what", "form"), [("network", "gif"), ("map", "svg")])
def test_an_unknown_picture_or_form_is_refused(store, what: str, form: str) -> None:
    with pytest.raises(DrawError, match="there are"):
        picture(store, what=what, form=form, on=DAY)


@pytest.mark.parametrize("label", ["内政部", "שלום"])
def test_pdf_refuses_words_that_it_would_spoil(monkeypatch, label: str) -> None:
    sheet = matrices.sheet_of(answers(bodies=(label,)), title="T", counts="C")
    monkeypatch.setattr(formats, "_fonts", lambda: [("Vera.ttf", frozenset(range(32, 127)))])
    formats._registered()
    with pytest.raises(DrawError, match="write svg or png"):
        formats.pdf(sheet)


def test_without_a_font_on_the_machine_words_are_still_drawn(monkeypatch) -> None:
    monkeypatch.setattr(formats, "_FONTS", ("Nowhere.ttf", "Vera.ttf"))
    for kept in (formats._registered, formats._fonts, formats._font_files):
        kept.cache_clear()
    try:
        pdf = formats.pdf(matrices.sheet_of(answers(), title="T", counts="C"))
    finally:
        for kept in (formats._registered, formats._fonts, formats._font_files):
            kept.cache_clear()
    assert b"BitstreamVeraSans" in pdf


def test_a_sheet_too_large_is_refused() -> None:
    sheet = Sheet(10_000, 100, "T", "", ())
    for write in (formats.png, formats.pdf):
        with pytest.raises(DrawError, match="too large"):
            write(sheet)


def test_the_command_line_writes_a_picture_where_it_is_told(kg, tmp_path) -> None:
    from answerable.cli.picture import write_picture

    place = write_picture(
        str(kg), what="matrix", form="pdf", on=None, choice=Choice(), title="Who said what", output=tmp_path / "m.pdf"
    )
    assert place.read_bytes().startswith(b"%PDF")
