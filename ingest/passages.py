"""Texts cut into passages: by headings and kinds of text, in sizes of the default embedding model's tokens.

A passage has 200 tokens or so with the headings above it, at most 250 of its own, and is prose, rows of a table, code
or boilerplate. Every character that is not blank is in exactly one, front matter apart. Linear in time.
"""

from collections.abc import Iterator
from itertools import islice

from graph.record.types import Passage
from ingest.frontmatter import front_matter_end
from ingest.passages_blocks import Block, blocks_of
from ingest.passages_headings import Section, markdown_sections, plain_sections
from ingest.passages_pack import MAX_TOKENS, pack
from ingest.passages_units import MAX_CHARACTERS

__all__ = [
    "MAX_CHARACTERS",
    "MAX_TOKENS",
    "cut_passages",
    "pack_passages",
    "pack_sections",
    "split_markdown",
    "split_plain",
]

_FRONT = MAX_CHARACTERS


def split_markdown(text: str) -> tuple[Passage, ...]:
    """Return the passages of ``text`` in order, with exact offsets and the headings above each.

    Paragraphs of one section are put together as long as they fit. A heading goes with what follows it; inside a code
    fence it is code. The front matter gives one passage, its beginning: what it says is read into statements.
    """
    body = front_matter_end(text)
    front = islice(pack(text, [Block(0, min(body, _FRONT), "code")], ""), 1) if body else ()
    return (*front, *pack_sections(text, markdown_sections(text, body)))


def split_plain(text: str) -> tuple[Passage, ...]:
    """Return the passages of a text without markup in order; a line that stands as a title is a heading."""
    return tuple(pack_sections(text, plain_sections(text, 0), markup=False))


def pack_sections(text: str, sections: Iterator[Section], *, markup: bool = True) -> Iterator[Passage]:
    """Yield the passages of sections that follow each other; ``markup`` as in ``blocks_of``.

    A last section that is a heading alone goes with the passage before it, where it fits.
    """
    for section in sections:
        blocks = blocks_of(text, section.body, section.stop, markup=markup)
        yield from pack(text, blocks, section.heading, (section.start, section.body))


def cut_passages(text: str, start: int, stop: int, heading: str = "") -> Iterator[Passage]:
    """Yield the passages of a part of ``text``: whole paragraphs, else sentences, together as long as they fit."""
    return pack(text, blocks_of(text, start, stop, markup=False), heading)


def pack_passages(text: str, start: int, stop: int, heading: str = "") -> Iterator[Passage]:
    """Yield the passages of a part of ``text``, as ``cut_passages`` does."""
    return cut_passages(text, start, stop, heading)
