"""Clauses of a law's own text: the first sentence that has the form in which laws say what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.record.types import StoredDocument
from graph.views.index.sentences import Sentence, sentences
from qa.briefing.plain import plain
from qa.briefing.prose import heads
from qa.briefing.recipe import Ask
from qa.briefing.telling import Teller
from qa.briefing.types import Quoted

RULE = "policy"
"""The kind of documents that are the text of a law, rule or order."""
ENDS = (".", ";", ")", ",", "”", '"', "or", "and")
"""How a clause, or an item of one, ends; what ends otherwise was cut off by the layout of its page."""
SHORTEST, LONGEST = 30, 700
"""Characters of a clause: a shorter one goes with what follows; of a list there are items as long as there is room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """A text that is the topic itself, cut into sentences."""

    document: StoredDocument
    text: str
    sentences: tuple[Sentence, ...]


def own_texts(teller: Teller) -> tuple[OwnText, ...]:
    """Return the texts of the topic itself: those of laws that state something of it, in order of their numbers."""
    evidence, record = teller.ledger.evidence, teller.ledger.desk.record
    told = map(evidence.document, evidence.of_thing(teller.topic.node))
    found = {document.number: document for document in told}
    texts = [(d, record.text(d.number)) for _, d in sorted(found.items()) if d.kind == RULE]
    return tuple(OwnText(document=d, text=t, sentences=tuple(sentences(t, 0, len(t)))) for d, t in texts)


def clause_in(own: Sequence[OwnText], ask: Ask) -> tuple[Quoted, StoredDocument] | None:
    """Return the first clause that has the form asked for, with the items that it opens while there is room."""
    if ask.clause is None:
        return None
    for one in own:
        heading = ""
        for number, sentence in enumerate(one.sentences):
            said = plain(one.text[sentence.start : sentence.end])
            if sentence.is_heading or heads().match(said):
                heading = said
            elif ask.clause.search(said):
                end = _end(one, number)
                if end is not None:
                    text = one.text[sentence.start : end]
                    return Quoted(text=text, document=one.document.number, heading=heading), one.document
    return None


def _end(one: OwnText, number: int) -> int | None:
    """Return where a clause ends: one that opens a list goes on with its items; None where there is no room."""
    start, end = one.sentences[number].start, None
    for sentence in one.sentences[number:]:
        said = plain(one.text[start : sentence.end])
        if len(said) > LONGEST or sentence.is_heading or heads().match(plain(one.text[sentence.start : sentence.end])):
            break
        if said.endswith(ENDS):
            end = sentence.end
        if end is not None and len(said) >= SHORTEST and not _is_open(one, number):
            break
    return end


def _is_open(one: OwnText, number: int) -> bool:
    """Say whether a sentence opens a list."""
    sentence = one.sentences[number]
    return one.text[sentence.start : sentence.end].rstrip().endswith((":", "—"))
