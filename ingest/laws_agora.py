"""What AGORA's tables tell beyond their columns, each with the piece of a cell that says so as its quote.

Where a policy holds follows from who made it; the cell of a name holds short names and numbers in parentheses, the
act that a section is of, and what it says it amends.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graph.record.cells import Row, Table, inner_span, scan_csv
from graph.record.types import Span
from ingest.decode import Decoded, decode
from ingest.laws_amending import related_in_title
from ingest.laws_keys import policy_key
from ingest.laws_notes import LawNotes
from ingest.source import SourceFile

_ASIDE = re.compile(r"(?P<name>\S.*?)\s*\((?P<aside>[^()]{2,120})\)\s*", re.DOTALL)
_NUMBERED = re.compile(r"(?:EO|E\.O\.|[A-Z]{1,3}|[HS]\.\s?(?:R\.)?)\s?(?:No\.?\s?)?\d{1,5}")
_SECTION = re.compile(
    r"(?P<whole>\S.{6,200}?),\s+(?:Sec(?:tion|\.)?s?|Title|Subtitle|Division|Chapter|Part)\.?\s+[0-9IVXLCA-Z]",
    re.DOTALL | re.IGNORECASE,
)
_MARKS = "“”\"'‘’ "


class Piece(NamedTuple):
    """What a cell says, as it stands in the table's text."""

    raw: str
    start: int

    @property
    def text(self) -> str:
        """What it says: doubled quotation marks made single, white space made single blanks."""
        return plain(self.raw)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.part(0, len(self.raw))

    def part(self, start: int, end: int) -> Span:
        """Return the span of a part of it."""
        return Span(start=self.start + start, end=self.start + end)


def plain(raw: str) -> str:
    """Return the text of a piece of a cell."""
    return " ".join(raw.replace('""', '"').split())


def pieces_of_row(table: Table, row: Row) -> dict[str, Piece]:
    """Return what the cells of a row say, by the names of their columns; empty ones are left out."""
    found = {}
    for name, cell in zip(table.header, row.cells, strict=False):
        start, end = inner_span(table.text, cell)
        if start < end:
            found[name] = Piece(table.text[start:end], start)
    return found


def countries_of(data: bytes | None, rules: SourceFile) -> dict[str, str]:
    """Return the keys of countries by the names of authorities, from the bytes of their table; none without it."""
    decoded = decode(data) if data else None
    if not isinstance(decoded, Decoded):
        return {}
    table = scan_csv(decoded.text)
    rows = (pieces_of_row(table, row) for row in table.rows())
    (name,), (place,) = rules.reads["authority_name"], rules.reads["jurisdiction"]
    told = {row[name].text: row[place].text for row in rows if name in row and place in row}
    return {who: f"Country:{where}" for who, where in told.items() if where not in rules.words["no_countries"]}


def government_of(authority: str, rules: SourceFile) -> str | None:
    """Return the key of the country or group that an authority's own name tells, or None."""
    if authority in rules.words["groups"]:
        return f"Group:{authority}"
    before = next((mark for mark in rules.words["governments"] if authority.startswith(mark)), None)
    return f"Country:{authority[len(before) :]}" if before and authority[len(before) :] else None


def extras_of_authorities(table: Table, rules: SourceFile) -> LawNotes:
    """Return where the governments in a table of authorities are at home."""
    notes = LawNotes("name in a table")
    for row in table.rows():
        piece = pieces_of_row(table, row).get(rules.reads["authority_name"][0])
        place = government_of(piece.text, rules) if piece else None
        if piece and place and place.startswith("Country:"):
            subject = f"Organization:{piece.text}"
            notes.edge(subject, "BASED_IN", place, piece.span)
            notes.value(subject, "Organization", "level", "national", piece.span)
            notes.value(subject, "Organization", "kind", "government", piece.span)
    return notes


def extras_of_policies(table: Table, rules: SourceFile, countries: Mapping[str, str]) -> LawNotes:
    """Return what the rows of a table of policies tell beyond their columns."""
    notes = LawNotes("name in a table")
    (number,), (name,), (official,) = (rules.reads[one] for one in ("id", "name", "official_name"))
    rows = [pieces_of_row(table, row) for row in table.rows()]
    shared = Counter(fold for row in rows for fold in _named(row, name, official))
    for row in rows:
        if number not in row or not row[number].raw.isdigit():
            continue
        subject = f"agora:{row[number].raw}"
        _note_place(notes, subject, row, rules, countries)
        _note_subjects(notes, subject, row, rules)
        part_of_other = _note_official(notes, subject, row.get(official))
        cited = _note_names(notes, subject, row.get(name), rules, shared)
        if not cited and not part_of_other:
            _note_bill(notes, subject, row, rules)
    return notes


