"""A question read by a model: it proposes Cypher, hears twice what is wrong with it, and our code makes the answer."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import EngineUnavailable, QueryError, QueryTimeout
from graph.explore.diagnose import is_empty
from graph.explore.guard import Outcome
from qa.desk import Desk
from qa.evidence import Evidence
from qa.found import Named, names_in
from qa.model.data import prompt, say
from qa.model.digest import asked, digest
from qa.model.following import Follower
from qa.model.grounding import NamesOf, complaints, limit_complaint
from qa.model.shape import NotTaken, Shape, read_shape
from qa.model.telling import told
from qa.model.types import GuardedRead, Message, Model
from qa.reply import Answer

TRIES = 3
"""The first query, and twice another after hearing what is wrong."""
LONGEST = 4000
"""Characters of a query that is looked at."""
MOST_TOLD = 5
_BLOCK = re.compile(r"```(?:\w+)?[ \t]*\n?(.*?)(?:```|\Z)", re.DOTALL)
_BARE = re.compile(r"^[ \t]*(?:OPTIONAL[ \t]+)?MATCH\b.*", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_NONE = re.compile(r"\W*NONE\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of asking for a query."""

    answer: Answer | None
    why: str = ""
    """Why there is no answer."""


def by_query(question: str, model: Model, desk: Desk, read: GuardedRead) -> Tried:
    """Return the answer of a query that the model writes, or why there is none.

    Raises ModelError where the model does not answer, EngineUnavailable, RecordError.
    """
    named = names_in(question, desk)
    names = {thing.node: desk.names.names(thing.node) for one in named for thing in one.things}
    talk = _opening(question, model, desk, named, names)
    why: list[str] = []
    for _ in range(TRIES):
        reply = model.chat(talk).text
        if _NONE.match(reply):
            return Tried(answer=None, why=say("gave_up"))
        query = cypher_in(reply)
        made = _answered(question, query, model, desk, read, named, names) if query else [say("told_no_query")]
        if isinstance(made, Answer):
            return Tried(answer=made)
        why = made
        again = prompt("again", why=json.dumps(why[:MOST_TOLD], ensure_ascii=False))
        # What was said before the last try is left out: a small model has no room for it.
        talk = [*talk[:2], Message(role="assistant", text=reply[:LONGEST]), Message(role="user", text=again)]
    return Tried(answer=None, why=say("no_query", why="; ".join(why[:2])))


def _opening(question: str, model: Model, desk: Desk, named: Sequence[Named], names: NamesOf) -> list[Message]:
    told_types = digest(desk.ontology, question, named, model.room.digest)
    return [
        Message(role="system", text=prompt("query", digest=told_types)),
        Message(role="user", text=asked(question, named, names)),
    ]


def cypher_in(reply: str) -> str:
    """Return the query in a reply: that of the last block, else from the first MATCH on; empty where there is none."""
    blocks = [block.strip() for block in _BLOCK.findall(reply) if block.strip()]
    bare = _BARE.search(reply)
    found = blocks[-1] if blocks else bare[0].strip() if bare else ""
    return found if len(found) <= LONGEST else ""


def _answered(
    question: str, query: str, model: Model, desk: Desk, read: GuardedRead, named: Sequence[Named], names: NamesOf
) -> Answer | list[str]:
    """Return the answer of a query, or what is wrong with it."""
    try:
        outcome = read(query)
        shape = read_shape(query)
        wrong = complaints(shape, question, named, desk.ontology, names)
        if wrong:
            return [*wrong, *outcome.diagnosis]
        if is_empty(outcome.result):
            return [say("told_empty", why=line) for line in outcome.diagnosis] or [say("told_empty", why="no rows")]
        cut = limit_complaint(shape, question, len(outcome.result.rows))
        if cut:
            return [cut]
        return _made(question, model, desk, read, shape, outcome)
    except EngineUnavailable:
        raise
    except NotTaken as error:
        return [str(error)]
    except (QueryError, QueryTimeout) as error:
        return [say("told_error", why=str(error))]


def _made(question: str, model: Model, desk: Desk, read: GuardedRead, shape: Shape, outcome: Outcome) -> Answer:
    evidence = Evidence(desk)
    rows = Follower(shape=shape, desk=desk, evidence=evidence).rows(outcome.result, read)
    return told(question, model.name, shape, rows, desk, evidence, outcome.cut is not None)
