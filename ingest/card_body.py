"""The body of a model card: what its fields, tables and fixed phrases say of the card's own model.

Read by structure alone, and strictly: a value that is not wholly understood is left over, and what may be about
another model is passed over. Linear in the text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.ontology.naming import normalise_name
from graph.record.types import Span, Value
from ingest.card_body_rules import BodyRules
from ingest.card_fields import Card
from ingest.notes import Notes

FIELD = "body field"
TABLE = "body table"
LINK = "body link"
"""The methods of its statements."""

_FENCE = re.compile(r"\n[ \t]{0,3}(```|~~~)[^\n]*")
_HEADING = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]{0,8}|\*\*|<h[1-6][^>\n]{0,80}>)(?P<title>[^\n]{1,200})$", re.MULTILINE
)
_SIZE = re.compile(r"(?<![\w.])(\d{1,4}(?:\.\d{1,3})?)([bm])(?![a-z0-9])", re.IGNORECASE)
_TIMES = re.compile(r"\dx\d", re.IGNORECASE)
_NAME_PIECES = re.compile(r"[A-Za-z0-9]+")
_LEAST_SHARE, _MOST_SHARE = 0.6, 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of a card while it is read."""

    card: Card
    rules: BodyRules
    start: int
    end: int
    """Where what is about the card's own model ends: another card may be appended."""
    hidden: tuple[tuple[int, int], ...]
    """Code and comments, in order."""
    own_names: frozenset[str]
    """The normal forms of the model's names."""
    chips: list[tuple[str, int | None, Span, str]] = field(default_factory=list)
    """Chips that fields name, with their count, place and method, until all are read."""
    papers: list[tuple[str, Span, str]] = field(default_factory=list)
    """Papers that fields name, with place and method, until all derivations are read."""
    edges: set[tuple[str, str]] = field(default_factory=set)
    """Predicate and object, in lower case, of the edges that the card has already."""
    is_copy: bool
    """Whether the card is of a quantized or converted copy, so that much in it is about the original."""

    @property
    def is_derived(self) -> bool:
        """Whether the front matter names a model that it was made from."""
        return any(one.key in self.card.rules.reads["DERIVED_FROM"] for one in self.card.front.fields)

    @property
    def notes(self) -> Notes:
        """The card's notes."""
        return self.card.notes

    @property
    def text(self) -> str:
        """The card's whole text."""
        return self.card.notes.text

    def is_new(self, predicate: str, target: str) -> bool:
        """Return whether the card's model has no such edge yet, and remember that it has it now."""
        edge = (predicate, target.lower())
        if edge in self.edges:
            return False
        self.edges.add(edge)
        return True

    def is_hidden(self, at: int) -> bool:
        """Return whether a place stands in code or in a comment."""
        before = bisect_right(self.hidden, (at, len(self.text))) - 1
        return before >= 0 and at < self.hidden[before][1]

    def line(self, at: int) -> tuple[int, int]:
        """Return where the line of a place begins and ends."""
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, end if end >= 0 else len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A value that a field or a cell gives for a property, before it is known whether another one gives another."""

    subject: str
    predicate: str
    value: Value
    span: Span
    field: str
    method: str


def body_of(card: Card, rules: BodyRules) -> Body:
    """Return the body of a card, with what of it is code and what belongs to another card."""
    text, start = card.notes.text, card.front.end
    hidden = tuple(sorted([*_code(text, start), *_comments(text, start)]))
    short = (card.hub_id or card.notes.title).rpartition("/")[2]
    names = {short, short.removesuffix("-hf"), *([card.hub_id] if card.hub_id else [])}
    body = Body(
        card=card,
        rules=rules,
        start=start,
        end=len(text),
        hidden=hidden,
        own_names=frozenset(normalise_name(name) for name in names),
        edges={(s.predicate, s.object.lower()) for s in card.notes.statements if s.object is not None},
        is_copy=_is_copy(card, short),
    )
    return replace(body, end=_foreign(body))


def settle(body: Body, findings: Sequence[Finding]) -> None:
    """Note the values that are given once or alike; of several values of a property none is known to be the model's."""
    by_property: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_property[finding.subject, finding.predicate].append(finding)
    for (subject, predicate), found in by_property.items():
        values = {finding.value for finding in found}
        first = found[0]
        if len(values) > 1:
            for finding in found:
                reason = "the card gives several values"
                body.notes.leave(finding.field, str(finding.value), reason, finding.span)
        elif predicate == "parameters" and subject == body.card.subject and not fits_name(body, float(first.value)):
            body.notes.leave(first.field, str(first.value), "it does not fit the model's name", first.span)
        else:
            body.notes.value(subject, predicate, first.value, first.span, first.method)


def fits_name(body: Body, parameters: float) -> bool:
    """Return whether a number of parameters is near the size in the model's name, if there is one size in it."""
    name = (body.card.hub_id or body.notes.title).rpartition("/")[2]
    sizes = _SIZE.findall(name.replace("-", " ").replace("_", " "))
    if len(sizes) != 1 or _TIMES.search(name):
        return True
    named = float(sizes[0][0]) * (1e9 if sizes[0][1].lower() == "b" else 1e6)
    return not named or _LEAST_SHARE * named <= parameters <= _MOST_SHARE * named


def _code(text: str, start: int) -> Iterator[tuple[int, int]]:
    opened: re.Match[str] | None = None
    for found in _FENCE.finditer(text, max(0, start - 1)):
        if opened is None:
            opened = found
        elif found[1] == opened[1]:
            yield opened.start(), found.end()
            opened = None
    if opened is not None:
        yield opened.start(), len(text)


def _comments(text: str, start: int) -> Iterator[tuple[int, int]]:
    at = text.find("<!--", start)
    while at >= 0:
        end = text.find("-->", at)
        if end < 0:
            return
        yield at, end + 3
        at = text.find("<!--", end)


def _is_copy(card: Card, name: str) -> bool:
    marks = {
        item.value.lower()
        for one in card.front.fields
        if one.key in (*card.rules.reads["tags"], *card.rules.reads["library"])
        for item in (one.value.value if isinstance(one.value.value, list) else [one.value])
        if isinstance(item.value, str)
    }
    signed = any(one.key in card.rules.reads["quantizer"] for one in card.front.fields)
    pieces = {piece.lower() for piece in _NAME_PIECES.findall(name)}
    in_name = not pieces.isdisjoint(card.rules.words["copy_names"])
    return signed or in_name or not marks.isdisjoint(card.rules.words["copy_marks"])


def _foreign(body: Body) -> int:
    """Return where another card begins, or the end of the text."""
    lowered = body.text.lower()
    # A character may fold into several; then the places no longer fit, and nothing is looked for.
    if len(lowered) != len(body.text) or not any(phrase in lowered for phrase in body.card.rules.words["foreign"]):
        return len(body.text)
    for found in _HEADING.finditer(body.text, body.start):
        title = found["title"].lower()
        if any(phrase in title for phrase in body.card.rules.words["foreign"]) and not body.is_hidden(found.start()):
            return found.start()
    return len(body.text)
