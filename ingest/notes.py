"""What a reader takes down while it reads one document: statements, leftovers and unread fields."""

import re
from collections import Counter
from collections.abc import Mapping

from graph.record.types import Leftover, Place, Span, Statement, Value

MAX_QUOTE = 400
"""No quote is longer, in characters."""
_MAX_LINES = 3
_MAX_VALUE = 200
_DASHES = re.compile(r"[ \t]*(-[ \t]+)+\Z")
_NONE: Mapping[str, Value] = {}


class Notes:
    """The notes on one document. ``text`` and ``title`` are those that quotes are cut from."""

    def __init__(self, text: str, title: str) -> None:
        self.text = text
        self.title = title
        self.statements: list[Statement] = []
        self.leftovers: list[Leftover] = []
        self.unread: Counter[str] = Counter()

    def edge(
        self,
        subject: str,
        predicate: str,
        to: str,
        span: Span,
        qualifiers: Mapping[str, Value] = _NONE,
        method: str = "front matter",
    ) -> None:
        """Note that an edge goes from ``subject`` to the key ``to``."""
        self.statements.append(
            Statement(
                subject=subject,
                predicate=predicate,
                object=to,
                span=span,
                qualifiers=qualifiers,
                method=method,
            )
        )

    def value(self, subject: str, predicate: str, value: Value, span: Span, method: str = "front matter") -> None:
        """Note that a property of ``subject`` has ``value``."""
        self.statements.append(Statement(subject=subject, predicate=predicate, value=value, span=span, method=method))

    def leave(self, field: str, value: str, reason: str, span: Span) -> None:
        """Note a value that cannot be read into a statement."""
        self.leftovers.append(Leftover(field=field, value=value[:_MAX_VALUE], reason=reason, span=span))

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text from ``start`` to ``end``: trimmed, of at most three lines and MAX_QUOTE.

        A span without a visible character becomes that of the title.
        """
        text, end = self.text, min(end, start + MAX_QUOTE)
        at = start
        for _ in range(_MAX_LINES):
            at = text.find("\n", at, end) + 1
            if not at:
                break
        else:
            end = at - 1
        return self.whole_span(start, end)

    def whole_span(self, start: int, end: int) -> Span:
        """Return the span of the text from ``start`` to ``end``, trimmed; that of the title where it is blank."""
        text = self.text
        end = min(end, len(text))
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return Span(start=start, end=end) if start < end else self.of_title()

    def of_title(self) -> Span:
        """Return the span of the whole title."""
        place: Place = "title"
        return Span(start=0, end=len(self.title), place=place)

    def item_span(self, key: int, start: int, end: int) -> Span:
        """Return the quote for the item from ``start`` to ``end`` of the field whose key begins at ``key``.

        It goes from the key to the item where that is at most three lines; else it is the item's line from its
        dash on, or the item alone.
        """
        text = self.text
        if end - key <= MAX_QUOTE and text.count("\n", key, end) < _MAX_LINES:
            return self.whole_span(key, end)
        # Looking back without a bound would take a list of one long line quadratic time.
        line = text.rfind("\n", max(0, start - MAX_QUOTE), start)
        dash = _DASHES.match(text, line + 1, start) if line >= 0 else None
        return self.span(dash.start(1) if dash else start, end)
