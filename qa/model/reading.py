"""A question that the grammar refuses, put to a model: as a query first, then on passages; else refused, and why."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import ModelError
from qa.desk import Desk
from qa.model.data import say
from qa.model.prose import by_passages
from qa.model.querying import by_query
from qa.model.types import GuardedRead, Model
from qa.quoting.types import Library
from qa.reply import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReader:
    """Answers what the grammar refuses by a model."""

    model: Model
    desk: Desk
    read: GuardedRead
    library: Callable[[], Library] | None = None
    """Opens the passages when they are needed; None: there are none."""
    trouble: Callable[[str], None] = lambda _line: None
    """Told why the model was not asked to the end: it does not answer, or its budget is spent."""

    def __call__(self, question: str) -> Answer:
        """Return an answer, or a refusal that says what the model did; one that does not answer is no error.

        Raises EngineError, RecordError and ViewError where the home cannot be read.
        """
        why = []
        try:
            tried = by_query(question, self.model, self.desk, self.read)
            why.append(tried.why)
            if tried.answer is None and self.library is not None:
                tried = by_passages(question, self.model, self.desk, self.library())
                why.append(tried.why)
            if tried.answer is not None:
                return tried.answer
        except ModelError as error:
            self.trouble(str(error))
            why.append(say("trouble", why=str(error)))
        text = say("refused", model=self.model.name, why=" ".join(why))
        return Answer(question=question, status="no_answer", text=text, reason=text, read_by=self.model.name)
