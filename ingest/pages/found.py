"""What a page says of itself, by the place where it says so: ``meta:og:title``, ``json-ld:datePublished``, ``h1``."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bs4 import BeautifulSoup, Tag

from ingest.pages.jsonld import Node, objects, read_json, texts, types_of
from ingest.pages.storable import storable
from ingest.pages.tree import attribute, line_of

Words = Mapping[str, tuple[str, ...]]
"""The named lists of words of a source."""
Found = dict[str, list[str]]
"""Values by place, in the order of the page."""

MAX_VALUE = 1000
"""Longer values are cut, in characters."""
MAX_NAME = 100
"""Longer names of places are cut, in characters."""
MAX_CLASS = 200
"""A longer text in an element with a class is no date, name or byline."""
_MAX_BLOCKS = 50
_MAX_VALUES = 20
_LINKS = frozenset(("a", "link", "area"))
_AROUND = ("nav", "aside", "footer")


def gather(soup: BeautifulSoup, words: Words) -> Found:
    """Return all that a page says of itself. Reads scripts of JSON-LD, so the tree must still hold them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place, value in (
        *_metas(soup),
        *_links(soup),
        *_json_ld(soup, words),
        *_microdata(soup, words),
        *_elements(soup),
        *_classes(soup, words),
    ):
        name, kept = storable(place)[:MAX_NAME], storable(" ".join(value.split())[:MAX_VALUE])
        if kept and kept not in found[name] and len(found[name]) < _MAX_VALUES:
            found[name].append(kept)
    return {name: values for name, values in found.items() if values}


Pairs = Iterable[tuple[str, str]]


def _metas(soup: BeautifulSoup) -> Pairs:
    for tag in soup.find_all("meta"):
        for key in ("property", "name", "http-equiv"):
            if name := attribute(tag, key).lower():
                yield f"meta:{name}", attribute(tag, "content")
                break


def _links(soup: BeautifulSoup) -> Pairs:
    for tag in soup.find_all("link"):
        if "canonical" in attribute(tag, "rel").lower().split():
            yield "link:canonical", attribute(tag, "href")


def _json_ld(soup: BeautifulSoup, words: Words) -> Pairs:
    scripts = soup.find_all("script", type=re.compile("^application/ld[+]json", re.IGNORECASE), limit=_MAX_BLOCKS)
    nodes = objects([read_json(script.get_text()) for script in scripts])
    by_id = {str(node["@id"]): node for node in reversed(nodes) if "@type" in node and "@id" in node}
    article = next((n for n in nodes if not set(types_of(n)).isdisjoint(words["articles"]) and "headline" in n), None)
    article = article or next((n for n in nodes if not set(types_of(n)).isdisjoint(words["articles"])), None)
    if article is not None:
        yield from _article(article, by_id)
    for node in nodes:
        if not set(types_of(node)).isdisjoint(words["sites"]):
            yield from (("json-ld:site", name) for name in texts(node.get("name"), by_id))


def _article(article: Node, by_id: Mapping[str, Node]) -> Pairs:
    for name, value in article.items():
        if name == "mainEntityOfPage" or (name == "url" and not isinstance(value, str)):
            yield from ((f"json-ld:{name}", text) for text in texts(value, {}, "@id"))
        elif not name.startswith("@"):
            yield from ((f"json-ld:{name}", text) for text in texts(value, by_id))


def _microdata(soup: BeautifulSoup, words: Words) -> Pairs:
    kinds = tuple(f"/{kind.lower()}" for kind in words["articles"])
    scopes = [tag for tag in soup.find_all(itemtype=True) if attribute(tag, "itemtype").lower().endswith(kinds)]
    for tag in scopes[0].find_all(itemprop=True) if scopes else soup.find_all(itemprop=True):
        owner = tag.find_parent(itemscope=True)
        if owner is None or owner in scopes[:1] or not scopes:
            for name in attribute(tag, "itemprop").split():
                if name != "articleBody":
                    yield f"itemprop:{name}", _value_of(tag)


def _value_of(tag: Tag) -> str:
    """Return what an element of microdata gives: an attribute made for it, the name of a thing in it, or its text."""
    for name in ("content", "datetime", "itemid"):
        if value := attribute(tag, name):
            return value
    if "itemscope" in tag.attrs and isinstance(inner := tag.find(itemprop="name"), Tag):
        return _value_of(inner) if inner.find(itemprop="name") is None else line_of(inner)
    return attribute(tag, "href") if tag.name in _LINKS and not line_of(tag) else line_of(tag)


def _elements(soup: BeautifulSoup) -> Pairs:
    if isinstance(soup.html, Tag):
        yield "html:lang", attribute(soup.html, "lang") or attribute(soup.html, "xml:lang")
    for name in ("title", "h1", "h2"):
        for tag in soup.find_all(name, limit=3):
            # Of two headings at the top the one inside a menu is the site's own.
            if name == "title" or tag.find_parent(_AROUND) is None:
                yield name, line_of(tag)
    for tag in soup.find_all("time", limit=40):
        if tag.find_parent(_AROUND) is None:
            # Not only in old pages: the attribute says that this, of several, is the article's.
            place = "time:pubdate" if "pubdate" in tag.attrs else "time"
            yield place, attribute(tag, "datetime") or line_of(tag)
    for tag in soup.find_all(["a", "link"], rel=re.compile(r"(?:^|\s)author(?:\s|$)"), limit=5):
        yield "rel:author", line_of(tag)


def _classes(soup: BeautifulSoup, words: Words) -> Pairs:
    """Yield short texts of elements whose class says what they are."""
    body = soup.body or soup
    around = {id(inner) for tag in body.find_all(("aside", "footer")) for inner in tag.find_all(True)}
    for tag in body.find_all(True):
        if id(tag) in around:
            continue
        marks = f"{attribute(tag, 'class')} {attribute(tag, 'id')}".lower()
        if marks == " " and tag.name != "a":
            continue
        tokens = marks.split()
        if tag.name == "a":
            yield from _of_link(tag)
        for kind in ("published", "byline", "author", "brand"):
            if _says(tokens, words[f"class_{kind}"]) and len(text := line_of(tag)) <= MAX_CLASS:
                yield f"class:{kind}", text
        if {"entry-title", "headline", "post-title", "article-title"}.intersection(tokens):
            yield "class:title", line_of(tag)


def _says(tokens: list[str], wanted: tuple[str, ...]) -> bool:
    """Say whether a class or id begins with one of the words, or holds it between underscores."""
    return any(token.startswith(wanted) or not set(token.split("_")).isdisjoint(wanted) for token in tokens)


def _of_link(tag: Tag) -> Pairs:
    target = attribute(tag, "href")
    if target in ("/", "./", "../", "/index.html") and len(text := line_of(tag)) <= 60:
        yield "class:brand", text
    elif re.search(r"/(?:authors?|people|by|staff|contributors?)/[^/]", target):
        yield "class:author", line_of(tag)
