"""The guard: runs a query of a user, or of a model, that can do nothing but read.

First its text is read: what does more than read, goes out of the graph, or cannot be stopped in time is refused.
Then the engine plans it, and the plan must only read. Then it runs as a user that may only read, under limits.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.engine import Graph, Parameter, Plan, Result
from graph.errors import QueryError, QueryTimeout, WriteRefused
from graph.explore.diagnose import diagnose
from graph.explore.diagnose_clauses import columns_of
from graph.explore.guard_clauses import check_clauses, split_prefix
from graph.explore.guard_errors import pointed
from graph.explore.guard_parameters import check_given, check_parameters
from graph.explore.guard_policy import Limits, Policy, shipped_policy
from graph.explore.guard_shape import check_shape
from graph.explore.guard_sizes import check_sizes
from graph.explore.guard_text import read_text
from graph.explore.guard_tokens import Reading
from graph.explore.guard_warnings import warnings_of
from graph.ontology import Ontology

__all__ = ["Limits", "Outcome", "guarded_read", "shipped_limits"]

_PLANNING_S = 5.0
"""How long an engine may plan at least, even where a query may run shorter: it may have to start first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a query."""

    result: Result
    cut: str | None = None
    """Which cap left rows out, and how to go on; None where all rows are there."""
    diagnosis: tuple[str, ...] = ()
    """Why there are no rows, or only noughts: a line for each thing that the graph does not have."""
    warnings: tuple[str, ...] = ()
    """Lines on what this engine is known to get wrong in such a query."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A query whose text may run."""

    reading: Reading
    keywords: tuple[bool, ...]
    explains: bool
    """Whether its plan is asked for, and not its rows."""


def shipped_limits() -> Limits:
    """Return the limits of the policy that ships."""
    return shipped_policy().limits


def guarded_read(
    graph: Graph,
    ontology: Ontology,
    text: str,
    parameters: Mapping[str, Parameter] | None = None,
    limits: Limits | None = None,
) -> Outcome:
    """Run a query that only reads and return what came of it.

    Raises WriteRefused for one that does more than read, QueryError for one that is wrong or too large, with its place,
    QueryTimeout past ``limits.seconds``, EngineUnavailable where the engine cannot be reached.
    """
    policy, given = shipped_policy(), parameters or {}
    limits = limits or policy.limits
    until = time.monotonic() + limits.seconds
    query = check_text(text, given, policy)
    try:
        plan = graph.explain(query.reading.text, given, limit_s=max(_PLANNING_S, limits.seconds))
        _check_plan(plan, policy)
        if query.explains:
            return Outcome(result=Result(columns=("plan",), rows=tuple((step,) for step in plan.operators)))
        result = graph.read(
            query.reading.text,
            given,
            limit_s=_left(until, limits),
            max_rows=limits.rows,
            max_bytes=limits.bytes,
        )
    except QueryError as error:
        raise pointed(error, query.reading, policy) from error
    except QueryTimeout as error:
        raise QueryTimeout(
            f"the query gave no answer within its limit of {limits.seconds:g} s and was stopped: narrow it or add LIMIT"
        ) from error
    if not result.columns:
        result = replace(result, columns=columns_of(query.reading, query.keywords))
    return Outcome(
        result=result,
        cut=_cut(result, query.reading),
        diagnosis=diagnose(graph, ontology, query.reading, query.keywords, given, result),
        warnings=warnings_of(plan.engine, query.reading, query.keywords),
    )


def check_text(text: str, parameters: Mapping[str, Parameter], policy: Policy) -> Checked:
    """Return a query as it may be planned. Raises WriteRefused and QueryError, with the place in the text."""
    check_parameters(parameters, policy)
    explains, reading = split_prefix(read_text(text, policy))
    keywords = check_clauses(reading, policy)
    try:
        check_shape(reading, keywords, policy, parameters)
        check_sizes(reading, keywords, policy, parameters)
    except RecursionError:
        raise QueryError("the query is nested too deep to be looked through: make it simpler") from None
    check_given(reading, parameters)
    return Checked(reading=reading, keywords=keywords, explains=explains)


def _check_plan(plan: Plan, policy: Policy) -> None:
    """Refuse what the engine would do beyond reading, whatever its text looked like."""
    for step in plan.operators:
        if step.lower().startswith(policy.steps):
            raise WriteRefused(
                f"the engine would do more than read ({step.split(' ')[0]}), and only reading is allowed"
            )
        if step.lower().startswith(("procedurecall ", "call ")) and "(" in step:
            name = step.split("(")[0].split(" ")[-1].lower()
            if name and name not in policy.procedures and name.upper() != "SUBQUERY":
                raise WriteRefused(f"the procedure {name} is not allowed here")
    if plan.only_reads is False:
        raise WriteRefused("the engine would do more than read, and only reading is allowed here")


def _left(until: float, limits: Limits) -> float:
    """Return the seconds left to run in: half of all at least, since an engine may have had to start."""
    return max(until - time.monotonic(), limits.seconds / 2)


def _cut(result: Result, reading: Reading) -> str | None:
    if not result.cut:
        return None
    rows = len(result.rows)
    words = [token.upper for token in reading.tokens]
    order = "" if "ORDER" in words else "ORDER BY something unique and "
    why = "after" if result.cut_by == "rows" else "for their size after"
    begun = next((n for n in range(len(words) - 1, 0, -1) if words[n - 1] in ("SKIP", "OFFSET")), 0)
    told = reading.tokens[begun].text if begun and reading.tokens[begun].text.isdecimal() else "0"
    following = f"SKIP {int(told) + rows} LIMIT {max(rows, 1)}"
    if not rows:
        return "cut before the first row, which is larger than all that may come back: return less of it"
    return f"cut {why} {rows:,} rows; for the next ones end the query with {order}{following}"
