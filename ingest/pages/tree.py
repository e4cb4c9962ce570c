"""A page as a tree that is safe to walk: of bounded size and depth, and without what a reader of it would not see."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString

MAX_CHARACTERS = 6_000_000
"""A longer page is not read; embedded pictures and the like do not count."""
MAX_DEPTH = 180
"""Elements deeper than this lose their tags and keep their text: the parser would drop both."""
MAX_TAGS = 150_000
"""A page of more is not read: no article has as many, and every step after this costs time by the element."""

_EMBEDDED = re.compile(r"data:[^\s\"'<>()]{256,}")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_RAW = re.compile(r"<(script|style|textarea|title|!--)", re.IGNORECASE)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dt dd option thead tbody".split()
)
"""Tags that hold nothing, or that the next one of their kind closes."""
_HIDDEN_STYLE = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?![\d.])")
_BLOCKS = frozenset(
    "p div section article main header footer aside nav ul ol li dl dt dd table tr td th h1 h2 h3 h4 h5 h6 blockquote pre "
    "figure figcaption form fieldset hr br address body details summary caption option".split()
)
_OF_ARTICLES = frozenset(("p", "h1", "h2", "h3", "ul", "ol", "blockquote", "article"))


class TooLarge(Exception):
    """A page that is larger than what is read; the message says by what measure."""


def parse_page(text: str) -> BeautifulSoup:
    """Return the tree of a page. Raises TooLarge."""
    text = _EMBEDDED.sub("data:,", text)
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"{len(text):,} characters; at most {MAX_CHARACTERS:,} are read")
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise TooLarge(f"{tags:,} tags; at most {MAX_TAGS:,} are read")
    return BeautifulSoup(flattened(text), "lxml", multi_valued_attributes=None)


def flattened(text: str) -> str:
    """Return ``text`` without the tags that stand deeper than ``MAX_DEPTH``. Linear in time."""
    if text.count("<") - text.count("</") < MAX_DEPTH:
        return text
    cuts = list(_too_deep(text))
    if not cuts:
        return text
    kept, at = [], 0
    for start, end in cuts:
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


def _too_deep(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each tag to drop."""
    depth = 0
    for close, name, start, end in _tags(text):
        if name in _VOID:
            continue
        if not close:
            depth += 1
        if depth > MAX_DEPTH:
            yield start, end
        if close and depth:
            depth -= 1


def _tags(text: str) -> Iterator[tuple[bool, str, int, int]]:
    """Yield the tags outside comments and scripts: whether it closes, its name, start and end."""
    at = 0
    while found := _TAG.search(text, at):
        raw = _RAW.search(text, at, found.end())
        if raw or text.startswith("<!--", found.start()):
            at = _after_raw(text, raw or found)
            continue
        end = text.find(">", found.end(), found.end() + 100_000) + 1
        if not end:
            return
        yield bool(found[1]), found[2].lower(), found.start(), end
        at = end


def _after_raw(text: str, opened: re.Match[str]) -> int:
    closing = "-->" if opened[0] == "<!--" else f"</{opened[1].lower()}"
    end = text.find(closing, opened.end())
    return end + len(closing) if end >= 0 else len(text)


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as one text, trimmed; empty where the tag has none."""
    value = tag.get(name)
    return value.strip() if isinstance(value, str) else " ".join(value or ())


def drop_unseen(soup: BeautifulSoup, unseen: Iterable[str]) -> None:
    """Take comments, hidden elements and those of the names ``unseen`` out of a tree."""
    for comment in soup.find_all(string=lambda string: isinstance(string, Comment)):
        comment.extract()
    names = frozenset(unseen)
    for tag in soup.find_all(True):
        if not tag.decomposed and (tag.name in names or is_hidden(tag)):
            tag.decompose()


def is_hidden(tag: Tag) -> bool:
    """Say whether an element itself is marked as not to be seen."""
    if tag.name in ("html", "body"):
        return False
    attrs = tag.attrs
    if "hidden" in attrs or str(attrs.get("aria-hidden", "")).lower() == "true":
        return True
    style = attrs.get("style")
    return bool(style) and _HIDDEN_STYLE.search(str(style)[:2000].lower()) is not None


def drop_surroundings(soup: BeautifulSoup, marks: Mapping[str, tuple[str, ...]]) -> None:
    """Take out advertisements, related links, comments of readers and the like.

    ``marks`` has ``names`` of elements, ``tokens`` (whole classes or ids) and ``parts`` of them. An element that
    holds most of the page's text stays: its class then says what the page is, not what stands around the article.
    """
    names, tokens = frozenset(marks["names"]), frozenset(marks["tokens"])
    whole = len(soup.get_text())
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "main", "article", "head"):
            continue
        if (tag.name in names or _is_marked(tag, tokens, marks["parts"])) and len(tag.get_text()) * 3 < whole:
            tag.decompose()


def _is_marked(tag: Tag, tokens: frozenset[str], parts: tuple[str, ...]) -> bool:
    marks = f"{attribute(tag, 'class')} {attribute(tag, 'id')}".lower()[:1000]
    if marks == " ":
        return False
    return not tokens.isdisjoint(marks.split()) or any(part in marks for part in parts)


def unwrap_layout(soup: BeautifulSoup) -> None:
    """Make plain blocks of tables that hold an article rather than figures: those with paragraphs or a title in a cell."""
    for cell in soup.find_all(["td", "th"]):
        paragraphs = sum(1 for child in cell.children if isinstance(child, Tag) and child.name in _OF_ARTICLES)
        if paragraphs < 2:
            continue
        for outer in cell.find_parents(["table", "tbody", "thead", "tr", "td"]):
            _unwrap(outer)
        _unwrap(cell)


def _unwrap(tag: Tag) -> None:
    if tag.name == "table":
        # Cells beside the one with the article are blocks of their own.
        for part in tag.find_all(["tbody", "thead", "tr", "td", "th"]):
            if part.find_parent("table") is tag:
                part.name = "div"
    tag.name = "div"


def line_of(tag: Tag) -> str:
    """Return the text of an element on one line."""
    return " ".join(tag.get_text(" ").split())


def lines_of(soup: Tag) -> list[str]:
    """Return the text of a tree block by block, without those that are empty. Linear, and not recursive."""
    lines, line = [], [""]
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name in _BLOCKS:
                lines.append("".join(line))
                line = []
        elif type(node) is NavigableString and not _within_head(node):
            if _opens_new_block(node):
                lines.append("".join(line))
                line = []
            line.append(node)
    return [kept for one in [*lines, "".join(line)] if (kept := " ".join(one.split()))]


def _opens_new_block(node: NavigableString) -> bool:
    """Say whether a block ended right before this text, which then is no part of it."""
    before = node.previous_sibling
    return isinstance(before, Tag) and before.name in _BLOCKS


def _within_head(node: NavigableString) -> bool:
    return node.parent is not None and node.parent.name in ("title", "script", "style", "head", "template")
