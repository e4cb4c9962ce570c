"""Whether a query asks what the question asks, as far as that can be seen: its names, numbers, types and demands.

A model may read a question wrongly and still write good Cypher. So a query must use all names and numbers of the
question and no others, hold the types that it speaks of, and do what its words demand (count, exclude, order).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.ontology import Ontology
from graph.ontology.date_reading import find_dates
from graph.ontology.quantities import find_quantities
from qa.found import Named
from qa.items import (
    CompoundItem,
    Item,
    LinkValueItem,
    PartyItem,
    PropertyItem,
    QualifierItem,
    RelationItem,
    TypeItem,
    ValueItem,
    WordItem,
)
from qa.model.data import demands, say, small_words, spelled
from qa.model.digest import phrases_in
from qa.model.shape import Shape
from qa.quoting.plain import folded, squeezed

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LOOKS_NAMED = re.compile(r"(?<!\w)(?=[\w.-]*[A-Z])[A-Za-z\d][\w.-]*\w|(?<!\w)[A-Z](?!\w)")
"""A word that is written as a name: it has a capital letter."""
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
SHORTEST = 2
"""Characters of the shortest text that is looked for inside a name."""


def complaints(shape: Shape, question: str, named: Sequence[Named], ontology: Ontology, names: "NamesOf") -> list[str]:
    """Return what shows that a query does not ask what the question asks; empty where nothing does.

    ``names``: all spellings of each named node.
    """
    said = list(dict.fromkeys(_figures(question, named)))
    return [
        *_literals(shape, question, named, ontology, names),
        *_numbers(shape, said),
        *_unused_names(shape, named, names),
        *_unknown_names(shape, question, named),
        *_unused_figures(shape, question, named, said),
        *_words(shape, question, named, ontology),
        *_demands(shape, question),
        *_doubled(shape),
    ]


NamesOf = dict[str, tuple[str, ...]]
"""The spellings of nodes."""


def _strings(shape: Shape) -> list[str]:
    return [
        token.text.replace("\\'", "'").replace('\\"', '"') for token in shape.reading.tokens if token.kind == "string"
    ]


def _literals(shape: Shape, question: str, named: Sequence[Named], ontology: Ontology, names: NamesOf) -> Iterator[str]:
    """Yield the texts of a query that the question does not say."""
    meant = {folded(one) for n in named for thing in n.things for one in (thing.node, thing.name, *names[thing.node])}
    dates = _dates(question)
    for text in _strings(shape):
        plain = folded(text)
        inside = len(plain) >= SHORTEST and squeezed(plain) and squeezed(plain) in squeezed(question)
        dated = _DATE.fullmatch(text) is not None and any(text[:4] == date[:4] for date in dates)
        if not (plain in meant or inside or dated or _is_closed(text, question, ontology)):
            yield say("told_literal", literal=repr(text))


def _is_closed(text: str, question: str, ontology: Ontology) -> bool:
    """Say whether a text is a value of a closed list that the question says by one of its words."""
    words = folded(question)
    held = [*(p for n in ontology.nodes.values() for p in n.properties.values())]
    held += [q for edge in ontology.edges.values() for q in edge.qualifiers.values()]
    meant = [p for p in held if text in p.values]
    ways = [w for p in meant for w in (text, *p.value_words.get(text, ()), *p.value_verbs.get(text, ()))]
    return any(folded(way) in words for way in ways)


def _dates(question: str) -> list[str]:
    return [date.date for date in find_dates(question)]


def _figures(question: str, named: Sequence[Named]) -> Iterator[float]:
    """Yield the numbers that a question says outside of names."""
    for found in find_quantities(question):
        if not _inside(found.start, found.end, named):
            held = found.quantity
            yield from (float(one) for one in (held.value, held.low, held.high) if one is not None)
    for match in _FIGURE.finditer(question):
        if not _inside(match.start(), match.end(), named):
            yield float(match[0].replace(",", ""))
    for word in re.findall(r"[a-z]+", question.casefold()):
        if word in spelled():
            yield float(spelled()[word])


def _inside(start: int, end: int, named: Sequence[Named]) -> bool:
    return any(one.start < end and start < one.end for one in named)


def _query_numbers(shape: Shape) -> Iterator[tuple[str, float]]:
    """Yield the numbers of a query, the steps of a path left out."""
    tokens = shape.reading.tokens
    for number, token in enumerate(tokens):
        if token.kind != "number":
            continue
        around = {tokens[n].text for n in (number - 1, number + 1) if 0 <= n < len(tokens)}
        if around & {"*", ".."} and _in_brackets(shape, number):
            continue
        try:
            yield token.text, float(token.text.replace("_", ""))
        except ValueError:
            yield token.text, float("nan")


def _in_brackets(shape: Shape, number: int) -> bool:
    before = [token.text for token in shape.reading.tokens[:number] if token.kind == "sign"]
    return before.count("[") > before.count("]")


def _numbers(shape: Shape, said: Sequence[float]) -> Iterator[str]:
    """Yield the numbers of a query that the question does not say; nought and one thing are said by words."""
    for text, value in _query_numbers(shape):
        if value in (0.0, 1.0) or (shape.limit is not None and value == shape.limit):
            continue
        if not any(_same(value, one) for one in said):
            yield say("told_number", number=text)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1.0)


def _unused_names(shape: Shape, named: Sequence[Named], names: NamesOf) -> Iterator[str]:
    """Yield the names of the question of which the query holds no spelling, under any of their names."""
    literals = {folded(text) for text in _strings(shape)}
    for one in named:
        spellings = {folded(s) for thing in one.things for s in (thing.node, thing.name, *names[thing.node])}
        spellings.add(folded(one.said))
        if not literals & spellings:
            yield say("told_name", name=repr(one.said))


def _unknown_names(shape: Shape, question: str, named: Sequence[Named]) -> Iterator[str]:
    """Yield the names, by their look, that nothing on record bears and the query leaves out."""
    literals = squeezed(" ".join(_strings(shape)))
    # The unit of a quantity and the month of a date are no names.
    dates = [(date.start, date.end) for date in find_dates(question)]
    dates += [(found.start, found.end) for found in find_quantities(question)]
    for match in _LOOKS_NAMED.finditer(question):
        at = match.start()
        opens = not question[:at].strip(" \"'“(") or question[:at].rstrip(" \"'“(")[-1:] in (".", "?", "!", ":")
        dated = any(start <= at < end for start, end in dates)
        shaped = any(map(str.isdigit, match[0])) or match[0][1:] != match[0][1:].lower()
        if dated or (opens and not shaped) or match[0] in ("I", "AI") or _inside(at, match.end(), named):
            continue
        if squeezed(match[0]) not in literals:
            yield say("told_name", name=repr(match[0]))


def _unused_figures(shape: Shape, question: str, named: Sequence[Named], said: Sequence[float]) -> Iterator[str]:
    """Yield the numbers of the question that the query does not use, in numbers, in dates or in texts."""
    numbers = [value for _, value in _query_numbers(shape)]
    texts = " ".join(_strings(shape))
    inside = [float(match[0].replace(",", "")) for match in _FIGURE.finditer(texts)]
    for match in _FIGURE.finditer(question):
        if _inside(match.start(), match.end(), named):
            continue
        value = float(match[0].replace(",", ""))
        scaled = [one for one in said if one and value and (one / value) in (1.0, 1e3, 1e6, 1e9, 1e12)]
        if not any(_same(one, other) for one in [value, *scaled] for other in [*numbers, *inside]):
            yield say("told_figure", number=match[0])


def _words(shape: Shape, question: str, named: Sequence[Named], ontology: Ontology) -> Iterator[str]:
    """Yield the words of the ontology in the question for which the query holds nothing that they may stand for."""
    outside = "".join(" " if _inside(n, n + 1, named) else sign for n, sign in enumerate(question))
    used = _Used.of(shape, ontology)
    for phrase, items in phrases_in(outside, ontology):
        small = all(word in small_words() for word in phrase.split())
        loose = small or any(isinstance(item, WordItem) or _says_nothing(item) for item in items)
        if not loose and not any(used.has(item) for item in items):
            yield say("told_word", word=repr(phrase), meant=", ".join(dict.fromkeys(map(_meant, items))))


def _says_nothing(item: Item) -> bool:
    """Say whether an item may stand for anything: a word like "thing", a bare preposition."""
    return (isinstance(item, TypeItem) and (item.label is None or item.generic)) or (
        isinstance(item, RelationItem) and not item.verbal
    )


def _meant(item: Item) -> str:
    if isinstance(item, TypeItem):
        return item.role or item.label or ""
    if isinstance(item, RelationItem | CompoundItem | PartyItem):
        return item.edge
    if isinstance(item, PropertyItem | ValueItem):
        return f"{item.label}.{item.property}"
    return f"{item.edge}.{item.qualifier}" if isinstance(item, QualifierItem | LinkValueItem) else ""


@dataclass(frozen=True, slots=True)
class _Used:
    """What a query uses."""

    labels: frozenset[str]
    edges: frozenset[str]
    keys: frozenset[str]

    @staticmethod
    def of(shape: Shape, ontology: Ontology) -> "_Used":
        edges = frozenset(one for types in shape.parts.types.values() for one in types)
        labels = {label for held in shape.parts.labels.values() for label in held}
        labels |= {ontology.roles[label] for label in labels if label in ontology.roles}
        for edge in (ontology.edges[one] for one in edges if one in ontology.edges):
            labels |= {*edge.source, *edge.target, edge.source_role or "", edge.target_role or ""}
        return _Used(frozenset(labels), edges, frozenset(wanted.key for wanted in shape.parts.wanted))

    def has(self, item: Item) -> bool:
        """Say whether the query uses what an item stands for."""
        if isinstance(item, TypeItem):
            return "*" in self.labels or bool({item.label, item.role} & self.labels)
        if isinstance(item, RelationItem | CompoundItem | PartyItem):
            return item.edge in self.edges
        if isinstance(item, PropertyItem | ValueItem):
            return item.property in self.keys
        return isinstance(item, QualifierItem | LinkValueItem) and item.edge in self.edges


def _demands(shape: Shape, question: str) -> Iterator[str]:
    text = "".join(f" {token.text} " if token.kind != "string" else " '' " for token in shape.reading.tokens)
    words = " ".join(text.split())
    for demand in demands():
        if demand.asks.search(question) and not demand.needs.search(words):
            yield demand.told


def _doubled(shape: Shape) -> Iterator[str]:
    """Yield what is computed over rows in which one thing may stand many times."""
    for item in shape.items:
        words = item.text.upper().replace("(", " ( ").split()
        safe = words[0] in ("MIN", "MAX") or words[:3] == ["COUNT", "(", "DISTINCT"]
        if item.kind == "aggregate" and len(shape.links) > 1 and not safe:
            yield say("told_double", item=item.text)


def limit_complaint(shape: Shape, question: str, rows: int) -> str | None:
    """Return why a LIMIT that cut rows off is not the question's, or None."""
    if shape.limit is None or rows < shape.limit:
        return None
    said = [float(match[0].replace(",", "")) for match in _FIGURE.finditer(question)]
    said += [float(spelled()[w]) for w in re.findall(r"[a-z]+", question.casefold()) if w in spelled()]
    if any(_same(one, shape.limit) for one in said) or (shape.limit == 1 and shape.ordered):
        return None
    return say("told_limit", number=shape.limit)
