"""The fields of a model card's front matter read into statements. Scores are read by ``ingest.model_index``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from graph.record.types import Span, Value
from ingest.frontmatter import Field, FrontMatter
from ingest.hub_ids import arxiv_id, hub_id
from ingest.notes import Notes
from ingest.source import SourceFile
from ingest.yaml_nodes import NULL

MAX_VALUE = 500
"""No value is longer, in characters; a longer one is a text that got into the wrong field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card while it is read."""

    notes: Notes
    subject: str
    """The key of its model."""
    hub_id: str | None
    """ORG/NAME, where it is known."""
    front: FrontMatter
    rules: SourceFile

    def start(self, node: yaml.Node) -> int:
        """Return where ``node`` begins in the text."""
        return self.front.offset + int(node.start_mark.index)

    def end(self, node: yaml.Node) -> int:
        """Return where ``node`` ends in the text, exclusive."""
        return self.front.offset + int(node.end_mark.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One value of a field."""

    field: str
    text: str
    span: Span


Fields = Mapping[str, Field]


def last_of_each(card: Card) -> dict[str, Field]:
    """Return the fields by key. Of a key given twice the last counts, as YAML readers have it; others are left over."""
    fields: dict[str, Field] = {}
    for field in card.front.fields:
        if field.key in fields:
            former = fields[field.key]
            for item in items(card, former):
                card.notes.leave(item.field, item.text, "the key is given again further down", item.span)
        fields[field.key] = field
    return fields


def items(card: Card, field: Field) -> Iterator[Item]:
    """Yield the values of a field: one scalar, or those of a list. Empty ones are passed over, others left over."""
    node = field.value
    values = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for value in values:
        # An alias stands where its anchor does: its quote is the anchor's line.
        start, end = card.start(value), card.end(value)
        span = card.notes.item_span(min(field.start, start), start, end)
        if isinstance(value, yaml.ScalarNode):
            if text := scalar_text(value):
                yield Item(field=field.key, text=text, span=span)
            elif len(value.value) > MAX_VALUE:
                card.notes.leave(field.key, card.notes.text[start:end], "it is too long for a value", span)
        else:
            card.notes.leave(field.key, card.notes.text[start:end], "a list or mapping where one value belongs", span)


def scalar_text(node: yaml.Node) -> str | None:
    """Return the text of a scalar, its white space as single spaces.

    None for an empty one, one of more than MAX_VALUE characters, a list or a mapping.
    """
    if not isinstance(node, yaml.ScalarNode) or node.tag == NULL or len(node.value) > MAX_VALUE:
        return None
    return " ".join(node.value.split()) or None


def read_fields(card: Card, fields: Fields) -> None:
    """Note what the fields of a card say, and count the unread ones."""
    read: set[str] = set()
    for purpose, reader in _READERS.items():
        present = [name for name in card.rules.reads[purpose] if name in fields]
        read.update(present)
        found = [item for name in present for item in items(card, fields[name])]
        if found:
            reader(card, fields, found)
    read |= _gate(card, fields)
    read.update(card.rules.reads["EVALUATED_ON"])
    for name, field in fields.items():
        if name not in read:
            card.notes.unread[name] += size(field.value)


def size(node: yaml.Node) -> int:
    """Return how many values a node holds, itself one if it is no list or mapping."""
    return 1 if isinstance(node, yaml.ScalarNode) else max(1, len(node.value))


def _licences(card: Card, fields: Fields, found: list[Item]) -> None:
    named = [text for text in _texts(card, fields, "license_name") if not _is(card, "no_licence", text)]
    for item in found:
        if not _is(card, "no_licence", item.text):
            card.notes.edge(card.subject, "LICENSED_UNDER", f"License:{item.text}", item.span)
        elif item.text.lower() != "other" or not named:
            card.notes.leave(item.field, item.text, "it names no licence", item.span)


def _licence_names(card: Card, fields: Fields, found: list[Item]) -> None:
    licences = _texts(card, fields, "LICENSED_UNDER")
    for item in found:
        if _is(card, "no_licence", item.text):
            card.notes.leave(item.field, item.text, "it names no licence", item.span)
        elif all(licence.lower() == "other" for licence in licences):
            card.notes.edge(card.subject, "LICENSED_UNDER", f"License:{item.text}", item.span)
        else:
            card.notes.leave(item.field, item.text, "the licence is given by its identifier", item.span)


