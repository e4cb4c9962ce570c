"""A briefing as one page of HTML that opens offline, with charts, and a way from each sentence to its quotes and back.

What documents say is text here and nothing else: it is escaped, and the page runs no script and loads nothing.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from ui.output import plain
from ui.svg_chart import bars, columns

if TYPE_CHECKING:
    from qa.briefing import Block, Briefing, Chart, Figure, Mark, Sentence, Source

_OPENED = ("https://", "http://", "file://")
"""Addresses that become links; any other is shown as text."""


@dataclass(slots=True)
class _Page:
    """A page while it is written: which sentence refers to which source."""

    told: list[tuple[str, "tuple[Mark, ...]"]] = field(default_factory=list)

    def place(self, text: str, marks: "tuple[Mark, ...]") -> int:
        """Return the number of a sentence, by which it is gone to from its quotes."""
        self.told.append((text, marks))
        return len(self.told)


def brief_page(briefing: "Briefing") -> str:
    """Return the page."""
    page = _Page()
    lines = [f'<p class="opening">{_sentence(briefing.opening, page)}</p>']
    for section in briefing.sections:
        lines.append(f"<h2>{_text(section.heading)}</h2>")
        for block in section.blocks:
            lines += _block(block, page)
    lines += _sources(briefing, page)
    template = (resources.files("ui") / "brief_page.html").read_text(encoding="utf-8")
    head, body, end = template.partition("__BODY__")
    return head.replace("__TITLE__", _text(briefing.title)) + "\n".join(lines) + end if body else template


def _block(block: "Block", page: _Page) -> Iterator[str]:
    from qa.briefing import Bullets, Figures, Paragraph

    if isinstance(block, Paragraph):
        yield "<p>" + " ".join(_sentence(one, page) for one in block.sentences) + "</p>"
    elif isinstance(block, Bullets):
        yield "<ul>"
        yield from (f"<li>{_sentence(one, page)}</li>" for one in block.sentences)
        yield "</ul>"
    elif isinstance(block, Figures):
        from qa.briefing import say

        heads = say("figures_head").strip("| ").split(" | ")
        yield '<div class="wide"><table><tr>' + "".join(f"<th>{_text(head)}</th>" for head in heads) + "</tr>"
        yield from (_figure(one, page) for one in block.figures)
        yield "</table></div>"
    else:
        yield _chart(block, page)


def _sentence(sentence: "Sentence", page: _Page) -> str:
    number = page.place(sentence.text, sentence.marks)
    text = _text(sentence.text.removesuffix("."))
    return f'<span id="s{number}">{text} {_marks(number, sentence.marks)}.</span>'


def _figure(figure: "Figure", page: _Page) -> str:
    number = page.place(f"{figure.name}: {figure.value}", figure.marks)
    value = _text(figure.value.removesuffix("."))
    counted = f"{_text(figure.counted)} {_marks(number, figure.marks)}."
    return f'<tr id="s{number}"><td>{_text(figure.name)}</td><td class="value">{value}</td><td>{counted}</td></tr>'


def _marks(number: int, marks: "Sequence[Mark]") -> str:
    return "".join(f'<a class="mark" href="#e{number}-{mark.source}">[{mark.source}]</a>' for mark in marks)


def _chart(chart: "Chart", page: _Page) -> str:
    from qa.briefing import number

    points = [(label, number(value), value) for label, value in chart.points]
    drawn = (columns if chart.kind == "columns" else bars)(points, chart.caption.text)
    return f"<figure><figcaption>{_sentence(chart.caption, page)}</figcaption>{drawn}</figure>"


def _sources(briefing: "Briefing", page: _Page) -> Iterator[str]:
    from qa.briefing import say

    yield f'<h2>{_text(say("sources"))}</h2><div id="sources">'
    for source in briefing.sources:
        yield f'<div class="source" id="source-{source.n}"><span class="n">[{source.n}]</span> {_described(source)}'
        yield "<ul>"
        for number, (text, marks) in enumerate(page.told, start=1):
            yield from (_evidence(number, text, mark) for mark in marks if mark.source == source.n)
        yield "</ul>"
        if source.ground == "query":
            given = json.dumps(dict(source.parameters), ensure_ascii=False)
            told = f"{_lines(source.cypher)}\n\n{_text(say('parameters'))} {_text(given)}"
            yield f"<details><summary>{_text(say('cypher'))}</summary><pre>{told}</pre></details>"
        yield "</div>"
    yield "</div>"


def _evidence(number: int, text: str, mark: "Mark") -> str:
    """Return the place to which a sentence's marker leads: the words it rests on, and the way back."""
    from qa.briefing import say

    back = f'<a href="#s{number}" title="{_text(say("back"))}">&#8617;</a>'
    if not mark.quotes:
        return f'<li id="e{number}-{mark.source}">{back} <span class="of">{_text(text)}</span></li>'
    quotes = "".join(
        f'<blockquote>“{_text(one.text)}” <span class="place">{_text(one.of)}'
        f"{_text(', ' + one.place) if one.place else ''}</span></blockquote>"
        for one in mark.quotes
    )
    return f'<li id="e{number}-{mark.source}">{back} <span class="of">{_text(text)}</span>{quotes}</li>'


def _described(source: "Source") -> str:
    from qa.briefing import say

    if source.ground == "query":
        told = say("source_query", title=source.title, name=source.query, rows=source.rows, digest=source.digest)
        return _text(told.replace("`", ""))
    if source.ground == "record":
        return _text(source.title) + "."
    parts = [f"<cite>{_text(source.title)}</cite>"]
    parts += [_text(source.publisher)] if source.publisher else []
    parts += [_text(say("curated"))] if source.is_curated else []
    parts += [_text(say("published", date=source.published) if source.published else say("undated"))]
    parts += [_text(say("retrieved", date=source.retrieved or "", reader=source.reader))]
    told = ", ".join(parts) + f". {_link(source.url)}."
    return told + (f" {_text(say('cite_as', citation=source.citation))}" if source.citation else "")


def _link(url: str) -> str:
    shown = _text(url)
    if not url.startswith(_OPENED):
        return shown
    return f'<a href="{shown}" rel="noreferrer noopener">{shown}</a>'


def _text(text: str) -> str:
    return escape(plain(" ".join(text.split())))


def _lines(text: str) -> str:
    return escape(plain(text))
