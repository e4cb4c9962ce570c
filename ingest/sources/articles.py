"""News articles: markdown with or without a front matter, and plain text, each file one document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from graph.record.types import Document, Leftover, Reading, SetAside, Span
from ingest.card_fields import size
from ingest.decode import Decoded
from ingest.frontmatter import Broken, FrontMatter, read_front_matter
from ingest.pages.byline import read_byline
from ingest.pages.days import day_in_path, read_day
from ingest.pages.encoding import decode_page
from ingest.pages.found import Found
from ingest.pages.language import language_of
from ingest.pages.metadata import canonical, first_date, language_code
from ingest.pages.storable import storable
from ingest.pages.unpack import unpacked
from ingest.passages import split_markdown, split_plain
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source
from ingest.sources.pages import title_of
from ingest.yaml_nodes import NULL

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "news articles 2"
"""Name and version of this reader."""
MAX_TITLE = 200
"""A longer first line is text, not a title."""
_HEADING = re.compile(r"\s*#{1,2}[ \t]+(\S[^\n\r]{0,300})")
_RULES = re.compile(r"\A(?:[ \t\r\n\ufeff]*---+[ \t]*(?=[\r\n]|\Z))+")
_TOP = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """What a front matter says under one of several names."""

    name: str
    text: str


def recognise(head: Head) -> float:
    """Return how sure it is that a file holds an article: a front matter with a title or date, else its name alone."""
    name = PurePosixPath(head.name.lower().removesuffix(".gz"))
    markdown = name.suffix in SOURCE.recognise["markdown"]
    plain = name.suffix in SOURCE.recognise["plain"] or head.media_type in SOURCE.recognise["media_types"]
    if name.stem in SOURCE.recognise["not_names"] or not (markdown or plain):
        return 0.0
    if _has_field(head.start):
        return 0.7
    return 0.3 if markdown else 0.2


def _has_field(start: bytes) -> bool:
    text = start.decode("utf-8-sig", "replace").lstrip()
    front = text[3:].partition("\n---")[0] if text.startswith("---") else ""
    return any(line.partition(":")[0] in SOURCE.recognise["fields"] for line in front.splitlines() if ":" in line)


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the article in a file, or why it is set aside."""
    yield _read(raw)


def _read(raw: Raw) -> Reading | SetAside:
    data = unpacked(raw.data)
    decoded = decode_page(data, raw.charset) if isinstance(data, bytes) else data
    if not isinstance(decoded, Decoded):
        return _aside(raw, decoded.reason, decoded.detail)
    plain = PurePosixPath(raw.head.name.lower().removesuffix(".gz")).suffix not in SOURCE.recognise["markdown"]
    front = read_front_matter(decoded.text)
    if isinstance(front, Broken):
        return _aside(raw, front.reason, front.detail)
    # A rule at the top would be taken for the opening of a front matter by whoever reads the text again.
    body = _RULES.sub("", decoded.text[front.end :]).strip()
    description = _scalar(front, "description")
    # The description is part of what the article says, and quoted; the tags around it are not.
    text = f"{description.text}\n\n{body}" if description and description.text not in body else body
    if not text.strip():
        return _aside(
            raw, "the file holds nothing but white space", "its front matter has neither text nor description"
        )
    return _reading(raw, front, text, body, decoded.repairs, plain=plain)


def _reading(raw: Raw, front: FrontMatter, text: str, body: str, repairs: tuple[str, ...], *, plain: bool) -> Reading:
    title = _scalar(front, "title")
    heading = title.text if title else _heading(body, plain=plain) or title_of(raw.address)
    dates = [field for field in _scalars(front, "published") if field.text]
    published = next((day for field in dates if (day := read_day(field.text))), None)
    url, language, publisher = (_scalar(front, field) for field in ("url", "language", "publisher"))
    document = Document(
        address=raw.address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=heading,
        text=text,
        retrieved=raw.retrieved,
        url=canonical(url.text, raw.address) if url else None,
        publisher=publisher.text[:MAX_TITLE] if publisher else None,
        published=published or _dated(raw, heading, body) or raw.published,
        language=(language_code(language.text) if language else None) or language_of(text),
        reader=VERSION,
        repairs=repairs + front.repairs,
    )
    whole = Span(start=0, end=len(heading), place="title")
    undated = dates if published is None else []
    return Reading(
        document=document,
        passages=split_plain(text) if plain else split_markdown(text),
        leftovers=tuple(
            Leftover(field=field.name, value=field.text[:MAX_TITLE], reason="it is no date", span=whole)
            for field in undated
        ),
        unread=_unread(front),
    )


def _scalars(front: FrontMatter, purpose: str) -> Iterator[_Field]:
    """Yield the fields of a purpose that hold one text, in the order of the source's YAML."""
    for name in SOURCE.reads[purpose]:
        for field in front.fields:
            node = field.value
            if field.key == name and isinstance(node, yaml.ScalarNode) and node.tag != NULL and node.value.strip():
                yield _Field(name=name, text=storable(" ".join(str(node.value).split())))


def _scalar(front: FrontMatter, purpose: str) -> _Field | None:
    return next(_scalars(front, purpose), None)


def _heading(body: str, *, plain: bool) -> str | None:
    """Return the heading that opens a text: of markdown marked as one, of plain text a short first line."""
    if found := _HEADING.match(body):
        return " ".join(found[1].strip("# \t").split())
    first, _, rest = body.partition("\n")
    line = " ".join(first.split())
    is_title = plain and rest.strip() and 0 < len(line) <= MAX_TITLE and not line.endswith((".", "。", ",", ";", ":"))
    return line if is_title and len(line) < len(rest) else None


def _dated(raw: Raw, title: str, body: str) -> str | None:
    """Return the date under the title, at the start of the text, or in the file's name."""
    found: Found = {}
    lines = [line for one in body[:_TOP].splitlines() if (line := " ".join(one.strip("#*_ \t").split()))]
    read_byline(found, title, lines if title in lines else [title, *lines], SOURCE.words)
    return first_date(found, SOURCE.words["dates_in_text"]) or day_in_path(f"/{raw.head.name}")


def _unread(front: FrontMatter) -> dict[str, int]:
    known = {name for purpose, names in SOURCE.reads.items() if purpose != "author" for name in names}
    counts: dict[str, int] = {}
    for field in front.fields:
        if field.key not in known:
            counts[storable(field.key)] = counts.get(storable(field.key), 0) + size(field.value)
    return counts


def _aside(raw: Raw, reason: str, detail: str) -> SetAside:
    return SetAside(address=raw.address, source=SOURCE.name, reason=reason, detail=detail, retrieved=raw.retrieved)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""News articles among the sources."""
