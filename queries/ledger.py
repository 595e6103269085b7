"""The ledger: every promise, and where it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from ..graph.store import Store

STANDINGS = ("overdue", "due", "open", "waiting", "undated")


@dataclass(frozen=True, slots=True)
class Entry:
    """One promise; standing is overdue, due (its window is open), open (its window is to come), waiting or undated."""

    standing: str
    who: str
    promise: str
    strength: str
    due: str
    due_from: str
    due_words: str
    computed: bool
    condition: str
    event: str
    recommendation: str
    file: str
    iri: str


def ledger(store: Store, *, on: date, body: str = "", recommendation: str = "", topic: str = "") -> tuple[Entry, ...]:
    """Return the promises of a store with their standing on a day, the longest overdue first.

    body and topic are words that the promisor's name and the promise hold. Nothing here says that a promise was not kept.
    """
    text = files(__package__).joinpath("sparql/ledger.rq").read_text("utf-8")
    names = (
        "c",
        "who",
        "promise",
        "strength",
        "condition",
        "event",
        "dueWords",
        "from",
        "due",
        "computed",
        "recommendation",
        "file",
    )
    found = []
    for row in store.select(text):
        value = {name: row[name].value if row[name] is not None else "" for name in names}
        if body.casefold() not in value["who"].casefold() or topic.casefold() not in value["promise"].casefold():
            continue
        if recommendation and value["recommendation"] != recommendation:
            continue
        found.append(
            Entry(
                standing(on, value["from"], value["due"], value["event"]),
                value["who"],
                value["promise"],
                value["strength"],
                value["due"],
                value["from"],
                value["dueWords"],
                value["computed"] == "true",
                value["condition"],
                value["event"],
                value["recommendation"],
                value["file"],
                value["c"],
            )
        )
    return tuple(sorted(found, key=lambda e: (STANDINGS.index(e.standing), e.due or "9999", e.who, e.promise, e.iri)))


def standing(on: date, due_from: str, due: str, event: str) -> str:
    """Return where a promise stands on a day.

    >>> standing(date(2022, 3, 1), "", "2021-12-29", ""), standing(date(2022, 3, 1), "2022-01-01", "2022-12-31", "")
    ('overdue', 'due')
    >>> standing(date(2022, 3, 1), "", "", "the review is published"), standing(date(2022, 3, 1), "", "2022-06-01", "")
    ('waiting', 'open')
    """
    if due and date.fromisoformat(due) < on:
        return "overdue"
    if due and due_from and date.fromisoformat(due_from) <= on:
        return "due"
    if due:
        return "open"
    return "waiting" if event else "undated"


def calendar(entries: tuple[Entry, ...]) -> str:
    """Return the due days as iCalendar (RFC 5545), one all-day event a promise, with no time of making."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Answerable//Ledger//EN"]
    for entry in entries:
        if not entry.due:
            continue
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.iri}",
            f"DTSTAMP:{entry.due.replace('-', '')}T000000Z",
            f"DTSTART;VALUE=DATE:{entry.due.replace('-', '')}",
            f"SUMMARY:{_escaped(f'{entry.who}: {entry.promise}')}",
            f"DESCRIPTION:{_escaped(f'{entry.due_words} ({entry.file})')}",
            "END:VEVENT",
        ]
    return "\r\n".join(folded for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)) + "\r\n"


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", " ")


def _folded(line: str) -> list[str]:
    """Fold a line at 60 characters, under the 75 octets that the standard allows for most text."""
    parts = [line[at : at + 60] for at in range(0, len(line), 60)] or [""]
    return [parts[0], *(f" {part}" for part in parts[1:])]
