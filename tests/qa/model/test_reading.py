"""A refused question put to a model: a query first, passages next, and a refusal that says what it did."""

from collections.abc import Sequence

from graph.errors import ModelError
from qa.answer import answer
from qa.desk import Desk
from qa.model.reading import ModelReader
from qa.model.types import Message, Model, Reply
from qa.reply import Answer
from qa.whole import Ways, answer_whole
from tests.qa.model.scripted import Scripted, cypher, guard_of
from tests.qa.model.test_prose import GOOD as SENTENCE
from tests.qa.model.test_prose import QUESTION as FERRY
from tests.qa.model.test_querying import GOOD, VIGO
from tests.qa.quoting.shelf import shelf

KNOWN = "Which films did Jean Vigo direct?"


def ask(question: str, desk: Desk, chat: Scripted) -> Answer:
    reader = ModelReader(model=Model(name="scripted:one", chat=chat), desk=desk, read=guard_of(desk), library=shelf)
    ways = Ways(compute=lambda text: answer(text, desk), read=reader, quote=refuse)
    return answer_whole(question, desk, ways)


def refuse(question: str) -> Answer:
    return Answer(question=question, status="no_answer", text="No passage bears on it.")


def test_what_the_grammar_reads_never_reaches_the_model(desk: Desk) -> None:
    chat = Scripted([cypher(GOOD)])
    given = ask(KNOWN, desk, chat)
    assert (given.status, given.read_by, chat.heard) == ("answered", "", [])


def test_what_the_grammar_refuses_is_read_by_the_model(desk: Desk) -> None:
    assert answer(VIGO, desk).status == "no_answer"
    given = ask(VIGO, desk, Scripted([cypher(GOOD)]))
    assert (given.status, given.read_by) == ("answered", "scripted:one")
    assert given.rows == answer(KNOWN, desk).rows or set(given.rows) == set(answer(KNOWN, desk).rows)


def test_what_is_understood_and_not_on_record_is_not_put_to_the_model(desk: Desk) -> None:
    chat = Scripted([cypher(GOOD)])
    given = ask("Which films did Ida Lupino produce?", desk, chat)
    assert (given.status, chat.heard) == ("no_answer", [])


def test_passages_are_read_where_no_query_answers(desk: Desk) -> None:
    given = ask(FERRY, desk, Scripted(["NONE", SENTENCE]))
    assert (given.status, given.read_by) == ("passages", "scripted:one")
    assert given.citations


def test_a_refusal_says_what_the_model_did(desk: Desk) -> None:
    given = ask(FERRY, desk, Scripted(["NONE", "Ferries are banned [1]."]))
    assert given.status == "no_answer"
    assert "scripted:one was asked as well" in given.text
    assert "struck" in given.text
    assert "No passage bears on it." in given.text


class Silent:
    """A model that does not answer."""

    def __call__(self, messages: Sequence[Message]) -> Reply:
        raise ModelError("scripted:one does not answer: no network")


def test_a_model_that_does_not_answer_is_a_refusal_and_no_error(desk: Desk) -> None:
    reader = ModelReader(model=Model(name="scripted:one", chat=Silent()), desk=desk, read=guard_of(desk))
    given = reader(VIGO)
    assert given.status == "no_answer"
    assert "no network" in given.text
