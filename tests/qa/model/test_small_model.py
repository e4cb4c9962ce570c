"""Whatever a real model says that is often wrong, nothing unguarded, uncited or unsupported comes out."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import Graph
from qa.desk import Desk
from qa.model.holding import numbers_in
from qa.model.prose import by_passages
from qa.model.reading import ModelReader
from qa.model.types import Message, Model, Reply
from qa.reply import Answer
from tests.qa.model.scripted import guard_of
from tests.qa.model.small_model import NAME, ROOM, small_chat
from tests.qa.quoting.shelf import BOAT, LARK, TRAIN, shelf

QUESTIONS = Path(__file__).with_name("small_questions.txt").read_text("utf-8").splitlines()
MARK = re.compile(r"\[(\d+)\]")


def everything(graph: Graph) -> list[str]:
    """Return all that is in a graph, as lines."""
    rows = graph.read("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n.id AS a, type(r) AS t, m.id AS b").rows
    return sorted(map(repr, rows))


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries that load it warn of what is theirs to mend
        yield Model(name=NAME, chat=small_chat(), room=ROOM)


def check(answer: Answer, desk: Desk) -> None:
    """Assert that an answer stands on what is on record."""
    assert answer.status in ("answered", "disputed", "passages", "no_answer")
    if answer.status == "no_answer":
        assert not answer.citations
        assert not answer.rows
        return
    assert answer.citations
    assert {int(n) for n in MARK.findall(answer.text)} <= {one.n for one in answer.citations}
    assert MARK.search(answer.text)
    if answer.status == "passages":
        assert all(any(one.quote in text for text in (BOAT, TRAIN, LARK)) for one in answer.citations)
        said = MARK.sub("", answer.text.split("on record: ")[1].split(" sentence")[0])
        assert numbers_in(said) <= numbers_in(f"{BOAT} {TRAIN} {LARK} Lark Large 2")
    else:
        texts = [desk.record.text(one.number) for one in desk.record.documents()]
        assert all(any(one.quote in text for text in texts) for one in answer.citations)
        assert all(guard_of(desk)(answer.cypher).result.rows for _ in answer.rows[:1])


def asked(question: str, model: Model, desk: Desk) -> Answer:
    """Ask what the shelf may know on its passages, and all else as a query."""
    if any(word in question for word in ("ferry", "fine", "driver", "recordings", "harbour")):
        return by_passages(question, model, desk, shelf()).answer or Answer(question="", status="no_answer", text="")
    return ModelReader(model=model, desk=desk, read=guard_of(desk))(question)


@pytest.mark.slow
def test_nothing_unguarded_uncited_or_unsupported_comes_out(desk: Desk, model: Model) -> None:
    """The grammar refuses these. Prompts are capped, and each is asked in one of the ways: it takes a few minutes."""
    before, told = everything(desk.graph), list[Answer]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for question in QUESTIONS:
            told.append(asked(question, model, desk))
    assert len(told) == 20
    for answer in told:
        check(answer, desk)
    assert everything(desk.graph) == before


@pytest.mark.slow
def test_it_speaks(model: Model) -> None:
    """Else the test above would show nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        said = model.chat([Message(role="user", text="What is the capital of France?")])
    assert isinstance(said, Reply)
    assert "Paris" in said.text
