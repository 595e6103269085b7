"""Days that time expressions mean, in sentences that no annotated letter holds."""

from __future__ import annotations

from datetime import date

import pytest
from answerable.loaders.dates import due_in
from answerable.loaders.text import Span

WRITTEN = date(2025, 3, 3)  # a Monday


def due(words: str, verb: str | None = None) -> str | None:
    at = words.index(verb) if verb else None
    found = due_in(words, Span(0, len(words)), WRITTEN, at)
    return found.end.isoformat() if found and found.end else None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by St David's Day", "2026-03-01"),
        ("by Lady Day", "2025-03-25"),
        ("until midsummer’s day (24 June)", "2025-06-24"),
        ("on Michaelmas Day", "2025-09-29"),
        ("by Martinmas", "2025-11-11"),
        ("before St Andrew's Day", "2025-11-29"),
        ("by Twelfth Night", "2026-01-05"),
        ("by Candlemas", "2026-02-02"),
        ("by Hogmanay", "2025-12-31"),
        ("on New Year's Day", "2026-01-01"),
        ("on Shrove Tuesday", "2025-03-04"),
        ("on Good Friday", "2025-04-18"),
        ("before Easter", "2025-04-19"),
        ("by Easter 2026", "2026-04-05"),
        ("by Whitsun", "2025-06-08"),
        ("in time for Remembrance Sunday", "2025-11-09"),
        ("by the spring bank holiday", "2025-05-26"),
        ("by the August bank holiday", "2025-08-25"),
        ("before the clocks go forward", "2025-03-29"),
        ("when the clocks go back", "2025-10-26"),
    ],
)
def test_days_that_have_a_name(words: str, day: str) -> None:
    assert due(f"The new rota will begin {words}.") == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("before the start of the autumn term", "2025-08-31"),
        ("before the start of the new school year", "2025-08-31"),
        ("by the October half-term", "2025-10-27"),
        ("by the end of the academic year", "2025-07-31"),
        ("by the end of Michaelmas term", "2025-12-20"),
        ("before the summer recess, which begins on 28 June", "2025-06-27"),
        ("before the summer is over", "2025-08-31"),
        ("between Easter and the end of the academic year on 31 July", "2025-07-31"),
    ],
)
def test_terms_and_recesses(words: str, day: str) -> None:
    assert due(f"The plan will be published {words}.") == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("a fortnight from now", "2025-03-17"),
        ("within ten working days of today", "2025-03-17"),
        ("within ten\nweeks of the date of this letter", "2025-05-12"),
        ("not later than twelve months after the date of this response", "2026-03-03"),
        ("no later than 90 days from today", "2025-06-01"),
        ("by this time next year", "2026-03-03"),
        ("before the week is out", "2025-03-07"),
        ("before the end of the month", "2025-03-31"),
        ("before the year is out", "2025-12-31"),
        ("by the end of next month", "2025-04-30"),
        ("by the end of the quarter", "2025-03-31"),
        ("over the next two financial years", "2027-03-31"),
        ("over the three years from April", "2028-03-31"),
        ("in the final quarter of this calendar year", "2025-12-31"),
        ("by the end of quarter 4", "2025-03-31"),
        ("Q4 2025/26", "2026-03-31"),
        ("on the 21st", "2025-03-21"),
        ("in the week of 16 June", "2025-06-22"),
        ("in the last week of June", "2025-06-30"),
        ("from the first Monday in December", "2025-12-01"),
        ("at its November meeting", "2025-11-30"),
        ("next September", "2025-09-30"),
        ("in July or August", "2025-08-31"),
        ("on the first of each month, starting with the June issue", "2025-06-30"),
        ("at the end of each month, starting with this one", "2025-03-31"),
        ("before 1 November", "2025-10-31"),
        ("on each anniversary of 14 May 2024", "2025-05-14"),
    ],
)
def test_stretches_of_time(words: str, day: str) -> None:
    assert due(f"The plan will be published {words}.") == day


@pytest.mark.parametrize(
    "words",
    [
        "Each new referral will be assessed within 45 days",
        "Once the guidance is out we will reply within six weeks",
        "We will reply within three sitting weeks",
        "We will write within six weeks of its release",
        "The policy was rewritten in the summer",
        "It will return after Easter",
        "We hope to finish sixteen weeks later",
    ],
)
def test_what_cannot_be_known(words: str) -> None:
    assert due(words) is None


@pytest.mark.parametrize(
    ("words", "verb", "day"),
    [
        (
            "An order was advertised on 20 November, and the limit will be in force within ten weeks",
            "will",
            "2025-05-12",
        ),
        ("Operation Halyard, which began on 1 October, will continue throughout the winter", "will", "2026-02-28"),
        ("Figures for 2024/25 will be published by the end of Q1 2025/26", "will", "2025-06-30"),
        ("Applications open on 1 April and awards will be made within twelve weeks of that day", "will", "2025-06-24"),
        ("The consultation opens on 1 April and will close eight weeks later", "will", "2025-05-27"),
        ("The summer plan will be rewritten by the end of September", "will", "2025-09-30"),
    ],
)
def test_the_day_belongs_to_the_promise(words: str, verb: str, day: str) -> None:
    assert due(words, verb) == day


def test_no_day_is_due_before_it_may_begin() -> None:
    words = "Crews will be doubled from the first day of the summer timetable, 29 March 2025"
    found = due_in(words, Span(0, len(words)), WRITTEN)
    assert found is not None
    assert (found.start, found.end) == (None, date(2025, 3, 29))
