"""An answer from passages put into words: its quotes with their sources, or why there is none."""

from collections.abc import Sequence

from graph.errors import EmbeddingError
from qa.desk import Desk
from qa.quoting.answering import quoted
from qa.quoting.data import say
from qa.quoting.names import KnownNames
from qa.quoting.plain import readable
from qa.quoting.types import Library, Quote, Quoted
from qa.reply import Answer, Citation


def quote(question: str, desk: Desk, library: Library) -> Answer:
    """Return an answer by quotes of documents, or a refusal with what they lack and what was searched.

    Raises RecordError and ViewError where record or index cannot be read.
    """
    said = KnownNames(desk.names, desk.ontology, desk.record).said_in(question)
    try:
        found = quoted(question, said, library)
    except EmbeddingError as error:
        return _refused(question, say("lacks_reader", why=str(error)), library)
    if not found.quotes:
        return _refused(question, _lacks(found), library)
    citations = tuple(_citation(n, one) for n, one in enumerate(found.quotes, start=1))
    about = _listed(found.names, "understood_names") if found.names else ""
    return Answer(
        question=question,
        status="passages",
        text=_text(found),
        understood=say("understood", about=about) if about else "",
        citations=citations,
    )


def _refused(question: str, lacks: str, library: Library) -> Answer:
    text = say("refused", lacks=lacks, searched=library.searched)
    return Answer(question=question, status="no_answer", text=text, reason=text)


def _lacks(found: Quoted) -> str:
    if found.missing == "names" and found.names:
        return say("lacks_names", names=_listed(found.names, "lacks_each"))
    if found.missing == "figure" and found.kind:
        return say("lacks_figure", kind=say(f"kind_{found.kind}"))
    return say("lacks_counted" if found.missing == "counted" else "lacks_bearing")


def _listed(names: Sequence[str], several: str) -> str:
    return say(several, first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]


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
