"""A quote in its context: the words of the document around it, or the row of the table that it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import PurePosixPath

from graph.record.cells import scan_csv
from graph.record.places import BY_LINE, TABLE
from graph.record.reader import RecordReader
from graph.record.types import Span, StoredDocument

AROUND = 500
"""Characters before and after a quote that are shown."""
TEXTS_KEPT, TABLES_KEPT = 100, 8
MOST_LINES = 10
"""Lines before and after a quote that are shown, so that it stays in sight where lines are short."""
_SLACK = 40
"""How much shorter a context may be, so that it begins and ends at a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the row of a table that a quote stands in."""

    column: str
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A quote with what stands around it in its document."""

    document: StoredDocument
    place: str | None
    """Where in a table: "row 12, column Parameters"."""
    before: str
    quote: str
    after: str
    cut_before: bool
    """Whether the document has more before it."""
    cut_after: bool
    row: tuple[Cell, ...] = ()
    """The cells of the row that are not empty, where the document is a table of rows."""


class Contexts:
    """Finds the contexts of quotes; the texts and tables that were looked at last are kept."""

    def __init__(self, reader: RecordReader) -> None:
        self._reader = reader
        self._text = lru_cache(maxsize=TEXTS_KEPT)(reader.text)
        self._table = lru_cache(maxsize=TABLES_KEPT)(lambda number: scan_csv(self._text(number)))

    def of(self, quote: str, *, statement: str | None, url: str) -> Context | None:
        """Return the context of a quote: that of a statement by its id, else the first in the document at ``url``.

        None where the document is not on record any more, or does not hold the quote.
        """
        found = self._of_statement(statement) if statement else self._by_words(quote, url)
        if found is None:
            return None
        number, span = found
        document = next(iter(self._reader.documents(numbers=[number])))
        return self._context(document, span)

    def _of_statement(self, statement: str) -> tuple[int, Span] | None:
        row = self._reader.rows(_sql("statement_place"), {"id": bytes.fromhex(statement)}).fetchone()
        return None if row is None else (row[0], Span(place=row[1], start=row[2], end=row[3]))

    def _by_words(self, quote: str, url: str) -> tuple[int, Span] | None:
        for (number,) in self._reader.rows(_sql("documents_at"), {"url": url}).fetchall():
            at = self._text(number).find(quote)
            if at >= 0:
                return number, Span(start=at, end=at + len(quote))
        return None

    def _context(self, document: StoredDocument, span: Span) -> Context:
        text = document.title if span.place == "title" else self._text(document.number)
        first, last = _begin(text, span.start), _end(text, span.end)
        return Context(
            document=document,
            place=self._reader.places.of(document, span),
            before=text[first : span.start],
            quote=text[span.start : span.end],
            after=text[span.end : last],
            cut_before=first > 0,
            cut_after=last < len(text),
            row=tuple(self._row(document, span)),
        )

    def _row(self, document: StoredDocument, span: Span) -> Iterator[Cell]:
        file = PurePosixPath(document.address.partition("#")[0].lower().removesuffix(".gz"))
        if document.kind != TABLE or span.place != "text" or file.suffix in BY_LINE:
            return
        table = self._table(document.number)
        _, column = table.place_of(span.start)
        row = table.row_at(span.start)
        for at, cell in enumerate(row.cells if row else ()):
            name = table.column(at)
            if cell.text.strip():
                yield Cell(column=name, text=cell.text, quoted=name == column)


def _begin(text: str, start: int) -> int:
    """Return where a context begins: at the head of the text, of a line, or behind a blank."""
    first = max(0, start - AROUND)
    if first:
        blank = next((at for at in range(first, min(first + _SLACK, start)) if text[at].isspace()), None)
        first = first if blank is None else blank + 1
    lines = [at for at in range(first, start) if text[at] == "\n"]
    return lines[-MOST_LINES] + 1 if len(lines) > MOST_LINES else first


def _end(text: str, end: int) -> int:
    last = min(len(text), end + AROUND)
    if last < len(text):
        blank = next((at for at in range(last, max(last - _SLACK, end), -1) if text[at].isspace()), None)
        last = last if blank is None else blank
    lines = [at for at in range(end, last) if text[at] == "\n"]
    return lines[MOST_LINES - 1] if len(lines) > MOST_LINES else last


def _sql(name: str) -> str:
    return resources.files("graph.explore").joinpath("sql", f"{name}.sql").read_text("utf-8")
