"""A briefing as Markdown. What documents say is escaped: no picture, link or HTML of theirs comes to life."""

import json
import re
from collections.abc import Iterator, Sequence

from qa.briefing.numbering import sentences_of
from qa.briefing.phrases import say
from qa.briefing.showing import number
from qa.briefing.types import Block, Briefing, Bullets, Chart, Figures, Mark, Paragraph, Quote, Sentence, Source

_ALIVE = re.compile(r"([\\`\[\]|])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
QUOTE = 300
"""Characters of a quote that are shown; the page and the record have all of it."""


def to_markdown(briefing: Briefing) -> str:
    """Return the text of a briefing, with its sources at the end."""
    lines = [f"# {escaped(briefing.title)}", "", marked(briefing.opening), ""]
    for section in briefing.sections:
        lines += [f"## {escaped(section.heading)}", ""]
        for block in section.blocks:
            lines += [*_block(block), ""]
    lines += [f"## {say('sources')}", ""]
    quotes = quotes_of(briefing)
    for source in briefing.sources:
        lines += [*_source(source, quotes.get(source.n, ())), ""]
    return "\n".join(lines).rstrip() + "\n"


def marked(sentence: Sentence) -> str:
    """Return a sentence with the numbers of its sources before its full stop."""
    return f"{escaped(sentence.text.removesuffix('.'))}{marks_text(sentence.marks)}."


def marks_text(marks: Sequence[Mark]) -> str:
    """Return the numbers of sources as they stand in a text, with a space before them."""
    return " " + "".join(f"[{mark.source}]" for mark in marks)


def quotes_of(briefing: Briefing) -> dict[int, tuple[Quote, ...]]:
    """Return the quotes that a briefing takes from each source, in the order of its text."""
    found: dict[int, dict[Quote, None]] = {}
    for section in briefing.sections:
        for block in section.blocks:
            for told in sentences_of(block):
                for mark in told.marks:
                    found.setdefault(mark.source, {}).update(dict.fromkeys(mark.quotes))
    return {n: tuple(quotes) for n, quotes in found.items()}


def escaped(text: str) -> str:
    """Return a text of a document in which nothing is Markdown or HTML."""
    return _ALIVE.sub(r"\\\1", plain(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    """Return a text on one line, without control characters and those that turn the reading direction."""
    return _CONTROL.sub("\ufffd", " ".join(text.split()))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield " ".join(marked(sentence) for sentence in block.sentences)
    elif isinstance(block, Bullets):
        yield from (f"- {marked(sentence)}" for sentence in block.sentences)
    elif isinstance(block, Figures):
        yield say("figures_head")
        yield "|---|---|---|"
        for one in block.figures:
            value = escaped(one.value.removesuffix("."))
            yield f"| {escaped(one.name)} | {value} | {escaped(one.counted)}{marks_text(one.marks)}. |"
    else:
        yield from _chart(block)


def _chart(chart: Chart) -> Iterator[str]:
    """Yield a chart as the table of its points."""
    yield marked(chart.caption)
    yield ""
    yield "| " + " | ".join(escaped(label) for label, _ in chart.points) + " |"
    yield "|" + "---|" * len(chart.points)
    yield "| " + " | ".join(number(value) for _, value in chart.points) + " |"


def _source(source: Source, quotes: Sequence[Quote]) -> Iterator[str]:
    yield f"**[{source.n}]** {described(source)}"
    if source.ground == "query":
        given = plain(json.dumps(dict(source.parameters), ensure_ascii=False)).replace("<", "\\u003c")
        yield ""
        yield "```cypher"
        yield source.cypher
        yield "```"
        yield ""
        yield f"{say('parameters')} `{given.replace('`', chr(39))}`"
    if quotes:
        yield ""
    for quote in quotes:
        text = quote.text if len(quote.text) <= QUOTE else quote.text[:QUOTE] + "..."
        place = f", {escaped(quote.place)}" if quote.place else ""
        yield f'- "{escaped(text)}" - {escaped(quote.of)}{place}'


def described(source: Source) -> str:
    """Return what a source is, when it was read, and how it asks to be cited, on one line."""
    if source.ground == "query":
        return say(
            "source_query", title=escaped(source.title), name=source.query, rows=source.rows, digest=source.digest
        )
    if source.ground == "record":
        return escaped(source.title) + "."
    parts = [f"*{escaped(source.title)}*"]
    parts += [escaped(source.publisher)] if source.publisher else []
    parts += [say("curated")] if source.is_curated else []
    parts += [say("published", date=source.published) if source.published else say("undated")]
    parts += [say("retrieved", date=source.retrieved or "", reader=escaped(source.reader))]
    told = ", ".join(parts) + f". <{_address(source.url)}>."
    return told + (f" {say('cite_as', citation=escaped(source.citation))}" if source.citation else "")


def _address(url: str) -> str:
    return re.sub(r"[\s<>]", lambda found: f"%{ord(found[0]):02X}", _CONTROL.sub("", url))
