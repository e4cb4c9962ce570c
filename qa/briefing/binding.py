"""From a value in a row of a stored query to the statements that say it."""

import math
from collections.abc import Mapping, Sequence

from graph.engine.types import Cell
from graph.record.types import Value
from graph.views.witness import Witness
from qa.briefing.ledger import Ledger
from qa.briefing.phrases import say
from qa.briefing.recipe import Bind
from qa.briefing.showing import MOST_OF_LIST
from qa.briefing.types import Mark
from qa.evidence import Hop
from qa.words import property_noun

Row = Mapping[str, Cell]
"""A row of a result, by column."""


def bound(bind: Bind, row: Row, column: str, ledger: Ledger) -> tuple[Mark, ...] | None:
    """Return the marks of the statements that say a value of a row, or None where one of its values has none."""
    if bind.document:
        mark = ledger.of_id(str(row[bind.document]))
        return None if mark is None else (mark,)
    return _of_edge(bind, row, ledger) if bind.to else _of_property(bind, row, row[column], ledger)


def _of_property(bind: Bind, row: Row, cell: Cell, ledger: Ledger) -> tuple[Mark, ...] | None:
    node = str(row[bind.of])
    heard = [(name, w) for name in bind.properties for w in ledger.evidence.of_property(node, name)]
    marks = []
    for value in _values(cell):
        found = next(((name, w) for name, w in heard if w.value is not None and same(w.value, value)), None)
        if found is None:
            return None
        marks.append(ledger.of_witness(found[1], _quoted_for(node, found[0], ledger)))
    return tuple(marks)


def _values(cell: Cell) -> Sequence[Cell]:
    """Return the values of a cell that are printed."""
    return cell[:MOST_OF_LIST] if isinstance(cell, Sequence) and not isinstance(cell, str) else [cell]


def _of_edge(bind: Bind, row: Row, ledger: Ledger) -> tuple[Mark, ...] | None:
    """Return the marks of an edge, or of the edges to each thing of a list."""
    edge = str(row[bind.edge_in]) if bind.edge_in else bind.edge
    wanted = {name: row[column] for name, column in bind.qualifiers.items() if row[column] is not None}
    marks = []
    for start in _values(row[bind.of]):
        for end in _values(row[bind.to]):
            mark = _witnessed((edge, str(start), str(end)), wanted, ledger)
            if mark is None:
                return None
            marks.append(mark)
    return tuple(marks)


def _witnessed(hop: Hop, wanted: Mapping[str, Cell], ledger: Ledger) -> Mark | None:
    edge, start, end = hop
    for witness in ledger.evidence.of_edge(hop):
        if _has(witness, wanted):
            names = ledger.desk.names
            what = say(
                "quoted_for_edge",
                one=names.name(start) or start, edge=edge.lower().replace("_", " "), other=names.name(end) or end,
            )  # fmt: skip
            return ledger.of_witness(witness, what)
    return None


def _has(witness: Witness, wanted: Mapping[str, Cell]) -> bool:
    told = witness.statement.qualifiers
    return all(name in told and same(told[name], value) for name, value in wanted.items())


def same(stated: Value, cell: Cell) -> bool:
    """Say whether a stated value is the one in a cell; engines may give a whole number as a fraction."""
    if isinstance(stated, bool) or isinstance(cell, bool):
        return stated is cell
    if isinstance(stated, int | float) and isinstance(cell, int | float):
        return math.isclose(stated, cell, rel_tol=1e-9)
    return stated == cell


def _quoted_for(node: str, name: str, ledger: Ledger) -> str:
    names = ledger.desk.names
    noun = property_noun(ledger.desk.ontology, names.label(node), name)
    return say("quoted_for", thing=names.name(node) or node, what=noun)
