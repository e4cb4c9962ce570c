"""Notices and laws in plain text, hard-wrapped or by articles, and pages of such texts in any encoding."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from graph.record.types import Document, Reading, SetAside
from ingest.decode import Decoded
from ingest.laws import split_law
from ingest.laws_notice import Notice, read_notice
from ingest.laws_page import articles_of
from ingest.laws_said import NoticeReading, patterns
from ingest.pages.encoding import decode_page
from ingest.pages.found import gather
from ingest.pages.language import language_of
from ingest.pages.metadata import choose
from ingest.pages.tree import TooLarge, drop_unseen, lines_of, parse_page
from ingest.pages.unpack import unpacked, unpacked_start
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source
from ingest.sources.pages import SOURCE as PAGES
from ingest.sources.pages import unread

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "notices 2"
"""Name and version of this reader."""

_ARTICLES = re.compile(
    r"(?:^|>|\u3000|\n|&nbsp;)\s{0,20}(第[一二三四五六七八九十]{1,3}条|Article \d{1,3}\.|ARTICLE \d{1,3})", re.MULTILINE
)
_LEAST_ARTICLES = 3
_LEAST_MARKS = 3
_TOP = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A notice's text, with what its page says of itself where it has one."""

    notice: Notice
    text: str
    url: str | None = None
    language: str | None = None
    unread: Mapping[str, int] = field(default_factory=dict)


def recognise(head: Head) -> float:
    """Return how sure it is that a file is a notice: by its name, and by its captions, numbers and articles."""
    name = PurePosixPath(head.name.lower().removesuffix(".gz"))
    plain = name.suffix in SOURCE.recognise["suffixes"] or head.media_type in SOURCE.recognise["media_types"]
    if not plain and name.suffix not in SOURCE.recognise["page_suffixes"] and head.media_type != "text/html":
        return 0.0
    decoded = decode_page(unpacked_start(head.start))
    if not isinstance(decoded, Decoded):
        return 0.0
    by_articles = len(set(_ARTICLES.findall(decoded.text))) >= _LEAST_ARTICLES
    if not plain:
        return 0.8 if by_articles else 0.0
    if any(mark in decoded.text for mark in SOURCE.recognise["strong"]):
        return 0.9
    marks = sum(mark in decoded.text[:_TOP] for mark in SOURCE.recognise["weak"])
    return 0.8 if by_articles or marks >= _LEAST_MARKS else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the notice in a file, or why it is set aside."""
    yield _read(raw)


def _read(raw: Raw) -> Reading | SetAside:
    data = unpacked(raw.data)
    decoded = decode_page(data, raw.charset) if isinstance(data, bytes) else data
    if not isinstance(decoded, Decoded):
        return _aside(raw, decoded.reason, decoded.detail)
    try:
        said = _of_page(decoded.text, raw.address) if _is_page(decoded.text) else _of_text(decoded.text)
    except TooLarge as large:
        return _aside(raw, "the file is too large", str(large))
    if not said.text.strip():
        return _aside(raw, "the page holds no text", "nothing in it is seen by a reader")
    reading = NoticeReading(said.text, said.notice, SOURCE)
    reading.read()
    reading.notes.unread.update(said.unread)
    return reading.notes.reading(_document(raw, said, decoded.repairs), split_law(said.text))


def _is_page(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] == "<"


def _of_text(text: str) -> Said:
    return Said(notice=read_notice(text), text=text, language=language_of(text))


def _of_page(text: str, address: str) -> Said:
    """Return the law in a page, with the title and date that the page itself gives. Raises TooLarge."""
    soup = parse_page(text)
    found = gather(soup, PAGES.words)
    drop_unseen(soup, SOURCE.words["unseen"])
    page = choose(found, lines_of(soup.body or soup), address, PAGES.reads, PAGES.words)
    body = articles_of(soup, patterns("promulgation"))
    notice = read_notice(body)
    notice.title = page.title or notice.title
    notice.publisher = page.publisher or notice.publisher
    notice.published = page.published or notice.published
    return Said(notice=notice, text=body, url=page.url, language=page.language, unread=unread(found))


def _document(raw: Raw, said: Said, repairs: tuple[str, ...]) -> Document:
    return Document(
        address=raw.address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=said.notice.title or PurePosixPath(raw.head.name).stem or "untitled",
        text=said.text,
        retrieved=raw.retrieved,
        url=said.url,
        publisher=said.notice.publisher,
        published=said.notice.published or raw.published,
        language=said.language,
        reader=VERSION,
        repairs=repairs,
    )


def _aside(raw: Raw, reason: str, detail: str) -> SetAside:
    return SetAside(address=raw.address, source=SOURCE.name, reason=reason, detail=detail, retrieved=raw.retrieved)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""Notices among the sources."""
