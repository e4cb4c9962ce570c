"""Runs a user's query behind the guard, and tells what the guard has to say of it."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ui.output import note

if TYPE_CHECKING:
    from graph.engine import Parameter, Result
    from graph.explore.session import Session


def read_guarded(session: "Session", text: str, parameters: "Mapping[str, Parameter]") -> "tuple[Result, bool]":
    """Return the rows of a query that only reads, and whether it was said why there are none.

    Warnings, reasons and cuts go to standard error. On a terminal a caret shows where a wrong query is wrong, before
    the error that says why. Raises QueryError, WriteRefused, QueryTimeout, EngineUnavailable.
    """
    from graph.errors import QueryError
    from graph.explore.guard import guarded_read
    from graph.explore.guard_place import caret

    try:
        outcome = guarded_read(session.graph, session.ontology, text, parameters)
    except QueryError as error:
        shown = caret(text, error)
        if shown and sys.stderr is not None and sys.stderr.isatty():
            print(shown, file=sys.stderr)
        raise
    for line in (*outcome.warnings, *outcome.diagnosis, *([outcome.cut] if outcome.cut else [])):
        note(line)
    return outcome.result, bool(outcome.diagnosis)
