"""What the page of a law says of itself, by the place where it says so, and the law in it as text."""

import re
from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from ingest.laws_json import Sheet, clean
from ingest.laws_keys import policy_key
from ingest.pages.tree import attribute, drop_unseen, line_of, lines_of
from ingest.source import SourceFile

MAX_VALUE = 1_500
"""Longer values are no metadata."""
MAX_META = 500
"""No more values are looked at."""

_CLASS = "class:"
_CLIMBS = 5
_ARTICLE = re.compile(r"\s*(?:第[一二三四五六七八九十百零〇\d]{1,7}条|(?:Article|ARTICLE|Section|SECTION) \d{1,3}\b)")


def metadata_of(soup: BeautifulSoup, address: str, rules: SourceFile) -> tuple[Sheet, Counter[str]]:
    """Return what a page says of itself and a rule reads, as a sheet; and what no rule reads, with how many values."""
    sheet, unread = Sheet(), Counter[str]()
    wanted = {path for paths in rules.reads.values() for path in paths}
    met: set[tuple[str, str]] = set()
    for path, value in (*_metas(soup), *_elements(soup, rules), *_headings(soup), ("address", _web(address))):
        text = " ".join(clean(value).split())
        if not text or len(text) > MAX_VALUE or (path, text) in met or len(met) >= MAX_META:
            continue
        met.add((path, text))
        if path in wanted:
            sheet.add(path, text)
        else:
            unread[path] += 1
    return sheet, unread


def _web(address: str) -> str:
    return address if address.startswith(("http://", "https://")) else ""


def _metas(soup: BeautifulSoup) -> list[tuple[str, str]]:
    found = []
    for tag in soup.find_all(True, limit=200_000):
        name = attribute(tag, "property") or (attribute(tag, "name") if tag.name == "meta" else "")
        if name:
            value = next((said for at in ("content", "resource", "href") if (said := attribute(tag, at))), "")
            found.append((f"meta:{name.lower()}", value or line_of(tag)))
        elif tag.name == "link" and "canonical" in attribute(tag, "rel").lower().split():
            found.append(("link:canonical", attribute(tag, "href")))
    return found


def _elements(soup: BeautifulSoup, rules: SourceFile) -> list[tuple[str, str]]:
    """Return the text of elements by class; a title of several lines is one."""
    paths = dict.fromkeys(path for paths in rules.reads.values() for path in paths if path.startswith(_CLASS))
    found = []
    for path in paths:
        name = path.removeprefix(_CLASS)
        tags = [tag for tag in soup.find_all(class_=lambda said, name=name: _has(said, name)) if isinstance(tag, Tag)]
        run = list[Tag]()
        for tag in tags[:8]:
            if run and tag.find_previous_sibling() is not run[-1]:
                break
            run.append(tag)
        found.append((path, " ".join(line_of(tag) for tag in run)))
    return found


def _has(said: str | None, name: str) -> bool:
    return said is not None and name in said.split()


def _headings(soup: BeautifulSoup) -> list[tuple[str, str]]:
    html = soup.find("html")
    lang = attribute(html, "lang") if isinstance(html, Tag) else ""
    named = [(name, tag) for name in ("h1", "title") if isinstance(tag := soup.find(name), Tag)]
    return [("html:lang", lang), *((name, line_of(tag)) for name, tag in named)]


def law_of(soup: BeautifulSoup, rules: SourceFile) -> str:
    """Return the text of the law in a page; changes the tree. Paragraphs stand a blank line apart."""
    drop_unseen(soup, rules.words["unseen"])
    for name in rules.words["containers"]:
        tag = soup.find(id=lambda said, name=name: said is not None and said.lower() == name)
        if isinstance(tag, Tag) and len(lines := lines_of(tag)) > 2:
            return "\n\n".join(lines)
    return "\n\n".join(lines_of(soup.body or soup))


def articles_of(soup: BeautifulSoup, note: Iterable[re.Pattern[str]]) -> str:
    """Return the text of the element that holds all articles of a law, and the note on its making where there is one.

    A page without articles gives all its text. Paragraphs stand a blank line apart.
    """
    body = soup.body or soup
    found = [node for node in body.find_all(string=_ARTICLE) if isinstance(node.parent, Tag)]
    around = _around(found[0], found[-1]) if found else None
    if around is None:
        return "\n\n".join(lines_of(body))
    patterns = tuple(note)
    for tag in (around, *list(around.parents)[:_CLIMBS]):
        text = "\n\n".join(lines_of(tag)) if isinstance(tag, Tag) else ""
        if any(pattern.search(text) for pattern in patterns):
            return text
    return "\n\n".join(lines_of(around))


def _around(first: PageElement, last: PageElement) -> Tag | None:
    """Return the innermost element that holds both; of two that are one, the element around that."""
    over = {id(tag) for tag in last.parents}
    both = [tag for tag in first.parents if id(tag) in over]
    return next((tag for tag in both if first is not last or tag is not first.parent), None)


def key_of(sheet: Sheet, paths: tuple[str, ...]) -> str | None:
    """Return the typed key in the first of ``paths`` that holds one: CELEX numbers stand there bare."""
    for path in paths:
        for one in sheet.of([path]):
            if key := policy_key(one.value) or policy_key(f"CELEX:{one.value}"[:40]):
                return key
    return None
