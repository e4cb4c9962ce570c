"""The article in a page, as plain text: paragraphs and headings by blank lines, lists and tables line by line."""

import re
from itertools import pairwise

import trafilatura
from bs4 import BeautifulSoup

from ingest.pages.tree import lines_of

MIN_CHARACTERS = 200
"""Of a shorter article than this the whole page may hold more."""
_ITEM = re.compile(r"- |\|")


def article_text(soup: BeautifulSoup, title: str | None) -> str:
    """Return the text of the article in a tree from which what is unseen was taken; empty where there is none.

    The title, which the document keeps apart, is no part of it.
    """
    text = _extracted(str(soup)) or ""
    lines = [line for one in text.split("\n") if (line := one.strip())]
    if sum(map(len, lines)) < MIN_CHARACTERS:
        whole = lines_of(soup.body or soup)
        lines = whole if sum(map(len, whole)) > 2 * sum(map(len, lines)) else lines
    if lines and title and _same(lines[0], title):
        lines = lines[1:]
    return joined(lines)


def _same(line: str, title: str) -> bool:
    return " ".join(line.strip("# ").split()).casefold() == title.casefold()


def _extracted(html: str) -> str | None:
    try:
        return trafilatura.extract(html, include_comments=False, include_tables=True, output_format="txt")
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
