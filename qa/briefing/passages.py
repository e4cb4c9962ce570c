"""Sentences of texts that bear on a topic, quoted as they stand: each answers a question that the recipe asks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.errors import EmbeddingError
from graph.record.types import StoredDocument
from graph.views.index.sentences import sentences
from qa.briefing.clauses import RULE, clause_in, own_texts
from qa.briefing.phrases import say
from qa.briefing.plain import plain
from qa.briefing.prose import SHORTEST, is_worth, stems
from qa.briefing.recipe import WORDS, Ask, RecipePart
from qa.briefing.telling import Teller, ended
from qa.briefing.types import Mark, Passages, Quote, Quoted, Sentence
from qa.quoting.plain import folded, says_any

LIKELY = 0.7
"""How likely a quote must be to answer what is asked."""
LIKELY_OF_WORDS = 0.5
"""The same where the topic is words, which must stand in the quote."""
MISSING = 3
"""One of so many words of the topic may be missing from a quote and the title of its text."""
TITLE = 80
"""Characters of a title, or of a heading, that are shown beside a quote."""
HEADING = " > "
"""What stands between the headings above a passage."""
MOST_OF_DOCUMENT = 2


def passages_on(part: RecipePart, teller: Teller, passages: Passages | None) -> list[Sentence]:
    """Return the best quote that ``passages`` finds for each question of a part, with its document.

    One whose words do not stand in its document is not printed. Where nothing finds passages, or nothing that they
    say bears on the topic, that is a gap.
    """
    try:
        told = _answers(part, teller, passages) if passages is not None else None
    except EmbeddingError:
        told = None
    if told is None:
        return _gap(teller, "no_passages")
    return told or _gap(teller, "no_quotes")


def _answers(part: RecipePart, teller: Teller, passages: Passages) -> list[Sentence]:
    told: list[Sentence] = []
    own = own_texts(teller) if any(ask.clause for ask in part.asks) else ()
    used: dict[int, int] = {}
    said: set[str] = set()
    for ask in part.asks:
        if len(told) == part.most:
            break
        clause = clause_in(own, ask)
        if clause is not None and clause[0].text not in said:
            said.add(clause[0].text)
            told.append(_sentence(ask.about, *clause, teller))
        if own and ask.clause is not None:
            continue  # What a law's own text does not say in its form, no other text is asked for.
        for one, document in _fitting(passages(teller.open(ask.question)), ask, part, teller):
            if used.get(one.document, 0) < MOST_OF_DOCUMENT and not any(one.text in t or t in one.text for t in said):
                used[one.document] = used.get(one.document, 0) + 1
                said.add(one.text)
                told.append(_sentence(ask.about, one, document, teller))
                break
    return told


def _gap(teller: Teller, name: str) -> list[Sentence]:
    text = say(name, topic=teller.topic.name)
    teller.gaps.append(Sentence(text=text, marks=(teller.ledger.of_record(),)))
    return []


def _fitting(
    found: Sequence[Quoted], ask: Ask, part: RecipePart, teller: Teller
) -> Iterator[tuple[Quoted, StoredDocument]]:
    """Yield what may be printed, cut to what is read in one breath, with its document."""
    desk, node = teller.ledger.desk, teller.topic.node
    is_words = teller.topic.label == WORDS
    names = [] if is_words else [teller.topic.name, *desk.names.names(node)]
    likely, words = (LIKELY_OF_WORDS, stems(teller.topic.name)) if is_words else (LIKELY, frozenset[str]())
    documents = {d.number: d for d in desk.record.documents(numbers={one.document for one in found})}
    for one in found:
        document = documents.get(one.document)
        if document is None or one.likelihood < likely or (part.kinds and document.kind not in part.kinds):
            continue
        if one.text.strip() and one.text in desk.record.text(one.document):
            own = document.kind == RULE and says_any(folded(document.title), names)
            text = _cut(one.text, ask, [] if own else names)
            held = stems(f"{plain(text)} {document.title}") if text is not None and words else words
            if text is not None and len(words - held) <= len(words) // MISSING:
                yield replace(one, text=text), document


def _cut(text: str, ask: Ask, names: Sequence[str]) -> str | None:
    """Return the first sentence of a text that is on what was asked and names one of some names.

    The name may stand in the sentence before it; a sentence that opens a list goes with what follows.
    """
    held = [one for one in sentences(text, 0, len(text)) if not one.is_heading]
    for number, one in enumerate(held):
        said = text[one.start : one.end]
        if ask.holds is not None and not ask.holds.search(plain(said)):
            continue
        first, last = one.start, one.end
        if names and number and not says_any(folded(plain(said)), names):
            first = held[number - 1].start
        for after in held[number + 1 :]:
            if len(plain(text[first:last])) >= SHORTEST and not text[first:last].rstrip().endswith(":"):
                break
            last = after.end
        if is_worth(text[first:last], names):
            return text[first:last]
    return None


def _sentence(about: str, one: Quoted, document: StoredDocument, teller: Teller) -> Sentence:
    date = say("saying_date", date=document.published) if document.published else ""
    place = [_short(one.heading.split(HEADING)[-1])] if one.heading and document.kind == RULE else []
    named = _short(document.title)
    by = [document.publisher] if document.publisher and document.publisher != named else []
    who = ", ".join([*place, *([named] if named not in place else []), *by])
    text = say("passage", about=about, text=plain(one.text).rstrip(";"), who=who, date=date)
    quote = Quote(text=one.text, of=teller.topic.name, place=None, statement="")
    return Sentence(text=ended(text), marks=(Mark(source=teller.ledger.of_document(document), quotes=(quote,)),))


def _short(title: str) -> str:
    return title if len(title) <= TITLE else title[:TITLE].rpartition(" ")[0] + "..."
