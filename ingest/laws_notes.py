"""What a reader of policies takes down while it reads one document: statements, leftovers and unread fields."""

from collections import Counter
from collections.abc import Mapping

from graph.errors import InvalidValue
from graph.ontology import shipped_ontology
from graph.ontology.values import check_value
from graph.record.types import Document, Leftover, Passage, Reading, Span, Statement, Value

LONGEST_KEY = 700
"""What is longer, in characters, is no name of anything."""

_LONGEST_VALUE = 200
_NONE: Mapping[str, Value] = {}


class LawNotes:
    """The notes on one document; ``method`` says how they are read."""

    def __init__(self, method: str) -> None:
        self.method = method
        self.statements: list[Statement] = []
        self.leftovers: list[Leftover] = []
        self.unread: Counter[str] = Counter()
        self._said: set[tuple[str, str, object]] = set()

    def edge(self, subject: str, predicate: str, to: str, span: Span, qualifiers: Mapping[str, Value] = _NONE) -> None:
        """Note that an edge goes from ``subject`` to the key ``to``, once."""
        if self._is_named(predicate, span, subject, to) and self._is_new(subject, predicate, to):
            self.statements.append(
                Statement(
                    subject=subject,
                    predicate=predicate,
                    object=to,
                    span=span,
                    qualifiers=qualifiers,
                    method=self.method,
                )
            )

    def value(
        self, subject: str, label: str, predicate: str, value: Value, span: Span, confidence: float = 1.0
    ) -> None:
        """Note that a property of ``subject``, a thing with ``label``, has ``value``, once.

        What is no value of that property is left over. Names are given to anything.
        """
        if not self._is_named(predicate, span, subject):
            return
        known = shipped_ontology().nodes[label].properties.get(predicate)
        try:
            checked = check_value(known, value) if known is not None else value
        except InvalidValue as error:
            self.leave(predicate, str(value), str(error), span)
            return
        if self._is_new(subject, predicate, checked):
            self.statements.append(
                Statement(
                    subject=subject,
                    predicate=predicate,
                    value=checked,
                    span=span,
                    method=self.method,
                    confidence=confidence,
                )
            )

    def leave(self, field: str, value: str, reason: str, span: Span) -> None:
        """Note a value that cannot be read into a statement."""
        self.leftovers.append(Leftover(field=field, value=value[:_LONGEST_VALUE], reason=reason, span=span))

    def reading(self, document: Document, passages: tuple[Passage, ...]) -> Reading:
        """Return the document with all that was noted."""
        return Reading(
            document=document,
            passages=passages,
            statements=tuple(self.statements),
            leftovers=tuple(self.leftovers),
            unread=dict(self.unread),
        )

    def _is_named(self, predicate: str, span: Span, *keys: str) -> bool:
        """Say whether keys name things; what is said of a key that names none is left over."""
        bad = next((key for key in keys if len(key) > LONGEST_KEY or not key.partition(":")[2].strip()), None)
        if bad is not None:
            self.leave(predicate, bad, "no name of a thing", span)
        return bad is None

    def _is_new(self, subject: str, predicate: str, said: object) -> bool:
        one = (subject, predicate, said)
        new = one not in self._said
        self._said.add(one)
        return new
