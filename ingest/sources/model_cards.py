"""Model cards: bytes of a README.md to a reading, or the reason why it is set aside.

Pure functions: nothing here opens a file, but for the source's own YAML when the module is loaded.
"""

import re
from pathlib import Path, PurePosixPath

from graph.record.types import Document, Reading, SetAside, Span, Statement
from ingest.card_fields import Card, last_of_each, read_fields
from ingest.decode import Decoded, decode
from ingest.frontmatter import Broken, FrontMatter, read_front_matter
from ingest.hub_ids import has_namespace
from ingest.model_index import entry_names, read_scores
from ingest.notes import MAX_QUOTE, Notes
from ingest.passages import split_markdown
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
READER = "model cards 1"
"""Name and version of this reader; raised when it reads an unchanged card otherwise."""

_HUB = "https://huggingface.co/"
_FIRST_HEADING = re.compile(r"^#[ \t]+(\S[^\n\r]{0,200})", re.MULTILINE)
_OTHER_PLACES = ("datasets/", "spaces/", "github.com/")
_WINDOW = MAX_QUOTE // 2


def read_card(
    data: bytes, address: str, org_name: str | None, retrieved: str, published: str | None = None
) -> Reading | SetAside:
    """Return what a model card says, or why it is set aside. Raises nothing, whatever the bytes.

    ``org_name`` is the model's id on the Hub, ORG/NAME, where the place of the file tells it; another text counts
    as None, and the model is then known by its name in the card alone. ``retrieved`` and ``published`` are as in
    ``Document``.
    """
    decoded = decode(data)
    if not isinstance(decoded, Decoded):
        return _aside(address, retrieved, decoded.reason, decoded.detail)
    front = read_front_matter(decoded.text)
    if isinstance(front, Broken):
        return _aside(address, retrieved, front.reason, front.detail)
    model = org_name if org_name is not None and has_namespace(org_name) else None
    notes = Notes(decoded.text, model or _title(decoded.text, front, address))
    placed = _of_address(notes, model, front.end) if model else []
    subject = f"hf:{model}" if model else f"Model:{notes.title}"
    card = Card(notes=notes, subject=subject, hub_id=model, front=front, rules=SOURCE)
    fields = last_of_each(card)
    read_fields(card, fields)
    for name in SOURCE.reads["EVALUATED_ON"]:
        if name in fields:
            read_scores(card, fields[name])
    return Reading(
        document=_document(notes, address, model, retrieved, published, decoded.repairs + front.repairs),
        passages=split_markdown(decoded.text),
        statements=(*placed, *notes.statements),
        leftovers=tuple(notes.leftovers),
        unread=dict(notes.unread),
    )


def _aside(address: str, retrieved: str, reason: str, detail: str) -> SetAside:
    return SetAside(address=address, source=SOURCE.name, reason=reason, detail=detail, retrieved=retrieved)


def _document(
    notes: Notes,
    address: str,
    model: str | None,
    retrieved: str,
    published: str | None,
    repairs: tuple[str, ...],
) -> Document:
    return Document(
        address=address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=notes.title,
        text=notes.text,
        retrieved=retrieved,
        url=_HUB + model if model else None,
        publisher=model.partition("/")[0] if model else None,
        published=published,
        reader=READER,
        repairs=repairs,
    )


def _title(text: str, front: FrontMatter, address: str) -> str:
    """Return the name of a model that no place tells: from the model-index, the first heading or the file's name."""
    for field in front.fields:
        if field.key in SOURCE.reads["EVALUATED_ON"]:
            for name in entry_names(field):
                return name
    heading = _FIRST_HEADING.search(text, front.end)
    if heading and (title := " ".join(heading[1].strip("# \t").split())):
        return title
    return PurePosixPath(address.rstrip("/").rpartition("#")[2] or address).stem.strip() or "untitled"


def _of_address(notes: Notes, model: str, body: int) -> list[Statement]:
    """Return what the place of a card says: who published the model, and its id."""
    span = _mention(notes, model, body)
    publisher = f"hf-org:{model.partition('/')[0]}"
    developed = Statement(
        subject=publisher,
        predicate="DEVELOPED",
        object=f"hf:{model}",
        span=span,
        qualifiers={"role": "publisher"},
        method="address",
    )
    known = Statement(subject=f"hf:{model}", predicate="hub_id", value=model, span=span, method="address")
    return [developed, known]


def _mention(notes: Notes, model: str, body: int) -> Span:
    """Return the first line in which the model's id stands, cut near it where the line is long; else the title.

    A line of the text, from ``body`` on, goes before one of the front matter, which speaks of something else.
    """
    text = notes.text
    at = next((at for first in (body, 0) if (at := _find(text, model, first)) >= 0), -1)
    if at < 0:
        return notes.of_title()
    end = at + len(model)
    start = max(text.rfind("\n", 0, at) + 1, at - _WINDOW)
    stop = text.find("\n", end, end + _WINDOW)
    return notes.whole_span(start, stop if stop >= 0 else min(len(text), end + _WINDOW))


def _find(text: str, model: str, first: int) -> int:
    """Return where the model's id stands alone, from ``first`` on, or -1."""
    at = text.find(model, first)
    while at >= 0 and not _stands_alone(text, at, at + len(model)):
        at = text.find(model, at + 1)
    return at


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether the id from ``start`` to ``end`` is no part of a longer one, and no data set, Space or other."""
    before, after = text[start - 1 : start], text[end : end + 2]
    longer = before.isalnum() or before in ("-", "_") or after[:1].isalnum() or after[:1] in ("-", "_")
    dotted = after[:1] == "." and after[1:].isalnum()
    elsewhere = text[max(0, start - 12) : start].endswith(_OTHER_PLACES)
    return not (longer or dotted or elsewhere)
