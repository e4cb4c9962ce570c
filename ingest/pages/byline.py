"""The line near a title that says who wrote an article and when, and the dateline that opens its text."""

import re
from collections.abc import Iterable
from itertools import islice

from graph.ontology.date_reading import FoundDate
from ingest.pages.days import days_in
from ingest.pages.found import Found, Words

MAX_LINE = 160
"""A longer line is text, not a byline."""
MAX_SENTENCE = 60
"""A line that ends as a sentence does is a byline only up to this length."""
_ENDS = (".", "。", "!", "?", "”", '"')
_NEAR = 6
_LOOKED_AT = 400
_WORD = r"(?:[^\W\d_][\w'’]{0,2}\.(?=\s)|[^\W\d_](?:[\w'’-]|\.(?=\w))*)"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3])"
_NAME = re.compile(rf"(?={_CAPITAL}){_WORD}(?:\s+{_WORD}){{0,5}}")
_CUT = re.compile(r"\s*[|•·/;]\s*|\s+[-–—]\s+|,?\s+(?=\d)|,\s+")
_DATELINE = re.compile(r"[^\W\d_][^.\d]{0,50}?,?\s*(?=\d|[^\W\d_]{3,9}\.?\s\d)")


def read_byline(found: Found, title: str | None, lines: Iterable[str], words: Words) -> None:
    """Note in ``found`` what the lines around the title and the beginning of the text say of date and author."""
    top = list(islice(lines, _LOOKED_AT))
    at = _title_at(top, title)
    if at is None:
        return
    # Above the title stands the menu; one line of date or author is what sites put there.
    for line in [*top[at + 1 : at + 1 + _NEAR], *top[max(0, at - 1) : at]]:
        if len(line) > MAX_LINE or (len(line) > MAX_SENTENCE and line.endswith(_ENDS)):
            break
        _read_line(found, line, words)
    opening = next((line for line in top[at + 1 :] if len(line) > 60), "")
    if (dateline := _DATELINE.match(opening)) and (day := _day_at(opening, dateline.end())):
        _note(found, "dateline", day.date)


def _title_at(lines: list[str], title: str | None) -> int | None:
    wanted = (title or "").casefold()
    places = [at for at, line in enumerate(lines) if wanted and line.casefold() == wanted]
    return places[0] if places else None


def _day_at(text: str, start: int) -> FoundDate | None:
    return next((day for day in days_in(text) if day.start <= start + 12 and len(day.date) > 7), None)


def _read_line(found: Found, line: str, words: Words) -> None:
    days = list(days_in(line))
    for day in days:
        _note(found, "beside title", day.date)
    for label in words["source_labels"]:
        if stated := re.search(rf"{re.escape(label)}\s*[:：]\s*(\S{{2,30}})", line, re.IGNORECASE):
            _note(found, "stated source", stated[1])
    rest = line
    for day in reversed(days):
        rest = f"{rest[: day.start]} | {rest[day.end :]}"
    _names(found, rest, words)


def _names(found: Found, line: str, words: Words) -> None:
    """Note what looks like a name in what a line holds beside its date."""
    leads = "|".join(re.escape(word) for word in words["by"])
    follows = rf"(?:\s*[:：]\s*|\s+|(?<=[\u4e00-\u9fff]))(?={_CAPITAL})"
    if stated := re.search(rf"(?:^|[\s|.,])(?i:{leads}){follows}({_WORD}(?:\s+{_WORD}){{0,4}})", line):
        _note(found, "stated author", stated[1].rstrip("."))
        before = line[: stated.start()].strip(" |")
        if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", before):
            # "2025年3月6日 PAPER 记者 NAME": what stands between date and reporter is the paper.
            _note(found, "stated source", before)
        return
    if line.rstrip().endswith((".", "。")):
        return
    for part in _CUT.split(line):
        part = part.strip(" ()[]")
        if _NAME.fullmatch(part) and not any(word in part.casefold() for word in words["no_byline"]):
            _note(found, "beside title:author", part)
            return


def _note(found: Found, place: str, value: str) -> None:
    found.setdefault(place, []).append(value)
