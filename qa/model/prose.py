"""A question answered in a model's sentences on passages, each bound to the words of a document that hold it."""

import json
from collections.abc import Sequence

from qa.desk import Desk
from qa.model.data import prompt, say
from qa.model.holding import Held, Shown, held_by, said_in
from qa.model.querying import Tried
from qa.model.types import Message, Model, Room
from qa.quoting.names import KnownNames
from qa.quoting.types import Candidate, Library
from qa.reply import Answer, Citation
from qa.text import sentence

MOST_SENTENCES = 8
LONGEST = 8000
"""Characters of a reply that are read."""


def by_passages(question: str, model: Model, desk: Desk, library: Library) -> Tried:
    """Return an answer of those sentences of a model that passages hold, or why there is none.

    Raises ModelError where the model does not answer, RecordError, ViewError.
    """
    shown = passages_for(question, library, model.room)
    if not shown:
        return Tried(answer=None, why=say("no_passages"))
    reply = model.chat([
        Message(role="system", text=prompt("prose")),
        Message(role="user", text=data_of(question, shown)),
    ]).text[:LONGEST]  # fmt: skip
    said = [] if reply.strip(" .").upper().startswith("NONE") else list(said_in(reply))[:MOST_SENTENCES]
    names = KnownNames(desk.names, desk.ontology, desk.record)
    held = [held_by(text, cited, shown, names.said_in(text)) for text, cited in said]
    kept = [one for one in held if one is not None]
    if not kept:
        return Tried(answer=None, why=say("all_struck", number=len(said)) if said else say("no_sentence"))
    return Tried(answer=_answer(question, model, kept, len(said) - len(kept), shown))


def passages_for(question: str, library: Library, room: Room) -> list[Shown]:
    """Return the passages to be shown to a model, the most promising first."""
    found = library.find(question, room.passages)[: room.passages]
    return [Shown(candidate=one, start=one.start, end=min(one.end, one.start + room.passage)) for one in found]


def data_of(question: str, shown: Sequence[Shown]) -> str:
    """Return a question and passages as JSON, in which no text of a document can end what it is quoted in."""
    passages = [
        {"number": n, "document": one.candidate.title, "published": one.candidate.published, "text": one.text}
        for n, one in enumerate(shown, start=1)
    ]
    return json.dumps({"question": question, "passages": passages}, ensure_ascii=False)


def _answer(question: str, model: Model, kept: Sequence[Held], struck: int, shown: Sequence[Shown]) -> Answer:
    places = list(dict.fromkeys((one.passage, one.start, one.end) for one in kept))
    citations = tuple(
        _citation(n, shown[passage].candidate, start, end) for n, (passage, start, end) in enumerate(places, start=1)
    )
    said = [f"{_bare(one.text)} [{places.index((one.passage, one.start, one.end)) + 1}]." for one in kept]
    text = say("passages", model=model.name, sentences=" ".join(said))
    if struck:
        text += " " + (say("struck_one") if struck == 1 else say("struck_many", number=struck))
    return Answer(question=question, status="passages", text=text, citations=citations, read_by=model.name)


def _bare(text: str) -> str:
    return sentence(text).rstrip(".!?")


def _citation(n: int, one: Candidate, start: int, end: int) -> Citation:
    return Citation(
        n=n, quote=one.text[start:end], title=one.title, url=one.url, publisher=one.publisher, published=one.published
    )
