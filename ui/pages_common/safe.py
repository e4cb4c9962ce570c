"""Text of documents, made safe to show: it stays text wherever it stands, whatever is written in it."""

import html
import re
from urllib.parse import urlsplit

from ui.output import plain

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&@])")
"""All that can mean something in the markdown of Streamlit: emphasis, links, pictures, colours, icons, formulas."""


def as_html(text: str) -> str:
    """Return a text as HTML that shows it letter by letter, in a reading direction of its own."""
    return f"<bdi>{escaped(text)}</bdi>"


def escaped(text: str) -> str:
    """Return a text for HTML: no tag, no entity, no character that turns the reading direction."""
    return html.escape(plain(text), quote=True)


def as_markdown(text: str) -> str:
    """Return a text as markdown that shows it letter by letter; for labels, which are always markdown."""
    lines = (_MARKS.sub(r"\\\1", line.strip()) for line in plain(text).splitlines())
    return "  \n".join(line for line in lines if line)


def web_address(url: str | None) -> str | None:
    """Return an address that a browser may be sent to, or None: a page of the web, nothing that runs."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def link(url: str, shown: str) -> str:
    """Return a link as HTML where the address is one of the web, else the text alone."""
    address = web_address(url)
    if address is None:
        return as_html(shown)
    return f'<a href="{escaped(address)}" target="_blank" rel="noopener noreferrer">{as_html(shown)}</a>'
