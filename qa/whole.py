"""A question answered as people ask it: whole where it is one, else part by part, and refused with what is nearest.

Each part is computed, quoted or refused by itself. The status of the whole is the best of its parts': answered, then
disputed, passages, ambiguous, no_answer; what the parts are says how much of it was answered.
"""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from qa.data_files import say
from qa.desk import Desk
from qa.found import Named, names_in
from qa.nearest import Suggestion
from qa.refusing import asks_for_things, limit_of, why_not
from qa.reply import Answer, Citation, Status
from qa.several import QuestionPart, Split, split

Single = Callable[[str], Answer]
"""Answers one question."""
Nearest = Callable[[str, Sequence[Named]], tuple[Suggestion, ...]]
"""Gives the named queries nearest to a question that names certain things."""
BEST: tuple[Status, ...] = ("answered", "disputed", "passages", "ambiguous", "no_answer")
_SETTLED = ("answered", "disputed", "ambiguous")
_CITED = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways in which one question is answered."""

    compute: Single
    quote: Single | None = None
    """From passages; None: not at all."""
    read: Single | None = None
    """By a language model, for what is not computed, before passages are quoted; None: there is none."""
    nearest: Nearest | None = None
    always: bool = False
    """Whether the nearest queries are given beside an answer as well."""


def answer_whole(question: str, desk: Desk, ways: Ways, *, id: str | None = None) -> Answer:
    """Return the answer to a text of one or several questions.

    Raises what the ways raise, EngineError and RecordError among them.
    """
    started = time.perf_counter()
    asking = _Asking(desk, ways)
    made = _made(question, asking)
    if ways.always and ways.nearest is not None and not made.nearest:
        made = replace(made, nearest=_commands(ways.nearest(question, asking.names(question))))
    spent = (time.perf_counter() - started) * 1000
    return replace(made, id=id, question=question, as_of=made.as_of or desk.lens.as_of or desk.today, ms=spent)


@dataclass(frozen=True, slots=True)
class _Asking:
    """A text being answered."""

    desk: Desk
    ways: Ways
    known: dict[str, tuple[Named, ...]] = field(default_factory=dict)
    computed: dict[str, Answer] = field(default_factory=dict)

    def names(self, text: str) -> tuple[Named, ...]:
        """Return what a text names, looked up once."""
        if text not in self.known:
            self.known[text] = names_in(text, self.desk) if text.strip() else ()
        return self.known[text]

    def compute(self, text: str) -> Answer:
        """Return what is computed for a text, once."""
        if text not in self.computed:
            self.computed[text] = self.ways.compute(text)
        return self.computed[text]

    def is_whole(self, text: str) -> bool:
        """Say whether a text is understood as one question."""
        made = self.compute(text)
        return made.status in _SETTLED or bool(made.understood)


def _made(question: str, asking: _Asking) -> Answer:
    found = split(question, asking.names, asking.desk.ontology, asking.is_whole)
    parts = [_part(part, asking) for part in found.parts]
    return _joined(parts, found) if len(parts) > 1 else _told(parts[0], found)


def _part(part: QuestionPart, asking: _Asking) -> Answer:
    """Return the answer to one part."""
    started = time.perf_counter()
    made = asking.compute(part.asked)
    if made.status not in _SETTLED:
        made = _else(part, made, asking)
    return replace(made, question=part.said, ms=(time.perf_counter() - started) * 1000)


def _else(part: QuestionPart, computed: Answer, asking: _Asking) -> Answer:
    """Return what passages say to a part that could not be computed, else its refusal, and what was searched."""
    lacks = ""
    # What is understood to the last word and not on record is not: passages beside it would be about something else.
    unsaid = part.open and not part.before
    barred = unsaid or computed.understood or limit_of(part.said, certain=True) is not None
    if asking.ways.read is not None and not barred:
        read = asking.ways.read(part.searched)
        if read.status != "no_answer":
            return read
        lacks = read.text
    if asking.ways.quote is not None and not barred:
        quoted = asking.ways.quote(part.searched)
        if quoted.status != "no_answer":
            return _weighed(quoted, part, asking)
        lacks = f"{lacks} {quoted.text}".strip()
    refused = computed
    if not computed.understood:
        reason = why_not(part.text, asking.names, asking.desk.ontology, computed.reason, part.before)
        reason = f"{reason} {say('missing_before')}" if unsaid else reason
        refused = replace(computed, text=reason, reason=reason)
    if lacks:
        refused = replace(refused, text=f"{refused.text} {lacks}", reason=f"{refused.reason} {lacks}")
    return _suggested(refused, part.searched, asking)


def _weighed(quoted: Answer, part: QuestionPart, asking: _Asking) -> Answer:
    """Return an answer by quotes, with its doubt told where they hardly can be plain.

    No text has a count or a list of what is on record, and a part that looks back is searched with other words beside.
    """
    from qa.quoting.told import doubted  # not above: what is computed needs nothing of it

    things = asks_for_things(part.text, asking.names(part.text), asking.desk.ontology)
    return doubted(quoted) if part.before or things else quoted


def _suggested(refused: Answer, question: str, asking: _Asking) -> Answer:
    """Return a refusal with the named queries that are nearest, told to be no answer."""
    nearest = asking.ways.nearest
    near = nearest(question, asking.names(question)) if nearest is not None else ()
    if not near:
        return replace(refused, nearest=())
    text = f"{refused.text} {say('nearest_held', titles='; '.join(one.title for one in near))}"
    return replace(refused, text=text, nearest=_commands(near))


def _commands(near: Sequence[Suggestion]) -> tuple[str, ...]:
    return tuple(one.command for one in near)


def _told(made: Answer, found: Split) -> Answer:
    claims = _claims(found)
    if not claims:
        return made
    return replace(made, text=f"{made.text}\n{claims}", tail=f"{made.tail} {claims}".strip() if made.lead else "")


def _claims(found: Split) -> str:
    return say("claims", said=" ".join(found.claims)) if found.claims else ""


def _joined(parts: Sequence[Answer], found: Split) -> Answer:
    """Return one answer of several: their texts with labels, their citations numbered through."""
    numbered: list[Answer] = []
    at = 0
    for part in parts:
        numbered.append(_shifted(_once(part, numbered), at))
        at += len(part.citations)
    texts = [say("part_label", n=n, said=part.question, text=part.text) for n, part in enumerate(numbered, start=1)]
    entities = {name: entity for part in parts for name, entity in part.entities.items()}
    status = min((part.status for part in parts), key=BEST.index)
    reasons = "\n".join(part.reason for part in numbered if part.reason)
    return Answer(
        question="",
        status=status,
        text="\n\n".join([*texts, *([_claims(found)] if found.claims else [])]),
        entities=entities,
        understood="; ".join(part.understood for part in parts if part.understood),
        as_of=next((part.as_of for part in parts if part.as_of), ""),
        parts=tuple(numbered),
        citations=tuple(citation for part in numbered for citation in part.citations),
        readings=tuple(reading for part in parts for reading in part.readings),
        nearest=tuple(dict.fromkeys(command for part in parts for command in part.nearest)),
        reason=reasons,
    )


def _once(part: Answer, before: Sequence[Answer]) -> Answer:
    """Return a part without the words of its passages where all of them were quoted for one before it."""
    quoted = {(citation.url, citation.quote) for citation in part.citations}
    if part.status != "passages":
        return part
    for n, other in enumerate(before, start=1):
        if quoted <= {(citation.url, citation.quote) for citation in other.citations}:
            marks = " ".join(f"[{citation.n}]" for citation in part.citations)
            return replace(part, text=say("same_passages", n=n, marks=marks), lead="", tail="")
    return part


def _shifted(part: Answer, by: int) -> Answer:
    """Return a part whose citations are numbered on from ``by``, in its text too."""
    if not by or not part.citations:
        return part
    known = {citation.n for citation in part.citations}

    def moved(match: re.Match[str]) -> str:
        return f"[{int(match[1]) + by}]" if int(match[1]) in known else match[0]

    shifted: tuple[Citation, ...] = tuple(replace(one, n=one.n + by) for one in part.citations)
    return replace(
        part, text=_CITED.sub(moved, part.text), tail=_CITED.sub(moved, part.tail), citations=shifted
    )  # fmt: skip
