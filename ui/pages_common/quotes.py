"""Citations as HTML: marks in a sentence that open the quote, highlighted in its context."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ui.pages_common.safe import as_html, escaped, link, web_address

if TYPE_CHECKING:
    from graph.explore.context import Cell, Context
    from qa.reply import Citation

_MARK = re.compile(r"\[(\d{1,3})\]")
FIRST_CELLS = 2
"""Of the row of a table, so many cells are always shown: what it is about stands there."""
Contexts = Mapping[int, "Context"]
"""The contexts of citations, by their numbers; those whose document is gone have none."""


def marked(text: str, citations: "Sequence[Citation]", part: str) -> str:
    """Return a sentence as HTML, its marks [1] as links to the citations of this ``part`` of an answer."""
    known = {citation.n for citation in citations}

    def one(match: re.Match[str]) -> str:
        n = int(match[1])
        return f'<a class="sx-cite" href="#{anchor(part, n)}">[{n}]</a>' if n in known else match[0]

    return "<br>".join(_MARK.sub(one, escaped(line)) for line in text.splitlines())


def anchor(part: str, n: int) -> str:
    """Return the name of the place on the page where a citation stands."""
    return f"cite-{part}-{n}"


def citation_list(citations: "Sequence[Citation]", contexts: Contexts, part: str, text: str | None = None) -> str:
    """Return citations as HTML, each closed to a line of its quote and opened to its context.

    One alone stands open. Those that ``text`` does not mark, where it is given, lie folded below the others.
    """
    shown = {c.n: _citation(c, contexts.get(c.n), part, opened=len(citations) == 1) for c in citations}
    named = set(shown) if text is None else {int(mark) for mark in _MARK.findall(text)}
    more = [told for n, told in shown.items() if n not in named]
    first = "".join(told for n, told in shown.items() if n in named)
    if not more or not first:
        return first + "".join(more)
    return f'{first}<details><summary>{len(more)} more</summary><div class="sx-more">{"".join(more)}</div></details>'


def _citation(citation: "Citation", context: "Context | None", part: str, *, opened: bool) -> str:
    summary = f'<span class="sx-quote">[{citation.n}] “{as_html(citation.quote)}”</span>'
    said = f"{summary}<span class=sx-small>{byline(citation, context)}</span>"
    state = " open" if opened else ""
    return f"<details{state}><summary>{said}</summary>{_opened(citation, context, part)}</details>"


def _opened(citation: "Citation", context: "Context | None", part: str) -> str:
    body = context_html(context) if context else f'<div class="text"><mark>{as_html(citation.quote)}</mark></div>'
    # A browser that is sent to a place inside a closed element opens it: no script is needed.
    return f'<div class="sx-context" id="{anchor(part, citation.n)}">{body}{_where(citation)}</div>'


def byline(citation: "Citation", context: "Context | None") -> str:
    """Return who says it, when and where, as HTML."""
    read = f"undated, read {context.document.retrieved[:10]}" if context else "undated"
    date = citation.published or read
    told = [as_html(citation.title or "untitled"), as_html(citation.publisher or ""), escaped(date)]
    told.append(escaped(citation.place or ""))
    return " · ".join(one for one in told if one and one != "<bdi></bdi>")


def _where(citation: "Citation") -> str:
    if web_address(citation.url):
        return f'<div class="sx-small">{link(citation.url, citation.url)}</div>'
    return f'<div class="sx-small">{as_html(citation.url)}</div>'


def context_html(context: "Context") -> str:
    """Return a quote, highlighted, with the words around it; of a table the row that it stands in."""
    if context.row:
        rows = "".join(_row(cell) for cell in _near(context.row))
        return f'<div class="text" style="white-space:normal"><table>{rows}</table></div>'
    before = ("… " if context.cut_before else "") + escaped(context.before)
    after = escaped(context.after) + (" …" if context.cut_after else "")
    return f'<div class="text"><bdi>{before}<mark>{escaped(context.quote)}</mark>{after}</bdi></div>'


def _near(row: "Sequence[Cell]") -> "list[Cell | None]":
    """Return the cells that tell what a row is about, and the quoted one with its neighbours; None for a gap."""
    quoted = next((at for at, cell in enumerate(row) if cell.quoted), 0)
    shown = sorted({*range(min(FIRST_CELLS, len(row))), *range(max(0, quoted - 2), min(len(row), quoted + 3))})
    told: list[Cell | None] = []
    for at, one in enumerate(shown):
        if at and one > shown[at - 1] + 1:
            told.append(None)
        told.append(row[one])
    return told if shown[-1] == len(row) - 1 else [*told, None]


def _row(cell: "Cell | None") -> str:
    if cell is None:
        return '<tr><td colspan="2">…</td></tr>'
    return f"<tr><th>{as_html(cell.column)}</th><td>{_cell(cell.text, quoted=cell.quoted)}</td></tr>"


def _cell(text: str, *, quoted: bool) -> str:
    return f"<mark>{as_html(text)}</mark>" if quoted else as_html(text)


def cards(citations: "Iterable[Citation]", contexts: Contexts, part: str) -> str:
    """Return citations side by side as HTML: what each source says, in its words, each opened to its context."""
    return f'<div class="sx-cards">{"".join(_card(c, contexts.get(c.n), part) for c in citations)}</div>'


def quote_block(citation: "Citation", context: "Context | None", part: str, quote: str) -> str:
    """Return a citation as HTML: what it says as ``quote`` tells it, by whom, opened to its context and its words."""
    mark = f'<a class="sx-cite" href="#{anchor(part, citation.n)}">[{citation.n}]</a>'
    said = f'<div>“{as_html(quote)}” {mark}</div><div class="sx-small">{byline(citation, context)}</div>'
    inner = f"<details><summary>In its context</summary>{_opened(citation, context, part)}</details>"
    return f'<div class="sx-said">{said}{inner}</div>'


def _card(citation: "Citation", context: "Context | None", part: str) -> str:
    quote = f"<div>[{citation.n}] “{as_html(citation.quote)}”</div>"
    said = f'{quote}<div class="sx-small">{byline(citation, context)}</div>'
    inner = f"<details><summary>In its context</summary>{_opened(citation, context, part)}</details>"
    return f'<div class="sx-card">{said}{inner}</div>'