def _named(row: Mapping[str, Piece], *columns: str) -> set[str]:
    """Return all names that a row may be meant by, without case."""
    names = [row[column].text for column in columns if column in row]
    asides = [_ASIDE.fullmatch(text) for text in names]
    parts = [found[group] for found in asides if found for group in ("name", "aside")]
    return {text.casefold() for text in (*names, *parts)}


def _note_place(
    notes: LawNotes, subject: str, row: Mapping[str, Piece], rules: SourceFile, countries: Mapping[str, str]
) -> None:
    piece = row.get(rules.reads["authority"][0])
    place = (countries.get(piece.text) or government_of(piece.text, rules)) if piece else None
    if piece and place:
        notes.edge(subject, "JURISDICTION", place, piece.span)


def _note_subjects(notes: LawNotes, subject: str, row: Mapping[str, Piece], rules: SourceFile) -> None:
    """Note subjects that a column of true and false gives and the column of tags does not."""
    tags = row.get(rules.reads["tags"][0])
    told = {plain(tag) for tag in tags.raw.split(";")} if tags else set()
    for column, piece in row.items():
        is_true = column.startswith(rules.words["tag_groups"]) and piece.text.lower() in rules.words["true"]
        if is_true and column not in told:
            notes.value(subject, "Policy", "tags", column, piece.span)


def _note_official(notes: LawNotes, subject: str, piece: Piece | None) -> bool:
    """Note what an official name says; return whether it is that of a section of an act."""
    if piece is None:
        return False
    for related in related_in_title(piece.raw):
        notes.edge(subject, related.relation, plain(related.key), piece.part(related.start, related.end))
    section = _SECTION.match(piece.raw)
    if section is None or any(mark in section["whole"] for mark in ('"', "“")):
        return False
    notes.edge(subject, "PART_OF", f"Policy:{plain(section['whole'])}", piece.part(*section.span("whole")))
    return True


def _note_names(
    notes: LawNotes, subject: str, piece: Piece | None, rules: SourceFile, shared: Mapping[str, int]
) -> bool:
    """Note the names in a name like "Colorado AI Act (SB 205)"; return whether one is a number it is cited by."""
    found = _ASIDE.fullmatch(piece.raw) if piece else None
    if piece is None or found is None:
        return False
    aside = plain(found["aside"]).strip(_MARKS)
    words = aside.casefold().replace(".", " ").split()
    if aside.isdigit() or any(_begins(aside, word) or word in words for word in rules.words["other_text"]):
        return False
    numbered = _NUMBERED.fullmatch(aside) is not None
    for group in ("name", "aside"):
        text = plain(found[group]).strip(_MARKS)
        is_name = group == "name" or numbered or any(word in aside.split() for word in rules.words["acts"])
        if is_name and len(text) > 3 and shared[plain(found[group]).casefold()] == 1:
            notes.value(subject, "Policy", "names", text, piece.part(*found.span(group)))
    if numbered:
        notes.value(subject, "Policy", "identifier", aside, piece.part(*found.span("aside")))
    return numbered


def _begins(text: str, word: str) -> bool:
    return text.casefold().startswith(word) and not text[len(word) : len(word) + 1].isalpha()


def _note_bill(notes: LawNotes, subject: str, row: Mapping[str, Piece], rules: SourceFile) -> None:
    """Note the number that the address of a bill tells: "H.R. 4814 (118th Congress)"."""
    link = row.get(rules.reads["link"][0])
    key = policy_key(link.raw) if link else None
    if link is None or key is None:
        return
    scheme, _, value = key.partition(":")
    if scheme == "us-bill":
        congress, kind, number = value.split("-")
        value = f"{dict(_pairs(rules.words['bills']))[kind]} {number} ({_ordinal(int(congress))} Congress)"
    notes.value(subject, "Policy", "identifier", value, link.span)


def _pairs(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for text in texts:
        short, _, long = text.partition("=")
        yield short, long


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
