"""Where laws stand whose texts are quoted, by the statements on record that say so."""

from collections.abc import Iterable, Iterator, Sequence

from graph.record.queries import told_of
from graph.views.witness import Witness
from qa.desk import Desk
from qa.disputes import told_by
from qa.evidence import Evidence
from qa.quoting.data import rules, say
from qa.quoting.types import Quote
from qa.reply import Citation
from qa.text import marks


def standing(
    quotes: Sequence[Quote], citations: Sequence[Citation], desk: Desk
) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
    """Return a sentence for each law whose text is quoted, and all citations, those of the quotes first.

    Raises RecordError where the record cannot be read.
    """
    evidence = Evidence(desk=desk, citations=list(citations))
    told = [text for node in _nodes(quotes, desk) if (text := _told(node, evidence))]
    return tuple(told), tuple(evidence.citations)


def _nodes(quotes: Iterable[Quote], desk: Desk) -> dict[str, None]:
    """Return the things whose texts are quoted; a document that tells of several is a table, and the text of none."""
    found: dict[str, None] = {}
    for document in dict.fromkeys(quote.candidate.document for quote in quotes):
        keys = told_of(desk.record, document, rules().standing["told_by"])
        nodes = {node for key in keys if (node := desk.names.node_of(key)) is not None}
        if len(nodes) == 1:
            found |= dict.fromkeys(nodes)
    return found


def _told(node: str, evidence: Evidence) -> str:
    """Return the sentence of where a thing stands, cited; empty where nothing on record says it."""
    values = list(_values(evidence.of_property(node, rules().standing["says"])))
    name = evidence.desk.names.name(node) or node
    if len(values) == 1:
        ((value, witness),) = values
        cited = [evidence.cite(witness)]
        if dated := _dated(node, value, evidence):
            date, told = dated
            value, cited = say("stands_since", value=value, date=date), [*cited, evidence.cite(told)]
        return say("stands", name=name, value=value, marks=marks([n for n in cited if n is not None]))
    each = [told_by(value, witness, evidence) for value, witness in values]
    return say("stands_disputed", name=name, each="; ".join(each)) if each else ""


def _values(witnesses: Iterable[Witness]) -> Iterator[tuple[str, Witness]]:
    """Yield each value that is said with its best witness."""
    seen: set[str] = set()
    for witness in witnesses:
        value = str(witness.value)
        if witness.value is not None and value not in seen:
            seen.add(value)
            yield value, witness


def _dated(node: str, value: str, evidence: Evidence) -> tuple[str, Witness] | None:
    """Return the day of where a thing stands with its best witness, where all witnesses say the same day."""
    dates = list(_values(evidence.of_property(node, rules().standing_dates.get(value, ""))))
    return dates[0] if len(dates) == 1 else None
