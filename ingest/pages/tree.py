"""A page as a tree that is safe to walk: of bounded size and depth, and without what a reader of it would not see."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PageElement

from ingest.pages.storable import storable

MAX_CHARACTERS = 6_000_000
"""A longer page is not read; embedded pictures and the like do not count."""
MAX_DEPTH = 180
"""Elements deeper than this lose their tags and keep their text: the parser would drop both."""
MAX_TAGS = 150_000
"""A page of more is not read: no article has as many, and every step after this costs time by the element."""
MAX_LINE = 2000
"""Who asks for one line of text wants a title, a name or a date: no more is put together."""

_EMBEDDED = re.compile(r"data:[^\s\"'<>()]{256,}")
_DECLARATION = re.compile(r"<\?xml[^>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_RAW = re.compile(r"<(script|style|textarea|title|!--)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?![\d.])"
)
_TAGS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("tags.yaml").read_text(encoding="utf-8"))
_SHALLOW, _BLOCKS, _NO_TEXT, _OF_ARTICLES = (
    frozenset(_TAGS[name]) for name in ("shallow", "blocks", "no_text", "of_articles")
)

_OF_ALL = frozenset(("html", "head", "body", "main", "article"))


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
    # The parser takes every page for HTML. Without these it would warn of XML, or of a text that looks like an address.
    html = "<!DOCTYPE html>" + _DECLARATION.sub("", flattened(text))
    return BeautifulSoup(html, "lxml", multi_valued_attributes=None)


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
        if name in _SHALLOW:
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
    _drop(soup, lambda tag: tag.name in names or is_hidden(tag))


def _drop(soup: BeautifulSoup, unwanted: Callable[[Tag], bool]) -> None:
    """Take out the elements that ``unwanted`` tells, each with all in it; what is in one is not asked about."""
    gone, outermost = set[int](), []
    for tag in soup.find_all(True):
        if id(tag.parent) in gone:
            gone.add(id(tag))
        elif unwanted(tag):
            gone.add(id(tag))
            outermost.append(tag)
    for tag in outermost:
        tag.extract()


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
    sizes = _sizes(soup)
    whole = sum(sizes.get(id(child), 0) for child in soup.children)

    def around(tag: Tag) -> bool:
        if tag.name in _OF_ALL or not (tag.name in names or _is_marked(tag, tokens, marks["parts"])):
            return False
        return sizes[id(tag)] * 3 < whole

    _drop(soup, around)


def _sizes(soup: BeautifulSoup) -> dict[int, int]:
    """Return how many characters of text each element holds. Children come after their parents: one pass backwards."""
    sizes: dict[int, int] = {}
    for tag in reversed(soup.find_all(True)):
        inner = (sizes[id(one)] if isinstance(one, Tag) else len(str(one)) for one in tag.contents)
        sizes[id(tag)] = sum(inner)
    return sizes


def _is_marked(tag: Tag, tokens: frozenset[str], parts: tuple[str, ...]) -> bool:
    marks = f"{attribute(tag, 'class')} {attribute(tag, 'id')}".lower()[:1000]
    if marks == " ":
        return False
    return not tokens.isdisjoint(marks.split()) or any(part in marks for part in parts)


def unwrap_layout(soup: BeautifulSoup) -> None:
    """Make plain blocks of tables that lay out a page: those with several paragraphs or headings in a cell."""
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
    """Return the text of an element on one line; of a long one the beginning, of at least ``MAX_LINE`` characters."""
    parts: list[str] = []
    left = 2 * MAX_LINE
    for string in tag.strings:
        parts.append(string[:left])
        left -= len(string) + 1
        if left <= 0:
            break
    return " ".join(" ".join(parts).split())


def lines_of(root: Tag) -> list[str]:
    """Return the text of a tree block by block, without those that are empty. Linear, and not recursive."""
    blocks: list[list[str]] = [[]]
    todo: list[PageElement | None] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            if node.name in _BLOCKS:
                blocks.append([])
                todo.append(None)
            if node.name not in _NO_TEXT:
                todo += reversed(node.contents)
        elif node is None:
            # The end of a block: what follows is none of it.
            blocks.append([])
        elif type(node) is NavigableString:
            blocks[-1].append(node)
    return [line for block in blocks if (line := " ".join("".join(block).split()))]


def text_of_html(html: str, unseen: Iterable[str]) -> str:
    """Return the text of a piece of HTML, its blocks a blank line apart. Raises TooLarge."""
    if "<" not in html and "&" not in html:
        return "\n\n".join(line for one in re.split(r"\n\s*\n", html) if (line := " ".join(one.split())))
    soup = parse_page(f"<body>{html}</body>")
    drop_unseen(soup, unseen)
    return storable("\n\n".join(lines_of(soup)))
