"""Sentences of texts that bear on a topic, quoted as they stand: each answers a question that the recipe asks."""

import functools
import re
from collections.abc import Iterator, Sequence
from importlib import resources

import yaml

from graph.errors import EmbeddingError
from graph.record.types import StoredDocument
from graph.views.index.sentences import sentences
from qa.briefing.phrases import say
from qa.briefing.recipe import WORDS, RecipePart
from qa.briefing.telling import Teller, ended
from qa.briefing.types import Mark, Passages, Quote, Quoted, Sentence
from qa.quoting.plain import folded, readable, says_any

SHORTEST, LONGEST = 60, 420
"""Characters of what says something and is read in one breath."""
LIKELY = 0.6
"""How likely a quote must be to answer what is asked."""
TITLE = 90
"""Characters of a title that are shown beside a quote."""
MOST_OF_DOCUMENT = 2
RULE = "policy"
"""The kind of documents that are what their title names: there a sentence need not say the name again."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPHASIS = re.compile(r"\*{2,}|`+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|^\s*[-#>*]+\s+|(?<=\s)#{2,}\s")
_TEX = re.compile(r"\\(?:emph|textbf|textit|text|mathrm|url|href)\s*\{([^{}]*)\}")
_TEX_SIGN = re.compile(r"\\([$%&#_])")


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
    used: dict[int, int] = {}
    said: set[str] = set()
    for about, question in part.asks.items():
        if len(told) == part.most:
            break
        for one, document in _fitting(passages(teller.open(question)), part, teller):
            if used.get(one.document, 0) < MOST_OF_DOCUMENT and one.text not in said:
                used[one.document] = used.get(one.document, 0) + 1
                said.add(one.text)
                told.append(_sentence(about, one, document, teller))
                break
    return told


def _gap(teller: Teller, name: str) -> list[Sentence]:
    text = say(name, topic=teller.topic.name)
    teller.gaps.append(Sentence(text=text, marks=(teller.ledger.of_record(),)))
    return []


def _fitting(found: Sequence[Quoted], part: RecipePart, teller: Teller) -> Iterator[tuple[Quoted, StoredDocument]]:
    """Yield what may be printed, cut to what is read in one breath, with its document."""
    desk, node = teller.ledger.desk, teller.topic.node
    names = [] if teller.topic.label == WORDS else [teller.topic.name, *desk.names.names(node)]
    documents = {d.number: d for d in desk.record.documents(numbers={one.document for one in found})}
    for one in found:
        document = documents.get(one.document)
        if document is None or one.likelihood < LIKELY or (part.kinds and document.kind not in part.kinds):
            continue
        if one.text.strip() and one.text in desk.record.text(one.document):
            own = document.kind == RULE and says_any(folded(document.title), names)
            text = _cut(one.text, [] if own else names)
            if text is not None:
                yield Quoted(text=text, document=one.document, likelihood=one.likelihood), document


def _cut(text: str, names: Sequence[str]) -> str | None:
    """Return the first sentences of a text that name one of some names and are of a readable length together."""
    held = [one for one in sentences(text, 0, len(text)) if not one.is_heading]
    for number, first in enumerate(held):
        best = None
        for last in held[number:]:
            said = text[first.start : last.end]
            if len(plain(said)) <= LONGEST:
                best = said
        if best is not None and _is_worth(best, names):
            return best
    return None


def _is_worth(said: str, names: Sequence[str]) -> bool:
    shown = plain(said)
    plainly = folded(shown)
    return (
        len(shown) >= SHORTEST
        and (not names or says_any(plainly, names))
        and not any(one in plainly for one in chatter())
        and shown[:1] not in ")]},;:"
    )


@functools.cache
def chatter() -> tuple[str, ...]:
    """Return what shows that a sentence is not worth a briefing's room, in small letters."""
    file = resources.files("qa.briefing") / "data" / "chatter.yaml"
    return tuple(yaml.load(file.read_text("utf-8"), Loader=_LOADER)["says"])


def plain(text: str) -> str:
    """Return words of a document on one line, without the marks of Markdown and TeX and the targets of links."""
    return " ".join(_EMPHASIS.sub("", _TEX_SIGN.sub(r"\1", _TEX.sub(r"\1", readable(text)))).split())


def _sentence(about: str, one: Quoted, document: StoredDocument, teller: Teller) -> Sentence:
    date = say("saying_date", date=document.published) if document.published else ""
    title = document.title if len(document.title) <= TITLE else document.title[:TITLE].rpartition(" ")[0] + "..."
    who = f"{title}, {document.publisher}" if document.publisher and document.publisher != title else title
    text = say("passage", about=about, text=plain(one.text), who=who, date=date)
    quote = Quote(text=one.text, of=teller.topic.name, place=None, statement="")
    return Sentence(text=ended(text), marks=(Mark(source=teller.ledger.of_document(document), quotes=(quote,)),))
