"""Which of the things that a page says of itself hold: the first usable one in the order of the source's YAML."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from ingest.pages.byline import read_byline
from ingest.pages.days import day_in_path, read_day
from ingest.pages.found import Found, Words

Orders = Mapping[str, tuple[str, ...]]
"""For each field of ``Metadata`` the places to look, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of an article beside its text; None where the page does not say."""

    title: str | None = None
    published: str | None = None
    """ISO text, in the precision given."""
    publisher: str | None = None
    author: str | None = None
    """Names, joined by a comma."""
    url: str | None = None
    """The canonical address."""
    language: str | None = None
    """A code of two or three letters."""


def choose(found: Found, lines: Iterable[str], address: str, orders: Orders, words: Words) -> Metadata:
    """Return what holds of what a page says of itself. ``lines`` are the blocks of its text, from the top."""
    found = dict(found)
    url = _first(found, orders["url"], lambda text: canonical(text, address))
    own = address if address.startswith(("http://", "https://")) else ""
    if path := urlsplit(url or own).path:
        found["path"] = [path]
        found["host"] = [(urlsplit(url or own).hostname or "").removeprefix("www.")]
    publisher_names = [n for o in orders["publisher"] for n in found.get(o, ()) if o != "host"]
    title = _title(found, orders["title"], words, publisher_names)
    found["chosen title"] = [title] if title else []
    for text in found.get("title", ()):
        # Also where the title was found elsewhere: the page's own often ends in the name of the site.
        without_site(found, text, publisher_names)
    read_byline(found, title, lines, words)
    published = first_date(found, orders["published"])
    publisher = _first(found, orders["publisher"], lambda text: _publisher(text, words))
    return Metadata(
        title=title,
        published=published,
        publisher=publisher,
        author=_first(found, orders["author"], lambda text: author_names(text, words, publisher), join=True),
        url=url,
        language=_first(found, orders["language"], language_code),
    )


def _first(found: Found, order: Iterable[str], read: Callable[[str], str | None], *, join: bool = False) -> str | None:
    for place in order:
        values = [value for text in found.get(place, ()) if (value := read(text))]
        if values:
            return ", ".join(dict.fromkeys(values)) if join else values[0]
    return None


def first_date(found: Found, order: Iterable[str]) -> str | None:
    """Return the first date in order; a month or year takes the precision of a later place that agrees with it."""
    date: str | None = None
    for place in order:
        read = day_in_path if place == "path" else read_day
        for text in found.get(place, ()):
            day = read(text)
            if day and (date is None or (day.startswith(date) and len(day) > len(date))):
                date = day
        if date and len(date) == len("2025-01-20"):
            return date
    return date


def _title(found: Found, order: Iterable[str], words: Words, publishers: list[str]) -> str | None:
    for place in order:
        for text in found.get(place, ()):
            title = " ".join(unescape(text).split())
            title = without_site(found, title, publishers)
            if title and title.casefold() not in words["no_title"]:
                return title
    return None


_SEPARATOR = re.compile(r"\s+[|–—·»:•-]+\s+|_(?=[^_]{2,40}$)|\s*\|\s*")


def without_site(found: Found, title: str, publishers: list[str]) -> str:
    """Return a title without the name of the site before or after it, and note that name in ``found``.

    A part is the site's name where a publisher of that name is known, or where a heading of the page is the rest.
    """
    headings = {
        text.casefold() for place in ("h1", "h2", "class:title", "chosen title") for text in found.get(place, ())
    }
    known = {name.casefold() for name in publishers}
    cuts = [(title[: cut.start()], title[cut.end() :]) for cut in _SEPARATOR.finditer(title)]
    colon = title.partition(": ")
    for rest, site in [*cuts, *((after, before) for before, after in cuts), (colon[2], colon[0])]:
        if rest and site and (site.casefold() in known or rest.casefold() in headings):
            found.setdefault("end of title", []).append(site.strip())
            return rest.strip()
    return title


def _publisher(text: str, words: Words) -> str | None:
    name = unescape(text).strip(" \t|·•←→‹›«»<>&-–—@").strip()
    no = name.casefold() in words["no_publisher"] or name.startswith(("http://", "https://")) or len(name) > 80
    return None if no or not re.search(r"\w", name) else name


def author_names(text: str, words: Words, publisher: str | None = None) -> str | None:
    """Return the names in a byline, without what stands before them; None for an address or a word for nobody."""
    name = unescape(text).strip()
    for lead in words["by"]:
        rest = re.match(rf"{re.escape(lead)}(?:\s*[:：]\s*|\s+|(?=[\u4e00-\u9fff]))", name, re.IGNORECASE)
        if rest:
            name = name[rest.end() :]
    name = name.strip(" ,;|·•/-–—:：")
    empty = not re.search(r"[^\W\d_]{2}|[\u4e00-\u9fff]", name)
    if empty or len(name) > 120 or "://" in name or name.startswith(("@", "www.")):
        return None
    return None if name.casefold() in words["no_author"] else name


_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ncid|ref_?src|igshid|spm")


def canonical(text: str, address: str) -> str | None:
    """Return an address without fragment and marks of tracking, resolved against where the page is from.

    None for one that is not of the web, or of a whole site, which many pages give by mistake.
    """
    base = address if address.startswith(("http://", "https://")) else ""
    try:
        parts = urlsplit(urljoin(base, text.strip()))
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    whole_site = parts.path in ("", "/") and not parts.query
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\"<>]", text) or whole_site:
        return None
    query = parts.query
    if _TRACKING.search(query):
        query = urlencode([(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(k)])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def language_code(text: str) -> str | None:
    """Return the language of a code like ``en-US`` or ``zh_CN``: its first part, lower case."""
    code = re.match(r"\s*([A-Za-z]{2,3})(?:[-_,;\s]|$)", text)
    return code[1].lower() if code else None
