"""The entries of a feed, whatever its format, as they stand in it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import feedparser  # type: ignore[import-untyped]

from ingest.pages.jsonld import Json, Node
from ingest.pages.storable import storable


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text of an entry."""

    text: str
    markup: bool
    """Whether it is HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed; empty texts where it does not say."""

    id: str = ""
    link: str = ""
    title: Piece
    dates: tuple[str, ...] = ()
    """As written, the best first."""
    pieces: tuple[Piece, ...] = ()
    """Its content, the fullest first."""
    publisher: str = ""
    language: str = ""
    unread: Mapping[str, int] = field(default_factory=dict)


Reads = Mapping[str, tuple[str, ...]]


def xml_entries(data: bytes, headers: Mapping[str, str], reads: Reads, markup: Sequence[str]) -> list[Entry] | None:
    """Return the entries of an XML feed, or None where ``data`` is none. Raises nothing.

    ``headers`` are those of the server that bear on the encoding; ``markup`` the media types that are HTML.
    """
    try:
        # A stream: a text would be taken for an address or a file to open if it looked like one.
        feed = feedparser.parse(BytesIO(data), response_headers=dict(headers), sanitize_html=False)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError, AssertionError):
        return None
    if not feed.entries and not feed.get("version") and not feed.feed:
        return None
    return [_entry(one, feed.feed, reads, markup) for one in feed.entries]


Fields = Mapping[str, object]


def _entry(one: Fields, feed: Fields, reads: Reads, markup: Sequence[str]) -> Entry:
    content = one.get("content")
    parts = [part for part in content if isinstance(part, Mapping)] if isinstance(content, list) else []
    pieces = [_piece(part, markup) for part in parts]
    summary = _mapping(one, "summary_detail") or {"value": _text(one, "summary"), "type": "text/html"}
    source = _mapping(one, "source")
    title = _mapping(one, "title_detail") or {"value": _text(one, "title")}
    languages = [_text(part, "language") for part in (*parts, title, feed)]
    known = {name for names in reads.values() for name in names}
    return Entry(
        id=_text(one, "id"),
        link=_text(one, "link"),
        title=_piece(title, markup),
        dates=tuple(date for name in reads["published"] if (date := _text(one, name))),
        pieces=tuple(piece for piece in (*sorted(pieces, key=_length), _piece(summary, markup)) if piece.text.strip()),
        publisher=_text(source, "title") or _text(feed, "title"),
        language=next((language for language in languages if language), ""),
        unread={storable(n): _size(v) for n, v in one.items() if n not in known and not n.endswith("_detail")},
    )


def _length(piece: Piece) -> int:
    return -len(piece.text)


def _piece(part: Fields, markup: Sequence[str]) -> Piece:
    return Piece(text=_text(part, "value"), markup=part.get("type") in markup)


def _text(fields: Fields, name: str) -> str:
    # The library's own look-up answers for absent dates with others; only what is there counts.
    value = fields.get(name) if name in fields.keys() else None  # noqa: SIM118
    return storable(value.strip()) if isinstance(value, str) else ""


def _mapping(fields: Fields, name: str) -> Fields:
    value = fields.get(name)
    return value if isinstance(value, Mapping) else {}


def _size(value: object) -> int:
    return len(value) if isinstance(value, list | tuple) else 1


def json_entries(text: str, reads: Reads) -> list[Entry] | None:
    """Return the entries of a JSON Feed, or None where ``text`` is none. Raises nothing."""
    try:
        feed: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list):
        return None
    return [_json_entry(item, feed, reads) for item in items if isinstance(item, dict)]


def _json_entry(item: Node, feed: Node, reads: Reads) -> Entry:
    known = {"id", "url", "title", "summary", "language", *reads["json_published"], *reads["json_text"]}
    pieces = [Piece(text=_text(item, name), markup=name == "content_html") for name in reads["json_text"]]
    number = item.get("id")
    return Entry(
        id=_text(item, "id") or (str(number) if isinstance(number, int | float) else ""),
        link=_text(item, "url"),
        title=Piece(text=_text(item, "title"), markup=False),
        dates=tuple(date for name in reads["json_published"] if (date := _text(item, name))),
        pieces=tuple(p for p in (*pieces, Piece(text=_text(item, "summary"), markup=False)) if p.text),
        publisher=_text(feed, "title"),
        language=_text(item, "language") or _text(feed, "language"),
        unread={storable(name): _size(value) for name, value in item.items() if name not in known},
    )


def numbered(keys: Sequence[str]) -> Iterator[str]:
    """Yield the keys, each made different from those before it: a feed may give two entries one id."""
    met: dict[str, int] = {}
    for key in keys:
        met[key] = met.get(key, 0) + 1
        yield key if met[key] == 1 else f"{key}~{met[key]}"
