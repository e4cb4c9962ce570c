"""News pages: the bytes of an HTML page to a document whose text is the article in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from graph.record.types import Document, Reading, SetAside
from ingest.decode import Decoded
from ingest.pages.body import article_text
from ingest.pages.encoding import decode_page
from ingest.pages.found import Found, gather
from ingest.pages.language import language_of
from ingest.pages.metadata import Metadata, choose
from ingest.pages.tree import TooLarge, drop_surroundings, drop_unseen, lines_of, parse_page, unwrap_layout
from ingest.pages.unpack import unpacked, unpacked_start
from ingest.passages import split_plain
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "news pages 2"
"""Name and version of this reader."""
_PROLOGUE = re.compile(rb"(?:\s|\xef\xbb\xbf|<\?xml[^>]{0,200}>|<!--(?:[^-]|-(?!->)){0,4000}-->)*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article, and all that its page says of itself."""

    metadata: Metadata
    text: str
    found: Found


def recognise(head: Head) -> float:
    """Return how sure it is that a file holds a page: by how it begins, its name, or what the server calls it."""
    start = unpacked_start(head.start)
    opening = start[_begin(start) :][:20].replace(b"\0", b"").lower()
    if opening.startswith(tuple(word.encode() for word in SOURCE.recognise["openings"])):
        return 0.6
    named = PurePosixPath(head.name.lower().removesuffix(".gz")).suffix in SOURCE.recognise["suffixes"]
    return 0.5 if named or head.media_type in SOURCE.recognise["media_types"] else 0.0


def _begin(start: bytes) -> int:
    found = _PROLOGUE.match(start)
    return found.end() if found else 0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the article in a page, or why it is set aside."""
    yield _read(raw)


def _read(raw: Raw) -> Reading | SetAside:
    data = unpacked(raw.data)
    decoded = decode_page(data, raw.charset) if isinstance(data, bytes) else data
    if not isinstance(decoded, Decoded):
        return _aside(raw, decoded.reason, decoded.detail)
    try:
        page = read_page(decoded.text, raw.address)
    except TooLarge as large:
        return _aside(raw, "the file is too large", str(large))
    if not page.text.strip():
        return _aside(raw, "the page holds no text", "nothing in it is seen by a reader")
    return Reading(
        document=_document(raw, page, decoded.repairs),
        passages=split_plain(page.text),
        unread=unread(page.found),
    )


def read_page(text: str, address: str) -> Page:
    """Return the article in the HTML ``text`` of a page and what it says of itself. Raises TooLarge.

    ``address`` is where it is from; a relative canonical address is resolved against it.
    """
    soup = parse_page(text)
    found = gather(soup, SOURCE.words)
    drop_unseen(soup, SOURCE.words["unseen"])
    metadata = choose(found, lines_of(soup.body or soup), address, SOURCE.reads, SOURCE.words)
    around = {name: SOURCE.words[f"around_{name}"] for name in ("names", "tokens", "parts")}
    drop_surroundings(soup, around)
    unwrap_layout(soup)
    return Page(metadata=metadata, text=article_text(soup, metadata.title), found=found)


def unread(found: Found) -> dict[str, int]:
    """Return what a page says of itself and no rule reads, with how many values. The author has no place on record."""
    read_places = {place for field, places in SOURCE.reads.items() if field != "author" for place in places}
    return {
        name: len(values)
        for name, values in sorted(found.items())
        if name not in read_places and not name.startswith(("class:", "h1", "h2", "time", "beside"))
    }


def _document(raw: Raw, page: Page, repairs: tuple[str, ...]) -> Document:
    known = page.metadata
    return Document(
        address=raw.address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=known.title or title_of(raw.address),
        text=page.text,
        retrieved=raw.retrieved,
        url=known.url,
        publisher=known.publisher,
        published=known.published or raw.published,
        language=known.language or language_of(page.text),
        reader=VERSION,
        repairs=repairs,
    )


def title_of(address: str) -> str:
    """Return a title for what names none: the last part of its address."""
    last = unquote(address.rstrip("/").rpartition("#")[2] or address).rpartition("/")[2]
    return PurePosixPath(last.removesuffix(".gz")).stem.strip() or last.strip() or "untitled"


def _aside(raw: Raw, reason: str, detail: str) -> SetAside:
    return SetAside(address=raw.address, source=SOURCE.name, reason=reason, detail=detail, retrieved=raw.retrieved)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""News pages among the sources."""