def _bases(card: Card, fields: Fields, found: list[Item]) -> None:
    bases: list[tuple[str, Span]] = []
    for item in found:
        base = None if _is(card, "no_model", item.text) else hub_id(item.text)
        if base is None:
            card.notes.leave(item.field, item.text, "it is no id of a model on the Hub", item.span)
        elif card.hub_id and base.lower() == card.hub_id.lower():
            card.notes.leave(item.field, item.text, "it is the card's own model", item.span)
        else:
            bases.append((base, item.span))
    kind = _kind(card, fields, several=len({base.lower() for base, _ in bases}) > 1)
    qualifiers: dict[str, Value] = {"kind": kind} if kind else {}
    for base, span in bases:
        card.notes.edge(card.subject, "DERIVED_FROM", f"hf:{base}", span, qualifiers)


def _kind(card: Card, fields: Fields, *, several: bool) -> str | None:
    """Return the kind of derivation by the rule that stands in the source's YAML file, or None."""
    stated = _texts(card, fields, "relation")
    if stated:
        return _stated_kind(card, stated[-1])
    marks = {text.lower() for purpose in ("tags", "library") for text in _texts(card, fields, purpose)}
    words = card.rules.words
    if _texts(card, fields, "quantizer") or not marks.isdisjoint(words["quantized_marks"]):
        shown = "quantized"
    elif not marks.isdisjoint(words["adapter_marks"]):
        shown = "adapter"
    else:
        return "merge" if several or not marks.isdisjoint(words["merge_marks"]) else None
    return None if several else shown


def _stated_kind(card: Card, text: str) -> str | None:
    kinds = ("finetune", "adapter", "merge", "quantized", "distilled")
    return next((kind for kind in kinds if _is(card, f"kind_{kind}", text)), None)


def _relations(card: Card, fields: Fields, found: list[Item]) -> None:
    for item in found:
        if _stated_kind(card, item.text) is None:
            card.notes.leave(item.field, item.text, "it is no kind of derivation", item.span)
        elif not _texts(card, fields, "DERIVED_FROM"):
            card.notes.leave(item.field, item.text, "no base model is named", item.span)


def _datasets(card: Card, fields: Fields, found: list[Item]) -> None:
    for item in found:
        if _is(card, "no_dataset", item.text):
            card.notes.leave(item.field, item.text, "it names no data set", item.span)
            continue
        known = hub_id(item.text, dataset=True)
        key = f"hf-dataset:{known}" if known else f"Dataset:{item.text}"
        card.notes.edge(card.subject, "TRAINED_ON", key, item.span)


def _papers(card: Card, fields: Fields, found: list[Item]) -> None:
    for item in found:
        if paper := arxiv_id(item.text):
            card.notes.edge(card.subject, "DESCRIBED_IN", f"arxiv:{paper}", item.span)
        else:
            card.notes.leave(item.field, item.text, "it is no identifier of arXiv", item.span)


def _tags(card: Card, fields: Fields, found: list[Item]) -> None:
    _values("tags")(card, fields, found)
    _papers(card, fields, [item for item in found if item.text.lower().startswith("arxiv:")])


def _values(name: str) -> Callable[[Card, Fields, list[Item]], None]:
    def read(card: Card, fields: Fields, found: list[Item]) -> None:
        for item in found:
            if _is(card, "no_value", item.text):
                card.notes.leave(item.field, item.text, "it says nothing", item.span)
            else:
                card.notes.value(card.subject, name, item.text, item.span)

    return read


def _gate(card: Card, fields: Fields) -> set[str]:
    """Note that a card is gated by the first of its gating fields; the texts of the others stay unread."""
    for name in card.rules.reads["gated"]:
        if name in fields:
            start = fields[name].start
            end = card.notes.text.find("\n", start)
            card.notes.value(card.subject, "gated", True, card.notes.span(start, end if end > start else start + 80))
            return {name}
    return set()


def _texts(card: Card, fields: Fields, purpose: str) -> list[str]:
    """Return the values of the fields of a purpose as texts, for a reader of other fields."""
    nodes = [fields[name].value for name in card.rules.reads[purpose] if name in fields]
    values = [value for node in nodes for value in (node.value if isinstance(node, yaml.SequenceNode) else [node])]
    return [text for value in values if (text := scalar_text(value))]


def _is(card: Card, words: str, text: str) -> bool:
    return text.lower() in card.rules.words[words]


_READERS: Mapping[str, Callable[[Card, Fields, list[Item]], None]] = {
    "LICENSED_UNDER": _licences,
    "license_name": _licence_names,
    "DERIVED_FROM": _bases,
    "relation": _relations,
    "TRAINED_ON": _datasets,
    "DESCRIBED_IN": _papers,
    "languages": _values("languages"),
    "task": _values("task"),
    "library": _values("library"),
    "tags": _tags,
}
"""Who reads the fields of each purpose in the source's YAML file."""
