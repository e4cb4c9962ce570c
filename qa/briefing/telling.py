"""From the rows of a stored query to sentences, each bound to what it rests on or struck."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.engine.types import Result, Scalar
from graph.explore.library import bind
from graph.explore.library_file import NamedQuery
from qa.briefing.binding import Row, bound
from qa.briefing.ledger import Ledger, merged
from qa.briefing.recipe import RecipePart
from qa.briefing.showing import joined, short, shown
from qa.briefing.template import Slot, Template, fill
from qa.briefing.types import Mark, Sentence, Struck, Topic

Read = Callable[[NamedQuery, Mapping[str, Scalar]], Result]
"""Runs a named query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows of a stored query, and the mark of the query as a source."""

    rows: tuple[Row, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text with what it rests on."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """What fills a slot of one template in place of a column."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Teller:
    """Runs the queries of a briefing and tells their rows."""

    topic: Topic
    day: str
    ledger: Ledger
    read: Read
    gaps: list[Sentence] = field(default_factory=list)
    struck: list[Struck] = field(default_factory=list)
    _results: dict[str, tuple[Mapping[str, Scalar], Result]] = field(default_factory=dict)

    def rows(self, part: RecipePart) -> Found:
        """Run the query of a part that has one, or take its rows where another part ran the same.

        Raises LibraryError where its parameters are wrong, EngineError where it fails.
        """
        assert part.query is not None
        return self.run(part.query, {name: self.open(text) for name, text in part.parameters.items()})

    def run(self, query: NamedQuery, given: Mapping[str, str]) -> Found:
        """Run a named query, or take its rows where it was run with the same before.

        Raises LibraryError where its parameters are wrong, EngineError where it fails.
        """
        key = f"{query.name} {sorted(given.items())}"
        if key not in self._results:
            values = bind(query, given)
            self._results[key] = values, self.read(query, values)
        parameters, result = self._results[key]
        rows = tuple(dict(zip(query.returns, row, strict=True)) for row in result.rows)
        return Found(rows=rows, mark=self.ledger.of_query(query, parameters, result))

    def sentences(self, part: RecipePart) -> list[Sentence]:
        """Return what a part says of its rows; where there is none, that is noted among the gaps."""
        if part.each is not None:
            whole = self._joined(part, self._counted(part))
            return [] if whole is None else [whole]
        told = list(dict.fromkeys(sentence for sentence, _, _ in self.told(part)))
        return told + self._more(part, len(told)) if part.more is not None else told

    def told(self, part: RecipePart) -> Iterator[tuple[Sentence, Row, Found]]:
        """Yield the sentence of each row with the row; where there is no row, that is noted among the gaps."""
        found = self._counted(part)
        for row in found.rows[: part.most]:
            template = _chosen(part, row)
            sentence = None if template is None else self.sentence(template, part, row, found)
            if sentence is not None:
                yield sentence, row, found

    def sentence(self, template: Template, part: RecipePart, row: Row, found: Found) -> Sentence | None:
        """Return a template told of a row, as a sentence."""
        told = self.filled(template, part, row, found)
        return None if told is None else Sentence(text=ended(told.text), marks=told.marks)

    def filled(self, template: Template, part: RecipePart, row: Row, found: Found) -> Told | None:
        """Return a template told of a row; None, with a note of why, where a value in it has no statement."""
        return self._filled(template, found, lambda slot: self._value(template, slot, part, row, found))

    def gap(self, template: Template, found: Found) -> None:
        """Note that a query has nothing to tell, which the query itself shows."""
        told = self._filled(template, found, lambda _slot: None)
        if told is not None:
            self.gaps.append(Sentence(text=ended(told.text), marks=told.marks))

    def open(self, text: str) -> str:
        """Return a text with topic and day filled in."""
        return text.replace("{id}", self.topic.node).replace("{topic}", self.topic.name).replace("{day}", self.day)

    def _counted(self, part: RecipePart) -> Found:
        """Return the rows of a part that are told of; fewer than the least are none."""
        found = self.rows(part)
        if not found.rows and part.none is not None:
            self.gap(part.none, found)
        rows = tuple(row for row in found.rows if (not part.when or row[part.when]) and _chosen(part, row) is not None)
        return Found(rows=rows if len(rows) >= part.least else (), mark=found.mark)

    def _filled(self, template: Template, found: Found, value: Callable[[Slot], _Value | None]) -> Told | None:
        marks: dict[str, tuple[Mark, ...]] = {}

        def text_of(slot: Slot) -> str | None:
            if slot.name in ("id", "topic", "day"):
                return self.open("{" + slot.name + "}")
            given = value(slot)
            if given is not None:
                marks[slot.name] = given.marks
            return None if given is None else given.text

        told = fill(template, text_of)
        if told is None:
            return None
        used = merged(mark for name in told.slots for mark in marks.get(name, ()))
        # What no slot ties to anything rests on its query.
        return Told(text=told.text, marks=used or (found.mark,))

    def _value(self, template: Template, slot: Slot, part: RecipePart, row: Row, found: Found) -> _Value | None:
        text = shown(short(row.get(slot.name), self.ledger.desk.names), slot)
        if text is None:
            return None
        if slot.name not in part.binds:
            return _Value(text=" ".join(text.split()), marks=(found.mark,))
        marks = bound(part.binds[slot.name], row, slot.name, self.ledger)
        if marks is None:
            self.struck.append(Struck(template=template.text, reason=f"{slot.name} {text}: no statement says so"))
            return None
        return _Value(text=" ".join(text.split()), marks=marks)

    def _more(self, part: RecipePart, told: int) -> list[Sentence]:
        """Return the sentence on the rows that are not told, if there are any."""
        found = self._counted(part)
        left = len(found.rows) - min(len(found.rows), part.most)
        if not left or not told or part.more is None:
            return []
        texts = {"more": f"{left:,}", "total": f"{len(found.rows):,}"}
        said = self._filled(part.more, found, lambda slot: _Value(text=texts[slot.name], marks=(found.mark,)))
        return [] if said is None else [Sentence(text=ended(said.text), marks=said.marks)]

    def _joined(self, part: RecipePart, found: Found) -> Sentence | None:
        """Return one sentence for all rows."""
        assert part.each is not None
        rows = found.rows[: part.most]
        told = [one for row in rows if (one := self.filled(part.each, part, row, found)) is not None]
        if not told:
            return None
        more = len(found.rows) - len(rows)
        marks = [mark for one in told for mark in one.marks]
        values = {
            "each": _Value(text=joined([one.text for one in told], more), marks=(*marks, *_if(more > 0, found.mark))),
            "total": _Value(text=f"{len(found.rows):,}", marks=(found.mark,)),
        }
        whole = self._filled(_only(part), found, lambda slot: values.get(slot.name))
        return None if whole is None else Sentence(text=ended(whole.text), marks=whole.marks)


def _chosen(part: RecipePart, row: Row) -> Template | None:
    """Return the template for a row; None where the part has none for it."""
    return part.says.get(str(row[part.by]) if part.by else "")


def _only(part: RecipePart) -> Template:
    return next(iter(part.says.values()))


def _if(wanted: bool, mark: Mark) -> Sequence[Mark]:
    return (mark,) if wanted else ()


def ended(text: str) -> str:
    """Return a text with one full stop at its end. Its head stays as it is: a name there may have a small letter."""
    return text.rstrip(". ") + "."
