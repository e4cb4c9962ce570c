"""The article in a page, as plain text: paragraphs and headings by blank lines, lists and tables line by line."""

import re
from itertools import pairwise

import trafilatura
from bs4 import BeautifulSoup

from ingest.pages.days import days_in
from ingest.pages.storable import storable
from ingest.pages.tree import lines_of

MIN_CHARACTERS = 200
"""Of a shorter article than this the whole page may hold more."""
MAX_CAREFUL = 4_000
"""Of a page with more elements no second opinion is asked: that costs time by the square of them."""
MAX_ELEMENTS = 15_000
"""Of a page with more, all blocks that are seen are the article."""
MAX_BYLINE = 80
"""A longer line at the top of an article is text."""
_ITEM = re.compile(r"- |\|")


def article_text(soup: BeautifulSoup, title: str | None) -> str:
    """Return the text of the article in a tree from which what is unseen was taken; empty where there is none.

    The title, which the document keeps apart, is no part of it.
    """
    elements = len(soup.find_all(True))
    text = (_extracted(str(soup), fast=elements > MAX_CAREFUL) or "") if elements <= MAX_ELEMENTS else ""
    lines = [line for one in text.split("\n") if (line := one.strip())]
    if sum(map(len, lines)) < MIN_CHARACTERS:
        whole = lines_of(soup.body or soup)
        lines = whole if sum(map(len, whole)) > 2 * sum(map(len, lines)) else lines
    if lines and title and _same(lines[0], title):
        lines = lines[1:]
    if len(lines) > 1 and _is_byline(lines[0]):
        lines = lines[1:]
    return storable(joined(lines))


def _is_byline(line: str) -> bool:
    """Say whether a line is one of date and author, which the title's is followed by, and no sentence."""
    return len(line) <= MAX_BYLINE and not line.endswith((".", "。", ":", "!", "?")) and any(days_in(line))


def _same(line: str, title: str) -> bool:
    return " ".join(line.strip("# ").split()).casefold() == title.casefold()


def _extracted(html: str, *, fast: bool) -> str | None:
    try:
        return trafilatura.extract(html, fast=fast, include_comments=False, include_tables=True, output_format="txt")
    except (ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError, AssertionError):
        # The library walks what other people wrote; where it stumbles, the page's own blocks are the text.
        return None


def joined(lines: list[str]) -> str:
    """Return lines as one text: items of a list or rows of a table close together, all others a blank line apart."""
    parts = lines[:1]
    for before, line in pairwise(lines):
        parts.append("\n" if _ITEM.match(before) and _ITEM.match(line) else "\n\n")
        parts.append(line)
    return "".join(parts)
