"""Model cards: bytes of a README.md to a reading, or the reason why it is set aside.

Pure functions: nothing here opens a file, but for the source's own YAML when the module is loaded.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from graph.record.types import Document, Reading, SetAside, Span, Statement
from ingest.card_body import body_of, settle
from ingest.card_body_fields import note_papers, read_body_fields
from ingest.card_body_links import read_body_links
from ingest.card_body_rules import body_rules
from ingest.card_fields import Card, last_of_each, read_fields
from ingest.card_tables import read_body_tables
from ingest.decode import Decoded, decode
from ingest.frontmatter import Broken, FrontMatter, read_front_matter
from ingest.hub_ids import has_namespace
from ingest.model_index import entry_names, read_scores
from ingest.notes import MAX_QUOTE, Notes
from ingest.passages import split_markdown
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "model cards 3"
"""Name and version of this reader; raised when it reads an unchanged card otherwise."""

_BODY = body_rules(SOURCE)
_HUB = "https://huggingface.co/"
_FIRST_HEADING = re.compile(r"^#[ \t]+(\S[^\n\r]{0,200})", re.MULTILINE)
_OTHER_PLACES = ("datasets/", "spaces/", "github.com/")
_WINDOW = MAX_QUOTE // 2
_CACHED = re.compile(r"models--(.+?)--(.+)")


def recognise(head: Head) -> float:
    """Return how sure it is that a file holds a model card.

    It does by its name and the two folders above it, ``ORG/NAME/README.md``, or by a field in its front matter that
    only cards have. A README.md right in the folder that the user named may be a page about that folder: it is a
    card by its front matter alone.
    """
    if PurePosixPath(head.name).suffix.lower() != ".md":
        return 0.0
    if _org_name(head) is not None and not head.at_root:
        return 0.9
    return 0.8 if _has_card_field(head.start) else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield what the model card in a file says, or why it is set aside."""
    yield read_card(raw.data, raw.address, _org_name(raw.head), raw.retrieved, raw.published)


def _org_name(head: Head) -> str | None:
    """Return ORG/NAME of a file whose name is that of cards, as the folders above it tell."""
    named = head.name.lower() in {name.lower() for name in SOURCE.recognise["names"]}
    return org_and_name(head.folders) if named else None


def org_and_name(folders: tuple[str, ...]) -> str | None:
    """Return ORG/NAME as the folders above a file tell: the two nearest, or one of the Hub's own cache."""
    for folder in folders:
        if cached := _CACHED.fullmatch(folder):
            return f"{cached[1]}/{cached[2]}"
    if len(folders) < 2:
        return None
    org_name = f"{folders[1]}/{folders[0]}"
    return org_name if has_namespace(org_name) else None


def _has_card_field(start: bytes) -> bool:
    head = start.decode("utf-8-sig", "replace")
    if not head.lstrip().startswith("---"):
        return False
    front = head.partition("---")[2].partition("\n---")[0]
    return any(
        line.partition(":")[0].rstrip() in SOURCE.recognise["fields"] for line in front.splitlines() if ":" in line
    )


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
    _read_body(card)
    return Reading(
        document=_document(notes, address, model, retrieved, published, decoded.repairs + front.repairs),
        passages=split_markdown(decoded.text),
        statements=(*placed, *notes.statements),
        leftovers=tuple(notes.leftovers),
        unread=dict(notes.unread),
    )


def _read_body(card: Card) -> None:
    body = body_of(card, _BODY)
    settle(body, [*read_body_fields(body), *read_body_tables(body)])
    read_body_links(body)
    note_papers(body)


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
        reader=VERSION,
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


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""Model cards among the sources."""
