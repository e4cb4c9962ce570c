"""An answer from passages put into words: its quotes with their sources, or why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.errors import EmbeddingError
from qa.quoting.answering import quoted
from qa.quoting.data import say
from qa.quoting.names import KnownNames
from qa.quoting.plain import readable
from qa.quoting.types import Library, Quote, Quoted
from qa.reply import Answer, Citation

if TYPE_CHECKING:
    from qa.desk import Desk


def from_passages(refused: Answer, desk: "Desk", open_library: Callable[[], Library]) -> Answer:
    """Return the answer to a question that could not be computed: quotes, or the refusal with what was searched.

    Raises RecordError and ViewError where record or index cannot be read.
    """
    library = open_library()
    said = KnownNames(desk.names, desk.ontology, desk.record).said_in(refused.question)
    try:
        found = quoted(refused.question, said, library)
    except EmbeddingError as error:
        return _refused(refused, say("lacks_reader", why=str(error)), library)
    if not found.quotes:
        return _refused(refused, _lacks(found), library)
    citations = tuple(_citation(n, quote) for n, quote in enumerate(found.quotes, start=1))
    about = ", ".join(found.names)
    return Answer(
        question=refused.question,
        status="passages",
        text=_text(found),
        understood=refused.understood or (say("understood", about=about) if about else ""),
        citations=citations,
        nearest=refused.nearest,
    )


def _refused(refused: Answer, lacks: str, library: Library) -> Answer:
    reason = say("refused", reason=refused.reason or refused.text, lacks=lacks, searched=library.searched)
    return replace(refused, text=reason, reason=reason)


def _lacks(found: Quoted) -> str:
    if found.missing == "names" and found.names:
        return say("lacks_names", names=_listed(found.names))
    if found.missing == "figure" and found.kind:
        return say("lacks_figure", kind=say(f"kind_{found.kind}"))
    return say("lacks_counted" if found.missing == "counted" else "lacks_bearing")


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]} together" if len(names) > 1 else names[0]


def _text(found: Quoted) -> str:
    head = say("head_one" if len(found.quotes) == 1 else "head_many")
    quotes = [
        say("quote", quote=readable(quote.text), n=n, source=_source(quote))
        for n, quote in enumerate(found.quotes, start=1)
    ]
    figures = [say("figure", said=one.said, n=one.quote + 1) for one in found.differing]
    differ = [say("differ", figures=", ".join(figures))] if figures else []
    return " ".join([head, *quotes, *differ])


def _source(quote: Quote) -> str:
    one = quote.candidate
    published = one.published or say("undated")
    if one.publisher:
        return say("by", title=one.title, publisher=one.publisher, published=published)
    return say("by_nobody", title=one.title, published=published)


def _citation(n: int, quote: Quote) -> Citation:
    one = quote.candidate
    return Citation(
        n=n, quote=quote.text, title=one.title, url=one.url, publisher=one.publisher, published=one.published
    )
