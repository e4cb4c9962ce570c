"""Says why a query found nothing: what it names that the graph has not, and which clause took the last row away."""

import difflib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from graph.engine import Graph, Parameter, Result, Scalar
from graph.errors import EngineError
from graph.explore.diagnose_clauses import emptied_by
from graph.explore.diagnose_parts import Parts, Step, Wanted, parts_of
from graph.explore.guard_tokens import Reading
from graph.ontology import Ontology

TOTAL_S = 3.0
"""How long a diagnosis may take in all; what is not found by then is not said."""
ONE_S = 1.5
MOST_LINES = 6
_NEARLY = 70.0
"""How alike, of 100, a value must be to be told as near."""
_HIDDEN = "_Sextant"


@dataclass(slots=True)
class Asker:
    """Asks the graph while there is time."""

    graph: Graph
    until: float
    kept: dict[str, dict[str, int]] = field(default_factory=dict)

    def rows(self, text: str, parameters: Mapping[str, Parameter]) -> tuple[tuple[object, ...], ...] | None:
        """Return the rows of a query, or None where there is no time for it or it fails."""
        left = min(ONE_S, self.until - time.monotonic())
        if left <= 0:
            return None
        try:
            return self.graph.read(text, parameters, limit_s=left, max_rows=50_000).rows
        except EngineError:
            return None

    def shipped(
        self, query: str, label: str = "", key: str = "", **given: Scalar
    ) -> tuple[tuple[object, ...], ...] | None:
        """Return the rows of one of the queries in ``cypher/diagnose``."""
        lines = (resources.files("cypher") / "diagnose" / f"{query}.cypher").read_text("utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith("//"))
        text = text.replace("{label}", f":{_quoted(label)}" if label else "").replace("{key}", _quoted(key))
        return self.rows(text, given)

    def counts(self, query: str) -> dict[str, int]:
        """Return names with how many of them there are, read once; none where there was no time."""
        if query not in self.kept:
            rows = self.shipped(query) or ()
            self.kept[query] = {str(name): int(str(many)) for name, many in rows if name != _HIDDEN}
        return self.kept[query]


def diagnose(
    graph: Graph,
    ontology: Ontology,
    reading: Reading,
    keywords: tuple[bool, ...],
    parameters: Mapping[str, Parameter],
    result: Result,
) -> tuple[str, ...]:
    """Return lines on why there are no rows, or one row that holds nothing but noughts; none where there are others."""
    if not is_empty(result):
        return ()
    ask = Asker(graph=graph, until=time.monotonic() + TOTAL_S)
    parts = parts_of(reading, parameters)
    lines = [*_names(ask, ontology, parts), *_directions(ontology, parts), *_properties(ask, parts)]
    if not lines:
        lines += emptied_by(ask.rows, reading, keywords, parameters)
    return tuple(dict.fromkeys(lines))[:MOST_LINES]


def is_empty(result: Result) -> bool:
    """Say whether a result has no rows, or one in which nothing was counted or found."""
    return not result.rows or (len(result.rows) == 1 and all(cell in (0, None, []) for cell in result.rows[0]))


def _names(ask: Asker, ontology: Ontology, parts: Parts) -> Iterator[str]:
    for what, query, used, known in (
        ("label", "labels", parts.labels, [*ontology.nodes, *ontology.roles]),
        ("relationship type", "types", parts.types, list(ontology.edges)),
    ):
        there = ask.counts(query) if any(used.values()) else {}
        if not there:
            if any(used.values()) and ask.until > time.monotonic():
                yield "the graph is empty" if what == "label" else "the graph has no relationships"
            continue
        for name in dict.fromkeys(name for names in used.values() for name in names):
            if name not in there:
                yield _missing(what, name, there, known)


def _missing(what: str, name: str, there: Mapping[str, int], known: Iterable[str]) -> str:
    if name in known:
        return f"{name}: there is none of this {what} in the graph yet"
    near = _nearest_names(name, there)
    told = "; ".join(f"{one} has {there[one]:,}" for one in near) or f"there are {', '.join(sorted(there)[:12])}"
    return f"no {what} {name}; {told}"


def _nearest_names(name: str, there: Iterable[str]) -> list[str]:
    folded = {one.casefold().replace("_", ""): one for one in there}
    near = difflib.get_close_matches(name.casefold().replace("_", ""), folded, n=2, cutoff=0.6)
    return [folded[one] for one in near]


def _directions(ontology: Ontology, parts: Parts) -> Iterator[str]:
    for step in parts.steps:
        edge = ontology.edges.get(step.type)
        if edge is None or edge.symmetric:
            continue
        fits = [_fits(ontology, parts, step, edge.source, edge.target)]
        fits.append(_fits(ontology, parts, _turned(step), edge.source, edge.target))
        told = f"{step.type} goes from {_either(edge.source)} to {_either(edge.target)}"
        if not fits[0]:
            yield f"{told}: turn the arrow" if fits[1] else told


def _either(names: Sequence[str]) -> str:
    if names == ("*",):
        return "anything"
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _turned(step: Step) -> Step:
    return Step(source=step.target, type=step.type, target=step.source)


def _fits(ontology: Ontology, parts: Parts, step: Step, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
    for variable, possible in ((step.source, source), (step.target, target)):
        labels = {ontology.label_of_role(name) or name for name in parts.labels[variable]} & set(ontology.nodes)
        if labels and possible != ("*",) and not labels & set(possible):
            return False
    return True


def _properties(ask: Asker, parts: Parts) -> Iterator[str]:
    there = ask.kept.get("labels", {}) | ask.kept.get("types", {})
    for wanted in parts.wanted:
        is_edge = wanted.variable in parts.types
        names = parts.types[wanted.variable] if is_edge else parts.labels[wanted.variable]
        if any(name not in there for name in names):
            continue
        label = names[0] if len(names) == 1 else ""
        rows = ask.shipped("keys_of_relationships" if is_edge else "keys_of_nodes", label)
        keys = [str(key) for (key,) in rows or ()]
        if keys and wanted.key not in keys:
            near = _nearest_names(wanted.key, keys)
            told = f"nearest: {', '.join(near)}" if near else f"there are {', '.join(sorted(keys)[:12])}"
            yield f"no {label or 'node or relationship'} has a property {wanted.key}; {told}"
        elif keys and not is_edge and wanted.values:
            yield from _values(ask, label, wanted)


def _values(ask: Asker, label: str, wanted: Wanted) -> Iterator[str]:
    found = [ask.shipped("has_value", label, wanted.key, value=value) for value in wanted.values]
    if any(found) or None in found:
        return
    for value in wanted.values[:3]:
        yield _absent(ask, label, wanted.key, value)


def _absent(ask: Asker, label: str, key: str, value: Scalar) -> str:
    what, of = ("a name" if key == "name" else f"a {key}"), f" of any {label}" if label else " here"
    said = f"{value!r} is not {what}{of}"
    if not isinstance(value, str):
        return said
    bearers = ask.shipped("bears_name", label, value=value) if key == "name" else ()
    if bearers:
        return f"{said} but one of the other names of {bearers[0][0]!r}: ask for {value!r} IN n.names"
    near = _nearest_values(value, ask.shipped("values", label, key) or ())
    return f"{said}; {', '.join(repr(one) for one in near)} is" if near else said


def _nearest_values(value: str, rows: Iterable[tuple[object, ...]]) -> list[str]:
    from rapidfuzz import fuzz, process

    texts = [cell for (cell,) in rows if isinstance(cell, str)]
    same = [text for text in texts if text.casefold() == value.casefold()]
    if same:
        return same[:1]
    found = process.extract(
        value.casefold(), [t.casefold() for t in texts], scorer=fuzz.ratio, limit=1, score_cutoff=_NEARLY
    )
    return [texts[index] for _, _, index in found]


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`" if name else ""
