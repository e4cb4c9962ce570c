"""Where in a table a quote stands, in words that find it again: its row and column, or its line."""

from collections.abc import Callable
from pathlib import PurePosixPath

from graph.record.cells import Table, scan_csv
from graph.record.types import Span, StoredDocument

TABLE = "table"
"""The kind of documents that are tables."""
BY_LINE = frozenset({".yaml", ".yml", ".json", ".jsonl"})
"""Tables that are no rows and columns in their text."""


class Places:
    """Tells the places of quotes; each table is looked through once."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        """``text_of`` gives the text of a document version by its number."""
        self._text_of = text_of
        self._tables: dict[int, Table] = {}
        self._texts: dict[int, str] = {}

    def of(self, document: StoredDocument, span: Span) -> str | None:
        """Return "row 12, column Parameters" or "line 57"; None for a document that is no table, and for a title.

        Rows are counted as a spreadsheet counts them: the first record of the text is row 1, whatever it holds.
        """
        if document.kind != TABLE or span.place != "text":
            return None
        file = PurePosixPath(document.address.partition("#")[0].lower().removesuffix(".gz"))
        if file.suffix in BY_LINE:
            return f"line {self._text(document.number).count(chr(10), 0, span.start) + 1}"
        if document.number not in self._tables:
            self._tables[document.number] = scan_csv(self._text(document.number))
        row, column = self._tables[document.number].place_of(span.start)
        return f"row {row}, column {column}"

    def _text(self, number: int) -> str:
        if number not in self._texts:
            self._texts[number] = self._text_of(number)
        return self._texts[number]
