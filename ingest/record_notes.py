"""A paper's record as a document: a text of lines ``field: value`` above the abstract, and what each line says.

Records of interfaces (JSON, XML) are no texts that one can read; so their values are written out, each on a line of
its own behind the name of its field in the source, and a quote is the value as it stands there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from graph.ontology.dates import read_date
from graph.record.types import Document, Leftover, Passage, Reading, Span, Statement, Value
from ingest.json_records import clean
from ingest.measurements import measurement_key
from ingest.passages import cut_passages
from ingest.reader import Raw

_LONGEST = 2_000
_NONE: Mapping[str, Value] = {}


class RecordNotes:
    """The notes on one record while it is read. ``title`` becomes the document's title and its first line."""

    def __init__(self, subject: str, title: str, method: str) -> None:
        self.subject = subject
        self.title = title
        self.statements: list[Statement] = []
        self.leftovers: list[Leftover] = []
        self.unread: Counter[str] = Counter()
        self._method = method
        self._parts: list[str] = []
        self._at = 0
        self._bodies: list[tuple[int, int, str]] = []
        self.show("title", title)

    def of_title(self) -> Span:
        """Return the span of the whole title."""
        return Span(start=0, end=len(self.title), place="title")

    def show(self, field: str, text: str) -> Span:
        """Write a value of a field on a line of its own and return its span."""
        shown = " ".join(clean(text).split())[:_LONGEST] or "-"
        self._write(f"{field}: ")
        span = Span(start=self._at, end=self._at + len(shown))
        self._write(f"{shown}\n")
        return span

    def say(self, predicate: str, value: Value, span: Span) -> None:
        """Note a property of the record's subject."""
        self.statements.append(
            Statement(subject=self.subject, predicate=predicate, value=value, span=span, method=self._method)
        )

    def relate(
        self, subject: str, predicate: str, to: str, span: Span, qualifiers: Mapping[str, Value] = _NONE
    ) -> None:
        """Note an edge."""
        self.statements.append(
            Statement(
                subject=subject, predicate=predicate, object=to, span=span, qualifiers=qualifiers, method=self._method
            )
        )

    def measure(self, decides: Mapping[str, str], value: float, span: Span) -> None:
        """Note a measurement of the subject; ``decides`` are its metric, unit and what else decides the figure."""
        told = {name: text for name, text in decides.items() if text}
        metric = told.pop("metric")
        key = measurement_key(metric, self.subject, **told)
        values: dict[str, Value] = {"metric": metric, "value": float(value), **told}
        for name, one in values.items():
            self.statements.append(Statement(subject=key, predicate=name, value=one, span=span, method=self._method))
        self.relate(key, "OF", self.subject, span)

    def leave(self, field: str, value: str, reason: str, span: Span) -> None:
        """Note a value that cannot be read into a statement."""
        self.leftovers.append(Leftover(field=field, value=clean(value)[:200], reason=reason, span=span))

    def date(self, predicate: str, field: str, text: str) -> str | None:
        """Write a date, note it as a property, in its precision, and return it; one that is none is left over."""
        span, day = self.show(field, text), read_date(text)
        if day is None:
            self.leave(field, text, "it is no date", span)
        else:
            self.say(predicate, day, span)
        return day

    def body(self, heading: str, text: str) -> None:
        """Write a text of several lines under a heading, as it stands in the source but for space around it."""
        told = clean(text).strip()
        if told:
            self._write(f"\n{heading}\n\n")
            self._bodies.append((self._at, self._at + len(told), heading))
            self._write(f"{told}\n")

    def reading(self, document: Document, unread: Iterable[tuple[str, int]] = ()) -> Reading:
        """Return all that was noted; ``document`` lacks but its text."""
        text = "".join(self._parts)
        for field, count in unread:
            self.unread[field] += count
        head = self._bodies[0][0] - len(self._bodies[0][2]) - 3 if self._bodies else len(text)
        # Its fields are read into statements, and are no sentences: as with the front matter of other texts.
        passages: list[Passage] = [replace(one, kind="code") for one in cut_passages(text, 0, head, self.title)]
        for start, end, heading in self._bodies:
            passages += cut_passages(text, start, end, f"{self.title} > {heading}")
        return Reading(
            document=replace(document, text=text),
            passages=tuple(passages),
            statements=tuple(self.statements),
            leftovers=tuple(self.leftovers),
            unread=dict(self.unread),
        )

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)


def day_counted(raw: Raw) -> str:
    """Return the day for which a figure without a date holds, or "" where nobody tells.

    An answer of the network is of the day it was fetched; a file that was saved may be of any day, and says so only
    by the date that the user gives with it.
    """
    if raw.published is not None:
        return raw.published
    return raw.retrieved[:10] if urlsplit(raw.address).scheme in ("http", "https") else ""
