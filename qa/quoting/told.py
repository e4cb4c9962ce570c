"""An answer from passages put into words: its quotes with their sources, or why there is none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.errors import EmbeddingError
from graph.record.types import Span
from qa.desk import Desk
from qa.quoting.answering import quoted
from qa.quoting.data import say
from qa.quoting.names import KnownNames
from qa.quoting.plain import shown
from qa.quoting.standing import standing
from qa.quoting.types import Candidate, Library, Quote, Quoted
from qa.reply import Answer, Citation

LIKELY = 0.5
"""Below this likelihood an answer by quotes says that they may not answer."""
LONGEST_TITLE, LONGEST_HEADING = 120, 80
"""Characters of what is shown of titles and headings in a text; its citations have them whole."""


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
        return _refused(question, _lacks(found), library, found.near)
    quoted_from = [_citation(n, one, desk) for n, one in enumerate(found.quotes, start=1)]
    stands, citations = standing(found.quotes, quoted_from, desk)
    lead, tail = _lead(found), [*_differing(found), *stands]
    about = _listed(found.names, "understood_names") if found.names else ""
    return Answer(
        question=question,
        status="passages",
        text=" ".join([lead, *_quotes(found), *tail]),
        lead=lead,
        tail=" ".join(tail),
        understood=say("understood", about=about) if about else "",
        citations=citations,
    )


def doubted(made: Answer) -> Answer:
    """Return an answer by quotes that says of them that they may not answer."""
    lead = say("unsure_one" if made.lead in (say("head_one"), say("unsure_one")) else "unsure_many")
    return replace(made, text=made.text.replace(made.lead, lead, 1), lead=lead) if made.lead else made


def _refused(question: str, lacks: str, library: Library, near: Sequence[str] = ()) -> Answer:
    text = say("refused", lacks=lacks, searched=library.searched)
    if near:
        titles = "; ".join(_cut(shown(title), LONGEST_TITLE) for title in near)
        text = f"{text} {say('near', titles=titles)}"
    return Answer(question=question, status="no_answer", text=text, reason=text)


def _lacks(found: Quoted) -> str:
    if found.missing == "names" and found.names:
        return say("lacks_names", names=_listed(found.names, "lacks_each"))
    if found.missing == "figure" and found.kind:
        return say("lacks_figure", kind=say(f"kind_{found.kind}"))
    return say("lacks_counted" if found.missing == "counted" else "lacks_bearing")


def _listed(names: Sequence[str], several: str) -> str:
    return say(several, first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]


def _lead(found: Quoted) -> str:
    sure = "head" if found.quotes[0].likelihood >= LIKELY else "unsure"
    return say(f"{sure}_one" if len(found.quotes) == 1 else f"{sure}_many")


def _quotes(found: Quoted) -> Iterator[str]:
    documents = [quote.candidate.document for quote in found.quotes]
    for n, (quote, one) in enumerate(zip(found.quotes, documents, strict=True), start=1):
        source = _source(quote, again=documents.index(one) < n - 1)
        yield say("quote", quote=shown(quote.text), n=n, source=source)


def _differing(found: Quoted) -> Iterator[str]:
    figures = [say("figure", said=one.said, n=one.quote + 1) for one in found.differing]
    if figures:
        yield say("differ", figures=", ".join(figures))


def _source(quote: Quote, *, again: bool) -> str:
    """Return where a quote stands; of a document that was named before, ``again``, the place in it alone."""
    one = quote.candidate
    title = say("same") if again else _cut(shown(one.title), LONGEST_TITLE)
    if heading := _heading(one):
        title = say("below", title=title, heading=heading)
    if again:
        return title
    published = one.published or say("undated")
    if one.publisher:
        return say("by", title=title, publisher=one.publisher, published=published)
    return say("by_nobody", title=title, published=published)


def _heading(candidate: Candidate) -> str:
    """Return the last two headings above a quote; the title of its document is none."""
    steps = [shown(step) for step in candidate.heading.split(" > ")]
    return _cut(" > ".join([step for step in steps if step and step != candidate.title][-2:]), LONGEST_HEADING)


def _cut(text: str, longest: int) -> str:
    """Return a text that is not longer than so many characters, cut between words."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def _citation(n: int, quote: Quote, desk: Desk) -> Citation:
    one = quote.candidate
    (document,) = desk.record.documents(numbers=[one.document])
    return Citation(
        n=n, quote=quote.text, title=one.title, url=one.url, publisher=one.publisher, published=one.published,
        place=desk.record.places.of(document, Span(start=quote.start, end=quote.end)),
    )  # fmt: skip
