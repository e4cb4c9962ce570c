"""Fields of a card's body: lines ``- **Key:** value``, and rows of tables of two columns that say the same."""

import re
from collections.abc import Callable, Iterator, Mapping

from graph.record.types import Span, Value
from ingest.card_body import FIELD, Body, Finding
from ingest.card_body_values import chip_of, dataset_of, links, model_of, paper_of, plain, property_value, shown, tokens

_LINE = re.compile(
    # No part of a key may be read in two ways, so that a line without a colon costs its length once.
    r"^[ \t]{0,12}(?:[-*+•][ \t]{1,8}|\d{1,2}\.[ \t]{1,8})?(?P<mark>\*\*|\*)?[ \t]{0,4}"
    r"(?P<key>[^\s*:：|\n`\[\]<>][^*:：|\n`<>]{1,48})"
    r"(?:(?P=mark)[ \t]{0,4}[:：]|[:：][ \t]{0,4}(?P=mark)|[:：])(?P<value>[^\n]{1,420})$",
    re.MULTILINE,
)
_OPTIONAL = re.compile(r"\s*[\[(]optional[\])]\s*$", re.IGNORECASE)
_MOST_UNREAD = 40


def read_body_fields(body: Body) -> list[Finding]:
    """Note what the fields of a body say; return the values of properties, which ``settle`` compares."""
    known = body.rules.purposes
    found: list[Finding] = []
    unread = 0
    for line in _lines(body):
        key = plain_key(line["key"])
        if key in known:
            start, end = line.start(), line.end()
            found += read_field(body, key, line["value"], body.notes.whole_span(start, end), FIELD)
        elif line["mark"] == "**" and unread < _MOST_UNREAD:
            body.notes.unread[f"body: {key}"] += 1
            unread += 1
    _note_chips(body)
    return found


def plain_key(text: str) -> str:
    """Return a key as the source's file has it: lower case, single spaces, without ``[optional]``."""
    return " ".join(_OPTIONAL.sub("", text).replace("**", "").split()).lower().strip(":： ")


def note_papers(body: Body) -> None:
    """Note the papers that fields name, once it is known what the model was made from.

    Under "Paper" the card of a model that is made from another publisher's often names that publisher's paper.
    """
    own = (body.card.hub_id or "").partition("/")[0].lower()
    bases = [target.removeprefix("hf:") for predicate, target in body.edges if predicate == "DERIVED_FROM"]
    foreign = any(base.partition("/")[0] != own for base in bases)
    for paper, span, method in body.papers:
        if foreign:
            body.notes.leave("body: paper", paper, "it may be the paper of the model that this one is made from", span)
        else:
            relate(body, "DESCRIBED_IN", f"arxiv:{paper}", span, method)


def _note_chips(body: Body) -> None:
    """Note the chips; where a card gives several counts of one, each may be of another run, and none is said."""
    for name in dict.fromkeys(name for name, *_ in body.chips):
        same = [chip for chip in body.chips if chip[0] == name]
        counts = {count for _, count, *_ in same if count is not None}
        _, count, span, method = next((chip for chip in same if chip[1] is not None), same[0])
        qualifiers: dict[str, Value] = {"count": count} if count is not None and len(counts) == 1 else {}
        body.notes.edge(body.card.subject, "TRAINED_WITH", f"Chip:{name}", span, qualifiers, method)
        for _, other, where, _ in same if len(counts) > 1 else []:
            body.notes.leave("body: hardware", str(other), "the card gives several counts", where)


def _lines(body: Body) -> Iterator[re.Match[str]]:
    for line in _LINE.finditer(body.text, body.start, body.end):
        if not body.is_hidden(line.start("key")):
            yield line


def read_field(body: Body, key: str, value: str, span: Span, method: str) -> Iterator[Finding]:
    """Read one field whose key is known: note its edges, yield its values, leave over what is not understood."""
    text = shown(value)
    if not text or text.lower() in body.card.rules.words["no_answer"]:
        return
    purpose = body.rules.purposes[key]
    if (body.is_copy and purpose not in _OF_COPIES) or (purpose in _NOT_OF_DERIVED and body.is_derived):
        return
    if reader := _READERS.get(purpose):
        reason = reader(body, text, span, method)
    else:
        said = property_value(purpose, text)
        reason = None if said else "it is no value that can be read"
        if said:
            yield Finding(
                subject=body.card.subject,
                predicate=said[0],
                value=said[1],
                span=span,
                field=f"body: {key}",
                method=method,
            )
    # Training data may be a number of tokens.
    if reason and purpose == "training data" and not body.is_derived and (count := tokens(text)) is not None:
        yield Finding(
            subject=body.card.subject,
            predicate="training_tokens",
            value=count,
            span=span,
            field=f"body: {key}",
            method=method,
        )
    elif reason:
        body.notes.leave(f"body: {key}", text, reason, span)


def derive(body: Body, base: str, kind: str | None, span: Span, method: str) -> None:
    """Note a derivation, unless the card has it already or the base is the card's own model."""
    own = body.card.hub_id
    if own is not None and base.lower() == own.lower():
        return
    target = f"hf:{base}"
    if body.is_new("DERIVED_FROM", target):
        qualifiers: dict[str, Value] = {"kind": kind} if kind else {}
        body.notes.edge(body.card.subject, "DERIVED_FROM", target, span, qualifiers, method)


def relate(body: Body, predicate: str, target: str, span: Span, method: str) -> None:
    """Note an edge of the card's model, unless the card has it already."""
    if body.is_new(predicate, target):
        body.notes.edge(body.card.subject, predicate, target, span, method=method)


_Reader = Callable[[Body, str, Span, str], str | None]


def _bases(kind: str | None) -> _Reader:
    def read(body: Body, text: str, span: Span, method: str) -> str | None:
        found = links(text)
        models = [model_of(link) for link in found or []]
        if not models or None in models:
            return "it is no model of the Hub"
        for model in models:
            derive(body, model or "", kind if len(models) == 1 else None, span, method)
        return None

    return read


def _original(body: Body, text: str, span: Span, method: str) -> str | None:
    return _bases("quantized")(body, text, span, method) if body.is_copy else "only a copy has an original"


def _papers(body: Body, text: str, span: Span, method: str) -> str | None:
    found = links(text)
    papers = [paper_of(link) for link in found or []]
    if len(papers) != 1 or papers[0] is None:
        return "it is no paper on arXiv"
    body.papers.append((papers[0], span, method))
    return None


def _data(body: Body, text: str, span: Span, method: str) -> str | None:
    found = links(text)
    sets = [dataset_of(link) for link in found or []]
    tested = {plain(link.label).lower() for link in found or []} & set(body.card.rules.words["no_training_data"])
    if not sets or None in sets or tested:
        return "it is no training data of the Hub alone"
    for one in sets:
        relate(body, "TRAINED_ON", f"hf-dataset:{one}", span, method)
    return None


def _hardware(body: Body, text: str, span: Span, method: str) -> str | None:
    found = chip_of(text)
    if found is None:
        return "it is no chip that can be read"
    body.chips.append((found[0], found[1], span, method))
    return None


_NOT_OF_DERIVED = frozenset(("released", "training_tokens"))
"""What the card of a derived model says of its base as often as of itself."""
_OF_COPIES = frozenset(("original model", "parameters", "active_parameters", "context_length"))
_READERS: Mapping[str, _Reader] = {
    "finetuned from": _bases("finetune"),
    "base model": _bases(None),
    "original model": _original,
    "papers": _papers,
    "training data": _data,
    "hardware": _hardware,
}
"""Who reads the fields that say edges. Each returns why a value cannot be read, or None."""
