"""Derivations in the prose of a card: a fixed phrase right before a link to a model of the Hub."""

import re

from ingest.card_body import LINK, Body
from ingest.card_body_fields import derive
from ingest.card_body_values import Link, iterate_links, model_of

_SUBJECT = re.compile(
    r"\W{0,6}(?:(?:this|the|our)\s+(?:[\w.-]{1,40}\s+){0,3}?(?:model|checkpoint|version|repo|repository|adapter|lora)|this|it|"
    r"(?:\*\*|`)?[\w.-]{1,60}(?:\s[\w.-]{1,40}){0,3}(?:\*\*|`)?(?:\s+model)?)\s+(?:is|was|has\s+been)\s+"
    r"(?:(?:an?|the|our|just|simply|itself)\s+)?(?:[\w./-]{1,40}[,\s]+){0,4}?",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\W{0,6}")
_BEFORE = 220
_SENTENCE_END = re.compile(r"[.!?。](?:\s+|$)|\n")
_HEADING = re.compile(r"\n#{1,6}[ \t]+(?P<title>[^\n]{1,80})(?=\n|\Z)")
_WORD = re.compile(r"[a-z]+")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE)
_NEGATIVE = re.compile(r"\b(?:not|unlike|instead|compared|previous|earlier|similar|also)\b", re.IGNORECASE)


def read_body_links(body: Body) -> None:
    """Note the models that the card's model is said to be made from, by fixed phrases with a link."""
    text = body.text
    for link in iterate_links(text, body.start, body.end):
        if "huggingface.co/" not in link["url"] and "hf.co/" not in link["url"]:
            continue
        if body.is_hidden(link.start()):
            continue
        lead = _lead(text, max(body.start, link.start() - _BEFORE), link.start())
        kind = _kind(lead, body)
        if kind is None or _NEGATIVE.search(lead) or (body.is_copy and kind != "quantized"):
            continue
        model = model_of(Link(label=link["label"], url=link["url"]))
        if model is not None and not _goes_on(text, link.end()):
            derive(body, model, kind or None, body.notes.whole_span(link.start() - len(lead), link.end()), LINK)
    _merged(body)


def _lead(text: str, start: int, end: int) -> str:
    """Return what stands before a place in its sentence."""
    lead = text[start:end]
    cut = max((stop.end() for stop in _SENTENCE_END.finditer(lead)), default=0)
    return lead[cut:]


def _kind(lead: str, body: Body) -> str | None:
    """Return the kind of derivation that a lead says, "" for one without a kind, None where it says none."""
    for phrase in body.rules.phrases:
        if found := phrase.pattern.search(lead):
            before = lead[: found.start()]
            if not frozenset(_WORD.findall(before.lower())).isdisjoint(body.card.rules.words["no_subject"]):
                return None
            # "Based on [X]" may begin a sentence about anything; "Fine-tuned from [X]" is about the model.
            if _SUBJECT.fullmatch(before) or (phrase.kind and _ALONE.fullmatch(before)):
                return phrase.kind
    return None


def _goes_on(text: str, end: int) -> bool:
    """Return whether the link names a part of another name, as a possessive does: "[X]'s tokenizer"."""
    return text[end : end + 2] in ("'s", "’s") or text[end : end + 1] in ("-", "/")


def _merged(body: Body) -> None:
    """Read the list of models below a heading that says they are merged."""
    headings = body.card.rules.words["merged_headings"]
    for heading in _HEADING.finditer(body.text, max(0, body.start - 1), body.end):
        if heading["title"].strip(" #:*").lower() not in headings or body.is_hidden(heading.start()):
            continue
        after = _HEADING.search(body.text, heading.end(), body.end)
        for link in iterate_links(
            body.text, heading.end(), min(after.start() if after else body.end, heading.end() + 4_000)
        ):
            line, end = body.line(link.start())
            model = model_of(Link(label=link["label"], url=link["url"]))
            if (
                model is not None
                and _BULLET.match(body.text, line, link.start() + 1)
                and _begins(body.text, line, link.start())
            ):
                derive(body, model, "merge", body.notes.whole_span(line, end), LINK)


def _begins(text: str, line: int, at: int) -> bool:
    return not text[line:at].strip(" \t-*+`")
