"""News feeds: the bytes of a feed to one document for each of its entries."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from graph.record.types import Document, Leftover, Reading, SetAside, Span
from ingest.decode import Decoded, Unreadable
from ingest.pages.days import read_day
from ingest.pages.encoding import decode_page
from ingest.pages.entries import Entry, Piece, json_entries, numbered, xml_entries
from ingest.pages.language import language_of
from ingest.pages.metadata import canonical, language_code
from ingest.pages.tree import TooLarge, text_of_html
from ingest.pages.unpack import unpacked, unpacked_start
from ingest.passages import split_plain
from ingest.reader import Head, Raw, Reader
from ingest.reasons import Reason
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "news feeds 2"
"""Name and version of this reader."""
MAX_BYTES = 10_000_000
"""A larger feed is not read: its parser builds all of it several times over."""
MAX_TAGS = 300_000
"""Nor is a feed of more tags."""
MAX_TITLE = 300
"""Longer titles are cut, in characters."""
_MAX_KEY = 300
_ROOT = re.compile(rf"<(?:\w{{1,20}}:)?({'|'.join(SOURCE.recognise['roots'])})[\s>/:]", re.IGNORECASE)
_JSON_FEED = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')


def recognise(head: Head) -> float:
    """Return how sure it is that a file holds a feed: by the element that it opens with, its name or media type."""
    start = unpacked_start(head.start)
    if _JSON_FEED.search(start[:4096]) and start.lstrip()[:1] == b"{":
        return 0.8
    text = start.replace(b"\0", b"").decode("latin-1")
    first = _ROOT.search(text, 0, 8192)
    if first and "<html" not in text[: first.start()].lower():
        return 0.7
    named = PurePosixPath(head.name.lower().removesuffix(".gz")).suffix in SOURCE.recognise["suffixes"]
    typed = head.media_type in SOURCE.recognise["media_types"]
    # Any XML may be called so, other sources' too.
    return 0.2 if named or typed else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the entries of a feed, or why it is set aside."""
    entries = _entries(raw)
    if isinstance(entries, Unreadable):
        yield _aside(raw, raw.address, entries.reason, entries.detail)
        return
    for entry, key in zip(entries, numbered([key_of(entry) for entry in entries]), strict=True):
        address = f"{raw.address}#{key}"
        try:
            yield _reading(raw, address, entry)
        except TooLarge as large:
            yield _aside(raw, address, "the file is too large", str(large))


def _entries(raw: Raw) -> list[Entry] | Unreadable:
    data = unpacked(raw.data)
    if isinstance(data, Unreadable):
        return data
    if not data.strip():
        return Unreadable(reason="the file is empty")
    if len(data) > MAX_BYTES:
        return Unreadable(reason="the file is too large", detail=f"{len(data):,} bytes; at most {MAX_BYTES:,} are read")
    if (tags := data.count(b"<")) > MAX_TAGS:
        return Unreadable(reason="the file is too large", detail=f"{tags:,} tags; at most {MAX_TAGS:,} are read")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        decoded = decode_page(data, raw.charset)
        entries = json_entries(decoded.text, SOURCE.reads) if isinstance(decoded, Decoded) else None
    else:
        entries = xml_entries(data, _headers(raw), SOURCE.reads, SOURCE.words["markup"])
    if entries is None:
        return Unreadable(reason="the feed does not parse", detail="no feed is found in it")
    return entries or Unreadable(reason="the feed holds no entry")


def _headers(raw: Raw) -> dict[str, str]:
    headers = {"content-location": raw.address} if raw.address.startswith(("http://", "https://")) else {}
    if raw.charset:
        headers["content-type"] = f"{raw.head.media_type or 'application/xml'}; charset={raw.charset}"
    return headers


def key_of(entry: Entry) -> str:
    """Return what an entry is known by in its feed: its id, its address, or a hash of what it says."""
    key = "".join((entry.id or entry.link).split())
    if key and len(key) <= _MAX_KEY:
        return key
    said = "\0".join([key, entry.title.text, *(piece.text for piece in entry.pieces)])
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _reading(raw: Raw, address: str, entry: Entry) -> Reading:
    text = _text(entry)
    title = " ".join(_plain(entry.title).split())[:MAX_TITLE] or _opening(text) or entry.link or entry.id or "untitled"
    published = next((day for date in entry.dates if (day := read_day(date))), None)
    document = Document(
        address=address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=title,
        text=text,
        retrieved=raw.retrieved,
        url=canonical(entry.link, raw.address) if entry.link else None,
        publisher=" ".join(text_of_html(entry.publisher, SOURCE.words["unseen"]).split()) or None,
        published=published or raw.published,
        language=language_code(entry.language) or language_of(text),
        reader=VERSION,
    )
    undated = entry.dates if published is None else ()
    span = Span(start=0, end=len(title), place="title")
    return Reading(
        document=document,
        passages=split_plain(text),
        leftovers=tuple(Leftover(field="published", value=d[:200], reason="it is no date", span=span) for d in undated),
        unread=entry.unread,
    )


def _text(entry: Entry) -> str:
    """Return the fullest content of an entry, after its summary where that says something else."""
    texts = [text for piece in entry.pieces if (text := _plain(piece))]
    if not texts:
        return ""
    body, summary = texts[0], texts[-1]
    said = " ".join(body.split())
    # A summary is often the first words of the text, with an ellipsis.
    repeated = " ".join(summary.split()).rstrip(".… ")[:200] in said
    return body if repeated else f"{summary}\n\n{body}"


def _plain(piece: Piece) -> str:
    if piece.markup:
        return text_of_html(piece.text, SOURCE.words["unseen"])
    return "\n\n".join(line for one in re.split(r"\n\s*\n", piece.text) if (line := " ".join(one.split())))


def _opening(text: str) -> str:
    return " ".join(text.split("\n", 1)[0].split()[:12])[:MAX_TITLE]


def _aside(raw: Raw, address: str, reason: Reason, detail: str) -> SetAside:
    return SetAside(address=address, source=SOURCE.name, reason=reason, detail=detail, retrieved=raw.retrieved)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""News feeds among the sources."""
